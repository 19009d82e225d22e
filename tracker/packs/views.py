"""The blueprint of the pages of agendas, packs and minutes."""

from __future__ import annotations

from flask import Blueprint

packs = Blueprint("packs", __name__)
