"""How a request is read: whatever bytes it carries, a form never loses a field nor keeps what is no text."""

from __future__ import annotations

from typing import IO, Any
from urllib.parse import parse_qsl

import flask
from werkzeug.formparser import FormDataParser

_URLENCODED = "application/x-www-form-urlencoded"


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
