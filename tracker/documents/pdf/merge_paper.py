"""Puts one paper in order before it is copied: what it may keep, what its tags own, how its pages are to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from tracker.documents.pdf.merge_clean import Cleaned, Cleaning
from tracker.documents.pdf.merge_content import Contents, Sheet
from tracker.documents.pdf.merge_fields import own_fields
from tracker.documents.pdf.merge_names import ElementNames, Names
from tracker.documents.pdf.merge_objects import dictionary_at, is_object, items_at
from tracker.documents.pdf.merge_open import check_depth
from tracker.documents.pdf.merge_places import Places
from tracker.documents.pdf.merge_tags import Tree, as_part, number_owned
from tracker.documents.pdf.merge_untagged import NOTICE, SOME_NOTICE, Untagged

_ACCESSIBLE: Final = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper whose objects can be copied as they are. All of them still belong to `pdf`."""

    pdf: Pdf
    places: Places
    part: Object
    entries: list[tuple[int, Object]]
    """What the parent tree has under each key."""
    ids: dict[bytes, Object]
    headings: list[Object]
    """Those without a numbered level."""
    numbered: bool
    """Whether there are headings with one."""
    classes: dict[str, Object]
    namespaces: list[Object]
    fields: list[Object]
    sheets: dict[int, Sheet]
    """How pages, counted from 0, are to be written; the others stay as they are."""
    tagged: bool
    accessible: bool
    cleaned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paper has to fit into: its number in the merged file, and what the papers before it use."""

    number: int
    title: str
    language: str
    names: Names
    taken: set[bytes]
    """Named places."""
    first_key: int
    """Of the parent tree."""
    stamped: bool


def make_ready(pdf: Pdf, setting: Setting, *, repaired: bool) -> Ready:
    """Changes the opened paper until it fits into its setting."""
    places = Places(pdf, setting.number, setting.taken)
    cleaning = Cleaning(pdf, places)
    cleaning.clean()
    fields, signed = own_fields(pdf)
    structure = dictionary_at(pdf.Root, "/StructTreeRoot") or Dictionary()
    names = ElementNames(setting.names, structure)
    contents = Contents(pdf, setting.title, repaired=repaired)
    tree = Tree(contents, setting.number, names, cleaning.gone)
    part = as_part(pdf, tree.walk(structure), setting.title, _language(pdf) or setting.language)
    if not tree.owned.pages:
        tree.forget()
        part = as_part(pdf, [], setting.title, _language(pdf) or setting.language)
    untagged = Untagged(contents, tree.owned)
    lost = untagged.adopt_lost(part)
    tagged, sheets = _write_down(untagged, part, stamped=setting.stamped)
    cleaning.add(Cleaned.REPAIRED, when=repaired)
    cleaning.add(Cleaned.SIGNATURE, when=signed)
    cleaning.add(Cleaned.BROKEN_TAGS, when=bool(tree.broken))
    cleaning.add(Cleaned.LOST_TEXT, when=lost)
    ready = Ready(
        pdf=pdf,
        places=places,
        part=part,
        entries=number_owned(tree.owned, setting.first_key, setting.title),
        ids=tree.ids,
        headings=tree.headings,
        numbered=tree.numbered,
        classes=names.classes,
        namespaces=[space for space in items_at(structure, "/Namespaces") if is_object(space)],
        fields=fields,
        sheets=sheets,
        tagged=tagged,
        accessible=tagged and not (repaired or tree.broken or lost) and _claims_accessible(pdf),
        cleaned=cleaning.sentences,
    )
    check_depth(pdf, _starts(ready), setting.title)
    return ready


def _write_down(untagged: Untagged, part: Object, *, stamped: bool) -> tuple[bool, dict[int, Sheet]]:
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
            sheet = untagged.contents.sheet(page)
            if stamped:
                sheets[index] = sheet
    return not unread, sheets


def _starts(ready: Ready) -> list[Object]:
    """The objects that are copied with everything they lead to."""
    pages = [page.obj for page in ready.pdf.pages]
    layers = dictionary_at(ready.pdf.Root, "/OCProperties")
    form = dictionary_at(ready.pdf.Root, "/AcroForm")
    rest = [*ready.namespaces, *ready.fields, *ready.classes.values(), layers, form]
    return [*pages, ready.part, *(thing for thing in rest if isinstance(thing, (Array, Dictionary)))]


def _language(pdf: Pdf) -> str:
    return pdf.Root.get_str("/Lang", "").strip()


def _claims_accessible(pdf: Pdf) -> bool:
    """Whether the paper says of itself that it meets PDF/UA-1."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return False
    try:
        return str(pdf.open_metadata(strict=True).get(_ACCESSIBLE, "")).strip() == "1"
    except (pikepdf.PikepdfError, AttributeError, SyntaxError, TypeError, ValueError):
        return False  # metadata that is no XML, or no metadata; the parser has several words for it
