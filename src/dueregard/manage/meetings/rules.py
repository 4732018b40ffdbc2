"""The life of a meeting: called, its pack sent, held, its minutes settled by the chair.

Without it a pack could change after members read it, and minutes could be settled by whoever
wrote them or before anybody had met.
"""

from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.manage.bodies.rules import RUNS, Post


class State(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    SENT = "sent"
    HELD = "held"
    SETTLED = "settled"
    CALLED_OFF = "called-off"


STATE_NAMES: dict[State, str] = {
    State.PLANNED: "Agenda being made",
    State.SENT: "Pack sent",
    State.HELD: "Minutes to settle",
    State.SETTLED: "Minutes settled",
    State.CALLED_OFF: "Called off",
}


class Move(StrEnum):
    """What can be done with a meeting."""

    AGENDA = "agenda"
    SEND = "send"
    RECORD = "record"
    SETTLE = "settle"
    CALL_OFF = "call-off"


MOVES: dict[State, dict[Move, State]] = {
    State.PLANNED: {
        Move.AGENDA: State.PLANNED, Move.SEND: State.SENT, Move.CALL_OFF: State.CALLED_OFF,
    },
    # A new agenda makes a new pack: what was sent does not stand any more.
    State.SENT: {
        Move.AGENDA: State.PLANNED, Move.RECORD: State.HELD, Move.CALL_OFF: State.CALLED_OFF,
    },
    State.HELD: {Move.RECORD: State.HELD, Move.SETTLE: State.SETTLED},
    State.SETTLED: {},
    State.CALLED_OFF: {},
}
FINAL = frozenset({State.SETTLED, State.CALLED_OFF})
TURN: dict[State, str] = {
    State.PLANNED: "The secretary puts matters on the agenda and sends the pack",
    State.SENT: "Members read; after the meeting the secretary records who came",
    State.HELD: "The chair settles the minutes",
    State.SETTLED: "Nobody: the minutes are settled",
    State.CALLED_OFF: "Nobody: it was called off",
}
_NOT_NOW: dict[Move, str] = {
    Move.AGENDA: "The agenda is not changed once a meeting was held or called off.",
    Move.SEND: "The pack is sent already, or the meeting is over.",
    Move.RECORD: "Send the pack first. Who came is recorded after the meeting.",
    Move.SETTLE: "Record who came first. Settled minutes are not changed.",
    Move.CALL_OFF: "This meeting was held or called off already.",
}


class Came(StrEnum):
    """Whether a member was there."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


CAME_NAMES: dict[Came, str] = {
    Came.PRESENT: "Present", Came.APOLOGIES: "Sent apologies", Came.ABSENT: "Not there",
}


def may_now(*, state: State, move: Move) -> Answer:
    """Whether a meeting that stands so can be moved so."""
    if move in MOVES[state]:
        return Yes()
    return No(_NOT_NOW[move], "not-this-turn")


def may_act_from(*, posts: frozenset[Post], move: Move, body: str) -> Answer:
    """Whether somebody with these posts in the body may do this: the chair alone settles."""
    needed = frozenset({Post.CHAIR}) if move == Move.SETTLE else RUNS
    if posts & needed:
        return Yes()
    names = " or ".join(sorted(each.value for each in needed))
    return No(f"This is for the {names} of {body}.", "no-seat")


def may_call(*, on: date, today: date, place: str) -> Answer:
    """Whether a meeting may be called: on a day to come, at a place."""
    if on < today:
        return No("Give a day that is today or later.", "day-past")
    if not place.strip():
        return No("Say where it is held, or that it is by video.", "place-missing")
    return Yes()


def may_send(*, state: State, items: int) -> Answer:
    """Whether a pack may be made: there is something on the agenda."""
    allowed = may_now(state=state, move=Move.SEND)
    if isinstance(allowed, No):
        return allowed
    if not items:
        return No("Put at least one matter on the agenda first.", "agenda-empty")
    return Yes()


def may_record(*, state: State, on: date, today: date) -> Answer:
    """Whether it may be recorded who came: not before the day."""
    allowed = may_now(state=state, move=Move.RECORD)
    if isinstance(allowed, No):
        return allowed
    if today < on:
        return No("The day of the meeting has not come yet.", "too-early")
    return Yes()
