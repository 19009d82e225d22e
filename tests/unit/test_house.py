"""The house rules that neither the linter nor the import contracts can see."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted((ROOT / "tracker").rglob("*.py"))
MIGRATIONS = sorted((ROOT / "migrations").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
EVERYTHING = [*PRODUCT, *MIGRATIONS, *TESTS, ROOT / ".build" / "hatch_build.py"]

TOP_LEVEL = {
    *("pyproject.toml", "README.md", "Makefile", "LICENSE"),
    *("tracker", "templates", "migrations", "tests", "seeds"),
}
MADE_HERE = {"instance", "build", "dist", "test-results", "__pycache__"}

FEATURES = {
    *(
        "accounts",
        "annual",
        "audit",
        "exchange",
        "files",
        "information",
        "inspections",
        "measures",
        "outbox",
        "overview",
        "packs",
        "panel",
    ),
    *("plan", "reports", "risks"),
}
SIX_NAMES = {"rules", "models", "queries", "commands", "forms", "views"}
# What a feature has beyond the six: the reading of due dates, and the way from rows to a printed report.
MORE_NAMES = {
    "plan": {"due"},
    "reports": {"gather", "layout", "rows", "snapshots"},
    "packs": {"gather", "layout", "snapshots"},
}

PRODUCT_FILE, TEST_FILE, FUNCTION, VIEW = 400, 600, 40, 25
ROUTE_DECORATORS = {"route", "get", "post"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_in(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def calls_in(path: Path) -> Iterator[tuple[str, int]]:
    """The dotted name and line of every call that has one: ("datetime.now", 12)."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def lines_of(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def is_view(function: Function) -> bool:
    decorators = (node.func for node in function.decorator_list if isinstance(node, ast.Call))
    return any(isinstance(node, ast.Attribute) and node.attr in ROUTE_DECORATORS for node in decorators)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_rules_of_this_file_look_at_something() -> None:
    assert len(PRODUCT) > 20
    assert len(TESTS) > 10
    assert any(is_view(function) for path in PRODUCT for function in functions_in(path))


def test_the_top_level_holds_only_what_it_should() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    unexpected = {name for name in found - TOP_LEVEL - MADE_HERE if not name.endswith((".lock", ".egg-info"))}
    assert not unexpected
    assert found >= TOP_LEVEL


def test_files_stay_short() -> None:
    def limit(path: Path) -> int:
        return TEST_FILE if path in TESTS else PRODUCT_FILE

    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in EVERYTHING}
    assert not [f"{name_of(path)}: {lines} lines" for path, lines in lengths.items() if lines > limit(path)]


def test_functions_stay_short() -> None:
    assert not [
        f"{name_of(path)}:{function.lineno} {function.name} has {lines_of(function)} lines"
        for path in EVERYTHING
        if path not in MIGRATIONS  # a migration is a list of tables, not a thought
        for function in functions_in(path)
        if lines_of(function) > FUNCTION
    ]


def test_a_view_is_one_screen() -> None:
    assert not [
        f"{name_of(path)}:{function.lineno} {function.name} has {lines_of(function)} lines"
        for path in PRODUCT
        for function in functions_in(path)
        if is_view(function) and lines_of(function) > VIEW
    ]


def test_views_live_in_files_named_views() -> None:
    elsewhere = {
        name_of(path)
        for path in PRODUCT
        for function in functions_in(path)
        if is_view(function) and path.stem.partition("_")[0] != "views"
    }
    assert not elsewhere


def test_every_feature_uses_the_same_six_names() -> None:
    strangers = [
        name_of(path)
        for path in PRODUCT
        if path.parent.name in FEATURES and path.parent.parent.name == "tracker" and path.stem != "__init__"
        if path.stem.partition("_")[0] not in SIX_NAMES | MORE_NAMES.get(path.parent.name, set())
    ]
    assert not strangers


