"""What may be said of a point, and what reading the facts again does to the points there are."""

import pytest

from dueregard.answers import No, Yes
from dueregard.identify.points.rules import (
    KIND_NAMES,
    MOVES,
    STATE_NAMES,
    Counts,
    Kept,
    Kind,
    Raising,
    State,
    may_leave,
    may_settle,
    raising,
)


def test_every_state_and_kind_has_words_and_no_state_is_a_dead_end():
    assert set(STATE_NAMES) == set(MOVES) == set(State)
    assert set(KIND_NAMES) == set(Kind)
    assert all(MOVES.values())


@pytest.mark.parametrize(("before", "after", "reason", "code"), [
    (State.RAISED, State.ACCEPTED, "", None),
    (State.RAISED, State.SET_ASIDE, "It is never used outdoors", None),
    (State.RAISED, State.SET_ASIDE, "  ", "reason-missing"),
    (State.ACCEPTED, State.SET_ASIDE, "We know better now", None),
    (State.SET_ASIDE, State.ACCEPTED, "", None),
    (State.ACCEPTED, State.ACCEPTED, "", "said-already"),
    (State.ACCEPTED, State.RAISED, "", "nothing-said"),
])
def test_a_point_is_set_aside_only_with_a_reason(before, after, reason, code):
    answer = may_settle(before=before, after=after, reason=reason)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(("counts", "goes_on"), [
    (Counts(), False),
    (Counts(risks=12), False),
    (Counts(risks=12, opportunities=1), True),
    (Counts(do_nothing=1), True),
])
def test_a_use_with_nothing_but_risks_does_not_leave(counts, goes_on):
    answer = may_leave(counts)

    assert isinstance(answer, Yes if goes_on else No)


@pytest.mark.parametrize(("kept", "raised", "expected"), [
    ((), ("a",), Raising(new=("a",))),
    ((("a", State.RAISED, True),), ("a",), Raising(reworded=("a",))),
    ((("a", State.RAISED, True),), (), Raising(fallen=("a",))),
    ((("a", State.SET_ASIDE, True),), ("a",), Raising(back=("a",))),
    ((("a", State.SET_ASIDE, False),), ("a",), Raising()),
    ((("a", State.ACCEPTED, False),), ("a",), Raising()),
    ((("a", State.ACCEPTED, False),), (), Raising()),
    ((("a", State.SET_ASIDE, True),), (), Raising()),
])
def test_what_a_person_said_of_a_point_stands_whatever_the_facts_say(kept, raised, expected):
    before = tuple(Kept(key=key, state=state, by_packs=by_packs) for key, state, by_packs in kept)

    assert raising(kept=before, raised=raised) == expected
