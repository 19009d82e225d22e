"""How a request is read: whatever bytes it carries, no field is lost, and nothing that is no text is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

import flask
from werkzeug.formparser import FormDataParser

from tracker.access import Actor

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

TAKES_FILES = "tracker_takes_files"
BEFORE_THE_LOCK = "tracker_before_the_lock"
F = TypeVar("F", bound=Callable[..., object])

_OTHER_ANSWERS = 8 * 1024 * 1024
_URLENCODED = "application/x-www-form-urlencoded"


def takes_files(view: F) -> F:
    """Marks a view whose form carries a file: what is sent to it may be larger, once somebody is signed in."""
    setattr(view, TAKES_FILES, True)
    return view


def takes_files_up_to(most: int, *, first: Callable[[Actor], None]) -> Callable[[F], F]:
    """As `takes_files`, for files of so many bytes. What is larger by its own word is refused before it is read.

    `first` does for who is signed in what takes long with a file, before the transaction that keeps others waiting. It
    must ask itself whether they may.
    """

    def mark(view: F) -> F:
        # The other answers of the form come in the same request.
        setattr(view, TAKES_FILES, most + _OTHER_ANSWERS)
        setattr(view, BEFORE_THE_LOCK, first)
        return view

    return mark


def largest_taken(view: object) -> int | None:
    """How many bytes may be sent to the view in one request, where it says so itself."""
    most = getattr(view, TAKES_FILES, False)
    return None if isinstance(most, bool) else int(most)


class _Forms(FormDataParser):
    """Bytes that are no text become U+FFFD, which the fields refuse in words; the library would store them escaped."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:  # noqa: ANN401  # the library's own type
        if mimetype != _URLENCODED:
            return super().parse(stream, mimetype, content_length, options)
        sent = stream.read().decode("utf-8", errors="replace")
        return stream, self.cls(parse_qsl(sent, keep_blank_values=True, errors="replace")), self.cls()


class Request(flask.Request):
    """The application's own request."""

    form_data_parser_class = _Forms

    def __init__(self, environ: WSGIEnvironment, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # the library's own
        super().__init__(environ, *args, **kwargs)
        # The library takes bytes that are no text for a fault of ours.
        self.query_string = self.query_string.decode("utf-8", errors="replace").encode("utf-8")
