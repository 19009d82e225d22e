"""The risk lines of the quarters become risks of the register, chosen for the quarters that printed them.

A line says no more than its words: the risk has no owner and no score. The same words under the same priority are one
risk. On the way down every choice becomes a line again and the risks stay; on the way up such a line finds its risk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NOTE = "Taken over from the lines of the quarters, which had neither owner nor score."
WITHDRAWN = "The line was withdrawn from the quarter’s report before the register took it over."
CHECK = "ck_quarter_entry_entrykind"
BEFORE, AFTER = ("outcome", "focus", "risk_or_issue"), ("outcome", "focus")
REST_MONTHS = 6
"""Months between reviews of a risk without a score, where no matrix says another number."""

instant = sa.DateTime(timezone=True)
page = sa.table(
    "quarter_page",
    sa.column("id", sa.Integer),
    sa.column("priority_id", sa.Integer),
    sa.column("quarter", sa.String),
    sa.column("created_at", instant),
)
entry = sa.table(
    "quarter_entry",
    sa.column("id", sa.Integer),
    sa.column("page_id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("position", sa.Integer),
    sa.column("text", sa.Text),
    sa.column("author", sa.String),
    sa.column("withdrawn_at", instant),
)
risk = sa.table(
    "risk",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("number", sa.Integer),
    sa.column("began_on", sa.Date),
    sa.column("note", sa.Text),
    sa.column("version", sa.Integer),
    sa.column("created_at", instant),
    sa.column("updated_at", instant),
)
detail = sa.table(
    "risk_detail",
    sa.column("id", sa.Integer),
    sa.column("risk_id", sa.Integer),
    sa.column("effective_on", sa.Date),
    sa.column("priority_id", sa.Integer),
    sa.column("event", sa.Text),
    sa.column("public_wording", sa.Text),
    sa.column("recorded_at", instant),
    sa.column("recorded_by", sa.String),
)
move = sa.table(
    "risk_move",
    sa.column("risk_id", sa.Integer),
    sa.column("effective_on", sa.Date),
    sa.column("state", sa.String),
    sa.column("reason", sa.Text),
    sa.column("author", sa.String),
    sa.column("recorded_at", instant),
)
standing = sa.table(
    "risk_standing",
    sa.column("risk_id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("number", sa.Integer),
    sa.column("words", sa.Text),
    sa.column("words_sort", sa.String),
    sa.column("has_public_wording", sa.Boolean),
    sa.column("priority_id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("review_due_on", sa.Date),
)
choice = sa.table(
    "quarter_risk",
    sa.column("id", sa.Integer),
    sa.column("page_id", sa.Integer),
    sa.column("risk_id", sa.Integer),
    sa.column("chosen_by", sa.String),
    sa.column("withdrawn_at", instant),
)
matrix = sa.table("risk_matrix", sa.column("number", sa.Integer), sa.column("review_rest", sa.Integer))


def upgrade() -> None:
    bind = op.get_bind()
    known = {(found.priority_id, found.words): found.risk_id for found in _worded(bind)}
    for (priority_id, _), lines in groupby(_lines(bind), key=lambda line: (line.priority_id, line.text)):
        same = list(lines)
        risk_id = known.get((priority_id, same[0].text)) or _raise_risk(bind, same)
        _choose(bind, risk_id, same)
    bind.execute(sa.delete(entry).where(entry.c.kind == "risk_or_issue"))
    _allow(AFTER)


def downgrade() -> None:
    _allow(BEFORE)
    bind = op.get_bind()
    words = {found.risk_id: found.words for found in _worded(bind)}
    places: dict[int, int] = {}
    for chosen in bind.execute(sa.select(choice).order_by(choice.c.page_id, choice.c.id)).all():
        text = words.get(chosen.risk_id)
        # Without public wording no report printed it.
        if text is None:
            continue
        places[chosen.page_id] = place = places.get(chosen.page_id, 0) + 1
        bind.execute(
            sa.insert(entry).values(
                page_id=chosen.page_id,
                kind="risk_or_issue",
                position=place,
                text=text,
                author=chosen.chosen_by,
                withdrawn_at=chosen.withdrawn_at,
            )
        )
    bind.execute(sa.delete(choice))


def _lines(bind: sa.Connection) -> Sequence[Any]:
    """The risk lines, those of one priority with the same words together, the oldest quarter first."""
    found = bind.execute(
        sa.select(
            entry.c.page_id,
            entry.c.text,
            entry.c.author,
            entry.c.withdrawn_at,
            page.c.priority_id,
            page.c.quarter,
            page.c.created_at,
        )
        .join_from(entry, page, entry.c.page_id == page.c.id)
        .where(entry.c.kind == "risk_or_issue")
        .order_by(page.c.quarter, page.c.priority_id, entry.c.position, entry.c.id)
    ).all()
    # Numbers follow the order in which the lines were first printed.
    first = {(line.priority_id, line.text): place for place, line in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda line: first[line.priority_id, line.text])


def _worded(bind: sa.Connection) -> Iterator[Any]:
    """Each risk's newest public wording, and the priority it stands under."""
    newest: dict[int, Any] = {}
    ordered = sa.select(detail.c.risk_id, detail.c.priority_id, detail.c.public_wording.label("words")).order_by(
        detail.c.effective_on, detail.c.id
    )
    for found in bind.execute(ordered).all():
        if found.words is not None:
            newest[found.risk_id] = found
    return iter(newest.values())


