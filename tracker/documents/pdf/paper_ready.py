"""Puts one paper in order: what it may keep, how it fits on A4, what its tags own, how its pages are to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from tracker.documents.pdf.paper_clean import Cleaned, Cleaning
from tracker.documents.pdf.paper_content import Contents, Sheet
from tracker.documents.pdf.paper_fields import Flattened, flatten
from tracker.documents.pdf.paper_fit import Shift, fit, sentences, shifts_of
from tracker.documents.pdf.paper_headings import number_headings
from tracker.documents.pdf.paper_layers import Layers, layers_of
from tracker.documents.pdf.paper_names import ElementNames
from tracker.documents.pdf.paper_objects import dictionary_at, is_object, items_at
from tracker.documents.pdf.paper_open import Opened, check_depth
from tracker.documents.pdf.paper_places import Places
from tracker.documents.pdf.paper_tags import Tree, as_part, number_owned
from tracker.documents.pdf.paper_untagged import NOTICE, SOME_NOTICE, Untagged

_ACCESSIBLE: Final = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper whose objects can be written as they are. All of them belong to `pdf`."""

    pdf: Pdf
    font: Object
    """Stands for the font of stamps, which a paper gets where it is bound."""
    places: Places
    part: Object
    entries: list[tuple[int, Object]]
    """What the parent tree has under each key."""
    ids: dict[bytes, Object]
    namespaces: list[Object]
    layers: Layers
    sheets: dict[int, Sheet]
    """How pages, counted from 0, are to be written."""
    shifts: dict[int, Shift]
    """How what they paint is to be moved."""
    tagged: bool
    sound: bool
    """Whether every page has tags, and none of them was broken."""
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paper is called, its language where the file tells none, and what its names are to begin with."""

    title: str
    language: str
    prefix: bytes


def make_ready(opened: Opened, setting: Setting) -> Ready:
    """Changes the opened paper until it fits into any pack."""
    pdf, title = opened.pdf, setting.title
    shifts = shifts_of(pdf)
    places = Places(pdf, setting.prefix, shifts)
    cleaning = Cleaning(pdf, places)
    cleaning.clean()
    structure = dictionary_at(pdf.Root, "/StructTreeRoot") or Dictionary()
    font = pdf.make_indirect(Dictionary())
    fields = _flatten(opened, cleaning, title, font, tagged=bool(structure.keys()))
    fit(pdf, shifts)
    contents = Contents(pdf, title, repaired=opened.repaired)
    moved = {pdf.pages[number].obj.objgen: shift for number, shift in shifts.items()}
    tree = Tree(contents, setting.prefix, ElementNames(structure), cleaning.gone, fields.drawn, moved)
    part = _part(tree, structure, title, language_of(pdf) or setting.language)
    untagged = Untagged(contents, tree.owned)
    lost = untagged.adopt_lost(part)
    tagged, sheets = _write_down(untagged, part)
    number_headings(tree.headings)
    found = {Cleaned.REPAIRED: opened.repaired, Cleaned.BROKEN_TAGS: bool(tree.broken), Cleaned.LOST_TEXT: lost}
    for kind, when in found.items():
        cleaning.add(kind, when=when)
    ready = Ready(
        pdf=pdf,
        font=font,
        places=places,
        part=part,
        entries=number_owned(tree.owned, title),
        ids=tree.ids,
        namespaces=[space for space in items_at(structure, "/Namespaces") if is_object(space)],
        layers=layers_of(pdf.Root),
        sheets=sheets,
        shifts=shifts,
        tagged=tagged,
        sound=tagged and not any(found.values()),
        changes=(*cleaning.sentences, *sentences(pdf, shifts, opened.unsized)),
    )
    check_depth(pdf, _starts(ready), title)
    return ready


def _part(tree: Tree, structure: Object, title: str, language: str) -> Object:
    """The element that holds the paper's tags; without any when they own nothing that the paper paints."""
    part = as_part(tree.pdf, tree.walk(structure), title, language)
    if tree.owned.pages:
        return part
    tree.forget()
    return as_part(tree.pdf, [], title, language)


def _flatten(opened: Opened, cleaning: Cleaning, title: str, font: Object, *, tagged: bool) -> Flattened:
    contents = Contents(opened.pdf, title, repaired=opened.repaired)
    fields = flatten(opened.pdf, contents, font, tagged=tagged)
    cleaning.gone |= fields.gone
    cleaning.add(Cleaned.FORM, when=fields.found)
    cleaning.add(Cleaned.SIGNATURE, when=fields.signed)
    return fields


def _write_down(untagged: Untagged, part: Object) -> tuple[bool, dict[int, Sheet]]:
    """Adds the pages without tags to `part`; says whether there were none, and how pages are to be written."""
    read = untagged.owned.pages
    pages = untagged.pdf.pages
    unread = [
        index
        for index, page in enumerate(pages)
        if page.obj.objgen not in read and not (read and untagged.is_read(page))
    ]
    sheets = untagged.wrap(unread, part, SOME_NOTICE if read else NOTICE)
    for index, page in enumerate(pages):
        if index not in sheets:
            sheets[index] = untagged.contents.sheet(page)
    return not unread, sheets


def _starts(ready: Ready) -> list[Object]:
    """The objects that are written with everything they lead to."""
    pages = [page.obj for page in ready.pdf.pages]
    rest = [*ready.namespaces, *ready.layers.groups]
    return [*pages, ready.part, *(thing for thing in rest if isinstance(thing, (Array, Dictionary)))]


def language_of(pdf: Pdf) -> str:
    """The language a file says it is in, or ""."""
    return pdf.Root.get_str("/Lang", "").strip()


def claims_accessible(pdf: Pdf) -> bool:
    """Whether the paper says of itself that it meets PDF/UA-1."""
    return metadata_of(pdf, _ACCESSIBLE) == "1"


def metadata_of(pdf: Pdf, key: str) -> str:
    """What a file's XMP metadata say, or ""."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return ""
    try:
        return str(pdf.open_metadata(strict=True).get(key, "")).strip()
    except (pikepdf.PikepdfError, AttributeError, SyntaxError, TypeError, ValueError):
        return ""  # metadata that is no XML, or no metadata; the parser has several words for it
