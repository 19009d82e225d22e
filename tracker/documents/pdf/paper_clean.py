"""Takes out of a paper what acts or hides: scripts, embedded files, sound and film, and all actions but links.

Actions that stay are an allow list, so that a kind nobody thought of goes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from tracker.documents.pdf.paper_objects import dictionary_at, drop, entries_of, items_at, name_of, one_or_more
from tracker.documents.pdf.paper_places import Places


class Cleaned(Enum):
    """What was taken out or put right, each with its sentence. In the order it is told."""

    REPAIRED = "The file is damaged. What could be read was kept: compare it with the original."
    SCRIPTS = "Scripts (JavaScript) were taken out."
    FILES = "Embedded files were taken out. Add them as papers of their own if they are meant to be read."
    ACTIONS = "Actions that start programs, open other files, send data or change the page were taken out."
    MEDIA = "Sound and moving pictures were taken out."
    XFA = "The XFA layer of its form was taken out. What its plain fields show was kept."
    FORM = "Its form was made a plain page: it shows what was filled in, and nobody can fill it in."
    SIGNATURE = "Its own file carries a digital signature; this copy does not."
    DEAD_LINKS = "Links that led nowhere are no longer links."
    BROKEN_TAGS = "Broken entries of its tags were left out."
    LOST_TEXT = "Text that its tags had lost is read at the end."


_GOING: Final = frozenset({"/GoTo", "/URI", "/Named"})
_TURNING: Final = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_PLAYING: Final = frozenset({"/Movie", "/Sound", "/Rendition", "/RichMediaExecute", "/GoTo3DView"})
_OTHER: Final = frozenset(
    {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/Thread", "/SubmitForm", "/ImportData"}
    | {"/Hide", "/ResetForm", "/SetOCGState", "/Trans"}
)
_ACTIONS: Final = _GOING | _PLAYING | _OTHER
_SCHEMES: Final = frozenset({"", "http", "https", "mailto", "tel"})
_LONGEST_CHAIN: Final = 100

_PLAYED: Final = frozenset({"/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"})
UNWANTED: Final = _PLAYED | {"/FileAttachment", "/TrapNet"}

_PAGE_KEYS: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents"}
    | {"/Rotate", "/UserUnit", "/Group", "/Annots"}
)
"""Everything a page is drawn from. Thumbnails, article threads, transitions and private data stay behind."""

_SWEPT: Final = frozenset({"/A", "/AA", "/PA", "/AF", "/Dest", "/StructParent", "/StructParents"})


class Cleaning:
    """The cleaning of one opened paper, and what it found.

    Afterwards no object has a place in a parent tree any more, every annotation is an object of its own, and every
    link leads to a page of the paper, by the names that `places` gives.
    """

    def __init__(self, pdf: Pdf, places: Places) -> None:
        self.pdf = pdf
        self.places = places
        self.gone: set[tuple[int, int]] = set()
        """Annotations that were taken out."""
        self._kept: set[tuple[int, int]] = set()
        self._led: dict[tuple[int, int], set[Cleaned]] = {}
        """Actions that were settled: links may share one, and what it names has another name afterwards."""
        self._found: set[Cleaned] = set()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, in words."""
        return tuple(kind.value for kind in Cleaned if kind in self._found)

    def add(self, kind: Cleaned, *, when: bool = True) -> None:
        """Notes what was found elsewhere."""
        if when:
            self._found.add(kind)

    def clean(self) -> None:
        """Looks at the catalog, at every page with its annotations, and at every object that can hold an action."""
        self._look_at_catalog(self.pdf.Root)
        for page in self.pdf.pages:
            self._found |= _events(page.obj.get("/AA"))
            self.add(Cleaned.FILES, when="/AF" in page.obj)
            drop(page.obj, page.obj.keys() - _PAGE_KEYS)
            if "/Annots" in page.obj:
                page.obj.Annots = Array(self._annotations(page.obj))
        for thing in self.pdf.objects:
            if isinstance(thing, (Dictionary, Stream)) and not _SWEPT.isdisjoint(thing.keys()):
                self._sweep(thing)

    def _look_at_catalog(self, root: Object) -> None:
        self._found |= _events(root.get("/AA")) | _kinds(root.get("/OpenAction"))
        names = dictionary_at(root, "/Names") or Dictionary()
        form = dictionary_at(root, "/AcroForm") or Dictionary()
        self.add(Cleaned.SCRIPTS, when="/JavaScript" in names)
        self.add(Cleaned.FILES, when="/EmbeddedFiles" in names)
        self.add(Cleaned.XFA, when="/XFA" in form)

    def _annotations(self, page: Object) -> list[Object]:
        kept: list[Object] = []
        for annotation in items_at(page, "/Annots"):
            subtype = name_of(annotation.get("/Subtype")) if isinstance(annotation, Dictionary) else ""
            if not subtype:
                # Anything can stand here in a damaged file; without this key no reader shows it.
                continue
            if subtype in UNWANTED:
                self.add(Cleaned.MEDIA if subtype in _PLAYED else Cleaned.FILES)
                self.gone.add(annotation.objgen)
                continue
            if subtype == "/Widget" and _is_unseen_place_to_sign(annotation):
                self.add(Cleaned.SIGNATURE, when="/V" in annotation)
                self.gone.add(annotation.objgen)  # nobody signs a paper inside another file
                continue
            own = annotation if annotation.is_indirect else self.pdf.make_indirect(annotation)
            if own.objgen not in self._kept:
                self._kept.add(own.objgen)
                own.P = page
                kept.append(own)
        return kept

    def _sweep(self, thing: Object) -> None:
        """Cleans one object. What a page calls a font may be any of these keys, so their values are looked at too."""
        drop(thing, [key for key in ("/StructParent", "/StructParents") if isinstance(thing.get(key), int)])
        events = thing.get("/AA")
        if isinstance(events, Dictionary) and any(_is_action(it) for _, it in entries_of(events)):
            self._found |= _events(events)
            del thing["/AA"]
        if any(isinstance(it, Dictionary) and "/EF" in it for it in one_or_more(thing.get("/AF"))):
            self.add(Cleaned.FILES)
            del thing["/AF"]
        if _is_action(thing.get("/PA")):
            self._found |= _kinds(thing.get("/PA"))
            del thing["/PA"]
        if _is_action(thing.get("/A")):
            self._found |= self._settle_action(thing, thing["/A"])
        if "/Dest" in thing and ("/Title" in thing or thing.objgen in self._kept):
            self._found |= _lead(thing, "/Dest", self.places.settle(thing.get("/Dest")))

    def _settle_action(self, holder: Object, action: Object) -> set[Cleaned]:
        found = _kinds(action)
        drop(action, ("/Next", "/SD"))
        if _kind(action) is not None:
            del holder["/A"]
        elif action.get("/S") == Name.GoTo:
            if not action.is_indirect or action.objgen not in self._led:
                self._led[action.objgen] = _lead(action, "/D", self.places.settle(action.get("/D")))
            found |= self._led[action.objgen]
            if "/D" not in action:
                del holder["/A"]
        return found


