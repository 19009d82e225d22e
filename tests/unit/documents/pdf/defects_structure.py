"""Defects of the structure tree and of what belongs to it."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.unit.documents.pdf.defects import add_inside, elements, link_page, listed_parents, seen_by


@seen_by("ua1", "2a", "pdfua", "structure")
def no_structure_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@seen_by("ua1", "pdfua", "structure")
def figure_without_alternative(pdf: Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


@seen_by("pdfua")
def figure_with_blank_alternative(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String(" ")


@seen_by("structure")
def figure_with_empty_actual_text_alone(pdf: Pdf) -> None:
    figure = elements(pdf, "Figure")[0]
    del figure.Alt
    figure.ActualText = String("")


@seen_by("structure")
def figure_without_box(pdf: Pdf) -> None:
    del elements(pdf, "Figure")[0].A


@seen_by("structure")
def paragraph_with_empty_actual_text(pdf: Pdf) -> None:
    elements(pdf, "P")[3].ActualText = String("")


@seen_by("ua1", "structure")
def heading_skipped(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


@seen_by("ua1", "structure")
def first_heading_of_level_two(pdf: Pdf) -> None:
    elements(pdf, "H1")[0].S = Name.H2


@seen_by("structure")
def heading_without_content(pdf: Pdf) -> None:
    add_inside(pdf, elements(pdf, "Sect")[0], "H3")


@seen_by("ua1")
def unnumbered_beside_numbered_headings(pdf: Pdf) -> None:
    elements(pdf, "H3")[0].S = Name.H


@seen_by("ua1")
def two_unnumbered_headings_in_one_part(pdf: Pdf) -> None:
    for level in "123":
        for heading in elements(pdf, f"H{level}"):
            heading.S = Name.H


@seen_by("structure")
def header_cell_without_scope(pdf: Pdf) -> None:
    del elements(pdf, "TH")[0].A


@seen_by("ua1", "pdfua", "structure")
def header_cells_without_scope(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH"):
        del cell.A


@seen_by("pdfua")
def table_without_header_cells(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH"):
        cell.S = Name.TD
        del cell.A


@seen_by("ua1", "structure")
def row_with_a_cell_too_many(pdf: Pdf) -> None:
    add_inside(pdf, elements(pdf, "TD")[0].P, "TD")


@seen_by("ua1", "structure")
def cell_that_spans_more_than_there_is(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].A = Dictionary(O=Name.Table, ColSpan=2)


@seen_by("ua1", "structure")
def cell_outside_a_row(pdf: Pdf) -> None:
    body = elements(pdf, "TBody")[0]
    cell = elements(pdf, "TD")[0]
    cell.P.K = Array([kid for kid in cell.P.K if kid.objgen != cell.objgen])
    cell.P = body
    body.K.append(cell)


@seen_by("ua1", "structure")
def header_cell_outside_a_table(pdf: Pdf) -> None:
    elements(pdf, "P")[0].S = Name.TH


@seen_by("ua1", "structure")
def row_outside_a_table(pdf: Pdf) -> None:
    elements(pdf, "Table")[0].S = Name.Div


@seen_by("ua1")
def paragraph_in_a_row(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].S = Name.P


@seen_by("ua1")
def second_table_head(pdf: Pdf) -> None:
    elements(pdf, "TBody")[0].S = Name.THead


@seen_by("ua1", "structure")
def item_outside_a_list(pdf: Pdf) -> None:
    elements(pdf, "L")[0].S = Name.Div


@seen_by("ua1", "structure")
def paragraph_in_a_list(pdf: Pdf) -> None:
    elements(pdf, "LI")[0].S = Name.P


@seen_by("ua1", "structure")
def item_body_outside_an_item(pdf: Pdf) -> None:
    elements(pdf, "P")[0].S = Name.LBody


@seen_by("ua1", "structure")
def entry_outside_a_contents_list(pdf: Pdf) -> None:
    elements(pdf, "P")[0].S = Name.TOCI


@seen_by("ua1")
def note_without_id(pdf: Pdf) -> None:
    elements(pdf, "P")[0].S = Name.Note


@seen_by("ua1", "structure")
def notes_with_one_id(pdf: Pdf) -> None:
    for note in elements(pdf, "P")[:2]:
        note.S = Name.Note
        note.ID = String("note")


@seen_by("structure")
def header_cells_with_one_id(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH")[:2]:
        cell.ID = String("same")


@seen_by("structure")
def headers_that_name_no_id(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].A = Dictionary(O=Name.Table, Headers=Array([String("nowhere")]))


@seen_by("ua1", "pdfua", "structure")
def headers_that_name_no_id_and_no_scope(pdf: Pdf) -> None:
    header_cells_without_scope(pdf)
    headers_that_name_no_id(pdf)


@seen_by("structure")
def element_that_names_another_parent(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].P = elements(pdf, "Sect")[0]


@seen_by("ua1", "structure")
def element_without_parent(pdf: Pdf) -> None:
    del elements(pdf, "TD")[0].P


@seen_by("structure")
def element_in_two_places(pdf: Pdf) -> None:
    elements(pdf, "Sect")[1].K.append(elements(pdf, "Figure")[0])


@seen_by("ua1", "2a")
def unknown_tag(pdf: Pdf) -> None:
    elements(pdf, "P")[3].S = Name.Paragraph


@seen_by("ua1", "2a")
def tag_mapped_to_an_unknown_one(pdf: Pdf) -> None:
    elements(pdf, "P")[3].S = Name.Paragraph
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Paragraph=Name.Absatz)


@seen_by("ua1", "2a", "structure")
def tags_mapped_in_a_circle(pdf: Pdf) -> None:
    elements(pdf, "P")[3].S = Name.Paragraph
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Paragraph=Name.Absatz, Absatz=Name.Paragraph)


@seen_by("ua1", "2a")
def standard_tag_mapped_to_another(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(H3=Name.P)


@seen_by("ua1", "structure")
def no_parent_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


@seen_by("structure")
def parent_tree_without_an_entry(pdf: Pdf) -> None:
    del listed_parents(pdf)[-1]


@seen_by("structure")
def parent_tree_that_names_another_element(pdf: Pdf) -> None:
    listed = listed_parents(pdf)
    listed[0], listed[1] = listed[1], listed[0]


@seen_by("structure")
def parent_tree_whose_next_key_is_in_use(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


@seen_by("structure")
def page_outside_the_parent_tree(pdf: Pdf) -> None:
    del pdf.pages[1].obj.StructParents


@seen_by("structure")
def content_owned_twice(pdf: Pdf) -> None:
    first, second = elements(pdf, "P")[1:3]
    first.K.append(second.K[0])


@seen_by("structure")
def content_owned_by_nobody(pdf: Pdf) -> None:
    del elements(pdf, "H2")[0].K[0]


@seen_by("structure")
def element_that_owns_what_no_page_has(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].K.append(999)


@seen_by("structure")
def link_without_its_annotation(pdf: Pdf) -> None:
    link = elements(pdf, "Link")[0]
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


@seen_by("structure")
def link_to_an_annotation_on_no_page(pdf: Pdf) -> None:
    link_page(pdf).Annots = Array()


@seen_by("ua1", "structure")
def annotation_outside_the_tags(pdf: Pdf) -> None:
    link_without_its_annotation(pdf)
    del link_page(pdf).Annots[0].StructParent


@seen_by("ua1", "structure")
def annotation_that_names_another_parent(pdf: Pdf) -> None:
    link_page(pdf).Annots[0].StructParent = 0


@seen_by("ua1")
def annotation_in_a_paragraph(pdf: Pdf) -> None:
    elements(pdf, "Link")[0].S = Name.Span


@seen_by("ua1", "pdfua", "structure")
def annotation_without_words(pdf: Pdf) -> None:
    del link_page(pdf).Annots[0].Contents


@seen_by("ua1", "structure")
def page_without_tab_order(pdf: Pdf) -> None:
    del link_page(pdf).obj.Tabs


@seen_by("ua1", "structure")
def page_whose_tabs_go_by_rows(pdf: Pdf) -> None:
    link_page(pdf).obj.Tabs = Name.R
