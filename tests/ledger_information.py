"""The addresses of the register of Specified Information, and what each person gets there."""

from __future__ import annotations

from collections.abc import Mapping

from tests.ledger_lines import ADMINISTRATOR, CHIEF, NEVER, OFFICE, SEEN, WHO, WRITERS, Line, form, page

KEEPERS = CHIEF | ADMINISTRATOR
RECORDERS = WRITERS | ADMINISTRATOR
REGISTER = "/information"
LINE = f"{REGISTER}/3-g"

INFORMATION_LINES: Mapping[str, Line] = {
    "information.register": page(REGISTER, OFFICE | ADMINISTRATOR),
    "information.register_csv": page(f"{REGISTER}.csv", OFFICE | ADMINISTRATOR),
    "information.line_page": page(LINE, OFFICE | ADMINISTRATOR),
    "information.new_line": form(f"{REGISTER}/new", KEEPERS),
    "information.change_line": form(f"{LINE}/change", KEEPERS),
    "information.withdraw_line": form(f"{LINE}/withdraw", KEEPERS),
    "information.restore_line": form(f"{REGISTER}/9/restore", KEEPERS),
    "information.publish": form(f"{LINE}/publish", RECORDERS),
    "information.withdraw_publication": form(f"{LINE}/publications/2/withdraw", RECORDERS),
    "information.published": Line("/published/information", dict.fromkeys(WHO, SEEN), NEVER),
    "exchange.send_register_page": form(f"{REGISTER}/file", KEEPERS),
    "exchange.check_register_page": form(f"{REGISTER}/file/{{register_upload}}", KEEPERS),
}

UNKNOWN_INFORMATION = (
    *(f"{REGISTER}/none{act}" for act in ("", "/change", "/withdraw", "/restore", "/publish")),
    f"{REGISTER}/none/publications/1/withdraw",
    f"{LINE}/publications/99/withdraw",
    f"{REGISTER}/file/999",
)
"""Addresses of records of the register that do not exist."""

MORE_INFORMATION = (
    *(f"{REGISTER}/{code}" for code in ("1-e", "5-d", "9", "1-e/publish")),
    *(f"{REGISTER}?state={state}" for state in ("late", "soon", "nonsense")),
    f"{REGISTER}/9/change",
)
"""Other states of its pages."""

LATE_INFORMATION = {
    "information.change_line": {"title": "Mine"},
    "information.withdraw_line": {"reason": "Mine"},
    "information.restore_line": {"reason": "Mine"},
    "information.publish": {"note": "Mine"},
    "information.withdraw_publication": {"reason": "Mine"},
    "exchange.check_register_page": {},
}
"""Forms that carry a version, each with a sound answer."""
