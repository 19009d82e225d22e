"""Publishing a pack or a supplement, and giving up what has not begun."""

from __future__ import annotations

from typing import Self

from wtforms import HiddenField

from tracker.packs.commands_builds import AskForPack
from tracker.packs.gather_build import Wanted
from tracker.packs.rules_builds import WarningNotSeen
from tracker.web.fields import Text, Tick
from tracker.web.forms import BaseForm


class PublishForm(BaseForm):
    """Asks only what has to be asked of this pack on this day. `seen` is what the page showed."""

    seen = HiddenField()
    reason = Text("Why the published pack is replaced", limit=1000, description="The new version prints it.")
    late_reason = Text(
        "Why it is published late",
        limit=1000,
        description="The day by which it had to be public has passed. The log keeps the reason.",
    )
    seen_pre_election = Tick("I have thought about the pre-election period")
    compared = frozenset()

    @classmethod
    def asking(cls, found: Wanted, *, again: bool, late: bool, warned: bool) -> Self:
        """`again`: a version is published already, or it is a supplement. `warned`: of a pre-election period."""
        form = cls(data={"seen": found.digest})
        if found.facts.supplement is not None:
            form.reason.label.text = "What the supplement is for"
            form.reason.description = "The supplement prints it."
        for name, asked in (("reason", again), ("late_reason", late), ("seen_pre_election", warned)):
            if not asked:
                del form[name]
        return form

    def to_command(self, *, supplement: bool) -> AskForPack:
        """Raises WarningNotSeen."""
        if "seen_pre_election" in self and not self["seen_pre_election"].data:
            raise WarningNotSeen
        return AskForPack(self.seen.data or "", supplement, self._words("reason"), self._words("late_reason"))

    def show(self, found: Wanted) -> None:
        """What the page shows from now on, after it showed something else."""
        self.seen.data = found.digest

    def _words(self, name: str) -> str:
        return (self[name].data or "") if name in self else ""


class GiveUpForm(BaseForm):
    """A button: it asks nothing."""
