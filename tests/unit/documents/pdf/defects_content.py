"""Defects of the catalog, the metadata, the marks on the pages, and the fonts."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.unit.documents.pdf.defects import elements, rewrite, seen_by


@seen_by("ua1", "pdfua", "structure")
def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


@seen_by("ua1", "2a", "pdfua")
def language_that_is_no_tag(pdf: Pdf) -> None:
    pdf.Root.Lang = String("British English")


@seen_by("ua1", "2a")
def element_with_a_language_that_is_no_tag(pdf: Pdf) -> None:
    elements(pdf, "P")[0].Lang = String("British English")


@seen_by("ua1", "pdfua", "structure")
def title_not_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@seen_by("ua1", "pdfua", "structure")
def no_viewer_preferences(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


@seen_by("ua1", "2a", "pdfua", "structure")
def not_marked_as_tagged(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


@seen_by("ua1")
def tags_said_to_be_suspect(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@seen_by("ua1", "2a", "pdfua")
def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@seen_by("ua1")
def no_title_in_the_metadata(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["dc:title"]


@seen_by("ua1")
def no_claim_of_accessibility(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


@seen_by("ua1")
def claim_of_an_unknown_part(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfuaid:part"] = "7"


@seen_by("ua1", "2a")
def encrypted_against_screen_readers(pdf: Pdf) -> pikepdf.Encryption:
    against = pikepdf.Permissions(accessibility=False)
    return pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False, allow=against)


@seen_by("ua1", "pdfua", "structure")
def text_outside_marks(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"EMC", b"EMC BT /F2+0 9 Tf (A) Tj ET")


@seen_by("ua1", "structure")
def lines_outside_marks(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"0 0 5 5 re f")


@seen_by("ua1", "structure")
def artifact_in_tagged_content(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"/H1 <</MCID 0>> BDC", b"/H1 <</MCID 0>> BDC /Artifact BMC EMC")


@seen_by("ua1", "structure")
def tagged_content_in_an_artifact(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"/H1 <</MCID 0>> BDC", b"/Artifact BMC /H1 <</MCID 0>> BDC")
    rewrite(pdf.pages[0], b"EMC\n/P ", b"EMC EMC\n/P ")


@seen_by("structure")
def marks_that_are_not_closed(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"/Artifact BMC 0 0 5 5 re f")


@seen_by("structure")
def one_number_for_two_marks(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"/P <</MCID 2>>", b"/P <</MCID 1>>")


@seen_by("structure")
def marks_that_no_element_owns(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"/P <</MCID 2>>", b"/P <</MCID 99>>")


def fonts(pdf: Pdf) -> list[Object]:
    return list(pdf.pages[1].resources.Font.values())


@seen_by("ua1", "2a", "structure")
def fonts_without_unicode(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font.ToUnicode


@seen_by("ua1", "2a", "structure")
def letters_that_mean_nothing(pdf: Pdf) -> None:
    for font in fonts(pdf):
        cmap = font.ToUnicode.read_bytes()
        font.ToUnicode.write(cmap.replace(b"<41> <0041>", b"<41> <0000>").replace(b"<61> <0061>", b"<61> <FEFF>"))


@seen_by("ua1", "2a")
def fonts_left_out(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font.FontDescriptor.FontFile2


@seen_by("ua1", "2a", "structure")
def font_of_the_reader(pdf: Pdf) -> None:
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    for name in list(pdf.pages[1].resources.Font.keys()):
        pdf.pages[1].resources.Font[name] = helvetica


@seen_by("ua1", "2a", "structure")
def glyph_that_is_missing(pdf: Pdf) -> None:
    rewrite(pdf.pages[0], b"(plan) Tj", b"(pl\\177n) Tj")


@seen_by("ua1", "2a")
def letters_of_another_width(pdf: Pdf) -> None:
    for font in fonts(pdf):
        font.Widths = Array([int(width) + 100 for width in font.Widths])


@seen_by("2a")
def form_of_another_kind(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = Array()


@seen_by("ua1", "2a")
def layers_without_names(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(), Configs=Array([Dictionary()]))
