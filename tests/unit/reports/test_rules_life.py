"""The life of a report: what leads where, who may not sign, and when it may go out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.rules_life import (
    MOVES,
    ActInTheFuture,
    ActTooEarly,
    ApprovalLapsed,
    AuthorMayNotSign,
    CommentNeeded,
    LastEditorMayNotSign,
    MarkingUnresolved,
    Move,
    MoveRefused,
    ReportKind,
    ReportState,
    RevokingNeedsReason,
    VersionStillStands,
    check_published_on,
    check_publishing,
    check_return,
    check_revoking,
    check_sent_on,
    check_signatory,
    moves_from,
    next_state,
    next_version,
    state_after,
)

SIGNED_ON, SENT_ON, TODAY = date(2024, 9, 18), date(2024, 9, 20), date(2024, 9, 26)
S, M = ReportState, Move


def lived(moves: list[Move]) -> tuple[ReportState, list[Move]]:
    """What became of a version to which all this was tried: refused moves change nothing."""
    state, done = S.DRAFT, []
    for move in moves:
        try:
            state = next_state(state, move)
        except MoveRefused:
            continue
        done.append(move)
    return state, done


@given(st.lists(st.sampled_from(Move), max_size=40))
def test_whatever_is_tried_only_the_states_of_the_table_are_reached(moves: list[Move]) -> None:
    state, done = lived(moves)
    assert state in {S.DRAFT, *MOVES.values()}
    assert state_after(done) is state


@given(st.lists(st.sampled_from(Move), max_size=40))
def test_a_signed_version_has_exactly_one_signature_and_an_unsigned_one_none(moves: list[Move]) -> None:
    state, done = lived(moves)
    assert done.count(M.SIGN) == (1 if state.is_signed else 0)


@given(st.lists(st.sampled_from(Move), max_size=40))
def test_nothing_leads_back_from_a_signature_to_a_draft(moves: list[Move]) -> None:
    _, done = lived(moves)
    if M.SIGN in done:
        after = done[done.index(M.SIGN) + 1 :]
        assert set(after) <= {M.SEND, M.PUBLISH, M.REVOKE}
        assert sorted(after, key=list(Move).index) == after


@given(st.sampled_from(Move))
def test_nothing_leaves_a_revoked_version(move: Move) -> None:
    with pytest.raises(MoveRefused):
        next_state(S.REVOKED, move)
    assert moves_from(S.REVOKED) == ()


@given(st.lists(st.sampled_from(Move), max_size=10))
def test_a_history_with_a_move_out_of_turn_is_refused_with_the_state_it_was_in(moves: list[Move]) -> None:
    state, done = lived(moves)
    if done == moves:
        assert state_after(moves) is state
        return
    with pytest.raises(MoveRefused) as refused:
        state_after(moves)
    assert (refused.value.state, refused.value.move) not in MOVES


def test_the_usual_life() -> None:
    assert state_after([]) is S.DRAFT
    assert state_after([M.SUBMIT, M.RETURN]) is S.CHANGES_REQUESTED
    assert state_after([M.SUBMIT, M.RETURN, M.TAKE_BACK]) is S.DRAFT
    assert state_after([M.SUBMIT, M.RETURN, M.SUBMIT, M.SIGN]) is S.SIGNED
    assert state_after([M.SUBMIT, M.SIGN, M.SEND, M.PUBLISH]) is S.PUBLISHED
    assert state_after([M.SUBMIT, M.SIGN, M.SEND, M.PUBLISH, M.REVOKE]) is S.REVOKED


def test_every_state_can_be_reached_and_says_what_can_be_done() -> None:
    assert {S.DRAFT, *MOVES.values()} == set(S)
    assert moves_from(S.SUBMITTED) == (M.TAKE_BACK, M.RETURN, M.SIGN)
    assert moves_from(S.SIGNED) == (M.SEND, M.REVOKE)
    assert [state for state in S if state.stands] == [S.SIGNED, S.SENT, S.PUBLISHED]
    assert [state for state in S if state.is_with_officers] == [S.DRAFT, S.CHANGES_REQUESTED]
    assert {state.shown.word for state in S} == {state.label for state in S}
    assert ReportKind.choices() == [
        ("highlight", "Highlight report"),
        ("dashboard", "Dashboard report"),
        ("annual", "Annual report"),
    ]


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        (S.DRAFT, M.SIGN, "This report is a draft. Submit it for sign-off first."),
        (S.DRAFT, M.REVOKE, "This report is not signed off. Change it as it is."),
        (
            S.DRAFT,
            M.TAKE_BACK,
            "This report has not been submitted, so there is nothing to take back. Change it as it is.",
        ),
        (S.SUBMITTED, M.SUBMIT, "This report has been submitted already. Take it back to change it."),
        (S.SUBMITTED, M.REVOKE, "This report is not signed off. Take it back to change it."),
        (
            S.SUBMITTED,
            M.PUBLISH,
            "This report has been submitted and waits for its signature. It must be signed off first.",
        ),
        (S.CHANGES_REQUESTED, M.SIGN, "Changes to this report were requested. Make them and submit it again first."),
        (S.SIGNED, M.SUBMIT, "This report is signed off. To change it, revoke it, which opens version 3."),
        (S.SIGNED, M.SIGN, "This report is signed off: there is nothing more to do here."),
        (S.SIGNED, M.PUBLISH, "This report is signed off. Record when it was sent to the Panel before you publish it."),
        (S.SENT, M.TAKE_BACK, "This report was sent to the Panel. To change it, revoke it, which opens version 3."),
        (S.PUBLISHED, M.RETURN, "This report is published. To change it, revoke it, which opens version 3."),
        (S.REVOKED, M.SIGN, "Version 2 of this report was revoked. Go on with version 3."),
    ],
)
def test_a_refused_move_says_how_things_are_and_what_to_do(state: ReportState, move: Move, words: str) -> None:
    with pytest.raises(MoveRefused) as refused:
        next_state(state, move, version=2)
    assert (str(refused.value), refused.value.state, refused.value.move) == (words, state, move)


def test_every_refusal_is_a_sentence() -> None:
    for state in S:
        for move in set(M) - set(moves_from(state)):
            assert str(MoveRefused(state, move)).endswith(".")


def test_who_had_a_hand_in_a_report_does_not_sign_it() -> None:
    check_signatory(1, author_id=2, last_editor_id=3)
    check_signatory(1, author_id=2, last_editor_id=None)
    with pytest.raises(AuthorMayNotSign):
        check_signatory(1, author_id=1, last_editor_id=1)
    with pytest.raises(LastEditorMayNotSign):
        check_signatory(1, author_id=2, last_editor_id=1)


def test_a_report_is_returned_with_words_or_comments() -> None:
    check_return("Say why D-0003 is late.", 0)
    check_return(None, 2)
    with pytest.raises(CommentNeeded):
        check_return("  ", 0)


def test_a_report_is_revoked_with_a_reason() -> None:
    check_revoking("A figure was wrong.")
    with pytest.raises(RevokingNeedsReason):
        check_revoking(" ")


def test_versions_count_on_from_a_revoked_one() -> None:
    assert next_version(None, None) == 1
    assert next_version(1, S.REVOKED) == 2
    for state in set(S) - {S.REVOKED}:
        with pytest.raises(VersionStillStands) as refused:
            next_version(2, state)
        assert (refused.value.version, refused.value.state) == (2, state)


@pytest.mark.parametrize("check", [check_sent_on, check_published_on])
def test_what_happened_is_dated_from_the_act_before_it_to_today(check: Callable[[date, date, date], None]) -> None:
    check(SIGNED_ON, SIGNED_ON, TODAY)
    check(TODAY, SIGNED_ON, TODAY)
    with pytest.raises(ActTooEarly):
        check(date(2024, 9, 17), SIGNED_ON, TODAY)
    with pytest.raises(ActInTheFuture):
        check(date(2024, 9, 27), SIGNED_ON, TODAY)


def test_a_day_that_is_too_early_says_which_day_it_must_follow() -> None:
    with pytest.raises(
        ActTooEarly, match="Enter 20 September 2024 or a later day: the report was sent to the Panel on"
    ):
        check_published_on(SIGNED_ON, SENT_ON, TODAY)


def test_a_marked_figure_and_a_lapsed_approval_stop_publication() -> None:
    check_publishing((), lapsed=False, version=1)
    with pytest.raises(MarkingUnresolved, match="OFFICIAL SENSITIVE: Informants paid") as marked:
        check_publishing(("Informants paid",), lapsed=True, version=1)
    assert marked.value.measures == ("Informants paid",)
    with pytest.raises(ApprovalLapsed, match="opens version 2"):
        check_publishing((), lapsed=True, version=1)
