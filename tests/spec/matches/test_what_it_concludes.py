"""The verdict in each case, both kinds of error apart, in the words that a committee reads."""

import math
from statistics import NormalDist

import pytest
from tests.builders_measure import drawn, only, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load

FALSE = "false_positive_identification_rate"
TRUE = "true_positive_identification_rate"


def measured(text, **more):
    return load("matches").measure(table(*drawn(text)), options={"group": "ethnicity"} | more)


def test_wrongful_matches_can_differ_where_finding_people_does_not():
    """One 'accuracy' would be 97% for both and hide the difference."""
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 9000  | 8100            | 30000    | 30
        Black     | 9000  | 8100            | 30000    | 300
    """, reference="White")

    # Two comparisons, one each way, so each range is at 97.5%.
    reach = math.exp(NormalDist().inv_cdf(0.9875) * math.sqrt(
        1 / 300 - 1 / 30_000 + 1 / 30 - 1 / 30_000))
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert found.verdict.sentence == (
        "Of searches for people who are not on the watchlist, 1.0% (300 of 30,000) wrongly matched "
        "somebody in the group Black, against 0.10% (30 of 30,000) in White: 10.0 times as often "
        f"({10 / reach:.2f} to {10 * reach:.1f}). In finding people who are on the watchlist a "
        "difference of more than 5 points is ruled out for Black."
    )


def test_people_can_be_missed_more_often_where_wrongful_matches_are_equal():
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 1000  | 900             | 90000    | 9000
        Black     | 1000  | 800             | 90000    | 9000
    """, reference="White")

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "ruled out for Black. Of searches for people who are on the watchlist, 80.0% (800 of " \
        "1,000) found them in the group Black, against 90.0% (900 of 1,000) in White: 10 points " \
        "fewer (6.4 to 13.6)." in found.verdict.sentence


def test_both_are_ruled_out_only_with_many_searches_and_a_margin_that_is_said():
    text = """
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 9000  | 8100            | 90000    | 9000
        Black     | 9000  | 8100            | 90000    | 9000
    """

    wide, narrow = measured(text), measured(text, margin=1.01)

    assert wide.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert narrow.verdict.code is VerdictCode.CANNOT_TELL


def test_none_seen_in_either_group_is_no_equality_and_the_exact_upper_end_is_said():
    """'No false positives at this threshold' proves nothing of who would have borne them."""
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 9000  | 8100            | 300      | 0
        Black     | 9000  | 8100            | 300      | 0
    """, reference="White")

    row = only(found, FALSE, ethnicity="Black")
    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert (row.value, row.low, row.method) == (0, 0, "clopper-pearson")
    assert row.high == pytest.approx(1 - 0.025 ** (1 / 300))
    assert "no ratio, however large, could have been shown" in found.verdict.sentence
    assert "none in 300 and none in 300" in only(
        found, f"{FALSE}_ratio", ethnicity="Black").not_computed.reason


def test_a_ratio_to_none_is_unbounded_and_shown_when_the_difference_is():
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 9000  | 8100            | 30000    | 0
        Black     | 9000  | 8100            | 30000    | 40
    """, reference="White")

    reason = only(found, f"{FALSE}_ratio", ethnicity="Black").not_computed.reason
    assert reason.startswith("Unbounded: the group compared with had none in 30,000 searches.")
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "against 0% (0 of 30,000) in White: a ratio without an upper end" in (
        found.verdict.sentence)


def test_the_smallest_ratio_that_could_have_been_shown_is_always_said():
    text = """
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 9000  | 8100            | 30000    | {}
        Black     | 9000  | 8100            | 30000    | {}
    """

    for errors in ((0, 0), (3, 4), (30, 300), (9000, 9000)):
        found = measured(text.format(*errors), reference="White")
        assert "The smallest ratio of wrongful matches that this trial could" in said(
            found, "smallest-detectable")
        only(found, f"{FALSE}_smallest_ratio_it_could_show", ethnicity="Black")


def test_a_threshold_in_use_that_was_not_tested_makes_the_trial_unfit():
    found = measured("""
        ethnicity | threshold | mated | true_identified | nonmated | false_identified
        White     | 0.60      | 9000  | 8100            | 30000    | 30
        Black     | 0.60      | 9000  | 8100            | 30000    | 300
    """, in_use=0.64)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert found.verdict.sentence.startswith(
        "The threshold in use, 0.64, was not tested: 0.6 was.")


def test_the_verdict_is_about_the_threshold_in_use_alone():
    found = measured("""
        ethnicity | threshold | mated | true_identified | nonmated | false_identified
        White     | 0.56      | 9000  | 8100            | 90000    | 30
        Black     | 0.56      | 9000  | 8100            | 90000    | 300
        White     | 0.60      | 9000  | 8100            | 90000    | 9000
        Black     | 0.60      | 9000  | 8100            | 90000    | 9000
    """, in_use=0.60, reference="White")

    assert found.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert not said(found, "threshold-in-use")
    assert {row.stratum["threshold"] for row in found.rows if row.measure == FALSE} == {
        "0.56", "0.6"}


