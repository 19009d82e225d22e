"""Layers stay what they are to a reader, and those of one paper have no hold on another's."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, Merged, marked, merged, opened, small, text


def sound(result: Merged) -> Merged:
    assert read(result.data, ours=False).problems == []
    return result


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
