"""The register of Specified Information: its list, one line, the file of it to take away, and what the public sees."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.information import queries
from tracker.information.commands_file import log_download
from tracker.information.models import InformationLine
from tracker.information.rules import State
from tracker.information.rules_file import rows_of
from tracker.information.rules_periods import label_of
from tracker.information.rules_standing import due_words
from tracker.panel.views import Crumbs
from tracker.web import asked
from tracker.web.identity import can, current_actor, public, require
from tracker.writing import logs_download, session

information = Blueprint("information", __name__)

NAME = "Specified Information"


@information.get("/information")
def register() -> ResponseReturnValue:
    require(Act.SEE_INFORMATION)
    found, state = queries.register(session(), today()), asked.member(State, request.args, "state")
    return render_template(
        "information/register.html",
        found=found,
        state=state,
        topics=found.topics if state is None else [("", found.in_state(state))],
        withdrawn=queries.withdrawn_lines(session()),
        due_words=due_words,
        may_edit=can(Act.EDIT_INFORMATION),
    )


@information.get("/information.csv")
@logs_download
def register_csv() -> ResponseReturnValue:
    require(Act.SEE_INFORMATION)
    text = io.StringIO()
    csv.writer(text).writerows(rows_of(queries.held_lines(session())))
    log_download(session(), by=current_actor())
    # Spreadsheets take a file without this mark for another character set and garble every dash and quote.
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="specified-information-{today().isoformat()}.csv"'
    return answer


@information.get("/information/<code>")
def line_page(code: str) -> ResponseReturnValue:
    line = queries.line(session(), code)
    require(Act.SEE_INFORMATION)
    withdrawals = {each.withdraws_id: each for each in line.publications if each.withdraws_id is not None}
    return render_template(
        "information/line.html",
        line=line,
        standing=queries.standing(line, today()),
        due_words=due_words(line.facts.timing),
        label_of=label_of,
        publications=[each for each in reversed(line.publications) if each.withdraws_id is None],
        withdrawals=withdrawals,
        may_edit=can(Act.EDIT_INFORMATION),
        may_record=can(Act.RECORD_PUBLICATION),
        history=history_of(session(), line.subject, limit=20),
        crumbs=[{"text": NAME, "href": url_for("information.register")}, {"text": f"Line {line.code}"}],
    )


@information.get("/published/information")
@public
def published() -> ResponseReturnValue:
    """What must be published, where it is, when it was published last and what is late, for everybody."""
    return render_template(
        "information/published.html",
        found=queries.register(session(), today()),
        due_words=due_words,
        today=today(),
    )


def address_of(line: InformationLine) -> str:
    """The address of its page."""
    return url_for("information.line_page", code=line.code)


def crumbs_to(line: InformationLine | None, here: str) -> Crumbs:
    """The way back from a page about a line, or about the register."""
    crumbs = [{"text": NAME, "href": url_for("information.register")}]
    if line is not None:
        crumbs.append({"text": f"Line {line.code}", "href": address_of(line)})
    return [*crumbs, {"text": here}]
