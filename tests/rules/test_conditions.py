"""The life of a condition: nobody checks their own, and a late answer does not undo a lapse."""

from datetime import date, timedelta

import pytest

from dueregard.manage.conditions import rules
from dueregard.manage.conditions.rules import FINAL, MOVES, STATE_NAMES, TURN, Move, State

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize("state", State)
def test_every_condition_can_still_be_met(state):
    reached, ahead = set(), [state]
    while ahead:
        here = ahead.pop()
        reached.add(here)
        ahead += [each for each in MOVES[here].values() if each not in reached]

    assert State.MET in reached
    assert bool(MOVES[state]) == (state not in FINAL)
    assert state in TURN
    assert state in STATE_NAMES


def test_a_lapse_is_undone_only_by_meeting_the_condition():
    after_lapse = {State.LAPSED, State.LATE}

    ways_out = {
        (move, after) for state in after_lapse for move, after in MOVES[state].items()
        if after not in after_lapse
    }

    assert ways_out == {(Move.ACCEPT, State.MET)}


def test_a_condition_is_met_only_by_a_check_of_an_answer():
    assert {state for state, moves in MOVES.items() if State.MET in moves.values()} == {
        State.ANSWERED, State.LATE
    }


@pytest.mark.parametrize(
    ("state", "due_on", "code"),
    [
        (State.OPEN, date(2026, 11, 1), None),
        (State.OPEN, TODAY, "still-time"),
        (State.ANSWERED, date(2026, 11, 1), None),
        (State.MET, date(2026, 11, 1), "condition-met"),
        (State.LAPSED, date(2026, 11, 1), "not-this-turn"),
        (State.LATE, date(2026, 11, 1), "not-this-turn"),
    ],
)
def test_a_condition_lapses_the_day_after_it_was_due(state, due_on, code):
    answer = rules.may_lapse(state=state, due_on=due_on, today=TODAY)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"text": " "}, "text-missing"),
        ({"test": ""}, "test-missing"),
        ({"due_on": TODAY}, "date-past"),
    ],
)
def test_a_condition_says_what_how_to_tell_and_by_when(change, code):
    values = {"text": "Do", "test": "See", "due_on": date(2026, 12, 1), "today": TODAY} | change

    assert getattr(rules.may_set(**values), "code", None) == code


@pytest.mark.parametrize(
    ("checker", "answered_by", "allowed"), [(1, 1, False), (2, 1, True), (1, None, True)]
)
def test_nobody_checks_their_own_answer(checker, answered_by, allowed):
    assert bool(rules.may_check(checker=checker, answered_by=answered_by)) == allowed


@pytest.mark.parametrize(
    ("state", "days", "kind"),
    [
        (State.OPEN, 15, None), (State.OPEN, 14, "two-weeks-before"),
        (State.OPEN, 4, "two-weeks-before"), (State.OPEN, 3, "three-days-before"),
        (State.OPEN, 0, "three-days-before"), (State.LAPSED, -1, "not-met-in-time"),
        (State.ANSWERED, 1, None), (State.LATE, -5, None), (State.MET, 3, None),
    ],
)
def test_an_owner_is_reminded_while_it_is_their_turn_and_not_while_others_check(
    state, days, kind
):
    found = rules.nudge(state=state, due_on=TODAY + timedelta(days=days), today=TODAY)

    assert (found.value if found else None) == kind


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None), ({"due_at_stage": ""}, "no-stage"), ({"state": State.ANSWERED}, "not-met"),
        ({"held": True}, "held-already"), ({"checker": 3}, "own-answer"),
    ],
)
def test_a_met_condition_is_found_to_hold_at_its_stage_by_somebody_else(change, code):
    values = {"state": State.MET, "due_at_stage": "go-live", "held": False, "checker": 4,
              "answered_by": 3} | change

    assert getattr(rules.may_hold(**values), "code", None) == code
