"""The office's own settings: the numbers of the rules that are ours to choose (RULES, **[ours]**), and its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.enums import LabelledEnum
from tracker.errors import DomainError


class OfficeKey(LabelledEnum):
    """A setting an administrator may change; the label asks for it."""

    NAME = "name", "Full name of the office"
    SHORT_NAME = "short_name", "Short name of the office"
    AREA = "area", "Area the office serves"
    FORCE = "force", "Name of the police force"
    PANEL = "panel", "Name of the Police and Crime Panel"
    NOTICE = "notice", "Notice printed on every page and report"
    RAG_BEHIND_BY = "rag_behind_by", "Amber when behind the expected progress by this many percentage points"
    RAG_DUE_WITHIN_DAYS = "rag_due_within_days", "Amber when due within this many days and not nearly done"
    RAG_NEARLY_DONE = "rag_nearly_done", "A deliverable is nearly done from this percentage"


DEFAULTS: Mapping[OfficeKey, str] = {
    OfficeKey.NAME: "Office of the Police and Crime Commissioner",
    OfficeKey.SHORT_NAME: "OPCC",
    OfficeKey.AREA: "",
    OfficeKey.FORCE: "the police force",
    OfficeKey.PANEL: "Police and Crime Panel",
    OfficeKey.NOTICE: "",
    OfficeKey.RAG_BEHIND_BY: "15",
    OfficeKey.RAG_DUE_WITHIN_DAYS: "30",
    OfficeKey.RAG_NEARLY_DONE: "80",
}

NUMBERS: Mapping[OfficeKey, tuple[int, int]] = {
    OfficeKey.RAG_BEHIND_BY: (1, 100),
    OfficeKey.RAG_DUE_WITHIN_DAYS: (0, 366),
    OfficeKey.RAG_NEARLY_DONE: (1, 100),
}
"""The settings that are whole numbers, with the smallest and the largest that make sense."""

MAY_BE_EMPTY = frozenset({OfficeKey.NOTICE, OfficeKey.AREA})


class BadOfficeSetting(DomainError):
    """A value a setting cannot take."""

    field = "value"

    def __init__(self, key: OfficeKey, value: str) -> None:
        self.key = key
        self.value = value
        if key in NUMBERS:
            low, high = NUMBERS[key]
            super().__init__(f"Enter a whole number from {low} to {high}")
        else:
            super().__init__("Enter the words to print")


class SettingInThePast(DomainError):
    """Reports as at a past day use the settings of that day, which must not change afterwards."""

    field = "effective_on"

    def __init__(self) -> None:
        super().__init__("The first day must be today or in the future")


class SettingUnchanged(DomainError):
    """The setting has this value on that day already."""

    field = "value"

    def __init__(self, key: OfficeKey) -> None:
        self.key = key
        super().__init__("This is the value already. Enter another, or leave it as it is.")


@dataclass(frozen=True, slots=True)
class Office:
    """The settings in force on a day. The three RAG numbers are those of RULES section 2."""

    name: str
    short_name: str
    area: str
    force: str
    panel: str
    notice: str
    rag_behind_by: int
    rag_due_within_days: int
    rag_nearly_done: int


def setting_subject(key: OfficeKey) -> str:
    """What the log calls a setting: "setting rag_behind_by"."""
    return f"setting {key.value}"


def check_setting(key: OfficeKey, value: str) -> str:
    """The value as it is stored. Raises BadOfficeSetting."""
    value = value.strip()
    if key in NUMBERS:
        low, high = NUMBERS[key]
        if not (value.isascii() and value.isdigit() and len(value) < 6 and low <= int(value) <= high):
            raise BadOfficeSetting(key, value)
        return str(int(value))
    if not value and key not in MAY_BE_EMPTY:
        raise BadOfficeSetting(key, value)
    return value


def office_from(values: Mapping[OfficeKey, str]) -> Office:
    """The office with `values`, and the defaults for what they do not name."""
    merged = {**DEFAULTS, **values}
    texts = {key.value: merged[key] for key in OfficeKey if key not in NUMBERS}
    numbers = {key.value: int(merged[key]) for key in NUMBERS}
    return Office(**texts, **numbers)  # type: ignore[arg-type]  # the keys are the fields, tested
