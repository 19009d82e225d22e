"""What acts or hides is taken out of a paper, and a sentence says of what kind it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, Stream, String

from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, merged, opened, reference, small
from tracker.documents.pdf.paper_clean import Cleaned

_SCRIPT = b"<</S /JavaScript /JS (app.alert\\(1\\))>>"
_LAUNCH = b"<</S /Launch /F (calc.exe)>>"
_FILM = b"<</S /Rendition /OP 0>>"


def action(kind: str, **entries: object) -> bytes:
    """An action as it is written, so that every paper gets one of its own."""
    return Dictionary({"/S": Name(f"/{kind}"), **{f"/{key}": value for key, value in entries.items()}}).unparse()


def embedded(pdf: Pdf) -> Object:
    """The description of an embedded file."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=pdf.make_stream(b"hidden payload")))
    )


def told(draft: Draft) -> tuple[str, ...]:
    """What the merged file says was taken out of the paper; nothing of it may be left anywhere in the file."""
    result = merged(small(), draft)
    assert result.parts[0].changes == ()
    with opened(result) as pdf:
        everything = b"".join(thing.unparse(resolved=True) for thing in pdf.objects if isinstance(thing, Object))
        for trace in (b"app.alert", b"/JS", b"calc.exe", b"/Launch", b"/Rendition", b"/EF", b"/XFA", b"/AA ", b"/AF "):
            assert trace not in everything
        streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, Stream)]
        assert not [data for data in streams if b"hidden payload" in data]
    assert read(result.data, ours=False).problems == []
    return result.parts[1].changes


# Where actions can be

Place = Callable[[Draft, Object], None]


def when_opened(draft: Draft, act: Object) -> None:
    draft.pdf.Root.OpenAction = act


def when_saved(draft: Draft, act: Object) -> None:
    draft.pdf.Root.AA = Dictionary(WS=act)


def when_a_page_is_shown(draft: Draft, act: Object) -> None:
    draft.pages[0].AA = Dictionary(O=act)


def in_a_link(draft: Draft, act: Object) -> None:
    link = draft.link(draft.pages[0], A=act, Contents=String("x"))
    draft.element("Link", reference(link))


def in_a_link_written_in_place(draft: Draft, act: Object) -> None:
    draft.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Popup, A=act)])


def on_a_link(draft: Draft, act: Object) -> None:
    link = draft.link(draft.pages[0], AA=Dictionary(E=act), Contents=String("x"))
    draft.element("Link", reference(link))


def after_another(draft: Draft, act: Object) -> None:
    following = Array([Dictionary(S=Name.Named, N=Name.NextPage), act])
    in_a_link(draft, Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=following))


def for_a_reader_without_the_web(draft: Draft, act: Object) -> None:
    web = Dictionary(S=Name.URI, URI=String("https://a.example"))
    link = draft.link(draft.pages[0], A=web, PA=act, Contents=String("x"))
    draft.element("Link", reference(link))


def in_a_bookmark(draft: Draft, act: Object) -> None:
    with draft.pdf.open_outline() as outline:
        outline.root.append(OutlineItem("x", action=act))  # type: ignore[arg-type]  # it is a dictionary


def in_a_field(draft: Draft, act: Object) -> None:
    page = draft.pages[0]
    entries = {"FT": Name.Tx, "T": String("f"), "TU": String("f"), "Rect": Array([0, 0, 9, 9])}
    field = draft.annotation(page, "Widget", AA=Dictionary(K=act), **entries)
    draft.element("Form", reference(field))
    draft.pdf.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))


def in_a_field_without_a_place(draft: Draft, act: Object) -> None:
    parent = draft.pdf.make_indirect(Dictionary(T=String("group"), AA=Dictionary(C=act)))
    in_a_field(draft, act)
    field = draft.pages[0].Annots[0]
    parent.Kids = Array([field, Dictionary(T=String("hidden"), AA=Dictionary(C=act))])
    field.Parent = parent


_SEEN: list[Place] = [
    when_opened,
    when_saved,
    when_a_page_is_shown,
    in_a_link,
    on_a_link,
    after_another,
    in_a_bookmark,
    in_a_field,
    in_a_field_without_a_place,
]


@pytest.mark.parametrize("put", _SEEN, ids=lambda put: put.__name__)
@pytest.mark.parametrize(
    ("act", "kind"), [(_SCRIPT, Cleaned.SCRIPTS), (_LAUNCH, Cleaned.ACTIONS), (_FILM, Cleaned.MEDIA)]
)
def test_an_action_is_found_wherever_it_is(put: Place, act: bytes, kind: Cleaned) -> None:
    draft = small()
    put(draft, Object.parse(act))
    assert set(told(draft)) - {Cleaned.FORM.value} == {kind.value}


@pytest.mark.parametrize("put", [in_a_link_written_in_place, for_a_reader_without_the_web], ids=lambda it: it.__name__)
def test_no_action_hides_in_a_place_that_nobody_uses(put: Place) -> None:
    draft = small()
    put(draft, Object.parse(_SCRIPT))
    told(draft)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (action("GoToR", F=String("other.pdf"), D=Array([0])), Cleaned.ACTIONS),
        (action("GoToE"), Cleaned.ACTIONS),
        (action("SubmitForm", F=String("https://a.example")), Cleaned.ACTIONS),
        (action("ImportData", F=String("x.fdf")), Cleaned.ACTIONS),
        (action("ResetForm"), Cleaned.ACTIONS),
        (action("Hide"), Cleaned.ACTIONS),
        (action("SetOCGState"), Cleaned.ACTIONS),
        (action("Thread"), Cleaned.ACTIONS),
        (action("Named", N=Name.Print), Cleaned.ACTIONS),
        (action("URI", URI=String("file:///etc/passwd")), Cleaned.ACTIONS),
        (action("URI", URI=String(" JavaScript:alert(1)")), Cleaned.SCRIPTS),
        (action("URI", URI=7), Cleaned.ACTIONS),
        (action("URI", URI=String("http://[")), Cleaned.ACTIONS),
        (action("Movie"), Cleaned.MEDIA),
        (action("Sound"), Cleaned.MEDIA),
        (action("RichMediaExecute"), Cleaned.MEDIA),
        (action("Rendition", JS=String("app.alert(1)")), Cleaned.SCRIPTS),
    ],
)
def test_only_ways_to_places_and_pages_stay(act: bytes, kind: Cleaned) -> None:
    draft = small()
    in_a_link(draft, Object.parse(act))
    assert told(draft) == (kind.value,)
    with opened(merged(draft)) as pdf:
        assert "/A" not in pdf.pages[0].obj.Annots[0]


