"""A form becomes a plain page: it shows what was filled in, in the place its tags have for it, and no field is left."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, Object, String

from tests.judges import judge
from tests.pdf_structure import Reading, read
from tests.unit.documents.pdf.papers import Draft, marked, merged, opened, reference, text
from tracker.documents.pdf.paper_clean import Cleaned


def looks(draft: Draft, words: str) -> Object:
    """The picture of a field."""
    form = draft.pdf.make_stream(b"/Tx BMC BT /F1 9 Tf 2 2 Td (%s) Tj ET EMC" % words.encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 80, 20])
    form.Resources = Dictionary(Font=Dictionary(F1=draft.font))
    return form


def field(draft: Draft, words: str = "Jane", **entries: object) -> Object:
    """A field with a picture, in the form."""
    entries = {"FT": Name.Tx, "T": String("Name"), "V": String(words), **entries}
    if "AP" not in entries:
        entries["AP"] = Dictionary(N=looks(draft, words))
    widget = draft.annotation(draft.pages[0], "Widget", Rect=Array([100, 200, 180, 220]), **entries)
    form = draft.pdf.Root.get("/AcroForm", Dictionary(Fields=Array()))
    form.Fields.append(widget)
    draft.pdf.Root.AcroForm = form
    return widget


def tagged_form(*words: str) -> Draft:
    """A paper with tags: a paragraph, and a Form for each field in it."""
    draft = Draft(marked(0, "before") + marked(1, "after"))
    draft.element("P", 0, Pg=draft.pages[0])
    for said in words:
        draft.element("Form", reference(field(draft, said)), Pg=draft.pages[0])
    draft.element("P", 1, Pg=draft.pages[0])
    return draft.tagged()


def plain(draft: Draft) -> Reading:
    """The paper as it is read afterwards: soundly, and without a form."""
    result = merged(draft)
    with opened(result) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [it for page in pdf.pages for it in page.obj.get("/Annots", Array()) if it.Subtype == Name.Widget]
    reading = read(result.data, ours=False)
    assert reading.problems == []
    assert Cleaned.FORM.value in result.parts[0].changes
    return reading


def test_what_was_filled_in_is_read_where_the_tags_have_the_field() -> None:
    reading = plain(tagged_form("Jane", "Smith"))
    assert [(node.tag, node.text) for node in reading.root.walk() if node.pages] == [
        ("P", "before"),
        ("Span", "Jane"),
        ("Span", "Smith"),
        ("P", "after"),
    ]


def test_in_a_paper_without_tags_it_is_read_with_its_page() -> None:
    draft = Draft(text("Name:"))
    field(draft)
    assert plain(draft).root.find("P")[1].text == "Name:Jane"


def test_a_field_that_the_tags_do_not_know_is_read_at_the_end() -> None:
    draft = tagged_form()
    field(draft, "Jane")
    assert [node.text for node in plain(draft).root.find("P")] == ["before", "after", "Jane"]


def test_it_is_painted_where_it_was() -> None:
    draft = Draft(b"q 0.5 0 0 0.5 0 0 cm")
    field(draft)
    with opened(merged(draft)) as pdf:
        content = b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)
    assert b"Q" in content.split(b"1 0 0 1 100 200 cm")[0]
    assert b"1 0 0 1 100 200 cm" in content


@pytest.mark.parametrize(("state", "said"), [("Yes", "I agree: ticked"), ("Off", "I agree: not ticked")])
def test_a_box_says_whether_it_is_ticked(state: str, said: str) -> None:
    draft = Draft(marked(0))
    draft.element("P", 0, Pg=draft.pages[0])
    pictures = Dictionary(Yes=looks(draft, "4"), Off=looks(draft, " "))
    box = field(
        draft, FT=Name.Btn, TU=String("I agree"), AP=Dictionary(N=pictures), AS=Name(f"/{state}"), V=Name(f"/{state}")
    )
    draft.element("Form", reference(box), Pg=draft.pages[0])
    assert plain(draft.tagged()).root.find("Span")[0].text == said


@pytest.mark.parametrize("held", ["Jane", "José (née Wŷn) – £5 \\ “done”", "Café"])
def test_a_value_without_a_picture_is_written(held: str) -> None:
    draft = Draft(text("Name:"))
    field(draft, V=String(held), AP=Dictionary(), DA=String("/F1 9 Tf"))
    assert held in plain(draft).text


def test_letters_that_no_font_of_ours_has_become_plain_ones_or_question_marks() -> None:
    draft = Draft(text("Name:"))
    field(draft, V=String("Řeka 名 x\u0308"), AP=Dictionary())
    assert "Reka ? x" in plain(draft).text


def test_a_form_that_leaves_its_pictures_to_the_viewer_shows_what_it_holds() -> None:
    draft = Draft(text("Name:"))
    field(draft, "old", V=String("new"))
    draft.pdf.Root.AcroForm.NeedAppearances = True
    assert plain(draft).root.find("P")[1].text == "Name:new"


def test_many_lines_are_broken_to_the_width_of_their_field_and_none_is_lost() -> None:
    held = "The quick brown fox jumps over the lazy dog.\nSecond paragraph."
    draft = Draft(text("Words:"))
    field(draft, V=String(held), AP=Dictionary(), Ff=0x1000)
    assert " ".join(held.split()) in " ".join(plain(draft).text.replace("dog.", "dog. ").split())
    with opened(merged(draft)) as pdf:
        assert b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents).count(b"T*") > 2


def test_several_chosen_values_are_all_shown_and_a_password_is_not() -> None:
    draft = Draft(text("Chosen:"))
    field(draft, FT=Name.Ch, V=Array([String("one"), String("two")]), AP=Dictionary())
    field(draft, V=String("secret"), AP=Dictionary(), Ff=0x2000)
    assert "one, two" in plain(draft).text
    assert "secret" not in plain(draft).text


@pytest.mark.pdf
def test_a_form_that_met_pdf_ua_meets_it_as_a_plain_page() -> None:
    try:
        import weasyprint
    except OSError as error:
        pytest.skip(f"WeasyPrint lacks a library ({error})")
    source = """<html lang="en-GB"><head><title>Form</title></head><body><h1>Form</h1>
    <p><label>Name <input type="text" name="n" title="Name" value="José Smith"></label></p>
    <p><label>Agree <input type="checkbox" name="a" title="Agree" checked></label></p></body></html>"""
    data = weasyprint.HTML(string=source).write_pdf(pdf_variant="pdf/ua-1", pdf_forms=True)
    result = merged(data)
    assert result.accessible
    judge(result.data, "bound packs", archived=False, ours=False)
    assert [node.text for node in read(result.data, ours=False).root.find("Span") if "J" in node.text] == ["José Smith"]


@pytest.mark.parametrize("entries", [{"F": 2}, {"F": 32}, {"AP": Dictionary()}, {"AP": Dictionary(N=Dictionary())}])
def test_a_field_that_shows_nothing_is_gone_and_so_is_its_element(entries: dict[str, object]) -> None:
    draft = Draft(marked(0))
    draft.element("P", 0, Pg=draft.pages[0])
    widget = field(draft, FT=Name.Btn, AS=Name.Off)
    for key, value in entries.items():
        widget[f"/{key}"] = value
    draft.element("Form", reference(widget), Pg=draft.pages[0])
    reading = plain(draft.tagged())
    assert reading.text == "text 0"
    assert reading.tags["Form"] == 0


def test_the_picture_of_a_signature_stays_and_that_it_is_none_any_more_is_told() -> None:
    draft = Draft(text("x"))
    signature = draft.pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("s")))
    field(draft, "Signed by Jane", FT=Name.Sig, V=signature)
    draft.pdf.Root.Perms = Dictionary(DocMDP=signature)
    assert "Signed by Jane" in plain(draft).text
    assert Cleaned.SIGNATURE.value in merged(draft).parts[0].changes
    with opened(merged(draft)) as pdf:
        assert "/Perms" not in pdf.Root


def test_a_field_says_what_the_field_it_lies_in_says() -> None:
    draft = Draft(text("x"))
    box = field(draft, AP=Dictionary(N=Dictionary(Yes=looks(draft, "4"))), AS=Name.Yes)
    del box.FT
    box.Parent = draft.pdf.make_indirect(Dictionary(FT=Name.Btn, TU=String("Agreed"), Kids=Array([box])))
    assert "4" in plain(draft).text


def test_an_xfa_form_keeps_what_its_plain_fields_show() -> None:
    draft = Draft(text("x"))
    field(draft)
    draft.pdf.Root.AcroForm.XFA = draft.pdf.make_stream(b"<xdp/>")
    assert "Jane" in plain(draft).text
    assert Cleaned.XFA.value in merged(draft).parts[0].changes


def _unlisted(draft: Draft, _: Object) -> None:
    draft.pdf.Root.AcroForm = Dictionary(Fields=Array())


def _without_form(draft: Draft, _: Object) -> None:
    del draft.pdf.Root.AcroForm


def _form_of_another_kind(draft: Draft, _: Object) -> None:
    draft.pdf.Root.AcroForm = Array([1])


def _its_own_parent(_: Draft, widget: Object) -> None:
    widget.Parent = widget


def _parents_in_a_circle(draft: Draft, widget: Object) -> None:
    widget.Parent = draft.pdf.make_indirect(Dictionary(T=String("a"), Parent=widget, Kids=Array([widget])))


@pytest.mark.parametrize(
    "spoil",
    [_unlisted, _without_form, _form_of_another_kind, _its_own_parent, _parents_in_a_circle],
    ids=lambda spoil: spoil.__name__,
)
def test_a_field_that_is_badly_linked_shows_what_it_shows(spoil: object) -> None:
    draft = Draft(text("x"))
    spoil(draft, field(draft))  # type: ignore[operator]  # one of the above
    assert "Jane" in plain(draft).text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_on_a_turned_page_a_field_is_painted_once(turn: int) -> None:
    draft = tagged_form("Jane")
    draft.pages[0].Rotate = turn
    assert plain(draft).root.find("Span")[0].text == "Jane"