def _is_unseen_place_to_sign(widget: Object) -> bool:
    """Whether it is a place for a digital signature that paints nothing, filled or not."""
    looks = dictionary_at(widget, "/AP") or Dictionary()
    drawn = looks.get("/N")
    if widget.get("/FT") != Name.Sig or not isinstance(drawn, Stream):
        return False
    try:
        return not drawn.read_bytes().strip()
    except pikepdf.PikepdfError:
        return False


def _is_action(thing: object) -> bool:
    return isinstance(thing, Dictionary) and name_of(thing.get("/S")) in _ACTIONS


def _lead(holder: Object, key: str, dest: Object | None) -> set[Cleaned]:
    if dest is None:
        drop(holder, [key])
        return {Cleaned.DEAD_LINKS}
    holder[key] = dest
    return set()


def _events(events: Object | None) -> set[Cleaned]:
    """What the actions of a dictionary of events are; they all go."""
    if not isinstance(events, Dictionary):
        return set()
    return {kind for _, action in entries_of(events) for kind in _kinds(action)}


def _kinds(action: Object | None) -> set[Cleaned]:
    """What is unwanted in an action and those that follow it."""
    return {kind for step in _chain(action) if (kind := _kind(step)) is not None}


def _chain(action: Object | None) -> Iterator[Object]:
    waiting = [action]
    for _ in range(_LONGEST_CHAIN):
        if not waiting:
            return
        step = waiting.pop()
        if isinstance(step, Dictionary):
            yield step
            waiting.extend(one_or_more(step.get("/Next")))


def _kind(action: Object) -> Cleaned | None:
    """Why an action cannot stay; None when it only leads to a place, a page or an address of the web."""
    name = name_of(action.get("/S"))
    if name == "/JavaScript" or "/JS" in action:
        return Cleaned.SCRIPTS
    if name in _PLAYING:
        return Cleaned.MEDIA
    if name == "/URI":
        return _address_kind(action.get("/URI"))
    if name == "/GoTo" or (name == "/Named" and name_of(action.get("/N")) in _TURNING):
        return None
    return Cleaned.ACTIONS


def _address_kind(address: Object | None) -> Cleaned | None:
    if not isinstance(address, pikepdf.String):
        return Cleaned.ACTIONS
    try:
        scheme = urlsplit(str(address).strip()).scheme.lower()
    except ValueError:
        return Cleaned.ACTIONS
    if scheme == "javascript":
        return Cleaned.SCRIPTS
    return None if scheme in _SCHEMES else Cleaned.ACTIONS
