"""What may be asked of texts under headings: those of a use, and a record on its way in."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.lenses import standards
from dueregard.people import queries as people
from dueregard.report.wordings import rules
from dueregard.report.wordings.models import BroughtRecord, Wording
from dueregard.report.wordings.rules import Found, Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text for the public, who wrote it and where it came from.

    Without a `key` it came with a record, under a heading that nobody here knows.
    """

    key: str
    place: int
    text: str
    source_label: str
    source_number: str
    source_version: str
    source_name: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A record on its way in: what goes where, what is not understood, what came of it."""

    id: int
    reference: str
    name: str
    record: Understood
    notes: tuple[str, ...]
    ref: str
    by_name: str
    at: datetime


_TEXT = ("key", "place", "text", "source_label", "source_number", "source_version",
         "source_name", "by_name", "at")


def of_use(ref: str) -> tuple[Text, ...]:
    """Everything written for the public under headings, and what came with a record."""
    rows = Wording.objects.filter(use__number=int(ref.removeprefix("use-")))
    return tuple(
        Text(**each) for each in rows.order_by("key", "place", "pk").values(*_TEXT)
    )


def under(ref: str, key: str) -> tuple[str, ...]:
    """The texts under one key, each at its place; a gap where one of several has none."""
    there = {each.place: each.text for each in of_use(ref) if each.key == key}
    return tuple(there.get(place, "") for place in range(max(there, default=-1) + 1))


def brought(record_id: int) -> Brought:
    """A record that was brought in; Missing when there is none of that number."""
    row = BroughtRecord.objects.filter(pk=record_id).first()
    if row is None:
        raise Missing(f"There is no record {record_id}.")
    force = people.force()
    record = record_of(row.found, version=row.version)
    return Brought(
        id=row.pk, reference=f"record-{row.pk}", name=row.name, record=record,
        notes=(*row.notes, *rules.worth_saying(
            record, force_name=force.name if force else "")),
        ref=row.ref, by_name=row.by_name, at=row.at,
    )


def record_of(found: list[dict[str, object]], *, version: str) -> Understood:
    """A record from how it is kept."""
    return Understood(found=tuple(Found(**each) for each in found), version=version)  # type: ignore[arg-type]


def label_of(key: str) -> str:
    """What a key of ours is called."""
    field = standards.shipped().fields.get(key)
    return field.label if field else ""
