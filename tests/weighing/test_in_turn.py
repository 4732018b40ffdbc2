"""What was weighed and what was not stand in one order; a blank never helps, nothing waits on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.weighing.across import ProfileLine, UseWeighed
from dueregard.weighing.constants import load
from dueregard.weighing.in_turn import ToDo, in_turn, of_saved
from dueregard.weighing.shapes import ActionKind
from dueregard.weighing.weighed import Action

TODAY = date(2026, 11, 26)
KNOWN = load()


def todo(key="a", **given):
    values = {
        "use": "use-0001", "title": "A use", "what": "Do it", "kind": ActionKind.KNOWLEDGE,
        "effort": "small", "since": TODAY, "tier": 2, "standing": 1,
    } | given
    return ToDo(key=key, **values)


def weighed(ref="use-0002", *, gain=0.1, effort=1.0, since=TODAY, lenses=(), **given):
    action = Action(
        key="find-out|x", kind=ActionKind.KNOWLEDGE, title="Find out", option="new", gain=gain,
        effort=effort, effort_said=True, lenses=lenses,
    )
    return UseWeighed(ref=ref, title="Weighed", actions=(action,), since=since, **given)


def keys(found):
    return [each.key for each in found]


def test_the_deepest_comes_first_and_unscreened_counts_as_the_deepest():
    found = in_turn(
        [todo("one", tier=1), todo("two"), todo("none", tier=None, standing=5)], weighed=(),
        today=TODAY,
    )

    assert keys(found) == ["none", "two", "one"]


def test_within_a_tier_the_use_that_touches_more_people_comes_first():
    found = in_turn([todo("few", standing=9), todo("many", standing=2)], weighed=(), today=TODAY)

    assert keys(found) == ["many", "few"]


def test_what_is_late_comes_before_everything_else_the_latest_first():
    late = todo("late", tier=1, due_on=TODAY - timedelta(days=3))
    waited = todo("waited", tier=1, since=TODAY - timedelta(days=KNOWN.service_days[1] + 9))

    found = in_turn([todo("deep", tier=3), late, waited], weighed=[weighed(gain=1.0)], today=TODAY)

    assert keys(found)[:2] == ["waited", "late"]
    assert "It was due on 23 November 2026" in found[1].why
    assert "9 days longer" in found[0].why


def test_one_is_taken_from_each_list_in_turn_so_that_neither_waits_for_the_other():
    found = in_turn(
        [todo("a", standing=1), todo("b", standing=2), todo("c", standing=3)],
        weighed=[weighed("use-7", gain=0.5), weighed("use-8", gain=0.1)], today=TODAY,
    )

    assert [(each.use, each.key) for each in found] == [
        ("use-7", "weighed|find-out|x"), ("use-0001", "a"), ("use-8", "weighed|find-out|x"),
        ("use-0001", "b"), ("use-0001", "c"),
    ]


def test_a_gate_of_a_weighing_comes_before_what_can_be_traded():
    found = in_turn([todo()], weighed=[weighed(gain=None), weighed("use-3", gain=1.0)], today=TODAY)

    assert found[0].why == "A gate comes before what can be traded."


def test_the_place_without_the_profile_stands_beside():
    plain, touched = todo("plain", standing=1), todo("touched", standing=2, because=("Our town",))

    first, second = in_turn([plain, touched], weighed=(), today=TODAY)

    assert (first.key, first.place, first.place_without_profile) == ("touched", 1, 2)
    assert first.because == ("Our town",)
    assert (second.key, second.place_without_profile) == ("plain", 1)


def test_the_profile_changes_the_place_of_what_was_weighed_too():
    found = in_turn(
        [], today=TODAY, profile=[ProfileLine(title="Our town", lenses=("fairness",))],
        weighed=[weighed("use-1", gain=0.11), weighed("use-2", lenses=("fairness",))],
    )

    assert [(each.use, each.place_without_profile) for each in found] == [
        ("use-2", 2), ("use-1", 1),
    ]


@given(st.lists(st.tuples(
    st.sampled_from([None, 1, 2, 3]), st.integers(1, 9), st.integers(0, 200),
    st.sampled_from(["small", "medium", "large"]),
), min_size=1, max_size=20), st.integers(0, 5))
def test_a_blank_tier_never_makes_an_action_wait_longer(rows, which):
    todos = [
        todo(str(place), tier=tier, standing=standing, since=TODAY - timedelta(days=waited),
             effort=effort)
        for place, (tier, standing, waited, effort) in enumerate(rows)
    ]
    which %= len(todos)
    before = {each.key: each.place for each in in_turn(todos, weighed=(), today=TODAY)}
    todos[which] = replace(todos[which], tier=None)

    after = {each.key: each.place for each in in_turn(todos, weighed=(), today=TODAY)}

    assert after[str(which)] <= before[str(which)]


@given(st.permutations(list(range(6))))
def test_the_order_does_not_hang_on_how_things_were_found(order):
    todos = [todo(str(each), standing=each % 3, tier=each % 3 + 1) for each in range(6)]

    assert in_turn([todos[each] for each in order], weighed=(), today=TODAY) == in_turn(
        todos, weighed=(), today=TODAY
    )


@pytest.mark.parametrize("text", [
    "", "{", "[]", '{"schema": "another"}', '{"schema": "urn:dueregard:weighed:1"}',
])
def test_a_weighing_that_cannot_be_read_is_said_in_words(text):
    with pytest.raises(DueRegardError, match="use-0004 cannot be read"):
        of_saved(text, ref="use-0004", title="A use", since=TODAY, tier=1)
