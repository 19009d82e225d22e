"""What shows rather than tells is refused too where not everybody could read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.documents.pdf.reports import paragraph, part, report
from tests.unit.documents.pictures import picture
from tracker.documents import errors
from tracker.documents.blocks import (
    Box,
    Cover,
    Heading,
    KeyFigure,
    KeyFigures,
    Opening,
    Picture,
    Quotation,
    TitlePage,
    plain,
)


def box(anchor: str = "story", accent: str | None = None) -> Box:
    return Box(anchor, Heading(3, plain("A story")), (paragraph("x"),), accent)


@pytest.mark.parametrize("words", ["", " \u200b"])
def test_a_picture_needs_words_for_readers_who_cannot_see_it(words: str) -> None:
    with pytest.raises(errors.FigureWithoutWords) as refused:
        report(part("Victims", picture(words=words)))
    assert (refused.value.kind, refused.value.place) == ("Picture", "Victims › picture")


@pytest.mark.parametrize(
    "unusable",
    [
        replace(picture(), content=b""),
        replace(picture(), content=b"GIF89a"),
        replace(picture(), width=61),
        replace(picture(), height=1),
        replace(picture(), media_type="image/png"),
        replace(picture("PNG RGB"), media_type="image/jpeg"),
    ],
    ids=["empty", "another kind", "wider", "lower", "called PNG", "called JPEG"],
)
def test_a_picture_is_of_the_kind_and_size_it_is_said_to_be(unusable: Picture) -> None:
    with pytest.raises(errors.UnusablePicture) as refused:
        report(unusable)
    assert (refused.value.media_type, refused.value.width) == (unusable.media_type, unusable.width)


def test_pictures_on_the_cover_and_at_the_start_of_a_chapter_are_looked_at_too() -> None:
    mute = picture(words="")
    with pytest.raises(errors.FigureWithoutWords) as refused:
        report(title_page=TitlePage("Report", "", (), None, Cover("#12436d", picture=mute)))
    assert refused.value.place == "title page › picture"
    with pytest.raises(errors.FigureWithoutWords):
        report(replace(part("Victims"), opening=Opening(picture=mute)))


def test_a_quotation_needs_words() -> None:
    with pytest.raises(errors.EmptyQuotation):
        report(part("Victims", Quotation(plain(" "), "A shopkeeper")))


@pytest.mark.parametrize(
    ("figures", "number", "missing"),
    [
        ((), 0, "value"),
        ((KeyFigure("1", "x"), KeyFigure(" ", "x")), 2, "value"),
        ((KeyFigure("1", ""),), 1, "label"),
    ],
)
def test_key_figures_need_a_value_and_a_label_each(figures: tuple[KeyFigure, ...], number: int, missing: str) -> None:
    with pytest.raises(errors.IncompleteKeyFigures) as refused:
        report(part("Victims", KeyFigures(figures)))
    assert (refused.value.number, refused.value.missing) == (number, missing)
    assert refused.value.place == "Victims › key figures"


def test_a_box_has_a_name_of_its_own_a_colour_that_can_be_read_and_a_heading_of_the_right_level() -> None:
    with pytest.raises(errors.UnusableAnchor):
        report(part("Victims", box("victims")))
    with pytest.raises(errors.UnusableColour):
        report(part("Victims", box(accent="#ffdd00")))
    with pytest.raises(errors.SkippedHeading):
        report(box())


def test_the_words_on_a_cover_can_be_read() -> None:
    with pytest.raises(errors.UnusableColour) as refused:
        report(title_page=TitlePage("Report", "", (), None, Cover("#8fb8de")))
    assert (refused.value.place, refused.value.colour) == ("cover", "#8fb8de")


def test_what_is_in_a_box_is_told_by_where_it_stands() -> None:
    with pytest.raises(errors.FigureWithoutWords) as refused:
        report(part("Victims", Box("story", Heading(3, plain("A story")), (picture(words=""),))))
    assert refused.value.place == "Victims › A story › picture"
