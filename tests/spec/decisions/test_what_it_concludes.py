"""The verdict in each case, in the words that a committee reads, and the refusals."""

import math
from statistics import NormalDist

import pytest
from tests.builders_measure import only, said, table
from tests.spec.decisions.compas import HEADINGS, ROWS

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load

COLUMNS = ("race", "sex", "flagged", "harmed", "n")
TOLD = {"decision": "flagged", "outcome": "harmed", "group": "race", "count": "n"}


def measured(rows, **more):
    return load("decisions").measure(table(COLUMNS, rows), options=TOLD | more)


def people(race, wrong_yes, right_no, right_yes=40, wrong_no=60, sex="Male"):
    """How many of a race ended in each of the four ways."""
    return [
        [race, sex, "yes", "no", str(wrong_yes)], [race, sex, "no", "no", str(right_no)],
        [race, sex, "yes", "yes", str(right_yes)], [race, sex, "no", "yes", str(wrong_no)],
    ]


def test_a_difference_is_shown_with_both_rates_and_the_range_of_their_ratio():
    found = measured(people("White", 200, 800) + people("Black", 80, 120))

    spread = NormalDist().inv_cdf(0.975) * math.sqrt(1 / 80 - 1 / 200 + 1 / 200 - 1 / 1000)
    low, high = 2 * math.exp(-spread), 2 * math.exp(spread)
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert found.verdict.sentence == (
        "Of people for whom 'harmed' is no, 40.0% were wrongly given a yes in the group Black, "
        f"against 20.0% in White: 2.00 times as often ({low:.2f} to {high:.2f})."
    )


def test_near_equality_of_many_rules_a_difference_out():
    found = measured(
        people("White", 2000, 8100) + people("Black", 2010, 7990) + people("Asian", 1990, 8010))

    assert found.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert found.verdict.sentence.startswith(
        "Of people for whom 'harmed' is no, 20.1% were wrongly given a yes in the group Black, "
        "against 19.8% in White: 1.02 times as often (0.95 to 1.08). "
    )
    assert found.verdict.sentence.endswith(
        "A difference of more than 1.25 times is ruled out for Asian; Black.")


def test_a_stricter_margin_can_no_longer_rule_it_out():
    found = measured(people("White", 2000, 8000) + people("Black", 2010, 7990), margin=1.02)

    assert found.verdict.code is VerdictCode.CANNOT_TELL


def test_few_people_cannot_tell_and_how_many_would_is_said():
    found = measured(people("White", 20, 80) + people("Black", 5, 15))

    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert found.verdict.sentence == (
        "Whether people for whom 'harmed' is no are wrongly given a yes more often in one group "
        "(Black) than in the reference group cannot be told from these data. To see a difference "
        "of 1.25 times, about 1,092 people for whom 'harmed' is no are needed in each group; Black "
        "has 20."
    )
    assert "Black has 20 and needs about 1,092" in said(found, "more-needed")


def test_a_benefit_is_judged_by_who_wrongly_goes_without():
    rows = people("White", 200, 800, 800, 200) + people("Black", 80, 120, 100, 100)

    burden, benefit = measured(rows), measured(rows, adverse=False)

    assert (burden.headline, benefit.headline) == ("false_positive_rate", "false_negative_rate")
    assert "wrongly given a yes" in burden.verdict.sentence
    assert benefit.verdict.sentence.startswith(
        "Of people for whom 'harmed' is yes, 50.0% were wrongly given a no in the group Black, "
        "against 20.0% in White"
    )
    assert "--beneficial" in said(burden, "burden")
    assert not said(benefit, "burden")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["White", "Male", "perhaps", "yes", "0"], ["Black", "Male", "yes", "", "5"],
          ["White", "Male", "yes", "", "60"]], "No row could be used"),
        (people("White", 20, 80), "only one group ('White') in race"),
        (people("", 20, 80), "No group is stated in race"),
        (people("White", 20, 0, 80, 0) + people("Black", 5, 0, 9, 0), "said yes in all 114"),
        (people("White", 0, 20, 0, 80) + people("Black", 0, 5, 0, 9), "said no in all 114"),
        (people("White", 0, 0, 20, 80) + people("Black", 0, 0, 5, 9), "happened in all 114"),
        (people("White", 20, 80, 0, 0) + people("Black", 5, 9, 0, 0), "happened in none of 114"),
    ],
)
def test_what_cannot_answer_the_question_is_not_fit_and_says_why(rows, words):
    rows = [row for row in rows if row[4] != "0"]

    found = measured(rows)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert words in found.verdict.sentence
    assert found.verdict.sentence.endswith(".")


