"""Scores, reviews and acceptances: append-only, logged, and each on the matrix in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.factories import BEGAN, TODAY, Cast, as_actor, last_entry
from tests.factories_risks import accept, close, link, make_issue, make_risk, make_score, reload_risk
from tracker.access import SYSTEM
from tracker.audit.queries import history_of
from tracker.audit.rules import Event
from tracker.errors import NotFound, Stale
from tracker.plan.models import Deliverable, Priority
from tracker.risks import queries
from tracker.risks.commands_matrix import SUBJECT, SetMatrix, set_matrix
from tracker.risks.commands_review import EndAcceptance, ReviewRisk, end_acceptance, review_risk
from tracker.risks.commands_score import ScoreRisk, score_risk
from tracker.risks.models import Risk, RiskMatrix
from tracker.risks.queries_scores import ScoreStory, score_story
from tracker.risks.rules import DEFAULT_MATRIX, Band, Direction, Matrix, ScoreKind
from tracker.risks.rules_changes import ClosedKeepsItsRecord, DayNotYetCome, DayTooEarly
from tracker.risks.rules_scores import MatrixAsItWas, NothingAccepted, Proposed, TargetAboveCurrent

JUNE, AUGUST = date(2024, 6, 3), date(2024, 8, 1)
STRICT = replace(DEFAULT_MATRIX, medium_from=3, high_from=6, very_high_from=9, review_high=2, review_rest=2)


@pytest.fixture
def risk(session: Session, priority: Priority, cast: Cast) -> Risk:
    """The officer's, under the lead's priority, raised on 2 April, not yet scored."""
    return make_risk(session, priority, cast.officer)


def told(session: Session, risk: Risk, on: date = TODAY, since: date | None = None) -> ScoreStory:
    found = score_story(reload_risk(session, risk), queries.matrices(session), on, since=since)
    assert found is not None
    return found


def change(session: Session, matrix: Matrix, on: date = TODAY) -> None:
    now = queries.matrix_in_force(session).number
    set_matrix(session, SetMatrix(replace(matrix, number=now), "The auditors asked"), by=SYSTEM, on=on)


def test_a_scoring_stores_the_three_scores_with_who_and_why(session: Session, risk: Risk, cast: Cast) -> None:
    proposed = {
        ScoreKind.CURRENT: Proposed(4, 3),
        ScoreKind.INHERENT: Proposed(5, 4),
        ScoreKind.TARGET: Proposed(2, 2),
    }
    command = ScoreRisk(risk.version, AUGUST, proposed, "The tender is out")
    score_risk(session, risk, command, by=as_actor(cast.officer), on=TODAY)
    found = reload_risk(session, risk)
    assert {(each.kind, each.likelihood, each.impact) for each in found.assessments} == {
        (ScoreKind.CURRENT, 4, 3),
        (ScoreKind.INHERENT, 5, 4),
        (ScoreKind.TARGET, 2, 2),
    }
    assert {(each.author, each.explanation, each.matrix.number) for each in found.assessments} == {
        ("Olive Ashdown", "The tender is out", 1)
    }
    row = found.standing
    assert (row.likelihood, row.impact, row.score, row.band) == (4, 3, 12, Band.HIGH)
    assert (row.inherent_score, row.target_score) == (20, 4)
    assert (row.reviewed_on, row.review_due_on) == (AUGUST, date(2024, 11, 1))
    event, changes, reason = last_entry(session, "R-0001")
    assert (event, reason) == (Event.RISK_SCORED, "The tender is out")
    assert changes["Current score"] == (None, "12 (likelihood 4 × impact 3)")
    assert changes["Scored for"] == (None, "1 August 2024")


def test_the_first_scoring_stores_the_matrix_every_office_starts_with(session: Session, risk: Risk) -> None:
    assert session.scalars(select(RiskMatrix)).all() == []
    make_score(session, risk, 3, 3)
    make_score(session, risk, 2, 3)
    [row] = session.scalars(select(RiskMatrix))
    assert queries.matrix_of(row) == DEFAULT_MATRIX


def test_a_target_above_the_current_score_is_saved_with_its_explanation(session: Session, risk: Risk) -> None:
    proposed = {ScoreKind.CURRENT: Proposed(2, 2), ScoreKind.TARGET: Proposed(3, 3)}
    with pytest.raises(TargetAboveCurrent):
        score_risk(session, risk, ScoreRisk(risk.version, TODAY, proposed, " "), by=SYSTEM, on=TODAY)
    score_risk(session, risk, ScoreRisk(risk.version, TODAY, proposed, "The grant asks for it"), by=SYSTEM, on=TODAY)
    assert told(session, risk).scores[ScoreKind.TARGET].given.explanation == "The grant asks for it"


def test_a_current_score_above_the_inherent_one_is_saved_with_a_warning(session: Session, risk: Risk) -> None:
    make_score(session, risk, 4, 4, inherent=Proposed(2, 2))
    assert told(session, risk).above_inherent
    make_score(session, reload_risk(session, risk), 2, 2)
    assert not told(session, risk).above_inherent


def test_a_score_dated_back_leaves_what_stands_now(session: Session, risk: Risk) -> None:
    make_score(session, risk, 4, 4, AUGUST)
    make_score(session, risk, 2, 2, JUNE)
    found = told(session, risk)
    assert found.position.current is not None
    assert found.position.current.value == 16
    assert [point.score for point in found.chart.points] == [4, 16]


@pytest.mark.parametrize(
    ("day", "refusal"), [(date(2024, 9, 19), DayNotYetCome), (date(2024, 4, 1), DayTooEarly)], ids=["future", "before"]
)
def test_a_score_is_of_a_day_on_the_record(session: Session, risk: Risk, day: date, refusal: type[Exception]) -> None:
    command = ScoreRisk(risk.version, day, {ScoreKind.CURRENT: Proposed(3, 3)}, None)
    with pytest.raises(refusal):
        score_risk(session, risk, command, by=SYSTEM, on=TODAY)
    assert risk.assessments == []


def test_the_way_it_goes_is_measured_from_the_day_passed_in(session: Session, risk: Risk) -> None:
    make_score(session, risk, 3, 3, JUNE)
    make_score(session, risk, 4, 4, AUGUST)
    since_the_quarter, since_august = told(session, risk), told(session, risk, since=AUGUST)
    assert (since_the_quarter.direction, since_the_quarter.since) == (Direction.UP, date(2024, 6, 30))
    assert since_august.direction is Direction.SAME
    assert told(session, risk, since=BEGAN).direction is Direction.NEW


def test_old_scores_keep_the_band_and_the_labels_of_their_own_matrix(session: Session, risk: Risk) -> None:
    make_score(session, risk, 3, 3, JUNE)
    change(session, replace(STRICT, likelihoods=("A", "B", "C", "D", "E")))
    make_score(session, risk, 3, 3)
    newest, oldest = told(session, risk).assessments
    assert (oldest.band, oldest.likelihood, oldest.score.matrix) == (Band.MEDIUM, "Possible", 1)
    assert (newest.band, newest.likelihood, newest.score.matrix) == (Band.VERY_HIGH, "C", 2)
    assert [point.band for point in told(session, risk).chart.points] == ["Medium", "Very high"]


def test_a_form_that_shows_the_labels_of_an_older_matrix_is_stale(session: Session, risk: Risk) -> None:
    make_score(session, risk, 3, 3)
    change(session, STRICT)
    command = ScoreRisk(risk.version, TODAY, {ScoreKind.CURRENT: Proposed(3, 3)}, None, matrix=1)
    with pytest.raises(Stale, match="The risk matrix was changed"):
        score_risk(session, risk, command, by=SYSTEM, on=TODAY)


def test_a_very_high_score_tells_the_deliverables_linked_to_it(
    session: Session, risk: Risk, deliverable: Deliverable
) -> None:
    link(session, risk, deliverable)
    make_score(session, risk, 5, 5)
    assert deliverable.standing.linked_risk_is_red
    make_score(session, risk, 2, 2)
    assert not deliverable.standing.linked_risk_is_red


def test_a_review_says_who_looked_and_the_next_one_counts_from_it(session: Session, risk: Risk, cast: Cast) -> None:
    make_score(session, risk, 5, 5, JUNE)
    command = ReviewRisk(risk.version, AUGUST, "Still so")
    review_risk(session, risk, command, by=as_actor(cast.lead), on=TODAY)
    found = told(session, risk)
    assert [(each.day, each.by, each.note, each.scored) for each in found.reviews] == [
        (AUGUST, "Lena Marsh", "Still so", False),
        (JUNE, "The command line", "As judged at the time.", True),
    ]
    assert (found.position.review_due_on, found.review_is_late, found.review_months) == (date(2024, 9, 1), True, 1)
    assert last_entry(session, "R-0001")[:2] == (
        Event.RISK_REVIEWED,
        {
            "Reviewed on": (None, "1 August 2024"),
            "Note": (None, "Still so"),
            "Next review by": (None, "1 September 2024"),
        },
    )


@pytest.mark.parametrize(
    ("likelihood", "due"), [(5, date(2024, 10, 18)), (4, date(2024, 12, 18)), (2, date(2025, 3, 18))]
)
def test_very_high_is_reviewed_monthly_high_quarterly_and_the_rest_six_monthly(
    session: Session, risk: Risk, likelihood: int, due: date
) -> None:
    make_score(session, risk, likelihood, 3)
    assert reload_risk(session, risk).standing.review_due_on == due


def test_of_a_review_and_a_score_of_one_day_the_one_recorded_later_is_the_last_review(
    session: Session, risk: Risk
) -> None:
    def lately() -> list[bool]:
        return [each.scored for each in told(session, risk).reviews]

    make_score(session, risk, 4, 3)
    review_risk(session, reload_risk(session, risk), ReviewRisk(2, TODAY, "Still so"), by=SYSTEM, on=TODAY)
    assert lately() == [False, True]
    make_score(session, reload_risk(session, risk), 4, 4)
    assert lately() == [True, False, True]


def test_an_acceptance_stands_until_its_last_day_or_its_end(session: Session, risk: Risk, cast: Cast) -> None:
    accept(session, risk, date(2024, 12, 31), by=as_actor(cast.chief_executive))
    found = told(session, risk)
    assert found.acceptance is not None
    assert (found.acceptance.approver, found.acceptance_stands) == ("Cath Ellery", True)
    assert not told(session, risk, date(2025, 1, 1)).acceptance_stands
    found_again = reload_risk(session, risk)
    end_acceptance(session, found_again, EndAcceptance(found_again.version, "It got worse"), by=SYSTEM, on=TODAY)
    assert told(session, found_again).acceptance is None
    assert found_again.standing.accepted_until is None
    assert [Event(event.event) for event in history_of(session, "R-0001")][:2] == [
        Event.RISK_ACCEPTANCE_ENDED,
        Event.RISK_ACCEPTED,
    ]
    with pytest.raises(NothingAccepted):
        end_acceptance(session, found_again, EndAcceptance(found_again.version, "Again"), by=SYSTEM, on=TODAY)


def test_an_issue_takes_reviews_but_no_scores_and_no_acceptance(session: Session, priority: Priority) -> None:
    issue = make_issue(session, priority)
    with pytest.raises(NotFound, match="cannot be scored"):
        make_score(session, issue, 3, 3)
    with pytest.raises(NotFound, match="cannot be accepted"):
        accept(session, issue, TODAY)
    review_risk(session, issue, ReviewRisk(issue.version, TODAY, None), by=SYSTEM, on=TODAY)
    assert issue.standing.reviewed_on == TODAY


def test_a_closed_risk_takes_no_scores_reviews_or_acceptance(session: Session, risk: Risk) -> None:
    close(session, risk)
    with pytest.raises(ClosedKeepsItsRecord):
        make_score(session, risk, 3, 3)
    with pytest.raises(ClosedKeepsItsRecord):
        review_risk(session, risk, ReviewRisk(risk.version, TODAY, None), by=SYSTEM, on=TODAY)
    with pytest.raises(ClosedKeepsItsRecord):
        accept(session, risk, TODAY)


def test_a_stale_scoring_review_or_acceptance_is_refused(session: Session, risk: Risk) -> None:
    opened_at = risk.version
    make_score(session, risk, 3, 3)
    with pytest.raises(Stale):
        score_risk(session, risk, ScoreRisk(opened_at, TODAY, {}, None), by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        review_risk(session, risk, ReviewRisk(opened_at, TODAY, None), by=SYSTEM, on=TODAY)


@pytest.mark.parametrize("table", ["risk_assessment", "risk_matrix", "risk_matrix_label"])
def test_the_database_itself_keeps_scores_and_matrices_as_they_are(session: Session, risk: Risk, table: str) -> None:
    make_score(session, risk, 3, 3)
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # one of the three above


def test_a_new_matrix_is_the_next_version_and_the_older_one_stays(session: Session) -> None:
    change(session, STRICT)
    assert [row.number for row in session.scalars(select(RiskMatrix).order_by(RiskMatrix.number))] == [1, 2]
    assert queries.matrix_in_force(session) == replace(STRICT, number=2)
    event, changes, reason = last_entry(session, SUBJECT)
    assert (event, reason) == (Event.RISK_MATRIX_CHANGED, "The auditors asked")
    assert changes["High from"] == ("10", "6")


def test_a_matrix_is_changed_from_the_one_in_force_only(session: Session) -> None:
    change(session, STRICT)
    with pytest.raises(Stale):
        set_matrix(session, SetMatrix(replace(DEFAULT_MATRIX, number=1), "Back"), by=SYSTEM, on=TODAY)
    with pytest.raises(MatrixAsItWas):
        change(session, STRICT)


def test_what_has_no_score_is_reviewed_as_the_newest_matrix_says(session: Session, risk: Risk) -> None:
    scored = make_risk(session)
    make_score(session, scored, 2, 2, AUGUST)
    change(session, STRICT)
    assert reload_risk(session, risk).standing.review_due_on == date(2024, 6, 2)
    assert reload_risk(session, scored).standing.review_due_on == date(2025, 2, 1)
