"""Spellings, blanks, conditions and numbers: read as a person would, and said where in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.asked import COUNT, LEVEL, MARGIN, answers, headings, needed
from dueregard.findings.labels import (
    NOT_STATED,
    Condition,
    alike,
    condition,
    grouping,
    heading_of,
    is_blank,
    number_of,
    truths,
)

HEADINGS = ("flagged", "score_text", "Score", "area, ward", "a=b")


def read(text, values):
    asked = condition(text, headings=HEADINGS)
    return truths(asked, dict.fromkeys(values, 1))


@pytest.mark.parametrize("spelling", ["Black", "black ", "BLACK", " Black", "Bláck", "Black."])
def test_spellings_of_one_group_are_one_group(spelling):
    found = grouping({"Black": 5, spelling: 2, "White": 1}, heading="race")

    assert set(found.of.values()) == {"Black", "White"}
    assert found.of[spelling] == "Black"


def test_spellings_that_were_taken_for_one_are_said():
    found = grouping({"Black": 5, "BLACK": 9, " White": 1}, heading="race")

    assert found.notes == ("In 'race', 'BLACK', 'Black' were taken for one group, 'BLACK'.",)


def test_groups_that_differ_by_a_letter_are_kept_apart_and_said():
    found = grouping({"Caucasian": 5, "Caucassian": 1}, heading="race")

    assert set(found.of.values()) == {"Caucasian", "Caucassian"}
    assert "'Caucasian' and 'Caucassian' are counted apart" in found.notes[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("<18", "18+"), ("<18", "18"), ("1.5", "15"), ("-1", "1"), ("A+", "A*"), ("18-24", "1824"),
     ("Żółty", "Zielony"), ("男", "女"), ("A>B", "AB")],
)
def test_figures_signs_and_letters_of_other_scripts_make_other_groups(one, other):
    assert set(grouping({one: 1, other: 1}, heading="band").of.values()) == {one, other}


@pytest.mark.parametrize("other", ["18 - 24", "18–24", "18 -24"])
def test_a_range_of_ages_is_one_group_however_its_dash_is_written(other):
    assert alike("18-24") == alike(other)


@pytest.mark.parametrize(
    "blank", [None, "", "  ", "n/a", "Unknown", "NOT  STATED", "nan", "-",
              "Other ethnic group - Not stated", "Not Stated (NS)"],
)
def test_blanks_are_a_group_of_their_own(blank):
    assert is_blank(blank)
    assert grouping({blank: 3, "White": 1}, heading="race").of[blank] == NOT_STATED


def test_words_that_were_read_as_blank_are_said_and_plain_blanks_are_not():
    notes = grouping({"Unknown": 3, "": 2, "Not stated": 2, "White": 1}, heading="race").notes

    assert notes == ("In 'race', 'Unknown' was read as not stated.",)


@pytest.mark.parametrize("answer", ["None", "No", "0", "nothing", "understated"])
def test_an_answer_that_only_looks_blank_is_an_answer(answer):
    assert not is_blank(answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flagged", Condition(heading="flagged")),
        (" Flagged ", Condition(heading="flagged")),
        ("score_text=High,Medium",
         Condition(heading="score_text", sign="=", values=("High", "Medium"))),
        ("score text != Low", Condition(heading="score_text", sign="!=", values=("Low",))),
        ("Score>=7", Condition(heading="Score", sign=">=", values=("7",))),
        ("a=b", Condition(heading="a=b")),
    ],
)
def test_a_condition_is_read_as_it_is_written(text, expected):
    assert condition(text, headings=HEADINGS) == expected


@pytest.mark.parametrize(
    ("text", "values", "yes", "no"),
    [
        ("flagged", ["Yes", "y", "TRUE", "1", "1.0", "no", "F", "0"],
         ["Yes", "y", "TRUE", "1", "1.0"], ["no", "F", "0"]),
        ("score_text=High,medium", ["High", "HIGH", "Medium", "Low", None],
         ["High", "HIGH", "Medium"], ["Low"]),
        ("score_text!=Low", ["High", "Low", "", None], ["High"], ["Low"]),
        ("score_text=unknown", ["unknown", "High", ""], ["unknown"], ["High"]),
        ("score_text=Drugs", ["Drugs", "None", ""], ["Drugs"], ["None"]),
        ("Score>=7", ["7", "6.9", "1,000", "", "x"], ["7", "1,000"], ["6.9"]),
        ("Score<2", ["-3", "2", "1e0"], ["-3", "1e0"], ["2"]),
        ("Score=1", ["1", "1.0", "01", "10", "0"], ["1", "1.0", "01"], ["10", "0"]),
        ("score_text=Nothing found, no action", ["Nothing found, no action", "Arrest"],
         ["Nothing found, no action"], ["Arrest"]),
        ("score_text=<18", ["<18", "18+", "18"], ["<18"], ["18+", "18"]),
    ],
)
def test_each_value_answers_yes_or_no_or_neither(text, values, yes, no):
    found = read(text, values)

    assert [value for value, answer in found.items() if answer is True] == yes
    assert [value for value, answer in found.items() if answer is False] == no


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("scoretxt=High", [], "no column headed 'scoretxt'. Did you mean 'score_text'?"),
        ("nothing", [], "no column headed 'nothing'"),
        ("Score>=high", [], "compares with 'high', which is not a number"),
        ("score_text=Hihg", ["High", "Low"], "never holds 'Hihg'. It holds 'High', 'Low'."),
        ("score_text", ["High", "Low", "Medium"], 'for example "score_text=High"'),
        ("score_text>=7", ["High", "Low"], "holds no numbers"),
    ],
)
def test_a_condition_that_cannot_be_meant_ends_in_a_sentence(text, values, words):
    with pytest.raises(DueRegardError) as caught:
        read(text, values)

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_few_stray_cells_among_yes_and_no_are_neither():
    asked = condition("flagged", headings=HEADINGS)

    found = truths(asked, {"yes": 50, "no": 49, "see file": 2})

    assert found == {"yes": True, "no": False, "see file": None}


def test_two_columns_of_one_heading_end_in_a_sentence():
    with pytest.raises(DueRegardError, match="more than one column headed 'race'"):
        heading_of("race", ["race", "sex", "race"])


@given(st.text(alphabet="0123456789.,eE+-²٣ x", max_size=9))
def test_a_number_is_a_finite_number_or_none(text):
    found = number_of(text)

    assert found is None or abs(found) < float("inf")
    if found is not None:
        assert found == float(text.strip().replace(",", ""))


@pytest.mark.parametrize("text", ["e5", "1e999", "", "1,23", "12%", "½", ".", "-", "٣"])
def test_what_only_looks_like_a_number_is_none(text):
    assert number_of(text) is None


ABOUT = About(
    name="trial", version="1", title="A trial", question="Does it work?", lens="fairness",
    limits=("Nothing.",), counting=True,
    asks=(
        Ask(name="group", asked=Asked.COLUMNS, words="The groups.", required=True),
        Ask(name="kind", asked=Asked.CHOICE, words="Which.", choices=("a", "b"), default="a"),
        Ask(name="adverse", asked=Asked.FLAG, words="Whether.", default=True, off="beneficial"),
        COUNT, MARGIN, LEVEL,
    ),
)


def test_what_is_not_said_has_its_default():
    assert answers(ABOUT, {"group": "race, sex", "adverse": False}) == {
        "group": ("race", "sex"), "kind": "a", "adverse": False, "count": None, "margin": 1.25,
        "level": 0.95,
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"level": 95}, "from 0.5 to below 1, such as 0.95; 95 is not. Write 0.95."),
        ({"level": "99"}, "Write 0.99."),
        ({"level": 1}, "1 is not."),
        ({"level": float("nan")}, "takes a number"),
        ({"level": "high"}, "'high' is not one."),
        ({"margin": 0.8}, "a ratio above 1"),
        ({"margin": "inf"}, "takes a number"),
        ({"kind": "c"}, "is one of a, b; 'c' is not."),
        ({"lever": 0.95}, "has no option 'lever'"),
    ],
)
def test_an_answer_that_makes_no_sense_ends_in_a_sentence(given, words):
    with pytest.raises(DueRegardError) as caught:
        answers(ABOUT, given)

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_headings_with_a_comma_of_their_own_are_known():
    columns = ("race", "area, ward", "sex")

    assert headings(["race", "area", "ward"], columns=columns) == ("race", "area, ward")
    assert headings(["area", "ward", "sex"], columns=columns) == ("area, ward", "sex")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["race", "Race"], "'race' is given twice as group. Keep one of them."),
        (["a", "b", "c", "d", "e"], "31 ways to split people"),
        (["rase"], "Did you mean 'race'?"),
    ],
)
def test_groups_that_cannot_be_meant_end_in_a_sentence(asked, words):
    with pytest.raises(DueRegardError) as caught:
        headings(asked, columns=("race", "a", "b", "c", "d", "e"))

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_what_must_be_said_is_asked_for_with_the_headings_there_are():
    assert str(needed(ABOUT, "group", columns=("race", "sex"))) == (
        "Say which column is the group: --group HEADING. The groups. The file has: 'race', 'sex'."
    )
