"""The pages of measures; the other `views_*` of the room add theirs to this blueprint."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

measures: Final = Blueprint("measures", __name__)
