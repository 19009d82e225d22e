"""The blueprint of the pages of inspections, what these pages share, the list and the page of one inspection."""

from __future__ import annotations

from flask import Blueprint

inspections = Blueprint("inspections", __name__)
