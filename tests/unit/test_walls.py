"""The walls by name that pyproject.toml builds: they must fall when somebody breaks through."""

from __future__ import annotations

from typing import Any

import pytest
from grimp import ImportGraph
from importlinter import ContractCheck, configuration

from tests.walls import WallByName

configuration.configure()


def graph_of(*imports: tuple[str, str]) -> ImportGraph:
    graph = ImportGraph()
    for module in ("tracker", "tracker.db", "tracker.dates", "tracker.plan", "tracker.plan.models"):
        graph.add_module(module)
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    return graph


def check(graph: ImportGraph, **options: Any) -> ContractCheck:  # noqa: ANN401  # options as they stand in pyproject.toml
    wall = WallByName(
        name="Rules know nothing of the database",
        session_options={"root_packages": ["tracker"]},
        contract_options={
            "source_modules": ["tracker.*.rules", "tracker.*.rules_*"],
            "forbidden_modules": ["tracker.db"],
            **options,
        },
    )
    return wall.check(graph, verbose=False)


def test_rules_that_keep_to_themselves_pass() -> None:
    graph = graph_of(("tracker.plan.rules", "tracker.dates"), ("tracker.plan.models", "tracker.db"))
    assert check(graph).kept


@pytest.mark.parametrize("rules", ["tracker.plan.rules", "tracker.plan.rules_progress"])
def test_rules_that_read_the_database_are_found_by_the_beginning_of_their_name(rules: str) -> None:
    assert not check(graph_of((rules, "tracker.db"))).kept


def test_a_detour_does_not_help() -> None:
    graph = graph_of(("tracker.plan.rules", "tracker.plan.models"), ("tracker.plan.models", "tracker.db"))
    assert not check(graph).kept
    assert check(graph, allow_indirect_imports="true").kept


def test_a_wall_with_nobody_behind_it_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="No module is named"):
        check(graph_of(("tracker.plan.models", "tracker.db")))
