"""What officers type: cleaned once, then read as paragraphs, bullets, bold and links, with nothing lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tracker.documents.blocks import BulletList, ListItem, Paragraph, Run, plain
from tracker.documents.text import (
    ForbiddenCharacter,
    TextRefused,
    TooLong,
    allowed_address,
    clean,
    clean_line,
    plain_text,
    to_blocks,
    to_runs,
    visible,
)

SIGNS = "*_[]()<>!-+#`~\\|&;:/.@ \t\n1aé•"
marked_up = st.one_of(
    st.text(alphabet=SIGNS, max_size=60),
    st.lists(
        st.sampled_from(
            [
                "**",
                "- ",
                "\n",
                "  - ",
                "[",
                "](",
                ")",
                "https://a.example/x",
                "javascript:alert(1)",
                "• ",
                "1. ",
                "bold",
                " ",
            ]
        ),
        max_size=20,
    ).map("".join),
)
words = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=12)


def runs_of(block: Paragraph | BulletList | ListItem) -> Iterator[Run]:
    if isinstance(block, BulletList):
        for item in block.items:
            yield from runs_of(item)
        return
    yield from block.runs
    if isinstance(block, ListItem) and block.children:
        yield from runs_of(block.children)


def all_runs(text: str) -> list[Run]:
    return [run for block in to_blocks(text) for run in runs_of(block)]


class TestCleaning:
    @pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
    def test_every_kind_of_line_end_becomes_one(self, line_end: str) -> None:
        assert clean(f"First{line_end}second", max_length=50) == "First\nsecond"

    def test_letters_are_composed_and_blanks_at_line_ends_go(self) -> None:
        assert clean("\n\nCafe\u0301  \n  - one \t\n\n", max_length=50) == "Café\n  - one"

    def test_line_break_hints_of_copied_web_pages_go(self) -> None:
        assert clean("\ufeffwork\u00adshop\u200b", max_length=50) == "workshop"

    def test_letters_written_from_right_to_left_are_welcome(self) -> None:
        assert clean("שלום, مرحبا", max_length=50) == "שלום, مرحبا"

    @pytest.mark.parametrize(
        "character",
        [
            "\u202e",
            "\u202a",
            "\u2066",
            "\u2069",
            "\u200e",
            "\u200f",
            "\u061c",
            "\x00",
            "\x1b",
            "\x7f",
            chr(0xD800),
            "\ufffd",
        ],
    )
    def test_what_nobody_can_see_is_refused_and_found_for_the_person(self, character: str) -> None:
        with pytest.raises(ForbiddenCharacter) as refused:
            clean(f"Tidworth police\r\nbuild{character}ing", max_length=50)

        assert refused.value.character == character
        assert refused.value.position == 23
        assert refused.value.after == "idworth police build"
        assert f"U+{ord(character):04X}" in str(refused.value)
        str(refused.value).encode()

    def test_it_is_given_back_as_a_mark_that_can_be_seen_and_is_refused_again(self) -> None:
        assert visible("a\u202eb\x00c\n\td") == "a\ufffdb\ufffdc\n\td"
        with pytest.raises(ForbiddenCharacter):
            clean(visible("a\x00"), max_length=50)

    def test_a_mark_in_the_first_place_is_said_to_be_at_the_beginning(self) -> None:
        with pytest.raises(ForbiddenCharacter, match=r"right-to-left mark, U\+200F\) at the beginning"):
            clean("\u200fTidworth", max_length=50)

    def test_a_text_may_be_as_long_as_the_limit_and_no_longer(self) -> None:
        assert clean("a\r\nb" + "c" * 47, max_length=50) == "a\nb" + "c" * 47
        with pytest.raises(TooLong) as refused:
            clean("c" * 51, max_length=50)

        assert (refused.value.length, refused.value.limit) == (51, 50)

    def test_a_paste_of_a_megabyte_is_refused_at_once(self) -> None:
        with pytest.raises(TooLong) as refused:
            clean("a" + "\u0301\u0327" * 500_000, max_length=4000)

        assert refused.value.limit == 4000

    @given(st.text(alphabet=st.characters(), max_size=80), st.integers(0, 60))
    def test_cleaning_gives_a_clean_text_or_a_refusal(self, typed: str, limit: int) -> None:
        try:
            cleaned = clean(typed, max_length=limit)
        except TextRefused:
            return
        assert len(cleaned) <= limit
        assert cleaned == clean(cleaned, max_length=limit)
        assert unicodedata.is_normalized("NFC", cleaned)

    @given(st.text(alphabet=st.characters(), max_size=80), st.integers(0, 60))
    def test_a_line_has_no_line_ends_and_stays_as_it_is_when_cleaned_again(self, typed: str, limit: int) -> None:
        try:
            line = clean_line(typed, max_length=limit)
        except TextRefused:
            return
        assert "\n" not in line
        assert line == clean_line(line, max_length=limit) == line.strip()

    def test_a_line_of_two_becomes_one(self) -> None:
        assert clean_line("  Refit \n custody\t", max_length=13) == "Refit custody"


class TestBlocks:
    def test_every_line_is_a_paragraph_and_a_dash_makes_a_bullet(self) -> None:
        assert to_blocks("Two stations:\n- Tidworth\n- Melksham\nBoth are open.") == (
            Paragraph(plain("Two stations:")),
            BulletList((ListItem(plain("Tidworth")), ListItem(plain("Melksham")))),
            Paragraph(plain("Both are open.")),
        )

    def test_bullets_stand_under_bullets(self) -> None:
        assert to_blocks("- One\n  - Inner\n- Two") == (
            BulletList((ListItem(plain("One"), BulletList((ListItem(plain("Inner")),))), ListItem(plain("Two")))),
        )

    def test_bullets_pasted_from_a_word_processor_are_bullets(self) -> None:
        assert to_blocks("•\tOne\n•\tTwo") == (BulletList((ListItem(plain("One")), ListItem(plain("Two")))),)

    @pytest.mark.parametrize(
        "typed",
        [
            "1. One",
            "2024. A year",
            "+ 5% on last year",
            "-",
            "-5%",
            "# 4",
            "> 3",
            "*",
            "a * b * c",
            "| a |",
            "---",
            "`x`",
            "<b>x</b>",
            "&amp;",
            "![x]",
            "*stars*",
            "__init__",
            "\\**",
            "~~no~~",
            "[only] brackets",
            "[no address]()",
            "progress.In fact",
        ],
    )
    def test_anything_else_stays_as_it_was_typed(self, typed: str) -> None:
        assert to_blocks(typed) == (Paragraph(plain(typed)),)
        assert to_runs(typed) == plain(typed)

    def test_bold_and_links_may_stand_in_each_other(self) -> None:
        assert to_runs("See **the [plan](https://a.example/plan)** now") == (
            Run("See "),
            Run("the ", bold=True),
            Run("plan", bold=True, href="https://a.example/plan"),
            Run(" now"),
        )

    def test_an_address_is_a_link_without_any_markup(self) -> None:
        assert to_runs("At https://a.example/x. Or ann@a.org") == (
            Run("At "),
            Run("https://a.example/x", href="https://a.example/x"),
            Run(". Or "),
            Run("ann@a.org", href="mailto:ann@a.org"),
        )

    def test_a_link_without_words_shows_its_address(self) -> None:
        assert to_runs("[](https://a.example)") == (Run("https://a.example", href="https://a.example"),)

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "javascript&colon;alert(1)",
            "data:text/html,x",
            "file:///etc",
            "//evil.example",
            "/deliverables",
            "www.a.example",
            "vbscript:x",
            "ftp://a.example",
            "https://",
            "http:///x",
        ],
    )
    def test_a_link_to_anything_else_stays_text(self, address: str) -> None:
        assert to_runs(f"[here]({address})")[0].href is None
        assert plain_text(f"[here]({address})") == f"[here]({address})"
        assert not allowed_address(address)

    def test_empty_text_has_no_blocks(self) -> None:
        assert to_blocks("") == ()
        assert to_runs("") == ()
        assert plain_text("") == ""

    def test_plain_text_keeps_bullets_and_addresses(self) -> None:
        typed = "**Now**:\n- see [the plan](https://a.example)\n  - and mail ann@a.org"

        assert plain_text(typed) == "Now:\n• see the plan (https://a.example)\n  • and mail ann@a.org"

    @given(st.one_of(st.text(max_size=80), marked_up))
    @example("- a\n  - b\n\n  c")
    @example("- - - - - - - - deep")
    def test_every_letter_and_figure_survives_in_its_order(self, typed: str) -> None:
        # A title inside a link's brackets moves behind the link's words, so only links may change the order.
        assume("](" not in typed)
        kept = "".join(run.text for run in all_runs(typed))

        assert [c for c in kept if c.isalnum()] == [c for c in typed if c.isalnum()]

    @given(marked_up)
    def test_no_link_leads_anywhere_but_the_web_and_mail(self, typed: str) -> None:
        for run in (*all_runs(typed), *to_runs(typed)):
            assert run.href is None or run.href.lower().startswith(("https://", "http://", "mailto:"))
            assert run.text

    @given(words, words, words)
    def test_the_stars_of_bold_never_show(self, before: str, bold: str, after: str) -> None:
        assert to_runs(f"{before} **{bold}** {after}") == (Run(f"{before} "), Run(bold, bold=True), Run(f" {after}"))

    @given(marked_up)
    def test_neighbours_differ_in_style(self, typed: str) -> None:
        for block in to_blocks(typed):
            if isinstance(block, Paragraph):
                styles = [(run.bold, run.href) for run in block.runs]
                assert all(one != other for one, other in pairwise(styles))

    @pytest.mark.parametrize(
        "piece", ["[", "**a ", "- ", "*", "[a](", "a@", "http://", "](", "_*", "**[a](https://x.y)"]
    )
    def test_a_hostile_text_of_full_length_is_still_read(self, piece: str) -> None:
        typed = (piece * 4000)[:4000]

        assert "".join(run.text for run in all_runs(typed))
