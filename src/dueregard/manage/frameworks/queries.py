"""What may be asked about frameworks: which there are, and one use under the headings of one."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from dueregard.answers import DueRegardError, Missing
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.identify.packs import queries as packs
from dueregard.lenses import bank as banks
from dueregard.lenses import crosswalk_paper
from dueregard.lenses.crosswalk import Record, lay_out, lenses_without_heading
from dueregard.lenses.shapes import Framework
from dueregard.manage.frameworks.gathering import record


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLine:
    """One framework in a list: its headings, how many have something, what it has no heading for.

    `empty` names the headings under which nothing is recorded.
    """

    id: str
    title: str
    publisher: str
    version: str
    source_read: bool
    headings: int
    empty: tuple[str, ...]
    no_heading_for: tuple[str, ...]


def frameworks(ref: str, *, now: datetime) -> tuple[FrameworkLine, ...]:
    """Every framework, with how much of it the record of this use fills."""
    kept = record(ref, on=localtime(now).date())
    return tuple(_line(each, kept) for each in banks.load().frameworks.values())


def one(framework_id: str) -> Framework:
    """One framework; Missing when there is none of that name."""
    found = banks.load().frameworks.get(framework_id)
    if found is None:
        raise Missing(f"There is no framework called {framework_id}.")
    return found


def paper(ref: str, *, framework_id: str, reader: Audience, now: datetime) -> Document:
    """The record of a use as it stands now under a framework's headings, for this reader.

    Refused for the public: what they read is published, by one person and then another.
    """
    if reader not in crosswalk_paper.READERS:
        raise DueRegardError(
            "This print is for the force and its committee. The public reads the published record."
        )
    return crosswalk_paper.as_document(
        record(ref, on=localtime(now).date()), framework=one(framework_id), reader=reader,
        made_at=now.isoformat(timespec="seconds"), bank=packs.bank(),
    )


def _line(framework: Framework, kept: Record) -> FrameworkLine:
    laid = lay_out(kept, framework=framework, reader=Audience.FORCE)
    return FrameworkLine(
        id=framework.id, title=framework.title, publisher=framework.publisher,
        version=framework.version, source_read=framework.source_read,
        headings=len(framework.headings),
        empty=tuple(heading.title for heading, lines in laid.under if not lines),
        no_heading_for=lenses_without_heading(framework, bank=packs.bank()),
    )
