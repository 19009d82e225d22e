"""The last pass over a file: metadata that says what it is, and objects packed into streams."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

import pikepdf

from tracker.documents.blocks import Document

_PRODUCER: Final = "Tracker"

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>{dates}
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finish(data: bytes, document: Document, created: datetime | None) -> bytes:
    """The file with XMP and document information for `document`, as small as object streams make it.

    `created` is aware; without it the file tells no date. The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = pdf.make_stream(_xmp(document, created).encode("utf-8"))
        metadata.Type = pikepdf.Name.Metadata
        metadata.Subtype = pikepdf.Name.XML
        pdf.Root.Metadata = metadata
        _inform(pdf, document, created)
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


def _inform(pdf: pikepdf.Pdf, document: Document, created: datetime | None) -> None:
    entries: dict[str, object] = {"/Title": document.title, "/Producer": _PRODUCER}
    if document.author:
        entries["/Author"] = document.author
    if document.subject:
        entries["/Subject"] = document.subject
    if created is not None:
        entries["/CreationDate"] = entries["/ModDate"] = _pdf_date(created)
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(entries))


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp(document: Document, created: datetime | None) -> str:
    dates = ""
    if created is not None:
        stamp = created.isoformat(timespec="seconds")
        dates = f"\n<xmp:CreateDate>{stamp}</xmp:CreateDate>\n<xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
    return _XMP.format(
        title=escape(document.title),
        subject=escape(document.subject),
        author=escape(document.author),
        language=escape(document.language),
        producer=_PRODUCER,
        dates=dates,
    )