def test_every_room_is_a_feature_or_one_of_the_rooms_all_share() -> None:
    shared = {"cli", "documents", "seeds", "static", "web", "_data"}
    rooms = {path.name for path in (ROOT / "tracker").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms <= FEATURES | shared


def test_only_dates_asks_what_day_it_is() -> None:
    clock = re.compile(
        r"(^|\.)(datetime|date)\.(now|today|utcnow)$|^time\.(time|time_ns|localtime|gmtime)$"
        r"|(^|\.)func\.(now|current_date|current_timestamp|localtime|localtimestamp)$"
    )
    askers = [
        f"{name_of(path)}:{line} {call}" for path in PRODUCT for call, line in calls_in(path) if clock.search(call)
    ]
    assert askers
    assert not [asker for asker in askers if not asker.startswith("tracker/dates.py:")]


def test_layouts_never_ask_what_day_it_is() -> None:
    layouts = [path for path in PRODUCT if path.stem.startswith(("layout", "snapshots"))]
    assert layouts
    asks = re.compile(r"^(dates\.)?(now|today)$")
    assert not [f"{name_of(path)}:{line}" for path in layouts for call, line in calls_in(path) if asks.match(call)]


def test_only_writing_commits() -> None:
    commits = {name_of(path) for path in PRODUCT for call, _ in calls_in(path) if call.endswith(".commit")}
    # `writing.commit(…)` is the one way for everybody else.
    by_name = {name_of(path) for path in PRODUCT for call, _ in calls_in(path) if call == "writing.commit"}
    assert "tracker/writing.py" in commits
    assert commits - by_name == {"tracker/writing.py"}


def test_only_config_reads_the_environment() -> None:
    readers = {
        name_of(path)
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}
    }
    assert readers <= {"tracker/config.py"}


def test_no_error_is_caught_without_saying_which() -> None:
    def swallows(handler: ast.ExceptHandler) -> bool:
        anything = handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
        last = handler.body[-1]
        goes_on_up = isinstance(last, ast.Raise) and last.exc is None
        return anything and not goes_on_up

    assert not [
        f"{name_of(path)}:{node.lineno}"
        for path in EVERYTHING
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    ]


def test_every_exception_from_lint_and_types_says_why() -> None:
    exception = re.compile(r"#\s*(noqa|type:\s*ignore)")
    with_reason = re.compile(r"#\s*(noqa: [A-Z0-9]+(, ?[A-Z0-9]+)*|type: ignore\[[a-z, -]+\])\s+(#|--)\s*\w")
    assert not [
        f"{name_of(path)}:{token.start[0]} {token.string}"
        for path in EVERYTHING
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.COMMENT and exception.match(token.string) and not with_reason.match(token.string)
    ]


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    place = re.compile(r"(?<![\w.:/])/(" + "|".join(("home", "root", "Users", "work", "farm", "mnt")) + r")/")
    texts = [*EVERYTHING, ROOT / "Makefile", ROOT / "README.md", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    texts += sorted((ROOT / "templates").rglob("*.html"))
    assert not [
        f"{name_of(path)}:{number}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if place.search(line)
    ]


def declared(*groups: str) -> set[str]:
    """The distributions pyproject.toml pins, by plain name; with no group, those of the product."""
    table = project()["project"]
    lines = table["dependencies"] + [line for group in groups for line in table["optional-dependencies"][group]]
    return {plain(re.split(r"[\[=]", line)[0]) for line in lines}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_by(paths: list[Path]) -> set[str]:
    """Top-level names of the packages these files import."""
    names: set[str] = set()
    for node in (node for path in paths for node in ast.walk(tree_of(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


# Parts of a pinned package that come as packages of their own.
BROUGHT_ALONG = {"jinja2": "flask", "markupsafe": "flask", "werkzeug": "flask", "pydantic": "pydantic-settings"} | {
    "grimp": "import-linter"
}
BROUGHT_ALONG |= {"asn1crypto": "pyhanko", "cryptography": "pyhanko", "pyhanko_certvalidator": "pyhanko"}


@pytest.mark.parametrize(
    ("paths", "groups"),
    [([*PRODUCT, *MIGRATIONS], ()), (TESTS, ("test", "dev"))],
    ids=["product", "tests"],
)
def test_what_is_imported_is_declared(paths: list[Path], groups: tuple[str, ...]) -> None:
    installed = packages_distributions()
    third_party = {name for name in imported_by(paths) if name in installed} - {"tracker", "tests"}
    assert "sqlalchemy" in third_party
    known = declared(*groups)
    undeclared = {
        name
        for name in third_party
        if not {plain(distribution) for distribution in installed[name]} & known
        and BROUGHT_ALONG.get(name, name) not in known
    }
    assert not undeclared


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", ()), ("requirements-dev.lock", ("test", "dev"))])
def test_the_lock_files_agree_with_the_pins(lock: str, groups: tuple[str, ...]) -> None:
    table = project()["project"]
    pins = table["dependencies"] + [line for group in groups for line in table["optional-dependencies"][group]]
    wanted = {re.sub(r"\[.*\]", "", pin) for pin in pins if not pin.startswith("tracker[")}
    locked = set(re.findall(r"^[a-z0-9-]+==[^ \\]+", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert all("==" in pin for pin in wanted)
    assert {re.sub(r"_", "-", pin) for pin in wanted} <= locked
