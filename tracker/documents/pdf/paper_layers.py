"""Layers (optional content): each is shown or hidden in the pack as its paper shows it when opened.

One configuration rules: automatic changes by event would end at a paper's border.
"""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object

from tracker.documents.pdf.paper_objects import dictionary_at, is_object, items_at, name_of


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a paper: all, those hidden, those a viewer lists, locked ones, and sets of alternatives."""

    groups: list[Object]
    hidden: list[Object]
    order: list[Object]
    locked: list[Object]
    alternatives: list[list[Object]]


def layers_of(root: Object) -> Layers:
    """The layers of the paper with this catalog."""
    properties = dictionary_at(root, "/OCProperties") or Dictionary()
    known = {group.objgen: group for group in items_at(properties, "/OCGs") if is_object(group)}
    config = dictionary_at(properties, "/D") or Dictionary()
    hidden = _hidden(known, config)
    sets = [_known(_flat([it]), known) for it in items_at(config, "/RBGroups")]
    return Layers(
        groups=list(known.values()),
        hidden=[group for identity, group in known.items() if identity in hidden],
        order=_known(_flat(items_at(config, "/Order")), known),
        locked=_known(items_at(config, "/Locked"), known),
        alternatives=[members for members in sets if members],
    )


def _known(things: list[Object], known: dict[tuple[int, int], Object]) -> list[Object]:
    return [thing for thing in things if _is_in(thing, known)]


def _hidden(known: dict[tuple[int, int], Object], config: Object) -> set[tuple[int, int]]:
    """The layers that are off when the paper is opened on a screen."""
    hidden = set(known) if config.get("/BaseState") == Name.OFF else set()
    hidden -= {group.objgen for group in items_at(config, "/ON") if _is_in(group, known)}
    hidden |= {group.objgen for group in items_at(config, "/OFF") if _is_in(group, known)}
    for rule in items_at(config, "/AS"):
        if not isinstance(rule, Dictionary) or rule.get("/Event") != Name.View:
            continue
        for group in items_at(rule, "/OCGs"):
            if _is_in(group, known):
                state = _view_state(group)
                hidden = hidden - {group.objgen} if state == "/ON" else hidden
                hidden = hidden | {group.objgen} if state == "/OFF" else hidden
    return hidden


def _view_state(group: Object) -> str:
    usage = dictionary_at(group, "/Usage")
    view = dictionary_at(usage, "/View") if usage is not None else None
    return name_of(view.get("/ViewState")) if view is not None else ""


def _is_in(thing: object, known: dict[tuple[int, int], Object]) -> bool:
    return is_object(thing) and thing.objgen in known


def _flat(items: list[Object], depth: int = 0) -> list[Object]:
    """The layers in nested lists; headings between them are left out."""
    if depth > 20:
        return []
    found: list[Object] = []
    for item in items:
        if isinstance(item, Array):
            found += _flat(list(item), depth + 1)
        elif is_object(item):
            found.append(item)
    return found
