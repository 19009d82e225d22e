"""What the list is measured against: a bare "hello", and a bare page of the same rows and the same size."""

from __future__ import annotations

import os

from flask import Flask
from jinja2 import Template
from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.db import make_engine
from tracker.plan.models import DeliverableStanding, Plan, Priority

PAGE = Template(
    "<!DOCTYPE html><html lang=en><title>Bare</title><table>"
    "{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}"
    "</table><p>{{ filler }}</p></html>",
    autoescape=True,
)


def create_bare() -> Flask:
    """`/hello` and `/bare`; the database's address and the size of the page in bytes come from the environment."""
    app = Flask(__name__, static_folder=None)
    engine = make_engine(os.environ["TRACKER_DATABASE_URL"])
    size = int(os.environ["BENCH_PAGE_BYTES"])
    filler = {"text": ""}

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/bare")
    def bare() -> str:
        with Session(engine) as session:
            rows = session.execute(_fifty_rows(_fifty_ids(session))).all()
        page: str = PAGE.render(rows=rows, filler=filler["text"])
        if not filler["text"]:
            filler["text"] = "x" * max(0, size - len(page.encode()))
        return page

    return app


def _fifty_ids(session: Session) -> list[int]:
    standing = DeliverableStanding
    wanted = select(standing.deliverable_id).order_by(standing.due_ends, standing.deliverable_id).limit(50)
    return list(session.scalars(wanted))


def _fifty_rows(ids: list[int]) -> Executable:
    standing = DeliverableStanding
    return (
        select(
            *(standing.number, standing.action, Plan.code, Priority.number, Priority.title, Person.name),
            *(standing.status, standing.percent, standing.updated_on, standing.due_text, standing.due_ends),
        )
        .join(Priority, Priority.id == standing.priority_id)
        .join(Plan, Plan.id == Priority.plan_id)
        .join(Person, Person.id == standing.owner_id)
        .where(standing.deliverable_id.in_(ids))
        .order_by(standing.due_ends, standing.deliverable_id)
    )
