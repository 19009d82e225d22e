"""An annual report that is being written, for tests through the pages and of the commands."""

from __future__ import annotations

import io
from decimal import Decimal

from PIL import Image
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import Actor
from tracker.annual.commands import begin_year
from tracker.annual.commands_figures import FigureFacts, FundingFacts, add_figure, add_funding
from tracker.annual.commands_pictures import AddPicture, Examination, PictureFacts, add_picture
from tracker.annual.commands_rows import WithdrawRow, withdraw_row
from tracker.annual.commands_stories import StoryFacts, StoryPlace, add_story
from tracker.annual.commands_tables import LineFacts, SaveFinance, SaveShares, ShareFacts, save_finance, save_shares
from tracker.annual.models import AnnualYear
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.queries_year import plans_of_year
from tracker.annual.rules import FigurePlace, FinanceSide, StoryKind
from tracker.dates import FinancialYear
from tracker.documents.remake import remake
from tracker.plan.models import Priority

YEAR = FinancialYear(2023)
COST, INCOME = FinanceSide.COST, FinanceSide.FINANCED_BY
LINES = (
    LineFacts(None, COST, "Force", "107.131", "109.642"),
    LineFacts(None, COST, "Cost", "107.131", "109.642", is_total=True),
    LineFacts(None, INCOME, "Grant", "107.131", "109.642"),
)
SHARES = (
    ShareFacts(None, "Local policing", Decimal(101), Decimal(98)),
    ShareFacts(None, "Reserves", Decimal(-1), Decimal(2)),
)


def photograph(kind: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture as somebody sends it, with the place it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, exif=exif)
    return written.getvalue()


def first_priority(session: Session, year: FinancialYear = YEAR) -> Priority:
    return plans_of_year(session, year)[0].priorities[0]


def show_picture(session: Session, annual: AnnualYear, by: Actor, words: str = "A teal wall") -> AnnualPicture:
    sent = Examination("wall.jpg", remake(photograph(), "wall.jpg"))
    return add_picture(session, annual, AddPicture(sent, PictureFacts(words=words)), by=by, on=TODAY)


def fill_annual(session: Session, by: Actor, *, year: FinancialYear = YEAR) -> AnnualYear:
    """A year with two of everything, of which the second case study and picture are withdrawn."""
    annual = begin_year(session, year, by=by, on=TODAY)
    priority = first_priority(session, year)
    for words in ("A teal wall", "Another wall"):
        picture = show_picture(session, annual, by, words)
    withdraw_row(session, picture, WithdrawRow(picture.version, "Too dark"), by=by, on=TODAY)
    for title in ("A van for the hills", "A bench in the park", "A bell"):
        place = StoryPlace(priority=priority)
        facts = StoryFacts(kind=StoryKind.CASE_STUDY, place=place, title=title, text="It helped.")
        story = add_story(session, annual, facts, by=by, on=TODAY)
    withdraw_row(session, story, WithdrawRow(story.version, "They changed their mind"), by=by, on=TODAY)
    for label in ("letters", "calls"):
        figure = FigureFacts(place=FigurePlace.ENGAGEMENT, value="1,404", label=label, period=year.key)
        add_figure(session, annual, figure, by=by, on=TODAY)
        funding = FundingFacts(topic=f"Grant for {label}", amount=Decimal(5000), priority=priority)
        add_funding(session, annual, funding, by=by, on=TODAY)
    save_finance(session, annual, SaveFinance(0, LINES), by=by, on=TODAY)
    save_shares(session, annual, SaveShares(0, SHARES), by=by, on=TODAY)
    return annual
