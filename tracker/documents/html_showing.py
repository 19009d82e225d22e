"""Pictures, quotations and key figures as HTML, and the coloured grounds behind bands and boxes.

A ground is a drawing behind what it colours, because a page may hold no style attributes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from markupsafe import Markup

from tracker.documents.blocks import KeyFigure, KeyFigures, Picture
from tracker.documents.markup import Attributes, element, together

Address = Callable[[Picture], str]
"""Where a page finds the file of a picture."""


def inside_the_page(picture: Picture) -> str:
    """The address of a picture that is a part of the page itself."""
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode('ascii')}"


def _image(picture: Picture, address: Address) -> Markup:
    return element(
        "img",
        {
            "class": "report-image",
            "src": address(picture),
            "alt": picture.words,
            "width": str(picture.width),
            "height": str(picture.height),
        },
    )


def picture_figure(picture: Picture, address: Address, under: Markup) -> Markup:
    """The picture and what stands under it."""
    caption = element("figcaption", None, under) if under else ""
    return element("figure", {"class": "report-picture"}, _image(picture, address), caption)


def quotation(words: Markup, speaker: str) -> Markup:
    said = element("blockquote", None, element("p", None, words))
    by = element("figcaption", None, speaker) if speaker else ""
    return element("figure", {"class": "report-quotation"}, said, by)


def key_figures(block: KeyFigures, accent: str) -> Markup:
    # The role is said again: some readers take a list without bullets for none.
    return element(
        "ul", {"class": "report-key-figures", "role": "list"}, *(_key_figure(each, accent) for each in block.figures)
    )


def _key_figure(figure: KeyFigure, accent: str) -> Markup:
    parts = (("report-value", figure.value), ("report-label", figure.label), ("report-small-note", figure.note))
    edge = element("rect", {"class": "report-ink", "width": "100%", "height": "100%", "fill": accent})
    stripe = element("svg", {"class": "report-edge", "aria-hidden": "true", "focusable": "false"}, edge)
    # No paragraphs: a large and bold one would be taken for a heading.
    return element("li", None, stripe, *(element("div", {"class": css}, text) for css, text in parts if text))


def ground(colour: str, edge: str | None = None) -> Markup:
    """A colour behind everything in the element it stands in, with a stripe of `edge` along its left side."""
    whole: Attributes = {"width": "100%", "height": "100%"}
    shapes = [element("rect", {**whole, "fill": colour})]
    if edge:
        shapes.append(element("rect", {"class": "report-ink", "width": "6", "height": "100%", "fill": edge}))
    return element(
        "svg", {"class": "report-ground", "aria-hidden": "true", "focusable": "false", **whole}, together(shapes)
    )