def test_a_crossing_can_show_what_neither_column_shows():
    found = load("matches").measure(table(*drawn("""
        ethnicity | sex    | mated | true_identified | nonmated | false_identified
        White     | Male   | 9000  | 8100            | 30000    | 200
        White     | Female | 9000  | 8100            | 30000    | 100
        Black     | Male   | 9000  | 8100            | 30000    | 100
        Black     | Female | 9000  | 8100            | 30000    | 200
    """)), options={"group": "ethnicity,sex", "reference": "White,Male"})

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "0.67% (200 of 30,000) wrongly matched somebody in the group White, Male, against " \
        "0.33% (100 of 30,000) in Black, Male: 2.00 times as often" in found.verdict.sentence
    assert "Black, Male, 0.50 times as often" in said(found, "crossings")


def test_repeated_passes_of_few_volunteers_show_less_than_as_many_people():
    text = """
        ethnicity | mated | true_identified | nonmated | false_identified | subjects
        White     | 4000  | 3560            | 4000     | 40               | {0}
        Black     | 4000  | 3440            | 4000     | 80               | {0}
    """

    many, few = measured(text.format(4000)), measured(text.format(20))

    assert many.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert few.verdict.code is VerdictCode.CANNOT_TELL
    assert "is assumed to be 0.3" in said(few, "repeats-assumed")


def test_a_group_that_was_tested_one_way_alone_is_named():
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 9000  | 8100            | 30000    | 30
        Black     | 9000  | 8100            | 0        | 0
    """, reference="White")

    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "Black" in said(found, "untested-groups")
    assert only(found, FALSE, ethnicity="Black").not_computed.reason == (
        "There are no searches for people who are not on the watchlist.")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("10 | 12 | 10 | 1", "'true_identified' is more than 'mated' (12 of 10)"),
        ("10 | 9 | 10 | 11", "'false_identified' is more than 'nonmated' (11 of 10)"),
        ("10 | 9 | 10 |", "'false_identified' is blank"),
        ("10 | 9.5 | 10 | 1", "'true_identified' holds '9.5', which is not a count"),
        ("10 | -1 | 10 | 1", "'true_identified' holds '-1', which is not a count"),
        ("| | |", "it holds no searches"),
    ],
)
def test_counts_that_cannot_be_are_set_aside_with_the_reason(cells, why):
    found = measured(f"""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 10    | 9               | 10       | 1
        Black     | {cells}
    """)

    assert found.data.rows_used == 1
    assert found.data.set_aside[0].reason.startswith(why)


def test_more_matches_at_a_higher_threshold_are_said():
    found = measured("""
        ethnicity | threshold | mated | true_identified | nonmated | false_identified
        White     | 0.60      | 100   | 90              | 1000     | 3
        White     | 0.62      | 100   | 80              | 1000     | 9
        Black     | 0.60      | 100   | 90              | 1000     | 3
        Black     | 0.62      | 100   | 80              | 1000     | 3
    """)

    assert "White, 0.6 to 0.62" in said(found, "rises-with-threshold")
    assert "Black" not in said(found, "rises-with-threshold")


def test_the_size_of_the_watchlist_in_use_carries_wrongful_matches_over_and_says_what_it_assumes():
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 100   | 90              | 60000    | 10
        Black     | 100   | 90              | 60000    | 10
    """, watchlist=10_000, watchlist_in_use=1_000)

    row = only(found, f"{FALSE}_at_other_watchlist_size", ethnicity="White")
    assert 1 / row.value == pytest.approx(60_000, rel=1e-3)
    assert "every entry is as likely as any other" in said(found, "watchlist-size")


def test_the_summary_measures_stand_in_one_table_with_definition_and_source():
    found = measured("""
        ethnicity | mated | true_identified | nonmated | false_identified
        White     | 1000  | 900             | 10000    | 10
        Black     | 1000  | 800             | 10000    | 40
    """)

    its = {row.stratum["summary"]: row for row in found.rows if row.measure == "summary_measure"}
    assert its["Highest over lowest, false positives"].value == pytest.approx(4)
    assert its["Highest over lowest, false negatives"].value == pytest.approx(2)
    assert its["Inequity rate (IR)"].value == pytest.approx(8**0.5)
    assert all(row.stratum["definition"] and row.stratum["source"] for row in its.values())
    assert len(its) == 9


@pytest.mark.parametrize(
    ("text", "told", "words"),
    [
        ("ethnicity | colour\nWhite | red", {}, "holds neither counts"),
        ("ethnicity | true_identified\nWhite | 3", {}, "none of mated"),
        ("ethnicity | mated | score\nWhite | yes | 0.3", {}, "--at 0.60"),
        ("ethnicity | mated | identified\nWhite | yes | no", {"at": "0.6"}, "--at is for a table"),
        ("ethnicity | mated | identified\nWhite | yes | no", {"reference": "Green"},
         "No group is called 'Green'"),
        ("ethnicity | mated | identified\nWhite | yes | no", {"correlation": 3}, "from 0 to 1"),
        ("ethnicity | mated | identified\nWhite | yes | no", {"watchlist": 0}, "from 1 up"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_what_to_do(text, told, words):
    with pytest.raises(DueRegardError, match=words) as caught:
        measured(text, **told)

    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("White | perhaps | no", "does not hold yes and no"),
        ("White | yes | no", "There is only one group ('White')"),
        ("Not stated | yes | no", "No group is stated"),
    ],
)
def test_a_trial_of_one_group_answers_nothing(rows, words):
    try:
        sentence = measured(f"ethnicity | mated | identified\n{rows}").verdict.sentence
    except DueRegardError as refused:
        sentence = str(refused)

    assert words in sentence
