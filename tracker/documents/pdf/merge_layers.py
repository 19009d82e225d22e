"""Layers (optional content): each is shown or hidden in the merged file as its paper shows it when opened."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tracker.documents.pdf.merge_objects import dictionary_at, is_object, items_at, name_of


class Layers:
    """The layers of all papers. One configuration rules: automatic changes by event would end at a paper's border."""

    def __init__(self, target: Pdf) -> None:
        self.target = target
        self.groups: list[Object] = []
        self.hidden: list[Object] = []
        self.order: list[Object] = []
        self.alternatives: list[Object] = []
        self.locked: list[Object] = []

    def add(self, root: Object, title: str) -> None:
        """Takes over the layers of a paper with this catalog. Its pages must have been copied."""
        properties = dictionary_at(root, "/OCProperties")
        if properties is None:
            return
        known = {group.objgen: group for group in items_at(properties, "/OCGs") if is_object(group)}
        config = dictionary_at(properties, "/D") or Dictionary()
        hidden = _hidden(known, config)
        copies = {identity: self.target.copy_foreign(group) for identity, group in known.items()}
        self.groups += copies.values()
        self.hidden += [copies[identity] for identity in copies if identity in hidden]
        listed = [copies[group.objgen] for group in _flat(items_at(config, "/Order")) if group.objgen in copies]
        if listed:
            self.order.append(Array([String(title), *listed]))
        self.locked += [copies[group.objgen] for group in items_at(config, "/Locked") if _is_in(group, copies)]
        for alternatives in items_at(config, "/RBGroups"):
            members = [copies[group.objgen] for group in _flat([alternatives]) if group.objgen in copies]
            if members:
                self.alternatives.append(Array(members))

    def write(self) -> None:
        """Writes the layers into the target's catalog, if there are any."""
        if not self.groups:
            return
        config = Dictionary(Name=String("Layers"), BaseState=Name.ON, OFF=Array(self.hidden), Order=Array(self.order))
        config.Locked = Array(self.locked)
        config.RBGroups = Array(self.alternatives)
        self.target.Root.OCProperties = Dictionary(OCGs=Array(self.groups), D=config)


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
