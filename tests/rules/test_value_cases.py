"""What a value case lacks, what its numbers come to, and predicted against counted."""

import re

import pytest

from dueregard.manage.value_cases import rules
from dueregard.manage.value_cases.example import example
from dueregard.manage.value_cases.rules import (
    Came,
    Case,
    Factor,
    Option,
    Row,
    Sort,
    Verdict,
)


def row(option=Option.SHARE, sort=Sort.BENEFIT, *, low=2.0, high=4.0, **more):
    given = {
        "option": option, "sort": sort, "text": "Reached sooner", "who": "Victims",
        "unit": "people", "factors": (Factor(name="Cases", low=low, high=high, source="Log"),),
    } | more
    return Row(**given)


WHOLE = Case(outcome="People are safer", who_benefits="Victims", rows=(
    row(count=True), row(sort=Sort.HARM), row(Option.NOT, Sort.HARM), row(Option.LESS),
))


def test_numbers_are_multiplied_end_by_end():
    made = row(factors=(
        Factor(name="Cases", low=200, high=240, source="Log"),
        Factor(name="Share in which it changes what is done", low=0.05, high=0.1, source="Panel"),
        Factor(name="Harm avoided", low=0.5, high=1, source="Panel"),
    ))

    assert (made.low, made.high) == (5.0, 24.0)
    assert made.range == "5 to 24 people"


def test_not_sharing_without_a_number_is_a_gap_like_any_other():
    assert rules.gaps(WHOLE) == ()
    for place in range(4):
        without = Case(outcome="A", who_benefits="B", rows=tuple(
            each for at, each in enumerate(WHOLE.rows) if at != place
        ))
        assert rules.gaps(without), place
    empty = rules.gaps(Case(outcome="", who_benefits="", rows=()))
    assert len(empty) == 7
    assert any("not sharing costs has no number" in each for each in empty)


def test_sharing_and_not_sharing_stand_there_even_with_nothing_in_them():
    assert list(rules.by_option([])) == [Option.SHARE, Option.NOT]
    assert list(rules.by_option(WHOLE.rows)) == [Option.SHARE, Option.NOT, Option.LESS]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""), ({"text": " "}, "text-missing"), ({"who": ""}, "text-missing"),
        ({"unit": ""}, "unit-missing"), ({"factors": ()}, "factors-missing"),
        ({"factors": (Factor(name="A", low=1, high=2, source=" "),)}, "source-missing"),
        ({"factors": (Factor(name="A", low=3, high=2, source="B"),)}, "range-backwards"),
        ({"factors": (Factor(name="A", low=-1, high=2, source="B"),)}, "number-wrong"),
        ({"factors": (Factor(name="A", low=1, high=float("nan"), source="B"),)}, "number-wrong"),
        ({"factors": (Factor(name="A", low=1, high=2, source="B"),) * 5}, "factors-missing"),
    ],
)
def test_a_number_without_range_or_source_is_refused(change, code):
    assert getattr(rules.may_add(row(**change)), "code", "") == code


@pytest.mark.parametrize(
    ("counted", "came"),
    [(None, Came.UNCOUNTED), (1.9, Came.BELOW), (2, Came.WITHIN), (4, Came.WITHIN),
     (4.1, Came.ABOVE), (0, Came.BELOW)],
)
def test_predicted_beside_counted(counted, came):
    assert rules.came(row(), counted) is came


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""), ({"in_force": False}, "not-in-force"), ({"uncounted": ["x"]}, "not-counted"),
        ({"uncounted": ["x"], "why_uncounted": "No log"}, ""), ({"words": ""}, "words-missing"),
        ({"next_given": False}, "next-missing"),
        ({"next_given": False, "verdict": Verdict.STOP}, ""),
    ],
)
def test_a_review_counts_or_says_why_not(change, code):
    given = {"in_force": True, "verdict": Verdict.RENEW, "words": "It helps", "uncounted": [],
             "why_uncounted": "", "next_given": True} | change

    assert getattr(rules.may_review(**given), "code", "") == code


@pytest.mark.parametrize(
    ("what", "reason", "consequences", "code"),
    [("A", "B", "C", ""), ("", "B", "C", "what-missing"), ("A", " ", "C", "reason-missing"),
     ("A", "B", "", "consequences-missing")],
)
def test_a_no_needs_its_reason_and_what_may_come_of_it(what, reason, consequences, code):
    answer = rules.may_decide_not(what=what, reason=reason, consequences=consequences)

    assert getattr(answer, "code", "") == code


def test_the_example_has_the_published_figures_with_their_sources():
    found = example()
    admissions, not_sharing = found.rows[0], found.rows[1]

    # BMJ 2011;342:d3313: ratio 0.58 (0.49 to 0.69), so 31% to 51% fewer.
    assert (round(admissions.low, 6), round(admissions.high, 6)) == (31, 51)
    assert not_sharing.option is Option.NOT
    assert (not_sharing.low, not_sharing.high) == (admissions.low, admissions.high)
    assert found.rows[2].low == 82
    assert all(re.search(r"\d{4};\d+:\w+|definition", each.source)
               for one in found.rows for each in one.factors)
