"""Tagged PDFs of two other producers, LibreOffice and WeasyPrint, made while the tests run. Nothing is downloaded.

Where a producer is not installed its tests are skipped and say so; with TRACKER_REQUIRE_PRODUCERS=1 they fail instead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final, NoReturn

import pytest

PROGRAMS: Final = ("soffice", "libreoffice")
PATIENCE: Final = 120
"""Seconds that LibreOffice may take for its first start on a slow machine."""

_SQUARE: Final = (
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FAAhKDveksOjmAAAAAElFTkSuQmCC"
)
"""A picture: ten by ten blue points."""

_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for name in ("office", "style", "text", "table", "meta")
        },
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)

_FOOTNOTE: Final = """<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Agreed in February.</text:p></text:note-body></text:note>"""

_TEXT_DOCUMENT: Final = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>Budget paper</dc:title></office:meta>
<office:styles>
<style:default-style style:family="paragraph">
<style:text-properties fo:language="en" fo:country="GB" fo:font-size="11pt"/></style:default-style>
<style:style style:name="Heading_20_1" style:family="paragraph" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>
<style:style style:name="Quotations" style:family="paragraph"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="Next" style:family="paragraph" style:parent-style-name="Heading_20_2">
<style:paragraph-properties fo:break-before="page"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Budget</text:h>
<text:p>The budget{footnote} is on <text:a xlink:href="https://example.org/budget">the website</text:a>.</text:p>
<text:list text:style-name="L1">
<text:list-item><text:p>Income</text:p><text:list><text:list-item><text:p>Grant</text:p></text:list-item></text:list>
</text:list-item><text:list-item><text:p>Spending</text:p></text:list-item></text:list>
<text:p text:style-name="Quotations">Every pound is accounted for.</text:p>
<text:h text:style-name="Next" text:outline-level="2">Figures</text:h>
<table:table table:name="Money"><table:table-column table:number-columns-repeated="2"/>
<table:table-header-rows><table:table-row><table:table-cell><text:p>Heading</text:p></table:table-cell>
<table:table-cell><text:p>Sum</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>Staff</text:p></table:table-cell>
<table:table-cell><text:p>£5m</text:p></table:table-cell></table:table-row></table:table>
<text:p>A square:<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="paragraph"><draw:image>
<office:binary-data>{square}</office:binary-data></draw:image><svg:title>Square</svg:title>
<svg:desc>A blue square</svg:desc></draw:frame></text:p>
</office:text></office:body></office:document>
"""

_PAGE: Final = """<html lang="en-GB">
<head><title>Panel paper</title><style>h2 {{ break-before: page }}</style></head><body>
<h1>Panel paper</h1>
<p>Read <a href="https://example.org/plan">the plan</a> and the <a href="#figures">figures</a> below.</p>
<ol><li>Income<ul><li>Grant</li></ul></li><li>Spending</li></ol>
<h2 id="figures">Figures</h2>
<table><caption>Money</caption>
<thead><tr><th id="a" scope="col">Heading</th><th id="b" scope="col">Sum</th></tr></thead>
<tbody><tr><th id="c" scope="row">Staff</th><td headers="b c">£5m</td></tr></tbody></table>
<p><img alt="A blue square" src="data:image/png;base64,{square}"></p>
</body></html>
"""


def lengthened(kind: str, pages: int) -> str:
    """The source of a paper of at least so many pages: "html" for WeasyPrint, "fodt" for LibreOffice.

    It is what the papers of the tests have, over and over, each time on pages of its own, with more rows and text.
    """
    more = "The office works with its partners so that victims are heard. " * 6
    if kind == "html":
        whole = _PAGE.format(square=_SQUARE)
        rows = '<tr><th scope="row">Staff</th><td>£5m</td></tr>' * 12
        whole = whole.replace("</tbody></table>", f"{rows}</tbody></table>" + f"<p>{more}</p>" * 5)
        head, body = whole.split("<h1>", 1)
        body = "<h1>" + body.removesuffix("</body></html>\n")
        return head + _repeated(body, ("figures", '"a"', '"b"', '"c"', "b c"), pages // 2) + "</body></html>"
    whole = _TEXT_DOCUMENT.format(namespaces=_NAMESPACES, footnote="", square=_SQUARE)
    row = "<table:table-row>" + "<table:table-cell><text:p>£5m</text:p></table:table-cell>" * 2 + "</table:table-row>"
    whole = whole.replace("</table:table>", row * 12 + "</table:table>" + f"<text:p>{more}</text:p>" * 5)
    head, body = whole.split("<office:text>", 1)
    body = body.removesuffix("</office:text></office:body></office:document>\n")
    turned = body.replace('"Heading_20_1" text:outline-level="1"', '"Next" text:outline-level="2"')
    parts = [body, *[turned] * (pages // 2 - 1)]
    return head + "<office:text>" + "".join(parts) + "</office:text></office:body></office:document>"


def _repeated(body: str, names: tuple[str, ...], times: int) -> str:
    """The body over and over, with names of its own each time."""
    parts = []
    for turn in range(times):
        part = body.replace("<h1>", "<h1>" if turn == 0 else "<h2>").replace("</h1>", "</h1>" if turn == 0 else "</h2>")
        for name in names:
            inner = name.strip('"')
            new = " ".join(f"{word}{turn}" for word in inner.split())
            part = part.replace(name, name.replace(inner, new))
        parts.append(part)
    return "".join(parts)


@pytest.fixture(scope="session")
def libreoffice_papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Two papers by LibreOffice, started once for each worker: "plain", and one "with a footnote".

    LibreOffice 7.4 leaves the way back from a footnote untagged, so the second is no sound PDF/UA file.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        _lacking(f"No LibreOffice is installed (looked for {', '.join(PROGRAMS)})")
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = {"plain": "", "with a footnote": _FOOTNOTE}
    for name, footnote in sources.items():
        text = _TEXT_DOCUMENT.format(namespaces=_NAMESPACES, footnote=footnote, square=_SQUARE)
        (folder / f"{name}.fodt").write_text(text, encoding="utf-8")
    convert(program, folder, [folder / f"{name}.fodt" for name in sources])
    return {name: (folder / f"{name}.pdf").read_bytes() for name in sources}


def convert(program: str, folder: Path, sources: list[Path]) -> None:
    """Has LibreOffice write tagged PDFs beside the sources, with a profile of its own."""
    wanted = {name: {"type": "boolean", "value": "true"} for name in ("UseTaggedPDF", "PDFUACompliance")}
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", f"pdf:writer_pdf_Export:{json.dumps(wanted)}", "--outdir", str(folder)]
    done = subprocess.run([*command, *map(str, sources)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert all(source.with_suffix(".pdf").exists() for source in sources), done.stdout + done.stderr


@pytest.fixture(scope="session")
def weasyprint_paper() -> bytes:
    """A paper by WeasyPrint: lists, links inside and outside, a table whose cells name their headers, a picture."""
    try:
        import weasyprint
    except OSError as error:
        _lacking(f"WeasyPrint lacks a library ({error})")
    data: bytes = weasyprint.HTML(string=_PAGE.format(square=_SQUARE)).write_pdf(pdf_variant="pdf/ua-1")
    return data


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("TRACKER_REQUIRE_PRODUCERS") == "1":
        pytest.fail(f"{reason}, and TRACKER_REQUIRE_PRODUCERS=1 asks for it")
    pytest.skip(reason)  # named above; where the producers are required it fails instead
