"""The papers that are made again and again, and the answer that is always asked for.

Without it each maker would have to know what a bulletin is; here they are made as the public may
see them.
"""

from collections.abc import Sequence
from datetime import datetime

from dueregard.answers import DueRegardError, Missing
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document, document_from_plain
from dueregard.findings.wording import long_date
from dueregard.manage.reviews import queries as reviews
from dueregard.manage.scrutiny import queries as scrutiny
from dueregard.manage.scrutiny import report as panel_paper
from dueregard.report.annual import queries as annual
from dueregard.report.annual import rules as years
from dueregard.report.bulletins.rules import Edition
from dueregard.report.hurried import queries as hurried
from dueregard.report.perception import queries as perception
from dueregard.report.quarterly import queries as quarterly
from dueregard.report.quarterly import rules as quarters

YEARS = 2
QUARTERS = 4


def foi_answer(edition: str, now: datetime) -> Document:
    """The standard answer on digital decision tools, without what is for fewer."""
    return reviews.foi_answer(now=now, reader=Audience.PUBLIC)


def shared_in_a_hurry(edition: str, now: datetime) -> Document:
    """How often something was shared in a hurry in each quarter, and who looked at it when."""
    return hurried.page(now=now)


def gap_cards(edition: str, now: datetime) -> Document:
    """What people think is used beside what is, by the newest wave of the survey."""
    newest = next(iter(perception.waves()), None)
    if newest is None:
        raise DueRegardError(
            "No survey of what people think is recorded yet. Record one under What people think."
        )
    return perception.document(newest.id, now=now)


def annual_report(edition: str, now: datetime) -> Document:
    """The report on the technology in use in a year."""
    year = years.year(edition)
    if year is None:
        raise Missing("There is no such year.")
    return annual.report(year, now=now, reader=Audience.PUBLIC)


def past_years(now: datetime) -> Sequence[Edition]:
    """The years that are over, the newest first."""
    return [
        Edition(key=each.key, title=each.title) for each in years.past(now.date(), count=YEARS)
    ]


def policing_body_page(edition: str, now: datetime) -> Document:
    """The page of a quarter for the local policing body."""
    quarter = quarters.quarter(edition)
    if quarter is None:
        raise Missing("There is no such quarter.")
    return quarterly.page(quarter, now=now, reader=Audience.PUBLIC)


def you_said(edition: str, now: datetime) -> Document:
    """What a panel said at a sitting, what the force says to it, and what it did."""
    told = scrutiny.told(scrutiny.of_edition(edition), now=now)
    return panel_paper.you_said(told, today=now.date(), made_at=now.isoformat())


def panel_report(edition: str, now: datetime) -> Document:
    """A panel's report, word for word as it was given."""
    return document_from_plain(scrutiny.of_edition(edition).report or {})


def panel_sittings(now: datetime) -> Sequence[Edition]:
    """The sittings whose report is given, the newest first."""
    return [
        Edition(key=scrutiny.edition(each), title=f"{each.body.name}, {long_date(each.on)}")
        for each in scrutiny.reported()
    ]


def past_quarters(now: datetime) -> Sequence[Edition]:
    """The quarters that are over, the newest first."""
    return [
        Edition(key=each.key, title=each.title)
        for each in quarters.past(now.date(), count=QUARTERS)
    ]
