"""The last pass over a file: metadata, the meaning of its colours, and objects packed into streams."""

from __future__ import annotations

import io
import zlib
from datetime import datetime
from typing import Final, TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name

from tracker.documents.document import Document
from tracker.documents.pdf.colours import srgb_profile
from tracker.documents.pdf.metadata import About, describe

_DOUBTFUL: Final = b"\r\nendstream"


def finish(data: bytes, document: Document, created: datetime | None) -> bytes:
    """The file with what archives and screen readers ask of it, as small as object streams make it.

    `created` is aware; without it the file tells no date. The same input gives the same bytes.
    """
    about = About(
        document.title,
        document.author,
        document.subject,
        document.language,
        created,
        accessible=True,
        archived=True,
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        describe(pdf, about)
        _explain_colours(pdf)
        return save(pdf, archived=True)


def save(pdf: pikepdf.Pdf, *, archived: bool = False) -> bytes:
    """The bytes of a file, packed; the same file gives the same bytes.

    In an `archived` one no stream ends with a carriage return: together with the line end after it, some readers take
    it for that line end and find the stream a byte too short, although its length is told.
    """
    packed = _written(pdf)
    while archived and _DOUBTFUL in packed:
        with pikepdf.open(io.BytesIO(packed)) as again:
            doubtful = [thing for thing in again.objects if _ends_in_doubt(thing)]
            for stream in doubtful:
                _lengthen(stream)
            # Where no stream of the file itself ends so, one of packed objects does: then they are not packed.
            how = pikepdf.ObjectStreamMode.generate if doubtful else pikepdf.ObjectStreamMode.disable
            packed = _written(again, how)
    return packed


def _written(pdf: pikepdf.Pdf, objects: pikepdf.ObjectStreamMode = pikepdf.ObjectStreamMode.generate) -> bytes:
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=objects, compress_streams=True, deterministic_id=True)
    return out.getvalue()


def _ends_in_doubt(thing: pikepdf.Object) -> TypeGuard[pikepdf.Stream]:
    if not isinstance(thing, pikepdf.Stream) or thing.get("/Type") in (Name.ObjStm, Name.XRef):
        return False
    return thing.read_raw_bytes().endswith(b"\r")


def _lengthen(stream: pikepdf.Stream) -> None:
    """Adds a byte that means nothing: after the last table of a font, or a line end after the last operator."""
    data = stream.read_bytes()
    if "/Length1" in stream:
        stream.Length1 = len(data) + 1
        data += b"\0"
    else:
        data += b"\n"
    stream.write(zlib.compress(data), filter=Name.FlateDecode)


def _explain_colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(srgb_profile(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB",
                RegistryName="http://www.color.org",
                Info="sRGB",
                DestOutputProfile=profile,
            )
        ]
    )
