"""Defects that keep a PDF out of an archive: what it needs from elsewhere, and what it would do by itself."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.unit.documents.pdf.defects import link_page, rewrite, seen_by


@seen_by("2a")
def no_output_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@seen_by("2a")
def no_claim_of_archiving(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfaid:part"]
        del metadata["pdfaid:conformance"]


@seen_by("2a")
def claim_that_no_schema_describes(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    end = b"</rdf:RDF>"
    stranger = (
        b'<rdf:Description rdf:about="" xmlns:own="http://example.org/own/"><own:word>x</own:word></rdf:Description>'
    )
    pdf.Root.Metadata.write(packet.replace(end, stranger + end))


@seen_by("2a")
def script_when_opened(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@seen_by("2a")
def program_started_by_a_link(pdf: Pdf) -> None:
    link_page(pdf).Annots[0].A = Dictionary(S=Name.Launch, F=String("calc.exe"))


@seen_by("2a")
def additional_actions_of_a_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))


@seen_by("2a")
def embedded_file(pdf: Pdf) -> None:
    pdf.attachments["figures.csv"] = b"a,b"


@seen_by("ua1", "2a")
def embedded_file_without_a_name(pdf: Pdf) -> None:
    embedded_file(pdf)
    del pdf.attachments["figures.csv"].obj.UF


@seen_by("2a")
def see_through_without_colour_space(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents
    pdf.pages[1].resources.ExtGState = Dictionary(Half=Dictionary(Type=Name.ExtGState, ca=0.5))
    rewrite(pdf.pages[1], b"BMC", b"BMC /Half gs")


@seen_by("2a")
def ink_of_another_colour_space(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"0.0706 0.263 0.427 rg", b"1 0 0 0 k")


@seen_by("2a")
def link_that_is_not_printed(pdf: Pdf) -> None:
    link_page(pdf).Annots[0].F = 0


@seen_by("ua1", "2a")
def annotation_without_appearance(pdf: Pdf) -> None:
    link_page(pdf).Annots[0].Subtype = Name.Text


@seen_by("2a")
def transfer_curve(pdf: Pdf) -> None:
    pdf.pages[1].resources.ExtGState = Dictionary(Curve=Dictionary(Type=Name.ExtGState, TR=Name.Identity))
    rewrite(pdf.pages[1], b"BMC", b"BMC /Curve gs")


@seen_by("2a")
def rendering_that_nobody_knows(pdf: Pdf) -> None:
    rewrite(pdf.pages[1], b"BMC", b"BMC /Guess ri")


@seen_by("2a")
def operator_that_nobody_knows(pdf: Pdf) -> None:
    rewrite(pdf.pages[1], b"BMC", b"BMC BX guess EX")


@seen_by("2a")
def needs_rendering(pdf: Pdf) -> None:
    pdf.Root.NeedsRendering = True


@seen_by("2a")
def alternate_presentations(pdf: Pdf) -> None:
    pdf.Root.Names.AlternatePresentations = Dictionary(Names=Array())


@seen_by("2a")
def page_too_large(pdf: Pdf) -> None:
    pdf.pages[1].MediaBox = Array([0, 0, 20000, 20000])