def _raise_risk(bind: sa.Connection, lines: Sequence[Any]) -> int:
    first, last = lines[0], lines[-1]
    number = 1 + (bind.scalar(sa.select(sa.func.max(risk.c.number)).where(risk.c.kind == "risk")) or 0)
    began_on = _first_day(first.quarter)
    bind.execute(
        sa.insert(risk).values(
            kind="risk",
            number=number,
            began_on=began_on,
            note=NOTE,
            version=1,
            created_at=first.created_at,
            updated_at=first.created_at,
        )
    )
    risk_id: int = bind.execute(sa.select(risk.c.id).where(risk.c.kind == "risk", risk.c.number == number)).scalar_one()
    bind.execute(
        sa.insert(detail).values(
            risk_id=risk_id,
            effective_on=began_on,
            priority_id=first.priority_id,
            public_wording=first.text,
            recorded_at=first.created_at,
            recorded_by=first.author,
        )
    )
    gone = all(line.withdrawn_at is not None for line in lines)
    if gone:
        bind.execute(
            sa.insert(move).values(
                risk_id=risk_id,
                effective_on=_first_day(last.quarter),
                state="closed",
                reason=WITHDRAWN,
                author=last.author,
                recorded_at=last.withdrawn_at,
            )
        )
    bind.execute(
        sa.insert(standing).values(
            risk_id=risk_id,
            kind="risk",
            number=number,
            words=first.text,
            words_sort=first.text.lower()[:300],
            has_public_wording=True,
            priority_id=first.priority_id,
            state="closed" if gone else "open",
            review_due_on=None if gone else _months_later(began_on, _review_months(bind)),
        )
    )
    return risk_id


def _choose(bind: sa.Connection, risk_id: int, lines: Sequence[Any]) -> None:
    """One choice a page: it stands where one of the page's lines with these words stands."""
    for page_id, found in groupby(lines, key=lambda line: line.page_id):
        same = list(found)
        kept = next((line for line in same if line.withdrawn_at is None), same[-1])
        bind.execute(
            sa.insert(choice).values(
                page_id=page_id, risk_id=risk_id, chosen_by=kept.author, withdrawn_at=kept.withdrawn_at
            )
        )


def _allow(kinds: Sequence[str]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("quarter_entry") as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), f"kind IN ({listed})")


def _first_day(quarter: str) -> date:
    """The first day of "2024-25-Q2"."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return date(year + 1, 1, 1) if number == 4 else date(year, 1 + 3 * number, 1)


def _months_later(first_of_month: date, months: int) -> date:
    year, month = divmod(first_of_month.year * 12 + first_of_month.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _review_months(bind: sa.Connection) -> int:
    newest = sa.select(matrix.c.review_rest).order_by(matrix.c.number.desc()).limit(1)
    return bind.scalar(newest) or REST_MONTHS
