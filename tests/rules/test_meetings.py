"""The life of a meeting: no pack changes once it is read, and the chair alone settles minutes."""

from datetime import date, timedelta

import pytest

from dueregard.manage.bodies.rules import Post
from dueregard.manage.meetings import rules
from dueregard.manage.meetings.rules import FINAL, MOVES, STATE_NAMES, TURN, Move, State

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize("state", State)
def test_every_meeting_comes_to_settled_minutes_or_is_called_off(state):
    reached, ahead = set(), [state]
    while ahead:
        here = ahead.pop()
        reached.add(here)
        ahead += [each for each in MOVES[here].values() if each not in reached]

    assert reached & FINAL
    assert bool(MOVES[state]) == (state not in FINAL)
    assert state in TURN and state in STATE_NAMES


def test_a_new_agenda_takes_back_the_pack_that_was_sent():
    assert MOVES[State.SENT][Move.AGENDA] == State.PLANNED


@pytest.mark.parametrize("state", [State.HELD, State.SETTLED, State.CALLED_OFF])
def test_an_agenda_is_not_changed_once_the_meeting_was_held(state):
    assert rules.may_now(state=state, move=Move.AGENDA).code == "not-this-turn"


@pytest.mark.parametrize(
    ("posts", "move", "allowed"),
    [
        ({Post.SECRETARY}, Move.SETTLE, False), ({Post.CHAIR}, Move.SETTLE, True),
        ({Post.SECRETARY}, Move.SEND, True), ({Post.MEMBER}, Move.SEND, False),
        (set(), Move.AGENDA, False),
    ],
)
def test_the_chair_alone_settles_and_members_run_nothing(posts, move, allowed):
    answer = rules.may_act_from(posts=frozenset(posts), move=move, body="The committee")

    assert bool(answer) == allowed


def test_who_came_is_not_recorded_before_the_day():
    tomorrow = TODAY + timedelta(days=1)

    answer = rules.may_record(state=State.SENT, on=tomorrow, today=TODAY)

    assert answer.code == "too-early"
    assert rules.may_record(state=State.SENT, on=TODAY, today=TODAY)
    assert rules.may_record(state=State.PLANNED, on=TODAY, today=TODAY).code == "not-this-turn"


@pytest.mark.parametrize(
    ("on", "place", "code"),
    [(TODAY, "Room 2", None), (TODAY - timedelta(days=1), "Room 2", "day-past"),
     (TODAY, " ", "place-missing")],
)
def test_a_meeting_is_called_for_a_day_to_come_at_a_place(on, place, code):
    assert getattr(rules.may_call(on=on, today=TODAY, place=place), "code", None) == code


def test_an_empty_agenda_makes_no_pack():
    assert rules.may_send(state=State.PLANNED, items=0).code == "agenda-empty"
    assert rules.may_send(state=State.PLANNED, items=1)
