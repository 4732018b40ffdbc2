"""A forecast leaves room to be wrong and is made before; too few say nothing."""

from datetime import date

import pytest

from dueregard.answers import No
from dueregard.prioritise.forecasts import rules
from dueregard.weighing import learning
from dueregard.weighing.shapes import Span

TODAY = date(2026, 11, 26)
GOOD = {"what": "Fewer than ten complaints", "chance": 0.3, "low": None, "high": None,
        "due_on": date(2027, 3, 1), "today": TODAY}
KNOWN = {"known": False, "wants_happened": True, "wants_figure": False, "happened": True,
         "came_to": None, "known_on": date(2026, 11, 20), "made_on": date(2026, 9, 1),
         "source": "The log", "today": TODAY}


@pytest.mark.parametrize(("change", "code"), [
    ({"what": " "}, "what-missing"), ({"chance": None}, "nothing-given"),
    ({"chance": 0}, "chance-certain"), ({"chance": 1}, "chance-certain"),
    ({"chance": float("nan")}, "chance-certain"), ({"low": 3.0}, "range-half"),
    ({"low": 5.0, "high": 2.0}, "range-upside-down"),
    ({"low": 2.0, "high": 2.0}, "range-upside-down"),
    ({"low": float("nan"), "high": 2.0}, "range-wrong"), ({"due_on": TODAY}, "day-past"),
])
def test_what_is_no_forecast_is_refused(change, code):
    answer = rules.may_make(**GOOD | change)

    assert isinstance(answer, No)
    assert answer.code == code


def test_a_chance_or_a_range_will_do():
    assert rules.may_make(**GOOD)
    assert rules.may_make(**GOOD | {"chance": None, "low": 1.0, "high": 9.0})


@pytest.mark.parametrize(("change", "code"), [
    ({"known": True}, "known-already"), ({"happened": None}, "happened-missing"),
    ({"wants_figure": True}, "figure-missing"), ({"source": ""}, "source-missing"),
    ({"known_on": date(2026, 11, 27)}, "day-to-come"), ({"known_on": date(2026, 9, 1)}, "too-late"),
])
def test_an_outcome_without_its_source_or_from_before_is_refused(change, code):
    answer = rules.may_score(**KNOWN | change)

    assert isinstance(answer, No)
    assert answer.code == code


def scored(ranges, *, held):
    [found] = learning.scores(
        learning.Forecast(
            id=str(each), role="Analyst", made_on=date(2026, 1, 1), due_on=date(2026, 6, 1),
            span=Span(0.0, 10.0), came_to=5.0 if each < held else 20.0,
            known_on=date(2026, 6, 1),
        )
        for each in range(ranges)
    )
    return found


def test_too_few_are_said_to_be_too_few_whatever_they_show():
    words = rules.range_words(scored(3, held=0))

    assert "0 of 3" in words
    assert "between 0% and" in words
    assert "Too few to tell: 3." in words
    assert "Too sure" not in words


def test_many_that_missed_say_that_the_role_is_too_sure_with_a_range():
    words = rules.range_words(scored(20, held=8))

    assert "8 of 20" in words
    assert "likely between" in words
    assert "Too sure" in words


def test_nothing_known_is_said_to_be_nothing():
    empty = learning.Score(role="Analyst", ranges=0, held=0, coverage=None, chances=0, brier=None,
                           guessing=None, open=2)

    assert rules.range_words(empty) == "No range is known yet."
    assert rules.chance_words(empty) == "No chance is known yet."
