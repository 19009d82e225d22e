"""Downloads of published packs: the public one for everybody, the one with exempt papers for those entitled."""

from __future__ import annotations

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.errors import Forbidden, NotFound
from tracker.files.models import StoredFile
from tracker.files.rules import FileKind
from tracker.packs.models_packs import Pack
from tracker.packs.queries_download import checked_bytes, exempt_now, full_file, public_bytes, published_pack
from tracker.packs.queries_minutes import entitled
from tracker.packs.rules_download import NOT_FOR_PUBLICATION, PackWithheld, file_name
from tracker.packs.rules_pack import pack_name
from tracker.packs.views import packs
from tracker.panel import queries
from tracker.panel.models import Meeting
from tracker.web.identity import current_actor, public
from tracker.writing import logs_download, session

GONE = 410
FULL = f"{NOT_FOR_PUBLICATION}.pdf"


@packs.get("/meetings/<key>/pack.pdf")
@public
def public_pack(key: str) -> ResponseReturnValue:
    """The newest version."""
    return _public(key)


@packs.get("/meetings/<key>/pack-v<int(max=9999):version>.pdf")
@public
def public_version(key: str, version: int) -> ResponseReturnValue:
    return _public(key, version=version)


@packs.get("/meetings/<key>/supplement-<int(min=1, max=9999):number>.pdf")
@public
def public_supplement(key: str, number: int) -> ResponseReturnValue:
    return _public(key, supplement=number)


@packs.get(f"/meetings/<key>/pack{FULL}")
@logs_download
def full_pack(key: str) -> ResponseReturnValue:
    """The newest version with its exempt papers."""
    return _full(key)


@packs.get(f"/meetings/<key>/pack-v<int(max=9999):version>{FULL}")
@logs_download
def full_version(key: str, version: int) -> ResponseReturnValue:
    return _full(key, version=version)


@packs.get(f"/meetings/<key>/supplement-<int(min=1, max=9999):number>{FULL}")
@logs_download
def full_supplement(key: str, number: int) -> ResponseReturnValue:
    return _full(key, supplement=number)


@packs.errorhandler(PackWithheld)
def withheld(error: PackWithheld) -> ResponseReturnValue:
    """Whoever kept the address is told why it leads nowhere any more."""
    return render_template("packs/withheld.html", withheld=error), GONE


def _public(key: str, *, supplement: int = 0, version: int | None = None) -> ResponseReturnValue:
    """An address that the meeting had before it was moved leads on."""
    meeting = queries.meeting(session(), key)
    agenda, pack = published_pack(session(), meeting, supplement=supplement, version=version)
    if meeting.key != key:
        return _led_on(key, meeting)
    answer = _answer(meeting, pack, pack.public, public_bytes(session(), agenda, pack), full=False)
    # It may be kept, but only for as long as it is still given out.
    answer.headers.setdefault("Cache-Control", "no-cache")
    return answer.make_conditional(request)


def _full(key: str, *, supplement: int = 0, version: int | None = None) -> ResponseReturnValue:
    """Whether the reader is entitled is asked at every download, and every download is logged."""
    meeting = queries.meeting(session(), key)
    agenda, pack = published_pack(session(), meeting, supplement=supplement, version=version)
    name, file = file_name(pack.supplement, pack.version, full=True), full_file(pack, exempt_now(agenda))
    if file is None:
        raise NotFound("published pack of this meeting", name)
    if not entitled(session(), current_actor(), meeting):
        raise Forbidden("read what is exempt of this meeting")
    if meeting.key != key:
        return _led_on(key, meeting)
    answer = _answer(meeting, pack, file, checked_bytes(session(), file), full=True)
    answer.headers["Cache-Control"] = "no-store"
    what = {"What": (None, name), "File (SHA-256)": (None, file.digest)}
    record(session(), Event.PACK_DOWNLOADED, by=current_actor(), subject=meeting.subject, changes=what)
    return answer


def _led_on(key: str, meeting: Meeting) -> ResponseReturnValue:
    return redirect(request.path.replace(f"/meetings/{key}/", f"/meetings/{meeting.key}/", 1), 301)


def _answer(meeting: Meeting, pack: Pack, file: StoredFile, content: bytes, *, full: bool) -> Response:
    answer = Response(content, mimetype=FileKind.PDF.value)
    name = pack_name(meeting.key, full=full, supplement=pack.supplement or None, version=pack.version)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.set_etag(file.digest)
    return answer
