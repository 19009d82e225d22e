"""A kind of wall that import-linter lacks: modules named by the beginning of their name, such as every `rules_…`."""

from __future__ import annotations

from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import ContractCheck, fields
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.domain.imports import ModuleExpression


class WallByName(ForbiddenContract):
    """A forbidden contract whose sources are patterns, `tracker.*.rules_*`. Raises ValueError when none exists."""

    type_name = "wall_by_name"

    source_modules = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        patterns: set[str] = self.source_modules  # type: ignore[assignment]  # a field holds its value once it is read
        behind = {module for module in graph.modules if any(fnmatchcase(module, pattern) for pattern in patterns)}
        if not behind:
            raise ValueError(f"No module is named {' or '.join(sorted(patterns))}.")
        modules = {ModuleExpression(module) for module in behind}
        self.source_modules = modules  # type: ignore[assignment]  # as above
        try:
            return super().check(graph, verbose)
        finally:
            self.source_modules = patterns  # type: ignore[assignment]  # as above
