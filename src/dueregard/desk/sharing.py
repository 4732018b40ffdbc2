"""What sharing asks of whoever answers for it: agreements to look at, partners to vet again.

Without it a review date would be seen by whoever opens that agreement, and by nobody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dueregard.findings.wording import counted
from dueregard.identify.register.rules import IN_USE
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.queries import AgreementLine
from dueregard.manage.agreements.rules import Phase
from dueregard.manage.partners import queries as partners
from dueregard.manage.partners.rules import State
from dueregard.manage.sharing import queries as requests
from dueregard.manage.sharing.queue import queries as queue
from dueregard.manage.value_cases import queries as value_cases

# More of one kind are told in one line.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do: the page where it is done and why it is asked. The lowest comes first."""

    sentence: str
    why: str
    link: str
    args: tuple[str | int, ...] = ()
    pressing: int = 1


def due(*, actor: Actor, now: datetime) -> tuple[Due, ...]:
    """Everything that sharing asks for now, whatever agreement and partner it is of."""
    return (
        *(one for each in agreements.agreements(now=now) for one in _of_agreement(each)),
        *_of_partners(actor, now), *_to_look_at(actor), *_of_requests(actor, now),
    )


def _of_agreement(line: AgreementLine) -> Iterator[Due]:
    if line.ended_on is not None:
        return
    if not line.in_force:
        if line.use_status in IN_USE:
            yield Due(
                sentence=f"Bring an agreement into force: {line.name}", link="agreement",
                args=(line.ref,),
                why="It is in use, and nothing in force says what may be shared.",
            )
    elif line.clock.phase is not Phase.FRESH:
        yield Due(
            sentence=f"Look again at this agreement: {line.name}", link="agreement",
            args=(line.ref,), why=line.clock.sentence,
            pressing=2 if line.clock.phase is Phase.SOON else 0,
        )


def _of_partners(actor: Actor, now: datetime) -> Iterator[Due]:
    for each in partners.partners(now=now):
        if each.receiving.state is State.LAPSED:
            yield Due(
                sentence=f"Vet this partner again: {each.name}", link="partner", args=(each.id,),
                why=each.receiving.reasons[0].reason,
            )
    for each in partners.waiting_for_a_second(but=actor.id, now=now):
        yield Due(
            sentence=f"Sign as the second of two, or send it back: {each.name}", link="partner",
            args=(each.id,), why="One person has signed it off.",
        )


def _to_look_at(actor: Actor) -> Iterator[Due]:
    waiting = [
        each for each in value_cases.not_shared()
        if each.found is None and each.decided_by != actor.id
    ]
    if waiting:
        count = len(waiting)
        yield Due(
            sentence="Look at what was not shared", link="not-shared",
            why=f"{count} decision{'' if count == 1 else 's'} not to share that nobody else has "
                "looked at.",
        )


def _of_requests(actor: Actor, now: datetime) -> Iterator[Due]:
    """What waits for a second person now, what was shared in a hurry, then the queue."""
    for each in requests.waits_for_a_second(but=actor.id):
        yield Due(
            sentence=f"Decide now as the second of two: {each.ref}", link="sharing-request-decide",
            args=(each.id,), pressing=-1,
            why=f"{each.asked_by_name} cannot wait, and may tell nobody before you have decided.",
        )
    yield from _shared_in_a_hurry(actor, now)
    waits = queue.queue(now=now)
    if waits:
        late = sum(each.late for each in waits)
        first = waits[0]
        yield Due(
            sentence="Answer what partners ask for", link="sharing-queue",
            pressing=0 if late or first.work.band.id == "red" else 1,
            why=f"{counted(len(waits), one='request')} to answer, {late} of them late. The first "
                f"is {first.work.band.name.lower()}.",
        )


def _shared_in_a_hurry(actor: Actor, now: datetime) -> Iterator[Due]:
    """Each that this person may look at; of many one line, so that they hide nothing else."""
    found = [each for each in requests.to_look_at() if each.asked_by_id != actor.id]
    late = sum(each.look_by is not None and now > each.look_by for each in found)
    if len(found) > MOST_NAMED:
        yield Due(
            sentence=f"Look at what was shared in a hurry: {len(found)} times",
            link="sharing-hurried", pressing=0,
            why=f"Nobody else has looked at them, and {late} of them are late.",
        )
        return
    for each in found:
        late_now = each.look_by is not None and now > each.look_by
        yield Due(
            sentence=f"Look at what was shared in a hurry: {each.ref}", link="sharing-request",
            args=(each.id,), pressing=0, why=f"{each.way_name}, by {each.asked_by_name}. "
            + ("It is late." if late_now else "Nobody else has looked at it."),
        )
