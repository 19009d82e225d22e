"""Every template that is named exists and is sound, and none lies about unused."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.filters import FILTERS
from jinja2.meta import find_referenced_templates

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
OF_LIBRARIES = ("govuk_frontend_jinja/", "govuk_frontend_wtf/")


def parsed(name: str) -> nodes.Template:
    return Environment(autoescape=True).parse((TEMPLATES / name).read_text(encoding="utf-8"))


def named_by_code() -> set[str]:
    """Every text in the product that names a template."""
    return {
        node.value
        for path in (ROOT / "tracker").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html")
    }


def named_by(template: str) -> set[str]:
    """The templates of ours that a template extends, includes or imports from."""
    named = find_referenced_templates(parsed(template))
    return {name for name in named if name is not None and not name.startswith(OF_LIBRARIES)}


def test_every_template_named_exists() -> None:
    named = named_by_code().union(*(named_by(template) for template in ALL))
    assert named - set(ALL) == set()


def test_no_template_is_unused() -> None:
    used: set[str] = set()
    waiting = named_by_code() & set(ALL)
    while waiting:
        used |= waiting
        waiting = set().union(*(named_by(template) for template in waiting)) - used
    assert set(ALL) - used == set()


@pytest.mark.parametrize("template", ALL)
def test_every_template_compiles(template: str) -> None:
    environment = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))
    environment.filters.update(dict.fromkeys(filters_of(template), str))
    environment.compile((TEMPLATES / template).read_text(encoding="utf-8"), template)


def filters_of(template: str) -> set[str]:
    """The filters are the application's; whether they exist is for the pages' tests to say."""
    return {found.name for found in parsed(template).find_all(nodes.Filter)} - set(FILTERS)


@pytest.mark.parametrize("template", ALL)
def test_nothing_a_template_prints_skips_the_escaping(template: str) -> None:
    assert not [found for found in parsed(template).find_all(nodes.Filter) if found.name in {"safe", "forceescape"}]
