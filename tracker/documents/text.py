"""The text officers type: plain text plus **bold**, [links](https://…) and "- " bullets.

`clean` it once, on the way in; what is stored is what `to_blocks`, `to_runs` and `plain_text` read.
Anything that is not bold, a link or a bullet stays the text it was typed as: nothing typed is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.tree import SyntaxTreeNode

from tracker.documents.blocks import BulletList, ListItem, Paragraph, Run, Runs
from tracker.errors import DomainError

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Hints for breaking lines that come along when people copy from web pages; they have no meaning of their own.
_HINTS: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # change the direction of what follows, so that the eye is deceived
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffd-\uffff]"  # half characters, their stand-in, no characters
)
_TRAILING: Final = re.compile("[^\\S\n]+$", re.MULTILINE)
_ADDRESS: Final = re.compile(r"https?://[!-.0->@-~][!-~]*|mailto:[!-~]+", re.IGNORECASE)
_BULLET_SIGN: Final = re.compile("^([ \t]*)[•▪◦‣](?=[ \t])", re.MULTILINE)
_BULLET: Final = re.compile("[ \t]*[-*][ \t]+\\S")
_NAMELESS: Final = {"Cc": "control character", "Cs": "half of a character"}
_DEEPEST_LIST: Final = 3


class TextRefused(DomainError):
    """A typed text that cannot be kept."""


class ForbiddenCharacter(TextRefused):
    """A character nobody can see or no file can hold.

    `position` counts from 1 in the text as it arrived; `after` is the end of what stands before it.
    """

    def __init__(self, character: str, position: int, after: str = "") -> None:
        self.character = character
        self.position = position
        self.after = after
        name = unicodedata.name(character, "").lower() or _NAMELESS.get(unicodedata.category(character), "no character")
        where = f"after “{after}”" if after else "at the beginning"
        super().__init__(
            f"The text contains a character that cannot be seen or kept ({name}, U+{ord(character):04X}) {where}. "
            "Delete it, or type that part again."
        )


class TooLong(TextRefused):
    """More characters than the field holds."""

    def __init__(self, length: int, limit: int) -> None:
        self.length = length
        self.limit = limit
        super().__init__(f"The text is {length:,} characters long. Shorten it to {limit:,} characters or fewer.")


def clean(text: str, *, max_length: int) -> str:
    """The text as it is stored: one kind of line end, composed letters (NFC), no blanks at line ends or around it.

    Cleaning a clean text changes nothing. Raises `ForbiddenCharacter` for control characters (other than tab and line
    ends), halves of surrogate pairs and marks that turn the direction of writing, and `TooLong`.
    """
    return _within(_TRAILING.sub("", _composed(text, max_length)).strip("\n"), max_length)


def clean_line(text: str, *, max_length: int) -> str:
    """`clean` for a text that has one line: line ends, tabs and runs of blanks become one space."""
    return _within(" ".join(_composed(text, max_length).split()), max_length)


def visible(text: str) -> str:
    """A refused text as it is given back: what `clean` forbids becomes a mark that can be seen, found and deleted."""
    return _FORBIDDEN.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def allowed_address(href: str) -> bool:
    """Whether a link may lead there: an absolute http, https or mailto address in ASCII."""
    return _ADDRESS.fullmatch(href) is not None


def to_blocks(text: str) -> tuple[Paragraph | BulletList, ...]:
    """A cleaned text as blocks: a line is a paragraph, or after "- " a bullet (indented: under the bullet before)."""
    root = SyntaxTreeNode(_PARSER.parse(_lines_apart(_BULLET_SIGN.sub(r"\1-", text))))
    blocks = (
        _bullets(node) if node.type == "bullet_list" else Paragraph(_runs(node.children)) for node in root.children
    )
    return tuple(block for block in blocks if isinstance(block, BulletList) or block.runs)


def to_runs(text: str) -> Runs:
    """A cleaned text of one line, with its bold and its links; line ends become spaces, bullets stay as typed."""
    return _runs(SyntaxTreeNode(_PARSER.parseInline(" ".join(text.split("\n")))).children)


def plain_text(text: str) -> str:
    """A cleaned text without markup, for CSV and mail: bullets as "• ", links as "words (address)"."""
    return "\n".join(line for block in to_blocks(text) for line in _plain_lines(block))


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        return allowed_address(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 -- the library's name
        return link


def _bullet_lists_only(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule for lists, kept from renumbering "1." and from swallowing a lone "-" or the sign of "+ 5"."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    too_deep = not silent and state.level >= 2 * _DEEPEST_LIST
    return not too_deep and _BULLET.match(line) is not None and list_block(state, start, end, silent)


def _parser() -> _Parser:
    parser = _Parser("zero", {"linkify": True})
    parser.block.ruler.at("list", _bullet_lists_only, {"alt": ["paragraph"]})
    parser.enable(["list", "emphasis", "link", "newline"])
    parser.core.ruler.enable("linkify")
    if parser.linkify is None:
        raise ModuleNotFoundError("linkify-it-py")
    # "progress.In" is a sentence, not the address of a site in India.
    parser.linkify.set({"fuzzy_link": False})
    return parser


_PARSER: Final = _parser()


def _composed(text: str, max_length: int) -> str:
    found = _FORBIDDEN.search(_LINE_ENDS.sub(_same_length, text))
    if found:
        before = " ".join(text[: found.start()].split())[-20:]
        raise ForbiddenCharacter(found[0], found.start() + 1, before)
    # Composing is slow for long rows of accents, so nothing much longer than the limit gets that far.
    lines = _within(_HINTS.sub("", _LINE_ENDS.sub("\n", text)), 4 * max_length, max_length)
    return unicodedata.normalize("NFC", lines)


def _within(text: str, most: int, limit: int | None = None) -> str:
    if len(text) > most:
        raise TooLong(len(text), most if limit is None else limit)
    return text


def _same_length(line_end: re.Match[str]) -> str:
    return "\n" * len(line_end[0])


def _lines_apart(text: str) -> str:
    """The text with a blank line wherever Markdown would run a line on that its writer began afresh."""
    apart: list[str] = []
    for line in text.split("\n"):
        if apart and apart[-1] and not _BULLET.match(line) and line[:1].strip():
            apart.append("")
        apart.append(line)
    return "\n".join(apart)


def _bullets(node: SyntaxTreeNode) -> BulletList:
    return BulletList(tuple(item for child in node.children for item in _items(child)))


def _items(node: SyntaxTreeNode) -> Iterator[ListItem]:
    runs: Runs = ()
    under: list[ListItem] = []
    for child in node.children:
        if child.type == "bullet_list":
            under.extend(_bullets(child).items)
        elif under:
            # Words after the inner bullets stand below them, as they were typed.
            under.append(ListItem(_runs(child.children)))
        else:
            runs = _joined((*runs, Run(" "), *_runs(child.children)) if runs else _runs(child.children))
    children = BulletList(tuple(under)) if under else None
    if runs or children:
        yield ListItem(runs, children)


def _runs(nodes: Iterable[SyntaxTreeNode]) -> Runs:
    return _joined(run for node in nodes for run in _styled(node, Run("")))


def _styled(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    """The runs of one node; `style` carries the bold and the address it stands in."""
    if node.type == "text":
        yield Run(node.content, style.bold, style.href)
    elif node.type in ("softbreak", "hardbreak"):
        yield Run(" ", style.bold, style.href)
    elif node.type == "link":
        yield from _linked(node, Run("", style.bold, str(node.attrs["href"]) or None))
    elif node.type == "strong" and node.markup == "**":
        yield from _inside(node, Run("", True, style.href))
    elif node.type in ("em", "strong"):
        around = Run(node.markup, style.bold, style.href)
        yield from (around, *_inside(node, style), around)
    else:
        yield from _inside(node, style)


def _inside(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    for child in node.children:
        yield from _styled(child, style)


def _linked(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    words = tuple(_inside(node, style))
    if not style.href:
        # The one link the library makes without asking whether its address is allowed: "[words]()".
        yield from (Run("[", style.bold), *words, Run("]()", style.bold))
    elif "".join(run.text for run in words).strip():
        yield from words
    else:
        yield Run(style.href, style.bold, style.href)
    if node.attrs.get("title"):
        yield Run(f" ({node.attrs['title']})", style.bold)


def _joined(runs: Iterable[Run]) -> Runs:
    """Neighbours of one style made one, empty ones left out."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].bold, joined[-1].href) == (run.bold, run.href):
            joined[-1] = Run(joined[-1].text + run.text, run.bold, run.href)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def _plain_lines(block: Paragraph | BulletList, indent: str = "") -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _plain_runs(block.runs)
        return
    for item in block.items:
        yield f"{indent}• {_plain_runs(item.runs)}"
        if item.children:
            yield from _plain_lines(item.children, indent + "  ")


def _plain_runs(runs: Runs) -> str:
    return "".join(_plain_run(run) for run in runs)


def _plain_run(run: Run) -> str:
    address = (run.href or "").removeprefix("mailto:")
    return run.text if address in ("", run.text) else f"{run.text} ({address})"
