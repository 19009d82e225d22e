"""Defects of the place for a digital signature: its field, its element, its appearance."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.unit.documents.pdf.defects import elements, seen_by


def place(pdf: Pdf) -> Object:
    """The field that holds the signature, which is its own widget."""
    return pdf.Root.AcroForm.Fields[0]


def form(pdf: Pdf) -> Object:
    """The element of the field."""
    return elements(pdf, "Form")[0]


@seen_by("structure")
def signature_outside_the_structure(pdf: Pdf) -> None:
    parent = form(pdf).P
    parent.K = Array([kid for kid in parent.K if kid.objgen != form(pdf).objgen])


@seen_by("ua1", "structure")
def signature_without_words(pdf: Pdf) -> None:
    del place(pdf).TU


@seen_by("structure")
def signature_with_blank_words(pdf: Pdf) -> None:
    place(pdf).TU = String(" ")


@seen_by("ua1", "structure")
def signature_in_a_link(pdf: Pdf) -> None:
    form(pdf).S = Name.Link


@seen_by("ua1", "structure")
def signature_in_a_paragraph(pdf: Pdf) -> None:
    form(pdf).S = Name.P


@seen_by("ua1", "structure")
def signature_without_its_key(pdf: Pdf) -> None:
    del place(pdf).StructParent


@seen_by("ua1", "structure")
def signature_with_the_key_of_a_link(pdf: Pdf) -> None:
    place(pdf).StructParent = next(it.StructParent for it in pdf.pages[0].Annots if it.Subtype == Name.Link)


@seen_by("ua1", "structure")
def signature_element_without_its_field(pdf: Pdf) -> None:
    form(pdf).K = Array()


@seen_by("ua1", "structure")
def signature_element_that_stands_for_two_fields(pdf: Pdf) -> None:
    form(pdf).K.append(form(pdf).K[0])


@seen_by("2a")
def signature_without_appearance(pdf: Pdf) -> None:
    del place(pdf).AP


@seen_by("ua1", "2a")
def signature_that_paints_in_no_font_of_the_file(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    place(pdf).AP.N.write(b"BT /F1 9 Tf 5 5 Td (Signed) Tj ET")
    place(pdf).AP.N.Resources = Dictionary(Font=Dictionary(F1=font))


@seen_by("2a")
def signature_that_is_not_printed(pdf: Pdf) -> None:
    place(pdf).F = 128


@seen_by("2a")
def signature_that_starts_something(pdf: Pdf) -> None:
    place(pdf).A = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@seen_by("2a")
def form_whose_appearances_are_made_by_the_viewer(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


@seen_by("ua1", "structure")
def tabs_that_pass_the_signature_in_another_order(pdf: Pdf) -> None:
    pdf.pages[0].obj.Tabs = Name.R
