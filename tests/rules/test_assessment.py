"""What an assessment must hold before it is settled, and how effects are put in order."""

from datetime import date

import pytest

from dueregard.answers import No, Yes
from dueregard.prioritise.assessment.rules import (
    ANSWER_NAMES,
    CHANCE_NAMES,
    KIND_NAMES,
    MOVES,
    SIZE_NAMES,
    STATE_NAMES,
    Chance,
    EffectKind,
    OptionState,
    ReplyAnswer,
    Size,
    State,
    Unanswered,
    effect_order,
    gaps,
    grown_old,
    may_answer,
    may_change,
    may_drop,
    may_open,
    may_rank,
    may_settle,
)

CARRY_ON = OptionState(number=0, name="Carry on as now", place=2, risks=1)
TRY_IT = OptionState(number=1, name="Try it", place=1, risks=1, opportunities=1)


def test_every_word_of_an_enum_is_said_in_full():
    assert set(ANSWER_NAMES) == set(ReplyAnswer)
    assert set(KIND_NAMES) == set(EffectKind)
    assert set(CHANCE_NAMES) == set(Chance)
    assert set(SIZE_NAMES) == set(Size)
    assert set(STATE_NAMES) == set(MOVES) == set(State)


def test_a_settled_assessment_is_final():
    assert not MOVES[State.SETTLED]
    assert may_change(State.SETTLED).code == "settled"
    assert may_change(None).code == "none-open"
    assert may_change(State.OPEN)


@pytest.mark.parametrize(("rounds", "is_open", "because", "code"), [
    (0, False, "", None),
    (1, False, "A new version", None),
    (1, False, " ", "reason-missing"),
    (1, True, "A new version", "open-already"),
])
def test_only_the_first_round_begins_without_a_reason(rounds, is_open, because, code):
    answer = may_open(rounds=rounds, is_open=is_open, because=because)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize("answer", list(ReplyAnswer))
def test_only_not_knowing_needs_no_words(answer):
    without = may_answer(answer=answer, text="  ")

    assert bool(without) == (answer is ReplyAnswer.DONT_KNOW)
    assert may_answer(answer=answer, text="Because of the trial")


def test_carrying_on_as_now_always_stays_an_option():
    assert isinstance(may_drop(0), No)
    assert isinstance(may_drop(1), Yes)


@pytest.mark.parametrize(("order", "reason", "code"), [
    ((1, 0, 2), "Fewest wrong stops", None),
    ((1, 2), "Fewest wrong stops", "not-all-options"),
    ((1, 1, 0), "Fewest wrong stops", "not-all-options"),
    ((1, 0, 2), "", "reason-missing"),
])
def test_people_order_all_options_and_say_why(order, reason, code):
    answer = may_rank(numbers=frozenset({0, 1, 2}), order=order, reason=reason)

    assert getattr(answer, "code", None) == code


def test_one_option_alone_cannot_be_ranked():
    assert may_rank(numbers=frozenset({0}), order=(0,), reason="There is no other").code == (
        "one-option"
    )


def test_a_complete_assessment_lacks_nothing():
    found = gaps(options=(CARRY_ON, TRY_IT), unanswered=(), points_to_look_at=0)

    assert found == ()
    assert may_settle(found)


@pytest.mark.parametrize(("change", "code", "about", "words"), [
    ({"points_to_look_at": 1}, "points", "", "1 point still has"),
    ({"points_to_look_at": 3}, "points", "", "3 points still have"),
    ({"unanswered": (Unanswered(lens="safety", title="Safety", count=2),)},
     "questions", "safety", "Safety: 2 questions"),
    ({"options": (CARRY_ON,)}, "options", "", "nothing to compare"),
    ({"options": (OptionState(number=0, name="Carry on as now", place=2), TRY_IT)},
     "effects", "0", "'Carry on as now' has no effect"),
    ({"options": (CARRY_ON, OptionState(number=1, name="Try it", place=1, risks=2))},
     "effects", "1", "'Try it' has no opportunity"),
    ({"options": (CARRY_ON, OptionState(number=1, name="Try it", place=1, opportunities=2))},
     "effects", "1", "'Try it' has no risk"),
    ({"options": (CARRY_ON, OptionState(number=1, name="Try it", risks=1, opportunities=1))},
     "ranking", "", "not in an order"),
])
def test_each_missing_thing_is_named_with_where_to_mend_it(change, code, about, words):
    whole = {"options": (CARRY_ON, TRY_IT), "unanswered": (), "points_to_look_at": 0}

    (gap,) = gaps(**(whole | change))

    assert (gap.code, gap.about) == (code, about)
    assert words in gap.text
    assert gap.text in may_settle((gap,)).reason


def test_what_is_not_known_comes_first_then_size_and_only_then_chance():
    effects = [
        (Size.SLIGHT, Chance.ALMOST_CERTAIN),
        (Size.SEVERE, Chance.REMOTE),
        (Size.SEVERE, Chance.DONT_KNOW),
        (Size.DONT_KNOW, Chance.REMOTE),
        (Size.SEVERE, Chance.LIKELY),
    ]

    ordered = sorted(effects, key=lambda each: effect_order(size=each[0], chance=each[1]))

    assert ordered == [
        (Size.DONT_KNOW, Chance.REMOTE),
        (Size.SEVERE, Chance.DONT_KNOW),
        (Size.SEVERE, Chance.LIKELY),
        (Size.SEVERE, Chance.REMOTE),
        (Size.SLIGHT, Chance.ALMOST_CERTAIN),
    ]


@pytest.mark.parametrize(("at", "now", "old"), [
    (date(2025, 11, 26), date(2026, 11, 26), False),
    (date(2025, 11, 25), date(2026, 11, 26), True),
    (date(2025, 11, 30), date(2026, 11, 26), False),
    (date(2025, 10, 31), date(2026, 11, 1), True),
    (date(2026, 1, 31), date(2026, 11, 26), False),
    (date(2024, 12, 31), date(2026, 1, 1), True),
])
def test_an_answer_is_old_the_day_after_its_months_are_over(at, now, old):
    assert grown_old(at=at, now=now, fresh_months=12) is old
