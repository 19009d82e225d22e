"""Form fields and layers stay what they are to a reader, and those of one paper have no hold on another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Object, String

from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, marked, merged, opened, reference, small, text
from tracker.documents.pdf.merge import Merged
from tracker.documents.pdf.merge_clean import Cleaned


def field(draft: Draft, name: str = "Name", **entries: object) -> Object:
    """A text field with its element."""
    entries = {"FT": Name.Tx, "T": String(name), "TU": String("Your name"), **entries}
    widget = draft.annotation(draft.pages[0], "Widget", Rect=Array([10, 10, 90, 30]), **entries)
    draft.element("Form", reference(widget))
    return widget


def with_form(*fields: Object, draft: Draft, **entries: object) -> Draft:
    form = Dictionary(Fields=Array(fields))
    for key, value in entries.items():
        form[f"/{key}"] = value
    draft.pdf.Root.AcroForm = form
    return draft


def form_of(*names: str) -> Draft:
    draft = small()
    return with_form(*(field(draft, name) for name in names), draft=draft)


def names_of(result: Merged) -> list[str]:
    with opened(result) as pdf:
        return [str(it.T) for it in pdf.Root.AcroForm.Fields]


def sound(result: Merged) -> Merged:
    assert read(result.data, ours=False).problems == []
    return result


def test_fields_keep_their_elements_and_get_names_of_their_own() -> None:
    result = sound(merged(form_of("Name", "Age"), small(), form_of("Name"), form_of("Name")))
    assert names_of(result) == ["Name", "Age", "Name (2)", "Name (3)"]
    assert read(result.data, ours=False).tags["Form"] == 4


def test_a_field_shown_in_several_places_stays_one_field() -> None:
    draft = small()
    places = [field(draft) for _ in range(2)]
    parent = draft.pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("Both"), V=String("x"), Kids=Array(places)))
    for widget in places:
        del widget.T, widget.FT
        widget.Parent = parent
    result = sound(merged(with_form(parent, draft=draft), form_of("Both")))
    assert names_of(result) == ["Both", "Both (2)"]
    with opened(result) as pdf:
        both = pdf.Root.AcroForm.Fields[0]
        assert [it.Parent.objgen for it in both.Kids] == [both.objgen] * 2
        assert [it.objgen for it in both.Kids] == [it.objgen for it in pdf.pages[0].Annots]


def test_what_fields_inherit_from_their_form_goes_with_them() -> None:
    draft = small()
    own, inheriting = field(draft, "A", DA=String("/F1 9 Tf")), field(draft, "B")
    with_form(own, inheriting, draft=draft, DA=String("/F1 12 Tf"), Q=2, DR=Dictionary(Font=Dictionary(F1=draft.font)))
    other = small()
    with_form(field(other), draft=other, NeedAppearances=True, DR=Dictionary(Font=Dictionary(F2=other.font)))
    with opened(merged(draft, other)) as pdf:
        form = pdf.Root.AcroForm
        assert [str(it.get("/DA", "")) for it in form.Fields] == ["/F1 9 Tf", "/F1 12 Tf", ""]
        assert [int(it.get("/Q", 0)) for it in form.Fields] == [2, 2, 0]
        assert sorted(form.DR.Font.keys()) == ["/F1", "/F2"]
        assert bool(form.NeedAppearances)
    with opened(merged(form_of("x"))) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_papers_without_fields_make_no_form() -> None:
    with opened(merged(with_form(draft=small()), small())) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_a_signature_is_taken_out_because_it_held_for_the_paper_alone() -> None:
    draft = small()
    signature = draft.pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("s")))
    with_form(field(draft, FT=Name.Sig, V=signature), draft=draft, SigFlags=3)
    draft.pdf.Root.Perms = Dictionary(DocMDP=signature)
    result = sound(merged(draft))
    assert result.parts[0].cleaned == (Cleaned.SIGNATURE.value,)
    with opened(result) as pdf:
        assert "/V" not in pdf.pages[0].Annots[0]
        assert "/SigFlags" not in pdf.Root.AcroForm
        assert "/Perms" not in pdf.Root


def test_an_xfa_form_keeps_its_plain_fields() -> None:
    draft = small()
    with_form(field(draft), draft=draft, XFA=draft.pdf.make_stream(b"<xdp/>"))
    result = sound(merged(draft))
    assert (names_of(result), result.parts[0].cleaned) == (["Name"], (Cleaned.XFA.value,))


def _unlisted(draft: Draft, _: Object) -> None:
    draft.pdf.Root.AcroForm = Dictionary(Fields=Array())


def _without_form(draft: Draft, _: Object) -> None:
    del draft.pdf.Root.AcroForm


def _form_of_another_kind(draft: Draft, _: Object) -> None:
    draft.pdf.Root.AcroForm = Array([1])


def _its_own_parent(_: Draft, widget: Object) -> None:
    widget.Parent = widget


def _parents_in_a_circle(draft: Draft, widget: Object) -> None:
    parent = draft.pdf.make_indirect(Dictionary(T=String("a"), Parent=widget, Kids=Array([widget])))
    widget.Parent = parent


def _parent_that_does_not_know_it(draft: Draft, widget: Object) -> None:
    widget.Parent = draft.pdf.make_indirect(Dictionary(T=String("group"), FT=Name.Tx, Kids=Array([None, 7])))


def _without_a_name(_: Draft, widget: Object) -> None:
    del widget.T


def _with_dots_in_its_name(_: Draft, widget: Object) -> None:
    widget.T = String("a.b")


@pytest.mark.parametrize(
    "spoil",
    [
        _unlisted,
        _without_form,
        _form_of_another_kind,
        _its_own_parent,
        _parents_in_a_circle,
        _parent_that_does_not_know_it,
        _without_a_name,
        _with_dots_in_its_name,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_field_that_is_badly_linked_is_still_a_field(spoil: Callable[[Draft, Object], None]) -> None:
    """The writer complains of fields that no form leads to; here that would be an error."""
    draft = small()
    widget = field(draft)
    with_form(widget, draft=draft)
    spoil(draft, widget)
    names = names_of(sound(merged(draft, draft)))
    assert len(set(names)) == 2
    assert not [name for name in names if not name or "." in name]


# Layers


def layered(state: Dictionary, *, names: tuple[str, ...] = ("Map", "Notes")) -> Draft:
    """A paper with layers; `state` is its configuration, in which numbers stand for layers."""
    draft = Draft(b"".join(b"/OC /L%d BDC %s EMC " % (n, marked(n)) for n in range(len(names))))
    layers = [
        draft.pdf.make_indirect(
            Dictionary(
                Type=Name.OCG,
                Name=String(name),
                Usage=Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.ON)),
            )
        )
        for name in names
    ]
    draft.pages[0].Resources.Properties = Dictionary({f"/L{n}": layer for n, layer in enumerate(layers)})
    for number in range(len(names)):
        draft.element("P", number, Pg=draft.pages[0])

    def filled(thing: object) -> object:
        if isinstance(thing, int):
            return layers[thing]
        if isinstance(thing, Array):
            return Array([filled(item) for item in thing])
        if isinstance(thing, Dictionary):
            return Dictionary({key: filled(value) for key, value in thing.items()})
        return thing

    draft.pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=filled(state))
    return draft.tagged()


def hidden(*papers: Draft) -> list[str]:
    with opened(sound(merged(*papers))) as pdf:
        assert pdf.Root.OCProperties.D.BaseState == Name.ON
        return [str(layer.Name) for layer in pdf.Root.OCProperties.D.OFF]


@pytest.mark.parametrize(
    ("state", "off"),
    [
        (Dictionary(), []),
        (Dictionary(OFF=Array([1])), ["Notes"]),
        (Dictionary(BaseState=Name.OFF), ["Map", "Notes"]),
        (Dictionary(BaseState=Name.OFF, ON=Array([0])), ["Notes"]),
        (Dictionary(AS=Array([Dictionary(Event=Name.View, OCGs=Array([0]), Category=Array([Name.View]))])), ["Map"]),
        (Dictionary(AS=Array([Dictionary(Event=Name.Print, OCGs=Array([0]), Category=Array([Name.Print]))])), []),
        (Dictionary(OFF=Name.Nonsense, ON=Array([None]), AS=Array([None])), []),
    ],
)
def test_layers_are_shown_and_hidden_as_their_paper_has_it(state: Dictionary, off: list[str]) -> None:
    assert hidden(layered(state)) == off


def test_layers_of_all_papers_stay_apart() -> None:
    papers = layered(Dictionary(OFF=Array([0])), names=("Map",)), layered(Dictionary(), names=("Map",))
    assert hidden(*papers, layered(Dictionary(BaseState=Name.OFF), names=("Other",))) == ["Map", "Other"]
    with opened(merged(*papers)) as pdf:
        used = [page.obj.Resources.Properties.L0.objgen for page in pdf.pages]
        assert [layer.objgen for layer in pdf.Root.OCProperties.OCGs] == used
        assert len(set(used)) == 2


def test_the_list_of_layers_names_the_paper_they_are_from() -> None:
    state = Dictionary(
        Order=Array([String("All"), 0, Array([1])]), RBGroups=Array([Array([0, 1]), Array()]), Locked=Array([1])
    )
    with opened(merged(small(), layered(state))) as pdf:
        config = pdf.Root.OCProperties.D
        (listed,) = config.Order
        assert str(listed[0]) == "B"
        assert [str(layer.Name) for layer in list(listed)[1:]] == ["Map", "Notes"]
        assert [[str(layer.Name) for layer in group] for group in config.RBGroups] == [["Map", "Notes"]]
        assert [str(layer.Name) for layer in config.Locked] == ["Notes"]
        assert str(config.Name)
        assert "/AS" not in config


def test_papers_without_layers_make_none() -> None:
    plain = Draft(text("x"))
    plain.pdf.Root.OCProperties = Array()
    with opened(merged(small(), plain)) as pdf:
        assert "/OCProperties" not in pdf.Root
