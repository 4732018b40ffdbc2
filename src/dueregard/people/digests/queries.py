"""What may be asked about digests: what a person chose, and who is to be written to now."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.people.digests import rules
from dueregard.people.digests.models import Digest
from dueregard.people.digests.rules import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody to write to."""

    person_id: int
    name: str
    email: str
    rhythm: Rhythm


def chosen(person_id: int) -> Rhythm:
    """How often a person wants to be written to: never, until they say otherwise."""
    row = Digest.objects.filter(person_id=person_id).first()
    return Rhythm(row.rhythm) if row else Rhythm.OFF


def due(*, local: datetime) -> tuple[Reader, ...]:
    """Whom to write to now, by the clock on the wall."""
    rows = Digest.objects.select_related("person").exclude(rhythm=Rhythm.OFF)
    return tuple(
        Reader(person_id=each.person_id, name=each.person.name, email=each.person.email,
               rhythm=Rhythm(each.rhythm))
        for each in rows.filter(person__is_active=True).order_by("person_id")
        if rules.due(
            rhythm=Rhythm(each.rhythm), now=local,
            since=max(filter(None, (each.chosen_at, each.sent_at))),
        )
    )
