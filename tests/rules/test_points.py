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
    Side,
    State,
    Words,
    counted,
    may_leave,
    may_merge,
    may_reword,
    may_say_nothing,
    may_see,
    may_settle,
    may_split,
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
    (State.RAISED, State.MERGED, "They are one", "nothing-said"),
    (State.MERGED, State.ACCEPTED, "", "merged"),
    (State.MERGED, State.SET_ASIDE, "It does not matter", "merged"),
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
    ((("a", State.MERGED, False),), ("a",), Raising()),
    ((("a", State.MERGED, False),), (), Raising()),
])
def test_what_a_person_said_of_a_point_stands_whatever_the_facts_say(kept, raised, expected):
    before = tuple(Kept(key=key, state=state, by_packs=by_packs) for key, state, by_packs in kept)

    assert raising(kept=before, raised=raised) == expected


def test_a_point_that_a_person_worded_or_that_covers_others_is_not_dropped_by_the_facts():
    held = Kept(key="a", state=State.RAISED, by_packs=True, held=True)

    assert raising(kept=(held,), raised=()) == Raising()
    assert raising(kept=(held,), raised=("a",)) == Raising(reworded=("a",))


def test_a_point_that_is_part_of_another_is_not_counted_a_second_time():
    counts = counted([
        (Kind.RISK, State.RAISED), (Kind.RISK, State.MERGED), (Kind.OPPORTUNITY, State.ACCEPTED),
        (Kind.OPPORTUNITY, State.MERGED), (Kind.DO_NOTHING, State.SET_ASIDE),
    ])

    assert counts == Counts(
        to_look_at=1, accepted=1, set_aside=1, merged=2, risks=1, opportunities=1, do_nothing=0
    )
    assert counts.all == 3


@pytest.mark.parametrize(("put_by", "reader", "said", "seen"), [
    (None, 1, False, True),
    (1, 1, False, True),
    (2, 1, False, False),
    (2, 1, True, True),
    (2, None, False, True),
])
def test_other_peoples_points_are_read_after_ones_own(put_by, reader, said, seen):
    answer = may_see(put_by=put_by, reader=reader, said=said)

    assert bool(answer) is seen
    assert seen or answer.code == "own-first"


def test_nothing_to_add_is_said_once():
    assert may_say_nothing(said=False)
    assert may_say_nothing(said=True).code == "said-already"


@pytest.mark.parametrize(("state", "after", "code"), [
    (State.RAISED, Words(title="Wrong face", text="It stops the wrong person"), None),
    (State.ACCEPTED, Words(title="Mistakes", text="A stop of the wrong person"), None),
    (State.SET_ASIDE, Words(title="Mistakes", text="It stops the wrong person"), None),
    (State.MERGED, Words(title="Wrong face", text="It stops the wrong person"), "merged"),
    (State.RAISED, Words(title=" ", text="It stops the wrong person"), "words-missing"),
    (State.RAISED, Words(title="Wrong face", text=""), "words-missing"),
    (State.RAISED, Words(title="Mistakes", text="It stops the wrong person"), "same-words"),
])
def test_a_point_keeps_a_name_and_words_when_it_is_worded_afresh(state, after, code):
    before = Words(title="Mistakes", text="It stops the wrong person")
    if state is State.SET_ASIDE:
        before = Words(title="Mistakes", text="It stops the wrong person", affected="Anybody")

    answer = may_reword(state=state, before=before, after=after)

    assert getattr(answer, "code", None) == code


def side(number: int, state: State = State.RAISED, **values: object) -> Side:
    return Side(**({"id": number, "kind": Kind.RISK, "state": state} | values))


@pytest.mark.parametrize(("point", "into", "code"), [
    (side(1), side(2), None),
    (side(1, State.ACCEPTED), side(2, State.ACCEPTED), None),
    (side(1, by_packs=False), side(2), None),
    (side(1, by_packs=False), side(2, by_packs=False), None),
    (side(1), side(2, parts=3), None),
    (side(1), side(1), "itself"),
    (side(1), side(2, kind=Kind.OPPORTUNITY), "other-kind"),
    (side(1), side(2, by_packs=False), "pack-into-own"),
    (side(1, State.SET_ASIDE), side(2), "cannot-merge"),
    (side(1, State.MERGED), side(2), "cannot-merge"),
    (side(1, parts=1), side(2), "has-parts"),
    (side(1), side(2, State.SET_ASIDE), "into-nothing"),
    (side(1), side(2, State.MERGED), "into-nothing"),
])
def test_a_point_becomes_part_of_one_that_stands_and_cuts_the_same_way(point, into, code):
    answer = may_merge(point=point, into=into, reason="They say the same")

    assert getattr(answer, "code", None) == code


def test_two_points_are_not_made_one_without_a_reason():
    assert may_merge(point=side(1), into=side(2), reason=" ").code == "reason-missing"


@pytest.mark.parametrize("state", State)
def test_only_what_is_part_of_another_is_split_off(state):
    assert bool(may_split(state)) is (state is State.MERGED)