def test_a_group_to_all_of_whom_it_happened_has_a_reason_and_no_rate():
    found = measured(people("White", 200, 800) + people("Black", 0, 0, 30, 20))

    row = only(found, "false_positive_rate", race="Black")
    assert (row.value, row.low, row.high) == (None, None, None)
    assert row.not_computed.reason == (
        "To everybody in this group it happened, so nobody could be wrongly chosen.")
    assert only(found, "false_positive_rate_ratio", race="Black").not_computed
    assert found.verdict.code is VerdictCode.CANNOT_TELL


def test_a_reference_without_errors_gives_no_ratio_and_the_difference_still_tells():
    """An infinite ratio, written as 10 by a peer, is no figure; that 40 of 100 are wronged is."""
    found = measured(people("White", 0, 500) + people("Black", 40, 60))

    row = only(found, "false_positive_rate_ratio", race="Black")
    assert row.value is None
    assert "has no upper end" in row.not_computed.reason
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "40.0% were wrongly given a yes in the group Black, against 0% in White: 40.0 points " \
           "more (" in found.verdict.sentence


def test_a_reference_without_errors_and_few_others_cannot_tell():
    found = measured(people("White", 0, 20) + people("Black", 1, 9))

    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "nobody was wrongly given a yes, so there is nothing to compare" in (
        found.verdict.sentence)


def test_the_range_of_the_verdict_is_widened_for_every_group_compared():
    """With twenty groups alike, one stands out by chance; it is not taken for a disparity."""
    alone = people("White", 200, 800) + people("Black", 60, 140, 4, 6)
    crowd = [row for name in "ABCDEFGHIJKLMNOPQRS" for row in people(name, 40, 160, 4, 6)]

    assert measured(alone).verdict.code is VerdictCode.DISPARITY_SHOWN
    assert measured(alone + crowd).verdict.code is VerdictCode.DISPARITY_SHOWN
    few = people("White", 200, 800) + people("Black", 53, 147, 4, 6)
    assert measured(few).verdict.code is VerdictCode.DISPARITY_SHOWN
    assert measured(few + crowd).verdict.code is VerdictCode.CANNOT_TELL
    row, same = (
        only(measured(each), "false_positive_rate_ratio", race="Black")
        for each in (few, few + crowd)
    )
    assert (row.low, row.high) == (same.low, same.high)


def test_a_crossing_shows_what_each_column_alone_hides():
    """By race and by sex nothing stands out; Black women are wronged twice as often."""
    rows = (
        people("White", 1000, 4000) + people("White", 400, 600, sex="Female")
        + people("Black", 100, 400) + people("Black", 100, 400, sex="Female")
    )
    hidden = people("White", 100, 900) + people("White", 200, 800, sex="Female") + people(
        "Black", 200, 800) + people("Black", 100, 900, sex="Female")

    assert measured(rows, group="race,sex").verdict.code is VerdictCode.DISPARITY_SHOWN
    found = measured(hidden, group="race,sex", reference="White,Male")

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "20.0% were wrongly given a yes in the group Black, Male, against 10.0% in White, Male" \
        in found.verdict.sentence
    assert only(found, "false_positive_rate_ratio", race="Black").value == pytest.approx(1)
    assert "3 crossings of the group columns were looked at" in said(found, "crossings")


def test_half_of_the_allowance_for_chance_is_kept_for_crossings():
    found = measured(people("White", 200, 800) + people("Black", 80, 120), group="race,sex")

    spread = NormalDist().inv_cdf(1 - 0.025 / 2) * math.sqrt(1 / 80 - 1 / 200 + 1 / 200 - 1 / 1000)
    low, high = 2 * math.exp(-spread), 2 * math.exp(spread)
    assert f"2.00 times as often ({low:.2f} to {high:.2f})" in found.verdict.sentence


def test_two_spellings_are_one_group_and_said():
    found = measured(people("White", 200, 800) + people("Black", 40, 60) + people("BLACK ", 4, 6))

    assert only(found, "cases", race="Black").value == 200 + 110
    assert "'BLACK', 'Black' were taken for one group, 'Black'" in said(found, "reading")


