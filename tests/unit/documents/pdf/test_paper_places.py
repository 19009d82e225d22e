"""Links and named places of every paper lead where they led, also where papers use the same names."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, NameTree, Object, Stream, String

from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, Merged, marked, merged, opened, small, untagged
from tests.unit.documents.pdf.reports import paragraph, part, report
from tracker.documents.blocks import Paragraph, Run
from tracker.documents.pdf import render
from tracker.documents.pdf.paper_clean import Cleaned


def with_places(*links: Dictionary, names: tuple[str, ...] = ("here",)) -> Draft:
    """A paper of two pages; the first has the links, the second the named places."""
    draft = Draft(marked(0), marked(0))
    for page in draft.pages:
        draft.element("P", 0, Pg=page)
    pairs: list[Object | String] = []
    for name in sorted(names):
        pairs += [String(name), Array([draft.pages[1], Name.XYZ, 1, 2, 0])]
    draft.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(pairs)))
    for number, link in enumerate(links):
        entries = {key[1:]: value for key, value in link.items()}
        annotation = draft.link(draft.pages[0], Contents=String(f"link {number}"), **entries)
        draft.element("Link", Dictionary(Type=Name.OBJR, Obj=annotation), Pg=draft.pages[0])
    return draft.tagged()


def led_to(result: Merged) -> list[int]:
    """The page, from 0, that each link of the file leads to."""
    with opened(result) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        named = NameTree(pdf.Root.Names.Dests)
        found = []
        for page in pdf.pages:
            for link in page.obj.get("/Annots", Array()):
                dest = link.Dest if "/Dest" in link else link.A.D
                found.append(pages[(named[str(dest)] if isinstance(dest, String) else dest)[0].objgen])
        return found


def names_of(result: Merged) -> list[bytes]:
    with opened(result) as pdf:
        return [bytes(name) for leaf in pdf.Root.Names.Dests.Kids for name in list(leaf.Names)[::2]]


def by_name(name: object) -> tuple[Dictionary, Dictionary]:
    """The two ways in which a link can name a place."""
    return Dictionary(Dest=name), Dictionary(A=Dictionary(S=Name.GoTo, D=name))


def test_papers_that_use_the_same_names_keep_their_links() -> None:
    papers = [with_places(*by_name(String("here"))) for _ in range(3)]
    result = merged(*papers)
    assert led_to(result) == [1, 1, 3, 3, 5, 5]
    assert names_of(result) == [b"0001-here", b"0002-here", b"0003-here"]
    assert read(result.data, ours=False).problems == []


def test_a_name_that_was_made_for_another_paper_is_not_given_twice() -> None:
    result = merged(
        with_places(*by_name(String("here"))),
        with_places(*by_name(String("3-here")), names=("3-here",)),
        with_places(*by_name(String("here")), *by_name(String("3-here")), names=("3-here", "here")),
    )
    assert led_to(result) == [1, 1, 3, 3, 5, 5, 5, 5]
    assert len(set(names_of(result))) == 4


def test_places_named_in_the_old_way_stay_apart_from_others_of_that_name() -> None:
    draft = with_places(*by_name(Name.here), *by_name(String("here")))
    draft.pdf.Root.Dests = Dictionary(here=Array([draft.pages[0], Name.Fit]))
    result = merged(draft, draft)
    assert led_to(result) == [0, 0, 1, 1, 2, 2, 3, 3]
    assert read(result.data, ours=False).problems == []


def test_names_that_are_no_text_stay() -> None:
    draft = with_places(*by_name(String(b"\xff\x00")))
    draft.pdf.Root.Names.Dests.Names = Array([String(b"\xff\x00"), Array([draft.pages[1], Name.Fit])])
    assert names_of(merged(draft, draft)) == [b"0001-\xff\x00", b"0002-\xff\x00"]
    assert read(merged(draft, draft).data, ours=False).problems == []


def test_names_in_a_tree_with_branches_are_found() -> None:
    draft = with_places(*by_name(String("b")))
    leaf = draft.pdf.make_indirect(
        Dictionary(
            Names=Array([String("b"), Dictionary(D=Array([draft.pages[1], Name.Fit]))]), Limits=Array(["b", "b"])
        )
    )
    middle = draft.pdf.make_indirect(Dictionary(Kids=Array([leaf])))
    middle.Kids.append(middle)
    draft.pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([middle, None])))
    assert led_to(merged(small(), draft)) == [2, 2]


def test_links_to_pages_by_array_or_number_lead_on() -> None:
    draft = with_places(*by_name(Array([1, Name.FitH, 5])))
    second = draft.pages[1]
    draft.link(draft.pages[0], Dest=Array([second, Name.Fit]), Contents=String("x"))
    result = merged(small(), small(), draft)
    assert led_to(result) == [3, 3, 3]
    with opened(result) as pdf:
        assert list(pdf.pages[2].obj.Annots[0].Dest)[1:] == [Name.FitH, 5]


def test_links_that_share_an_action_all_lead_on() -> None:
    draft = with_places()
    shared = draft.pdf.make_indirect(Dictionary(S=Name.GoTo, D=String("here")))
    for words in ("x", "y"):
        draft.link(draft.pages[0], A=shared, Contents=String(words))
    assert led_to(merged(with_places(), draft)) == [3, 3]


def test_a_link_listed_twice_is_one_link() -> None:
    draft = with_places(*by_name(String("here"))[:1])
    draft.pages[0].Annots.append(draft.pages[0].Annots[0])
    draft.pages[1].Annots = draft.pages[0].Annots
    result = merged(draft)
    assert led_to(result) == [1]
    assert read(result.data, ours=False).problems == []


def test_links_that_lead_nowhere_lead_nowhere_still_and_are_told() -> None:
    """Otherwise a name that only another paper has would lead a reader there."""
    ways = [String("there"), Name.there, Array([9, Name.Fit]), Array([-1, Name.Fit]), Array(), Array([None, Name.Fit])]
    links = [link for way in ways for link in by_name(way)]
    result = merged(with_places(names=("there",)), with_places(*links))
    assert result.parts[1].changes == (Cleaned.DEAD_LINKS.value,)
    with opened(result) as pdf:
        assert len(pdf.pages[2].obj.Annots) == len(links)
        assert not [it for it in pdf.pages[2].obj.Annots if "/Dest" in it or "/A" in it]
    assert read(result.data, ours=False).problems == []


def test_a_page_that_is_not_in_the_paper_does_not_come_in_by_a_link() -> None:
    draft = with_places()
    hidden = draft.pdf.make_indirect(Dictionary(Type=Name.Page, Contents=draft.pdf.make_stream(b"% secret")))
    draft.link(draft.pages[0], Dest=Array([hidden, Name.Fit]), P=hidden)
    draft.pages[0].B = Array([hidden])
    draft.pdf.Root.Names.Dests.Names = Array([String("x"), Array([hidden, Name.Fit])])
    with opened(merged(draft)) as pdf:
        assert b"% secret" not in b"".join(it.read_bytes() for it in pdf.objects if isinstance(it, Stream))


def test_links_between_sections_of_our_reports_lead_on() -> None:
    linked = Paragraph((Run("See "), Run("the end", href="#end"), Run(".")))
    data = render(report(part("Start", linked), part("End", paragraph("x"), new_page=True)))
    result = merged(data, untagged("x"), data)
    (own,) = led_to(merged(data))
    assert led_to(result) == [own, own + own + 2]
    assert read(result.data, ours=False).problems == []
