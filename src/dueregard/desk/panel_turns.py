"""Whose turn it is in the sittings of scrutiny panels, as lines of a person's start page.

Without it a panel's report would wait until somebody happened to look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dueregard.findings.wording import counted, long_date
from dueregard.ledger.rules import Actor
from dueregard.manage.scrutiny import queries
from dueregard.manage.scrutiny.queries import SittingSheet
from dueregard.manage.scrutiny.rules import Move, State

_OPEN = frozenset({State.LISTING, State.SEED, State.RATING, State.REPORTING, State.REPLYING})
_ASKED: dict[Move, tuple[State, str]] = {
    Move.LODGE: (State.LISTING, "Lodge the list that the panel draws from"),
    Move.SEED: (State.SEED, "Set the panel's words, so that its clips are drawn"),
    Move.REPORT: (State.REPORTING, "Write the panel's report"),
    Move.REPLY: (State.REPLYING, "Reply to the panel's report"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that a sitting asks of a person."""

    sentence: str
    why: str
    sitting: int


def turns(actor: Actor, *, now: datetime) -> tuple[Turn, ...]:
    """What open sittings ask of this person, the oldest sitting first."""
    lines = [each for each in queries.sittings(now=now) if each.state in _OPEN]
    return tuple(
        turn for line in reversed(lines)
        for turn in _turns(queries.sheet(line.id, reader=actor, now=now), actor)
    )


def _turns(sheet: SittingSheet, actor: Actor) -> Iterator[Turn]:
    where = f"{sheet.body.name}, {long_date(sheet.line.on)}."
    waiting = len(sheet.to_rate)
    if sheet.can(Move.RATE) and waiting:
        yield Turn(sentence=f"Rate {counted(waiting, one='clip')} that you may watch",
                   why=where, sitting=sheet.line.id)
    for move, (state, sentence) in _ASKED.items():
        lodged_it = move == Move.SEED and sheet.row.lodger_id == actor.id
        if sheet.state == state and sheet.can(move) and not lodged_it:
            waited = (f" It has waited for {counted(sheet.line.days, one='day')}."
                      if sheet.line.unanswered else "")
            yield Turn(sentence=sentence, why=where + waited, sitting=sheet.line.id)
