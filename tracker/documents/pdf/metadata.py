"""What a PDF says about itself, for readers and for archives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

import pikepdf

PRODUCER: Final = "Tracker"

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
{more}
</rdf:Description>{extension}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

_DATES: Final = "<xmp:CreateDate>{0}</xmp:CreateDate>\n<xmp:ModifyDate>{0}</xmp:ModifyDate>"
_ACCESSIBLE: Final = "<pdfuaid:part>1</pdfuaid:part>"
_ARCHIVED: Final = "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>"

# PDF/A knows no property of PDF/UA unless the file itself says what it means.
_EXTENSION: Final = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


@dataclass(frozen=True, slots=True)
class About:
    """What a file is. `created` is aware, or None for a file that tells no date.

    `accessible` claims PDF/UA-1, `archived` claims PDF/A-2a; whoever sets them answers for it.
    """

    title: str
    author: str
    subject: str
    language: str
    created: datetime | None
    accessible: bool
    archived: bool


def one_line(text: str) -> str:
    """The text on one line, without characters that nobody sees and metadata cannot hold."""
    return " ".join("".join(it if it.isprintable() else " " for it in text).split())


def information(about: About) -> dict[str, str]:
    """The entries of the document information, which agree with the XMP packet."""
    entries = {"Title": about.title, "Producer": PRODUCER}
    if about.author:
        entries["Author"] = about.author
    if about.subject:
        entries["Subject"] = about.subject
    if about.created is not None:
        entries["CreationDate"] = entries["ModDate"] = _pdf_date(about.created)
    return entries


def describe(pdf: pikepdf.Pdf, about: About) -> None:
    """Writes the metadata into a file."""
    stream = pdf.make_stream(packet(about))
    stream.Type = pikepdf.Name.Metadata
    stream.Subtype = pikepdf.Name.XML
    pdf.Root.Metadata = stream
    entries = {f"/{name}": value for name, value in information(about).items()}
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(entries))


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def packet(about: About) -> bytes:
    """The XMP packet."""
    written = _XMP.format(
        title=escape(about.title),
        subject=escape(about.subject),
        author=escape(about.author),
        language=escape(about.language),
        producer=PRODUCER,
        more="\n".join(_more(about)),
        extension=_EXTENSION if about.accessible and about.archived else "",
    )
    return written.encode("utf-8")


def _more(about: About) -> Iterable[str]:
    if about.created is not None:
        yield _DATES.format(about.created.isoformat(timespec="seconds"))
    if about.accessible:
        yield _ACCESSIBLE
    if about.archived:
        yield _ARCHIVED
