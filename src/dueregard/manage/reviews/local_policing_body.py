"""What the local policing body is told without asking: advice not answered, and what came of it.

Without it advice could lie in a drawer, and whoever holds the force to account would have to
know of it already to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.documents.audience import Audience
from dueregard.documents.document import Cell, Column, Document, Note, Part, Table
from dueregard.findings.wording import counted, long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Advice that nobody has replied to within 28 days."""

    use: str
    body: str
    question: str
    advised: str
    advised_on: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """One thing that was asked for and not accepted, or accepted in part, with the reasons."""

    use: str
    text: str
    answer: str
    reasons: str
    replied_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided after advice. `because`: why it goes the other way, where it does."""

    use: str
    advised: str
    decided: str
    decided_on: date
    by_post: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A condition that was not met in time."""

    use: str
    text: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the paper is made of."""

    force: str
    since: date
    waiting: tuple[Waiting, ...]
    declined: tuple[Declined, ...]
    decided: tuple[Decided, ...]
    late: tuple[Late, ...]


def paper(told: Told, *, today: date, made_at: str) -> Document:
    """The paper for the local policing body, as the record stands today.

    It can tell only what is on the record. It names uses that may not be public yet, and people
    nowhere.
    """
    return Document(
        kind="local-policing-body", audience=Audience.PARTNER, made_at=made_at,
        title="For the local policing body: advice and what came of it",
        summary=_summary(told, today),
        parts=(_waiting(told.waiting), _declined(told), _decided(told), _late(told.late)),
    )


def _summary(told: Told, today: date) -> str:
    waiting, late = len(told.waiting), len(told.late)
    return (
        f"{told.force or 'This force'} on {long_date(today)}: "
        f"{counted(waiting, one='piece of advice', many='pieces of advice')} not answered within "
        f"28 days, and {counted(late, one='condition')} not met in time."
    )


def _waiting(lines: Iterable[Waiting]) -> Part:
    return _part(
        "Advice that is not answered", "waiting",
        caption="Advice and how long it has waited",
        none="All advice was answered within 28 days, or has waited for less.",
        columns=("Use", "Who advised", "What was asked", "What it advises", "On", "Days waiting"),
        rows=[(each.use, each.body, each.question, each.advised, long_date(each.advised_on),
               each.days) for each in lines],
    )


def _declined(told: Told) -> Part:
    return _part(
        "What was asked for and not accepted, or only in part", "declined",
        caption=f"Replies since {long_date(told.since)}",
        none=f"Nothing since {long_date(told.since)}.",
        columns=("Use", "What was asked for", "Reply", "Reasons", "On"),
        rows=[(each.use, each.text, each.answer, each.reasons, long_date(each.replied_on))
              for each in told.declined],
    )


def _decided(told: Told) -> Part:
    return _part(
        "What was decided", "decided", caption=f"Decisions since {long_date(told.since)}",
        none=f"Nothing since {long_date(told.since)}.",
        columns=("Use", "Advice", "Decision", "On", "Who decided", "Why not as advised"),
        rows=[(each.use, each.advised, each.decided, long_date(each.decided_on), each.by_post,
               each.because or None) for each in told.decided],
    )


def _late(lines: Iterable[Late]) -> Part:
    return _part(
        "Conditions that were not met in time", "late", none="None.",
        caption="Conditions and how late they are",
        columns=("Use", "What had to be done", "Due on", "Days late"),
        rows=[(each.use, each.text, long_date(each.due_on), each.days) for each in lines],
    )


def _part(
    title: str, key: str, *, caption: str, none: str, columns: tuple[str, ...],
    rows: list[tuple[Cell, ...]],
) -> Part:
    if not rows:
        return Part(title=title, key=key, blocks=(Note(text=none),))
    table = Table(
        caption=caption, rows=tuple(rows), columns=tuple(
            Column(label=each, key=each.lower().replace(" ", "_"),
                   numeric=each.startswith("Days"))
            for each in columns
        ),
    )
    return Part(title=title, key=key, blocks=(table,))
