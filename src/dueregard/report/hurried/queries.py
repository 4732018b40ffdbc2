"""What may be asked of sharing in a hurry by quarter: the public page, the figures, each use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dueregard.answers import DueRegardError
from dueregard.documents.document import Document
from dueregard.findings.wording import long_date
from dueregard.manage.sharing.hurried import queries as hurried
from dueregard.manage.sharing.hurried.rules import HURRIED, Hurried, counted, is_known
from dueregard.people import queries as people
from dueregard.report.hurried import paper as papers
from dueregard.report.hurried.paper import Told
from dueregard.report.quarterly.rules import Quarter, past, quarter_of

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OfQuarter:
    """One quarter with each use in it, for those who answer for sharing."""

    quarter: Quarter
    told: Told
    uses: tuple[Hurried, ...]


def quarters(*, now: datetime) -> tuple[OfQuarter, ...]:
    """The quarter that goes on and those before it since the record began, the newest first."""
    today = timezone.localtime(now).date()
    found = [_of(each, now=now) for each in (quarter_of(today), *past(today, count=SHOWN))]
    return tuple(each for each in found if each.told.counts is not None)


def page(*, now: datetime) -> Document:
    """The page for the public: the quarters that are over, the newest first.

    Raises DueRegardError where the record began after the last of them.
    """
    today = timezone.localtime(now).date()
    told = [_of(each, now=now).told for each in past(today, count=SHOWN)]
    if told[0].counts is None:
        raise DueRegardError(
            "No quarter is over since the record began, so there is nothing to count yet. It can "
            f"be made from {long_date(quarter_of(today).next.first)} on."
        )
    force = people.force()
    return papers.paper(
        _from_the_first(told), force=force.name if force else "",
        made_at=now.isoformat(timespec="seconds"),
    )


def _of(quarter: Quarter, *, now: datetime) -> OfQuarter:
    since = hurried.kept_since()
    uses = hurried.used_between(quarter.first, quarter.last)
    if since is None or not is_known(last=quarter.last, since=since):
        return OfQuarter(quarter=quarter, uses=uses, told=Told(title=quarter.title, counts=None))
    return OfQuarter(quarter=quarter, uses=uses, told=Told(
        title=quarter.title, part=f"from {long_date(since)}" if quarter.first < since else "",
        counts={way: counted(uses, way=way, now=now) for way in HURRIED},
    ))


def _from_the_first(told: Sequence[Told]) -> Sequence[Told]:
    """One quarter of which nothing is known is enough to say that the record began after it."""
    known = sum(each.counts is not None for each in told)
    return told[:known + 1]
