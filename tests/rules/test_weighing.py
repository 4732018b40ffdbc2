"""What counts in a weighing: numbers as people write them, safeguards, gates, own orders."""

import pytest

from dueregard.answers import No
from dueregard.prioritise.weighing import rules
from dueregard.prioritise.weighing.rules import People
from dueregard.weighing.shapes import ControlState, GateState


@pytest.mark.parametrize(("written", "read"), [
    ("300", People(300, 300)),
    ("100 to 900", People(100, 900)),
    ("1,000-2,000", People(1000, 2000)),
    ("1,000 \u2013 2,000", People(1000, 2000)),
    ("0.5 to 2", People(0.5, 2)),
])
def test_a_number_or_a_range_is_read_as_people_write_it(written, read):
    assert rules.people_of(written) == read


@pytest.mark.parametrize(("written", "code"), [
    ("many", "not-a-range"), ("1 to 2 to 3", "not-a-range"), ("-5", "not-a-range"),
    ("nan", "not-a-range"), ("1e9", "not-a-range"), ("900 to 100", "upside-down"),
    ("0", "not-people"), ("0 to 5", "not-people"), ("999,999,999", "not-people"),
])
def test_what_is_no_number_of_people_is_refused_in_words(written, code):
    answer = rules.people_of(written)

    assert isinstance(answer, No)
    assert answer.code == code


@pytest.mark.parametrize(("level", "judged", "counts"), [
    (None, "", "0"), (None, "  ", "0"), (None, "Two sergeants", "judgement"),
    (0, "Two sergeants", "0"), (1, "", "1"), (5, "", "5"),
])
def test_how_well_it_is_known_is_the_evidence_then_the_judgement_then_nothing(
    level, judged, counts
):
    assert rules.level_of(level=level, judged=judged) == counts


@pytest.mark.parametrize(("level", "may"), [
    (None, True), (0, False), (1, False), (3, False), (4, True), (5, True),
])
def test_only_a_test_on_own_data_shows_before_and_after(level, may):
    assert bool(rules.may_show_change(level)) is may


@pytest.mark.parametrize(("state", "shown", "may"), [
    (ControlState.PLANNED, "", True), (ControlState.IN_PLACE, "", True),
    (ControlState.VERIFIED, "", False), (ControlState.VERIFIED, "  ", False),
    (ControlState.VERIFIED, "The analyst watched 40 alerts", True),
])
def test_a_safeguard_is_seen_to_work_only_by_somebody(state, shown, may):
    assert bool(rules.may_call(state=state, shown=shown)) is may


@pytest.mark.parametrize(("given", "code"), [
    ({"name": " "}, "name-missing"), ({"effects": ()}, "no-risk"),
    ({"effects": (1, 9)}, "not-a-risk"), ({"reduces": 0}, "no-share"),
    ({"reduces": 101}, "no-share"), ({}, None),
])
def test_a_safeguard_takes_a_share_away_from_risks(given, code):
    values = {"name": "Signs", "effects": (1,), "risks": (1, 2), "reduces": 50} | given

    answer = rules.may_keep_control(**values)

    assert (answer.code if isinstance(answer, No) else None) == code


@pytest.mark.parametrize(("said", "held", "stands"), [
    (GateState.PASSED, "", GateState.PASSED),
    (GateState.PASSED, "No owner is recorded.", GateState.NOT_YET),
    (GateState.NOT_YET, "No owner is recorded.", GateState.NOT_YET),
    (GateState.FAILED, "No owner is recorded.", GateState.FAILED),
    (GateState.FAILED, "", GateState.FAILED),
])
def test_the_record_holds_a_gate_back_and_never_opens_one(said, held, stands):
    assert rules.standing(said=said, reason="Because", held=held)[0] is stands


@pytest.mark.parametrize(("state", "reason", "may"), [
    (GateState.PASSED, "", False), (GateState.FAILED, " ", False), (GateState.NOT_YET, "", True),
    (GateState.PASSED, "Counsel said so", True),
])
def test_nobody_says_passed_or_failed_without_a_reason(state, reason, may):
    assert bool(rules.may_say_gate(state=state, reason=reason)) is may


@pytest.mark.parametrize(("places", "order"), [
    ({"safety": 2, "privacy": 1, "work": None}, ("privacy", "safety")),
    ({"safety": 7}, ("safety",)),
])
def test_lenses_are_put_in_order_and_some_may_have_no_place(places, order):
    assert rules.lenses_in_order(places) == order


@pytest.mark.parametrize(("places", "code"), [
    ({"safety": None}, "none-placed"), ({"safety": 1, "work": 1}, "same-place"),
])
def test_an_order_has_a_first_and_no_two_in_one_place(places, code):
    answer = rules.lenses_in_order(places)

    assert isinstance(answer, No)
    assert answer.code == code