@pytest.mark.parametrize(
    "act",
    [
        action("GoTo", D=Array([0, Name.Fit])),
        action("Named", N=Name.LastPage),
        action("URI", URI=String("https://a.example/?q=javascript:x")),
        action("URI", URI=String("mailto:a@b.example")),
        action("URI", URI=String("plans/2024")),
    ],
)
def test_links_stay(act: bytes) -> None:
    draft = small()
    in_a_link(draft, Object.parse(act))
    assert told(draft) == ()
    with opened(merged(draft)) as pdf:
        assert pdf.pages[0].obj.Annots[0].A.S == Object.parse(act).S


def test_a_chain_of_actions_without_end_is_no_matter() -> None:
    draft = small()
    act = draft.pdf.make_indirect(Dictionary(S=Name.Named, N=Name.NextPage))
    act.Next = act
    in_a_link(draft, act)
    assert told(draft) == ()


# Files, media, forms


def _by_name(draft: Draft) -> None:
    tree = Dictionary(Names=Array([String("a"), embedded(draft.pdf)]))
    draft.pdf.Root.Names = Dictionary(EmbeddedFiles=tree)


def _as_annotation(draft: Draft) -> None:
    note = draft.annotation(draft.pages[0], "FileAttachment", FS=embedded(draft.pdf), Contents=String("x"))
    draft.element("Annot", reference(note))


def _with_a_page(draft: Draft) -> None:
    draft.pages[0].AF = Array([embedded(draft.pdf)])


def _with_an_element(draft: Draft) -> None:
    draft.element("Sect", AF=Array([embedded(draft.pdf)]))


def _with_a_form(draft: Draft) -> None:
    form = draft.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, AF=Array([embedded(draft.pdf)]))
    draft.pages[0].Resources.XObject = Dictionary(Fm=form)


@pytest.mark.parametrize(
    "put", [_by_name, _as_annotation, _with_a_page, _with_an_element, _with_a_form], ids=lambda put: put.__name__
)
def test_embedded_files_are_taken_out(put: Callable[[Draft], None]) -> None:
    draft = small()
    put(draft)
    assert told(draft) == (Cleaned.FILES.value,)


@pytest.mark.parametrize("subtype", ["Movie", "Sound", "Screen", "RichMedia", "3D"])
def test_sound_and_film_are_taken_out_and_their_elements_stay(subtype: str) -> None:
    draft = small()
    film = draft.annotation(draft.pages[0], subtype, Contents=String("x"))
    draft.element("Annot", reference(film))
    assert told(draft) == (Cleaned.MEDIA.value,)
    assert read(merged(draft).data, ours=False).tags["Annot"] == 1


def test_a_portfolio_loses_its_files() -> None:
    draft = small()
    _by_name(draft)
    draft.pdf.Root.Collection = Dictionary(View=Name.D)
    assert told(draft) == (Cleaned.FILES.value,)
    with opened(merged(draft)) as pdf:
        assert "/Collection" not in pdf.Root


def test_everything_at_once_is_told_in_one_order() -> None:
    draft = small()
    when_opened(draft, Object.parse(_SCRIPT))
    _by_name(draft)
    when_saved(draft, Object.parse(_LAUNCH))
    draft.annotation(draft.pages[0], "Movie")
    draft.element("P", 9, Pg=draft.pages[0])
    draft.document.K.append(None)
    assert told(draft) == tuple(
        it.value for it in (Cleaned.SCRIPTS, Cleaned.FILES, Cleaned.ACTIONS, Cleaned.MEDIA, Cleaned.BROKEN_TAGS)
    )


@pytest.mark.parametrize(
    "key", ["Thumb", "B", "PieceInfo", "Trans", "Dur", "Metadata", "LastModified", "VP", "Unknown"]
)
def test_what_a_page_is_not_drawn_from_stays_behind(key: str) -> None:
    draft = small()
    draft.pages[0][f"/{key}"] = Dictionary(Private=String("x"))
    with opened(merged(draft)) as pdf:
        assert f"/{key}" not in pdf.pages[0].obj


@pytest.mark.parametrize("key", ["A", "AA", "PA", "AF", "Dest", "StructParents"])
def test_a_font_may_be_called_like_something_unwanted(key: str) -> None:
    draft = small()
    draft.pages[0].Resources.Font[f"/{key}"] = draft.font
    draft.pages[0].Resources = draft.pdf.make_indirect(draft.pages[0].Resources)
    draft.pages[0].Resources.Font = draft.pdf.make_indirect(draft.pages[0].Resources.Font)
    with opened(merged(draft)) as pdf:
        assert f"/{key}" in pdf.pages[0].Resources.Font


@pytest.mark.parametrize("kind", Cleaned)
def test_every_sentence_is_one(kind: Cleaned) -> None:
    assert kind.value[0].isupper()
    assert kind.value.endswith(".")