def test_blank_outcomes_that_fall_unevenly_are_said():
    rows = people("White", 200, 800) + people("Black", 40, 60) + [
        ["Black", "Male", "yes", "", "50"], ["White", "Male", "no", "n/a", "10"]]

    found = measured(rows)

    assert "not known equally often" in said(found, "outcome-unevenly-known")
    assert {each.reason: each.rows for each in found.data.set_aside} == {
        "'harmed' is blank, so 'harmed' cannot be answered": 50,
        "'harmed' holds 'n/a', which does not answer 'harmed'": 10,
    }
    assert found.data.rows_read == found.data.rows_used + 60


def test_counts_that_are_no_counts_are_set_aside_with_their_rows():
    rows = people("White", 200, 800) + people("Black", 40, 60) + [
        ["Black", "Male", "yes", "no", each] for each in ("", "-3", "1.5", "many", "1e400")]

    found = measured(rows)

    assert {each.reason for each in found.data.set_aside} == {
        "'n' is blank", "'n' holds '-3', which is not a count",
        "'n' holds '1.5', which is not a count", "'n' holds 'many', which is not a count",
        "'n' holds '1e400', which is not a count",
    }
    assert found.data.rows_used == 1300
    assert "13 rows for 1,300 records" in said(found, "reading")


def test_many_odd_answers_are_told_in_a_few_reasons():
    rows = people("White", 200, 800) + people("Black", 40, 60) + [
        ["Black", "Male", f"see note {number}", "no", "1"] for number in range(90)]

    aside = measured(rows).data.set_aside

    assert len(aside) == 13
    assert sum(each.rows for each in aside) == 90


REFUSED = {
    "no decision": ({"decision": ""}, "--decision"),
    "a level in percent": ({"level": 95}, "Write 0.95."),
    "a level that is none": ({"level": 2}, "from 0.5 to below 1"),
    "a margin below 1": ({"margin": 0.8}, "a ratio above 1"),
    "the decision as the outcome": ({"outcome": "flagged=yes"}, "cannot be checked against itself"),
    "an unknown reference": ({"reference": "Whit"}, "No group is called 'Whit'"),
    "an unknown second reference": (
        {"group": "race,sex", "reference": "White,Men"}, "No group is called 'Men'"),
    "a value that is not there": ({"decision": "flagged=High"}, "never holds 'High'"),
    "a column of other words": ({"decision": "race"}, "does not hold yes and no"),
    "a group twice": ({"group": "race,race"}, "given twice"),
    "no such group": ({"group": "ethnicity"}, "no column headed 'ethnicity'"),
    "a person and counts": ({"person": "race"}, "do not go together"),
    "no counts": ({"count": "race"}, "holds no counts (it holds 'Black', 'White')"),
    "an option that there is not": ({"lever": 1}, "no option 'lever'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_ends_in_a_sentence(case):
    told, words = REFUSED[case]

    with pytest.raises(DueRegardError) as caught:
        measured(people("White", 20, 80) + people("Black", 5, 15), **told)

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_column_of_single_people_is_no_column_of_groups():
    rows = [[f"P{number}", "Male", "yes", "no", "1"] for number in range(600)]

    with pytest.raises(DueRegardError, match="'race' holds 600 different values"):
        measured(rows)


def test_the_reference_is_the_largest_group_unless_another_is_named():
    rows = people("White", 20, 80) + people("Black", 5, 15, 900, 100)

    assert only(measured(rows), "false_positive_rate_ratio", race="White").reference == "Black"
    named = measured(rows, reference="white")
    assert only(named, "false_positive_rate_ratio", race="Black").reference == "White"


def test_who_is_called_what_is_never_read_as_sql():
    name = "x'); DROP TABLE records; --"

    found = measured(people("White", 200, 800) + people(name, 80, 120))

    assert only(found, "cases", race=name).value == 300


def test_a_finding_is_the_same_every_time():
    one, other = (
        load("decisions").measure(table(HEADINGS, ROWS), options={
            "decision": "score_text=High,Medium", "outcome": "two_year_recid", "count": "count",
            "group": "race,sex"}).to_json()
        for _ in range(2)
    )

    assert one == other
