"""Whose turn it is on a panel, and what is hidden until all are in."""

import pytest

from dueregard.answers import No
from dueregard.prioritise.panel import rules
from dueregard.prioritise.panel.rules import FIRST, SECOND, Turn
from dueregard.weighing import constants


def turn(first=(), second=(), panel=(1, 2, 3)):
    return Turn(frozenset(panel), frozenset(first), frozenset(second))


@pytest.mark.parametrize(("first", "second", "open_"), [
    ((), (), FIRST), ((1, 2), (), FIRST), ((1, 2, 3), (), SECOND), ((1, 2, 3), (1, 3), SECOND),
    ((1, 2, 3), (1, 2, 3), None),
])
def test_the_second_round_opens_when_all_are_in_and_both_end(first, second, open_):
    assert turn(first, second).open == open_


@pytest.mark.parametrize(("first", "second", "sees_first", "sees_second"), [
    ((), (), False, False), ((1,), (), False, False), ((1, 2), (), False, False),
    ((1, 2, 3), (), True, False), ((1, 2, 3), (1, 2), True, False),
    ((1, 2, 3), (1, 2, 3), True, True),
])
def test_nobody_sees_a_round_before_all_are_in_not_even_those_who_gave(
    first, second, sees_first, sees_second
):
    assert bool(rules.may_see(turn=turn(first, second), number=FIRST)) is sees_first
    assert bool(rules.may_see(turn=turn(first, second), number=SECOND)) is sees_second


def test_with_nobody_asked_nothing_is_over():
    assert turn(panel=()).open == FIRST


@pytest.mark.parametrize(("first", "second", "seat", "code"), [
    ((), (), 1, None), ((1,), (), 1, None), ((1, 2, 3), (), 1, None), ((), (), None, "not-asked"),
    ((), (), 9, "not-asked"), ((1, 2, 3), (1, 2, 3), 1, "over"),
])
def test_only_those_asked_give_a_range_and_only_while_a_round_is_open(first, second, seat, code):
    answer = rules.may_give(turn=turn(first, second), seat=seat)

    assert (answer.code if isinstance(answer, No) else None) == code


@pytest.mark.parametrize(("given", "code"), [
    ({}, None), ({"people": (1, 2)}, "too-few"), ({"people": (1, 2, 2)}, "too-few"),
    ({"effects": ()}, "no-effect"), ({"effects": (9,)}, "not-an-effect"),
    ({"begun": True}, "begun"),
])
def test_a_panel_has_three_people_or_more_and_stays_once_it_has_begun(given, code):
    values = {"people": (1, 2, 3), "effects": (5,), "known": (5, 6), "fewest": 3,
              "begun": False} | given

    answer = rules.may_call(**values)

    assert (answer.code if isinstance(answer, No) else None) == code


@pytest.mark.parametrize(("low", "high", "wrong"), [
    (1, 99, False), (10, 10, False), (0, 5, True), (5, 100, True), (50, 10, True),
    (float("nan"), 5, True), (1, float("inf"), True),
])
def test_a_chance_of_none_or_all_and_a_range_upside_down_are_faults(low, high, wrong):
    assert bool(rules.chance_fault(low, high)) is wrong


@pytest.mark.parametrize(("low", "high", "wrong"), [
    (1, 99, False), (0, 5, True), (50, 10, True), (-1, 5, True), (1, 10_000_000, True),
])
def test_a_size_is_above_nothing_and_on_the_scale(low, high, wrong):
    assert bool(rules.size_fault(low, high, constants.load().lenses["safety"])) is wrong
