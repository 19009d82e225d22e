"""Form fields: each stays a field of its own, so that its tags stay whole and no paper fills in another's."""

from __future__ import annotations

from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tracker.documents.pdf.merge_objects import dictionary_at, drop, entries_of, is_object, items_at

_INHERITED: Final = ("/DA", "/Q")
"""What fields inherit from the form as a whole. It differs from paper to paper, so it moves to the fields."""


def own_fields(pdf: Pdf) -> tuple[list[Object], bool]:
    """The topmost fields that the paper's pages show, and whether a signature had to be taken out.

    Every field is reached from its parent afterwards, whatever the paper's own lists said.
    """
    form = dictionary_at(pdf.Root, "/AcroForm") or Dictionary()
    climber = _Climber()
    for page in pdf.pages:
        for annotation in items_at(page.obj, "/Annots"):
            if annotation.get("/Subtype") == Name.Widget:
                climber.climb(annotation)
    fields = list(climber.tops.values())
    for field in fields:
        for key in _INHERITED:
            if key in form and key not in field:
                field[key] = form[key]
    return fields, climber.signed


class _Climber:
    """Goes from widgets up to the fields they belong to."""

    def __init__(self) -> None:
        self.tops: dict[tuple[int, int], Object] = {}
        self.signed = False
        self._kids: dict[tuple[int, int], set[tuple[int, int]]] = {}

    def climb(self, widget: Object) -> None:
        node = widget
        seen = {node.objgen}
        while True:
            self._unsign(node)
            parent = node.get("/Parent")
            if not is_object(parent) or parent.objgen in seen:
                drop(node, ["/Parent"])
                self.tops.setdefault(node.objgen, node)
                return
            kids = self._kids_of(parent)
            if node.objgen not in kids:
                kids.add(node.objgen)
                parent.Kids.append(node)
            seen.add(parent.objgen)
            node = parent

    def _kids_of(self, field: Object) -> set[tuple[int, int]]:
        """What the field's list of kids holds, once it holds objects only."""
        if field.objgen not in self._kids:
            kids = [kid for kid in items_at(field, "/Kids") if is_object(kid)]
            field.Kids = Array(kids)
            self._kids[field.objgen] = {kid.objgen for kid in kids}
        return self._kids[field.objgen]

    def _unsign(self, field: Object) -> None:
        value = field.get("/V")
        if isinstance(value, Dictionary) and ("/ByteRange" in value or field.get("/FT") == Name.Sig):
            del field["/V"]
            self.signed = True


class Form:
    """The fields of all papers in one form."""

    def __init__(self, target: Pdf) -> None:
        self.target = target
        self.fields: list[Object] = []
        self.names: set[str] = set()
        self.fonts: dict[str, Object] = {}
        self.unfinished = False

    def add(self, form: Object | None, fields: list[Object]) -> None:
        """Takes over `fields` of a paper with this AcroForm. Its pages must have been copied.

        Where two papers name a font alike, the first one's is kept: it matters only to who fills a field in.
        """
        for field in fields:
            copied = self.target.copy_foreign(field)
            copied.T = String(self._free(copied.get_str("/T", "")))
            self.fields.append(copied)
        if form is None or not fields:
            return
        self.unfinished |= form.get_bool("/NeedAppearances", False)
        resources = dictionary_at(form, "/DR")
        fonts = dictionary_at(resources, "/Font") if resources is not None else None
        for name, font in entries_of(fonts):
            if name.isascii() and name not in self.fonts and is_object(font):
                self.fonts[name] = self.target.copy_foreign(font)

    def write(self) -> None:
        """Writes the form into the target's catalog, if there are fields."""
        if not self.fields:
            return
        fonts = Dictionary(self.fonts)
        self.target.Root.AcroForm = Dictionary(Fields=Array(self.fields), DR=Dictionary(Font=fonts))
        if self.unfinished:
            self.target.Root.AcroForm.NeedAppearances = True

    def _free(self, name: str) -> str:
        base = name.encode("utf-8", "replace").decode("utf-8").replace(".", " ") or "Field"
        free, times = base, 1
        while free in self.names:
            times += 1
            free = f"{base} ({times})"
        self.names.add(free)
        return free
