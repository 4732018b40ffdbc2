"""The tables that ProPublica published about COMPAS in 2016 come out to the last digit."""

import pytest
from tests.builders_measure import only, said
from tests.spec.decisions.compas import HEADINGS, PEOPLE, measured

from dueregard.findings.finding import VerdictCode
from dueregard.findings.reading_tables import from_rows
from dueregard.instruments import load

BLACK, WHITE = {"race": "African-American"}, {"race": "Caucasian"}


@pytest.mark.parametrize(
    ("decision", "group", "cells", "fpr", "fnr", "ppv", "npv"),
    [
        ("score_text=High,Medium", {}, (2681, 1282, 1216, 2035), 32.35, 37.40, 0.61, 0.69),
        ("score_text=High,Medium", BLACK, (990, 805, 532, 1369), 44.85, 27.99, 0.63, 0.65),
        ("score_text=High,Medium", WHITE, (1139, 349, 461, 505), 23.45, 47.72, 0.59, 0.71),
        ("score_text=High", BLACK, (1511, 284, 1160, 741), 15.82, 61.02, 0.72, 0.57),
        ("score_text=High", WHITE, (1407, 81, 771, 195), 5.44, 79.81, 0.71, 0.65),
    ],
)
def test_each_published_rate_and_count(decision, group, cells, fpr, fnr, ppv, npv):
    low_survived, high_survived, low_again, high_again = cells

    found = measured(decision=decision)

    def of(measure):
        return only(found, measure, **group)

    assert of("cases").value == sum(cells)
    wrong_yes, wrong_no = of("false_positive_rate"), of("false_negative_rate")
    assert (wrong_yes.events, wrong_yes.exposure) == (high_survived, high_survived + low_survived)
    assert (wrong_no.events, wrong_no.exposure) == (low_again, low_again + high_again)
    assert round(100 * wrong_yes.value, 2) == fpr
    assert round(100 * wrong_no.value, 2) == fnr
    assert round(of("positive_predictive_value").value, 2) == ppv
    assert round(of("negative_predictive_value").value, 2) == npv


@pytest.mark.parametrize(
    ("group", "low", "high"), [(BLACK, 0.4256, 0.4716), (WHITE, 0.2137, 0.2567)]
)
def test_each_published_rate_has_its_range(group, low, high):
    row = only(measured(), "false_positive_rate", **group)

    assert (round(row.low, 4), round(row.high, 4), row.method) == (low, high, "wilson")


def test_base_rates_alone_would_make_most_of_the_gap():
    found = measured()

    implied = only(found, "false_positive_rate_from_base_rates", **BLACK)
    assert round(100 * implied.value, 1) == 41.8
    assert "lie 21.4 points apart" in said(found, "base-rates")
    assert "would put them 16.2 points apart" in said(found, "base-rates")
    assert "explains a gap and does not justify it" in said(found, "base-rates")


def test_the_verdict_names_both_rates_their_ratio_and_its_range():
    found = measured()

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert found.headline == "false_positive_rate"
    assert found.verdict.sentence.startswith(
        "Of people for whom 'two_year_recid' is no, 44.8% were wrongly given a yes in the group "
        "African-American, against 23.5% in Caucasian: 1.91 times as often (1.67 to 2.20)."
    )


def test_the_other_error_falls_the_other_way_and_is_never_the_headline_of_a_burden():
    found = measured()

    assert only(found, "false_negative_rate_ratio", **BLACK).high < 1
    assert found.headline == "false_positive_rate"


def test_counts_and_the_people_whom_they_count_are_one_finding():
    counts = measured()
    rows = from_rows(columns=HEADINGS[:4], rows=PEOPLE, sha256="0" * 64)

    people = load("decisions").measure(rows, options={
        "decision": "score_text=High,Medium", "outcome": "two_year_recid", "group": "race",
        "reference": "Caucasian",
    })

    assert people.rows == counts.rows
    assert people.verdict == counts.verdict
    assert (people.data.rows_read, people.data.rows_used) == (7214, 7214)


def test_one_woman_without_the_outcome_is_not_certainty():
    """A bootstrap of one person gives 0 to 0; the data allow up to 79%."""
    found = measured(group="race,sex")

    row = only(found, "false_positive_rate", race="Asian", sex="Female")
    assert (row.events, row.exposure) == (0, 1)
    assert (row.low, round(row.high, 4)) == (0, 0.7935)
    ratio = only(found, "false_positive_rate_ratio", race="Asian", sex="Female")
    assert ratio.low == 0 and ratio.high > 1


def test_people_whose_group_is_blank_are_counted_and_shown():
    """Aequitas 1.1 drops 500 people without a race from its groups and says nothing."""
    rows = [["", *row[1:]] if place % 14 == 0 else row for place, row in enumerate(PEOPLE)]
    table = from_rows(columns=HEADINGS[:4], rows=rows, sha256="0" * 64)

    found = load("decisions").measure(table, options={
        "decision": "score_text=High,Medium", "outcome": "two_year_recid", "group": "race"})

    cases = [row for row in found.rows if row.measure == "cases" and row.group]
    blank = only(found, "cases", race="Not stated").value
    assert blank == len(range(0, 7214, 14))
    assert sum(row.value for row in cases) == only(found, "cases").value == 7214
    assert f"not stated in {blank:,.0f} of 7,214 rows" in said(found, "group-not-stated")
    assert not [row for row in found.rows if row.group == {"race": "Not stated"} and row.reference]


def test_the_lines_of_r_hold_the_counts_of_the_headline():
    (lines,) = measured().repeat

    assert "x <- c(805, 349); n <- c(1795, 1488)" in "\n".join(lines.lines)
