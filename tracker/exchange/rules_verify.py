"""What the checks of the records say: whether everything is as it was recorded, and the first thing that is not."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.audit.rules import Head


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence of one check. Where `differs`, it names the first thing that is not as it was recorded."""

    words: str
    differs: bool = False


def judge_log(broken_at: int | None) -> Verdict:
    """`broken_at`: the first row that does not follow from the one before it."""
    if broken_at is not None:
        return Verdict(f"The log is broken at row {broken_at}: it is not what was recorded.", differs=True)
    return Verdict("Every row of the log is as it was recorded.")


def judge_head(wanted: Head, found: str | None, now: Head) -> Verdict:
    """Whether the log still contains a head a report printed; `found`: the hash of that row, None where it is gone."""
    if found is None:
        missing = f"it ends at row {now.count}, and the report was signed when it had {wanted.count}"
        return Verdict(f"The log was cut off: {missing}.", differs=True)
    if found != wanted.hash:
        return Verdict(f"The log is another one: row {wanted.count} is not the one the report prints.", differs=True)
    return Verdict(f"The log contains row {wanted.count}, which the report prints.")


def judge_reports(altered: str | None, number: int) -> Verdict:
    """`altered`: the first thing about a signed report that is not as it was signed; `number`: of signatures."""
    if altered is not None:
        return Verdict(altered, differs=True)
    if number == 0:
        return Verdict("No report has been signed off yet.")
    return Verdict(f"Every signed report is as it was signed: {number} {'signature' if number == 1 else 'signatures'}.")


def judge_packs(altered: str | None, number: int) -> Verdict:
    """`altered`: the first thing about a published pack that is not as it was; `number`: of packs and supplements."""
    if altered is not None:
        return Verdict(altered, differs=True)
    if number == 0:
        return Verdict("No agenda pack has been published yet.")
    return Verdict(f"Every published agenda pack and supplement is as it was published: {number}.")


def judge_files(altered: str | None) -> Verdict:
    """`altered`: the SHA-256 under which a file is kept that has another."""
    if altered is not None:
        return Verdict(f"The stored file {altered} is not what was stored.", differs=True)
    return Verdict("Every stored file is as it was stored.")
