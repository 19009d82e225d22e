"""The build hook that fetches the styles and script of the pages: what it refuses, and what it leaves out."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hatchling.bridge.app import Application
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
SERVED = ROOT / "tracker" / "web" / "static" / "govuk"

FACE = '@font-face{font-family:GDS Transport;font-weight:400;src:url(/assets/fonts/light.woff2) format("woff2")}'
CSS = (
    ".a{color:red}/*! The font has been customised for exclusive use on gov.uk. */"
    + FACE * 2
    + ".b{font-family:GDS Transport,arial,sans-serif;color:blue}"
    + ".crest:before{background-image:url(/assets/images/govuk-crest.svg)}"
    + "\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)
SCRIPT = "export{initAll};//# sourceMappingURL=govuk-frontend.min.js.map"


def load_hook() -> ModuleType:
    spec = spec_from_file_location("hatch_build", ROOT / ".build" / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hook: Any = load_hook()


def packed(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/dist/govuk/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return buffer.getvalue()


TARBALL = packed({"govuk-frontend.min.css": CSS, "govuk-frontend.min.js": SCRIPT})


def integrity_of(tarball: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode()


def hook_in(root: Path, tarball: bytes = TARBALL) -> BuildHookInterface[Any]:
    config = {"version": "6.3.0", "integrity": integrity_of(tarball), "node": "a-node==1"}
    made: BuildHookInterface[Any] = hook.AssetsHook(str(root), config, None, None, "", "wheel", Application())
    return made


def test_the_reserved_font_and_crest_are_left_out() -> None:
    css = hook.without_reserved_parts(CSS)
    assert "GDS Transport" not in css
    assert "crest.svg" not in css
    assert "url(" not in css
    assert css.startswith(".a{color:red}.b{font-family:")
    assert '"Source Sans 3"' in css
    assert "color:blue" in css


@pytest.mark.parametrize(
    "css",
    [
        CSS.replace(FACE, "", 1),
        CSS.replace("GDS Transport,arial,sans-serif", "GDS Transport, Arial"),
        CSS.replace("govuk-crest.svg", "royal-arms.svg"),
        CSS + ".c{background:url(/assets/new.png)}",
        "",
    ],
    ids=["one font face fewer", "other font family", "other crest", "another picture", "empty"],
)
def test_styles_built_in_another_way_are_refused(css: str) -> None:
    with pytest.raises(hook.AssetsError, match="not built as"):
        hook.without_reserved_parts(css)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_only_the_very_bytes_that_are_pinned_are_accepted(pinned: bytes, received: bytes) -> None:
    if pinned == received:
        hook.check_integrity(received, integrity_of(pinned))
    else:
        with pytest.raises(hook.AssetsError, match="not the one pinned"):
            hook.check_integrity(received, integrity_of(pinned))


def test_a_package_without_the_files_is_refused() -> None:
    with pytest.raises(hook.AssetsError, match=r"has no file .*min\.js"):
        hook.read_assets(packed({"govuk-frontend.min.css": CSS}))


def test_a_build_puts_the_files_in_place_and_the_next_one_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def npm_pack(package: str) -> bytes:
        asked.append(package)
        return TARBALL

    monkeypatch.setattr(hook, "npm_pack", npm_pack)
    first = hook_in(tmp_path)
    assert first.dependencies() == ["a-node==1"]
    first.initialize("editable", {})
    again = hook_in(tmp_path)
    assert again.dependencies() == []
    again.initialize("editable", {})
    assert asked == ["govuk-frontend@6.3.0"]
    folder = tmp_path / "tracker" / "web" / "static" / "govuk"
    assert {path.name for path in folder.iterdir()} == {"govuk-frontend.min.css", "govuk-frontend.min.js", "SOURCE.txt"}
    assert (folder / "govuk-frontend.min.js").read_text(encoding="utf-8") == "export{initAll};\n"


@pytest.mark.parametrize("lost", ["govuk-frontend.min.css", "SOURCE.txt"])
def test_a_lost_file_or_another_pin_makes_it_fetch_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr(hook, "npm_pack", lambda package: TARBALL)
    hook_in(tmp_path).initialize("editable", {})
    assert hook_in(tmp_path, tarball=b"another").dependencies() == ["a-node==1"]
    (tmp_path / "tracker" / "web" / "static" / "govuk" / lost).unlink()
    assert hook_in(tmp_path).dependencies() == ["a-node==1"]


def test_a_wheel_takes_along_what_lies_outside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "npm_pack", lambda package: TARBALL)
    build_data: dict[str, Any] = {"force_include": {}}
    hook_in(tmp_path).initialize("standard", build_data)
    assert build_data["force_include"] == {
        str(tmp_path / folder): f"tracker/_data/{folder}" for folder in ("migrations", "seeds", "templates")
    }


def test_a_refused_package_stops_the_build_with_a_plain_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hook, "npm_pack", lambda package: b"something else")
    with pytest.raises(SystemExit) as stopped:
        hook_in(tmp_path).initialize("editable", {})
    assert stopped.value.code == 1
    assert "not the one pinned in pyproject.toml" in "".join(capsys.readouterr())
    assert not (tmp_path / "tracker").exists()


def test_what_this_checkout_serves_has_no_reserved_part() -> None:
    css = (SERVED / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    assert "url(" not in css
    assert css.count(hook.FONT_STACK) > 30
    assert "govuk-frontend 6.3.0" in (SERVED / "SOURCE.txt").read_text(encoding="utf-8")
    assert sorted(path.name for path in SERVED.iterdir()) == [
        "SOURCE.txt",
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
    ]
