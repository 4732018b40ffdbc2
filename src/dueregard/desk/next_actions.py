"""What to do next over every use: gathered from the record and the weighings, and put in order.

Without this file each use would have its own list, and the loudest would be worked on first.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from dueregard.desk import asked_for
from dueregard.desk.asked_for import Asked
from dueregard.findings.text_files import Progress
from dueregard.identify.profile import queries as profiles
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.ledger.rules import Actor
from dueregard.lenses.conditions import ALSO
from dueregard.lenses.facts import chosen
from dueregard.lenses.profile import TARGETED_LENSES, Line
from dueregard.prioritise.next_actions import actions, queries
from dueregard.prioritise.next_actions.actions import Whose
from dueregard.weighing import in_turn
from dueregard.weighing.across import ProfileLine, UseWeighed
from dueregard.weighing.in_turn import ToDo

# Each use's newest weighing: its reference, the weighing as JSON, and the day it was made.
Weighings = Callable[[], Iterable[tuple[str, str, date]]]
_SAY_EVERY = 10


def none_weighed() -> Iterable[tuple[str, str, date]]:
    """No use has a weighing that is kept."""
    return ()


def rank(
    *, by: Actor, now: datetime, weighings: Weighings = none_weighed,
    progress: Progress | None = None,
) -> Callable[[], str]:
    """Work out the list now; give back the short part that writes it down.

    Everything is read in one go of work that changes nothing, so that it can be begun again.
    """
    lines = [each.line for each in profiles.lines()]
    record = asked_for.read(now=now)
    uses = list(asked_for.every_use())
    since, owners = queries.waiting_since(), {}
    todos = [
        _todo(each, use=None, standing=0, since=since, record=record, lines=(), also=frozenset())
        for each in asked_for.of_force()
    ]
    who = {(each.use, each.key): asked.who for each, asked in zip(
        todos, asked_for.of_force(), strict=True)}
    for standing, use in uses:
        owners[use.ref] = use
        also = frozenset({use.technology, *chosen(register.facts(use.ref).get(ALSO))}) - {""}
        for asked in asked_for.of_use(use, record):
            todo = _todo(asked, use=use, standing=standing, since=since, record=record,
                         lines=lines, also=also)
            todos.append(todo)
            who[use.ref, todo.key] = asked.who
        if progress is not None and (standing % _SAY_EVERY == 0 or standing == len(uses)):
            progress(standing, len(uses), f"{standing:,} of {len(uses):,} uses read")
    weighed = tuple(_weighed(weighings, owners))
    order = in_turn.in_turn(
        todos, weighed=weighed, today=now.date(), profile=_by_lens(lines),
    )
    rows = [
        Whose(action=each, who=who.get((each.use, each.key)) or asked_for.owner(owners[each.use]))
        for each in order
    ]
    return lambda: actions.keep(
        rows, uses=len(uses), weighed=len(weighed), profile=len(lines), by=by, now=now
    )


def _todo(
    asked: Asked, *, use: UseSheet | None, standing: int, since: dict[tuple[str, str], date],
    record: asked_for.Record, lines: Sequence[Line], also: frozenset[str],
) -> ToDo:
    ref = use.ref if use else ""
    return ToDo(
        key=asked.key, use=ref, title=use.name if use else asked_for.FORCE, what=asked.what,
        kind=asked.kind, effort=asked.effort, standing=standing, due_on=asked.due_on,
        tier=use.tier if use else 2,
        # What the record does not date waits from when it first stood on a list.
        since=asked.since or since.get((ref, asked.key)) or record.today,
        because=tuple(each.title for each in lines if _touches(each, asked, also)),
    )


def _touches(line: Line, asked: Asked, technologies: frozenset[str]) -> bool:
    """Whether a line of the profile touches an action: by its lenses, its words and technologies.

    A line that names none of the three says nothing of any action.
    """
    if line.technologies and not technologies & set(line.technologies):
        return False
    lenses = line.lenses or (TARGETED_LENSES if line.targeted and not line.words else ())
    if lenses and not set(lenses) & set(asked.lenses):
        return False
    if line.words and not any(
        re.search(rf"\b{re.escape(each)}\b", asked.what, re.IGNORECASE) for each in line.words
    ):
        return False
    return bool(line.technologies or lenses or line.words)


def _by_lens(lines: Sequence[Line]) -> tuple[ProfileLine, ...]:
    """The lines that speak of lenses alone: what a weighing knows of its actions."""
    return tuple(
        ProfileLine(title=each.title, lenses=each.lenses or TARGETED_LENSES)
        for each in lines
        if (each.lenses or each.targeted) and not each.words and not each.technologies
    )


def _weighed(weighings: Weighings, uses: dict[str, UseSheet]) -> Iterable[UseWeighed]:
    for ref, text, since in weighings():
        if ref in uses and uses[ref].status not in asked_for.OVER:
            use = uses[ref]
            yield in_turn.of_saved(text, ref=ref, title=use.name, since=since, tier=use.tier)
