"""What can be done about digests: choose how often, and note that one was sent."""

from datetime import datetime

from dueregard.answers import Refused
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.digests.models import Digest
from dueregard.people.digests.rules import Rhythm

CLOCK = Actor(id=None, name="The clock")


def choose(*, rhythm: Rhythm, by: Actor, now: datetime) -> str:
    """A person says how often they want to be written to. For themselves alone."""
    with act("people:digest:choose", by=by, now=now, about=f"person-{by.id}") as deed:
        if by.id is None:
            raise Refused("Sign in first: the choice is for yourself.", "not-signed-in")
        Digest.objects.update_or_create(
            person_id=by.id, defaults={"rhythm": rhythm, "chosen_at": now}
        )
        deed.result = deed.about
        deed.note(rhythm=rhythm)
    return deed.result


def sent(*, person_id: int, lines: int, now: datetime) -> str:
    """The clock notes that a person was written to, so that they are not written to twice."""
    with act("people:digest:send", by=CLOCK, now=now, about=f"person-{person_id}") as deed:
        Digest.objects.filter(person_id=person_id).update(sent_at=now)
        deed.result = deed.about
        deed.note(lines=lines)
    return deed.result
