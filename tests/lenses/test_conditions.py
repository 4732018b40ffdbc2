import pytest

from dueregard.lenses.conditions import (
    AllOf,
    AnyOf,
    Blank,
    Compared,
    Not,
    Truth,
    evaluate,
    named,
)

YES = Compared(fact="scores", op="is", value="yes")
LOW = Compared(fact="threshold", op="lt", value=0.64)


@pytest.mark.parametrize(("answer", "truth"), [
    ("0.6", Truth.TRUE), ("0.64", Truth.FALSE), ("", Truth.UNKNOWN), (None, Truth.UNKNOWN),
    ("don't know", Truth.UNKNOWN), ("about half", Truth.UNKNOWN), ("nan", Truth.UNKNOWN),
])
def test_a_number_that_is_blank_or_unreadable_is_unknown_not_false(answer, truth):
    outcome = evaluate(condition=LOW, facts={"threshold": answer})

    assert outcome.truth is truth


def test_a_fact_that_nobody_asked_for_yet_is_unknown():
    assert evaluate(condition=YES, facts={}).truth is Truth.UNKNOWN


def test_all_is_false_as_soon_as_one_part_is_even_where_another_is_blank():
    both = AllOf(parts=(YES, LOW))

    outcome = evaluate(condition=both, facts={"scores": "no", "threshold": ""})

    assert outcome.truth is Truth.FALSE


def test_all_names_both_what_holds_and_what_is_missing():
    both = AllOf(parts=(YES, LOW))

    outcome = evaluate(condition=both, facts={"scores": "yes"})

    assert outcome.truth is Truth.UNKNOWN
    assert outcome.because == ("scores", "threshold")


def test_any_names_only_the_parts_that_hold():
    either = AnyOf(parts=(YES, LOW))

    outcome = evaluate(condition=either, facts={"scores": "no", "threshold": "0.5"})

    assert outcome.truth is Truth.TRUE
    assert outcome.because == ("threshold",)


def test_not_unknown_stays_unknown():
    assert evaluate(condition=Not(part=YES), facts={}).truth is Truth.UNKNOWN
    assert evaluate(condition=Not(part=YES), facts={"scores": "no"}).truth is Truth.TRUE


def test_a_blank_raises_a_doubt_and_an_answer_settles_it():
    blank = Blank(fact="owner")

    assert evaluate(condition=blank, facts={"owner": " "}).truth is Truth.UNKNOWN
    assert evaluate(condition=blank, facts={"owner": "Head of crime"}).truth is Truth.FALSE


def test_several_choices_are_looked_through_one_by_one():
    missing = Compared(fact="people", op="includes", value="missing")

    assert evaluate(condition=missing, facts={"people": "a, missing"}).truth is Truth.TRUE
    assert evaluate(condition=missing, facts={"people": "not-missing"}).truth is Truth.FALSE


def test_words_are_compared_whatever_their_case_and_spaces():
    assert evaluate(condition=YES, facts={"scores": " Yes "}).truth is Truth.TRUE


def test_a_condition_names_each_of_its_facts_once():
    assert named(AllOf(parts=(YES, Not(part=AnyOf(parts=(LOW, YES)))))) == ("scores", "threshold")
