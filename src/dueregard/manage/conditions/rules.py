"""The life of a condition: from being set, through being met and checked, to lapsing.

Without it a condition would be words in minutes: nobody's turn, never checked by a second
person, and never seen to be late.
"""

from datetime import date, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes


class State(StrEnum):
    """How a condition stands."""

    OPEN = "open"
    ANSWERED = "answered"
    MET = "met"
    LAPSED = "lapsed"
    LATE = "late"


STATE_NAMES: dict[State, str] = {
    State.OPEN: "To be met",
    State.ANSWERED: "To be checked",
    State.MET: "Met",
    State.LAPSED: "Not met in time",
    State.LATE: "Late, to be checked",
}


class Move(StrEnum):
    """What can be done to a condition."""

    ANSWER = "answer"
    ACCEPT = "accept"
    RETURN = "return"
    LAPSE = "lapse"


MOVES: dict[State, dict[Move, State]] = {
    State.OPEN: {Move.ANSWER: State.ANSWERED, Move.LAPSE: State.LAPSED},
    State.ANSWERED: {
        Move.ANSWER: State.ANSWERED, Move.ACCEPT: State.MET, Move.RETURN: State.OPEN,
        Move.LAPSE: State.LATE,
    },
    # A late answer does not undo the lapse: only meeting the condition does.
    State.LAPSED: {Move.ANSWER: State.LATE},
    State.LATE: {Move.ANSWER: State.LATE, Move.ACCEPT: State.MET, Move.RETURN: State.LAPSED},
    State.MET: {},
}
FINAL = frozenset({State.MET})
OVERDUE = frozenset({State.LAPSED, State.LATE})
WAITING_FOR_CHECK = frozenset({State.ANSWERED, State.LATE})

TURN: dict[State, str] = {
    State.OPEN: "Its owner says what was done",
    State.ANSWERED: "Somebody else checks it against the test",
    State.LAPSED: "Its owner says what was done, late",
    State.LATE: "Somebody else checks it against the test",
    State.MET: "Nobody: it is met",
}

class Stage(StrEnum):
    """The points in the life of a use at which a condition can be held against it again."""

    DESIGN = "design"
    PURCHASE = "purchase"
    TRIAL = "trial"
    GO_LIVE = "go-live"


STAGE_NAMES: dict[str, str] = {
    Stage.DESIGN: "before the design is settled",
    Stage.PURCHASE: "before it is bought",
    Stage.TRIAL: "before it is tried",
    Stage.GO_LIVE: "before it goes live",
}


class Nudge(StrEnum):
    """When the owner of a condition is reminded of it."""

    EARLY = "two-weeks-before"
    SOON = "three-days-before"
    LATE = "not-met-in-time"


REMINDER_NAMES: dict[Nudge, str] = {
    Nudge.EARLY: "Two weeks before",
    Nudge.SOON: "Three days before",
    Nudge.LATE: "Not met in time",
}
_BEFORE = ((Nudge.SOON, timedelta(days=3)), (Nudge.EARLY, timedelta(days=14)))

_NOT_NOW: dict[Move, str] = {
    Move.ANSWER: "This condition is met. There is nothing left to answer.",
    Move.ACCEPT: "Nobody has said yet what was done, so there is nothing to check.",
    Move.RETURN: "Nobody has said yet what was done, so there is nothing to send back.",
    Move.LAPSE: "This condition is met or has lapsed already.",
}


def may_now(*, state: State, move: Move) -> Answer:
    """Whether a condition that stands so can be moved so."""
    if move in MOVES[state]:
        return Yes()
    if state == State.MET:
        return No("This condition is met and closed.", "condition-met")
    return No(_NOT_NOW[move], "not-this-turn")


def may_set(*, text: str, test: str, due_on: date, today: date) -> Answer:
    """Whether these words make a condition: something to do, a way to tell, and a date ahead."""
    if not text.strip():
        return No("Say what has to be done.", "text-missing")
    if not test.strip():
        return No("Say how anyone can tell that it is done.", "test-missing")
    if due_on <= today:
        return No("The date by which it has to be done must be after today.", "date-past")
    return Yes()


def may_check(*, checker: int | None, answered_by: int | None) -> Answer:
    """Whether this person may check the answer: nobody checks their own."""
    if checker is not None and checker == answered_by:
        return No(
            "You said that it is met. Somebody else checks that against the test.", "own-answer"
        )
    return Yes()


def may_lapse(*, state: State, due_on: date, today: date) -> Answer:
    """Whether a condition lapses: its date has passed, and it is not met.

    >>> bool(may_lapse(state=State.OPEN, due_on=date(2026, 3, 1), today=date(2026, 3, 1)))
    False
    >>> bool(may_lapse(state=State.OPEN, due_on=date(2026, 3, 1), today=date(2026, 3, 2)))
    True
    """
    if today <= due_on:
        return No("There is still time to meet it.", "still-time")
    return may_now(state=state, move=Move.LAPSE)


def nudge(*, state: State, due_on: date, today: date) -> Nudge | None:
    """Which reminder is due today, if any: the latest that fits, and none while others check it.

    >>> nudge(state=State.OPEN, due_on=date(2026, 3, 15), today=date(2026, 3, 1)).value
    'two-weeks-before'
    >>> nudge(state=State.ANSWERED, due_on=date(2026, 3, 1), today=date(2026, 3, 1)) is None
    True
    """
    if state == State.LAPSED:
        return Nudge.LATE
    if state != State.OPEN:
        return None
    left = due_on - today
    return next((each for each, before in _BEFORE if left <= before), None)


def may_hold(
    *, state: State, due_at_stage: str, held: bool, checker: int | None, answered_by: int | None
) -> Answer:
    """Whether it may be found that a met condition still holds at its stage. Never by oneself."""
    if not due_at_stage:
        return No("This condition is not tied to a stage.", "no-stage")
    if state != State.MET:
        return No("It is not met yet. It is checked again once it is.", "not-met")
    if held:
        return No("It was found to hold already.", "held-already")
    return may_check(checker=checker, answered_by=answered_by)
