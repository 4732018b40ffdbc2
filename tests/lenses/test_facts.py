import pytest

from dueregard.lenses.facts import Fact, FactType, Option, fill, problem, shown

THRESHOLD = Fact(
    key="threshold", rev=1, label="What threshold?", hint="h", why="w", type=FactType.NUMBER,
    least=0, most=1,
)
COST = Fact(
    key="cost", rev=1, label="Cost?", hint="h", why="w", type=FactType.NUMBER, unit="pounds"
)
LISTED = Fact(
    key="listed", rev=1, label="Who?", hint="h", why="w", type=FactType.CHOICES,
    options=(Option(value="missing", label="Missing"), Option(value="wanted", label="Wanted")),
)
SCORES = Fact(
    key="scores", rev=1, label="Does it score?", hint="h", why="w", type=FactType.YES_NO,
    worst="yes",
)
BEGAN = Fact(key="began", rev=1, label="When?", hint="h", why="w", type=FactType.DATE)


@pytest.mark.parametrize(("fact", "value"), [
    (THRESHOLD, "sixty"), (THRESHOLD, "1.4"), (THRESHOLD, "-0.1"), (THRESHOLD, "0.6.4"),
    (LISTED, "missing, found"), (SCORES, "perhaps"), (BEGAN, "31/3/2026"),
])
def test_a_wrong_answer_is_told_in_a_sentence_that_names_the_fact(fact, value):
    said = problem(fact=fact, value=value)

    assert said is not None
    assert fact.label in said


@pytest.mark.parametrize("fact", [THRESHOLD, LISTED, SCORES, BEGAN])
@pytest.mark.parametrize("value", [None, "", "unknown", "Don't know"])
def test_not_knowing_is_always_an_allowed_answer(fact, value):
    assert problem(fact=fact, value=value) is None
    assert shown(fact=fact, value=value) == "not known"


def test_right_answers_pass():
    assert problem(fact=THRESHOLD, value="0.64") is None
    assert problem(fact=COST, value="250,000") is None
    assert problem(fact=LISTED, value="wanted,missing") is None
    assert problem(fact=BEGAN, value="2026-03-31") is None


def test_a_reader_sees_words_and_units_not_codes():
    assert shown(fact=LISTED, value="wanted, missing") == "Wanted, Missing"
    assert shown(fact=COST, value="250000") == "250,000 pounds"
    assert shown(fact=THRESHOLD, value="0.64") == "0.64"


def test_an_answer_with_braces_is_not_read_as_a_placeholder():
    said = fill(text="Cost: {cost}.", facts={"cost": "{threshold}"}, known=(COST, THRESHOLD))

    assert said == "Cost: {threshold} pounds."
