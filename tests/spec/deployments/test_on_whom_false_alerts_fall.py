"""Alerts by group beside the log: the break-even exposure, and three denominators, never one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from tests.builders_measure import drawn, said, table

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.findings.finding import VerdictCode
from dueregard.findings.suppression import for_audience
from dueregard.instruments import load

# Metropolitan Police, year to September 2025: 10 false alerts, 8 of them Black people.
LOG = """
    date       | alerts | false_confirmed | faces_seen
    2025-09-30 | 2077   | 10              | 3147436
"""
COUNTS = """
    ethnicity | false_alerts
    Black     | 8
    Other     | 2
"""
ROWS = """
    ethnicity  | sex    | outcome
    Black      | Male   | false
    Black      | Female | False alert
    black      | Male   | true
    White      | Male   | true
    White      | Male   | true
    White      | Female | false
    Not stated | Male   | false
    White      | Male   | not known
"""


def measured(alerts, log=LOG, **options):
    return load("deployments").measure(
        table(*drawn(log)), options={"alerts": table(*drawn(alerts)), **options})


def row(finding, measure, **labels):
    (found,) = [each for each in finding.rows if each.measure == measure
                and {**each.group, **each.stratum} == labels]
    return found


def test_the_break_even_of_the_metropolitan_police_is_as_published():
    finding = measured(COUNTS, group="ethnicity")

    assert (
        "8 of 10 false alerts with a group on record were of people recorded as Black: more than "
        "chance, unless people recorded as Black were at least 49.3% of those scanned (two-sided "
        "44.4%; however often one looks, 35.3%)."
    ) in finding.verdict.sentence
    assert finding.verdict.code is VerdictCode.DESCRIBED


def test_the_rates_of_the_same_year_are_as_published():
    finding = measured(COUNTS, group="ethnicity")

    per_face = next(each for each in finding.rows
                    if each.measure == "false_alerts_per_face" and not each.group)
    per_alert = next(each for each in finding.rows
                     if each.measure == "false_alerts_per_alert" and not each.group)

    assert f"{100 * per_face.value:.6f}" == "0.000318"
    assert (f"{per_face.low:.3g}", f"{per_face.high:.3g}") == ("1.73e-06", "5.85e-06")
    assert f"{100 * per_alert.value:.3f}" == "0.481"
    assert (f"{100 * per_alert.low:.3f}", f"{100 * per_alert.high:.3f}") == ("0.262", "0.884")


def test_the_three_denominators_stand_side_by_side_and_say_when_one_is_missing():
    finding = measured(COUNTS, group="ethnicity", exposure="Black=0.135")

    shares = {each.stratum["scanned_by"]: each for each in finding.rows
              if each.measure == "share_of_those_scanned" and each.group["ethnicity"] == "Black"}
    assert set(shares) == {"a count or estimate", "the watchlist", "the true alerts"}
    assert shares["a count or estimate"].value == 0.135
    assert "--watchlist GROUP" in shares["the watchlist"].not_computed.reason
    assert "no true alerts" in shares["the true alerts"].not_computed.reason
    told = said(finding, "three-denominators")
    assert "by a count or estimate: 13.5%, so there are more than chance explains" in told
    assert "by the watchlist: not known" in told


def test_an_exposure_above_the_break_even_may_be_chance():
    finding = measured(COUNTS, group="ethnicity", exposure="0.5", of="Black")

    assert "50.0%, so chance may explain them" in said(finding, "three-denominators")


def test_false_alerts_for_each_person_scanned_are_a_ratio_of_rates():
    finding = measured(COUNTS, group="ethnicity", exposure="Black=20%")

    ratio = row(finding, "false_alerts_for_each_scanned_ratio", ethnicity="Black",
                scanned_by="a count or estimate")

    assert ratio.value == pytest.approx((8 / 0.2) / (2 / 0.8))
    assert ratio.low > 1
    assert ratio.reference == "everyone else"


def test_alerts_one_a_row_are_counted_by_each_column_and_their_crossing():
    finding = measured(ROWS, group="ethnicity,sex")

    assert row(finding, "false_alerts", ethnicity="Black").events == 2
    assert row(finding, "people_alerted", ethnicity="Black").events == 3
    assert row(finding, "false_alerts", sex="Male").events == 2
    assert row(finding, "false_alerts", ethnicity="White", sex="Female").events == 1
    assert row(finding, "share_of_false_alerts", ethnicity="Black").exposure == 3
    assert "1 row of the alerts was left out: 'outcome' does not say" in said(
        finding, "alerts-reading")


def test_a_false_alert_without_a_group_is_in_no_share_and_moves_the_break_even():
    finding = measured(ROWS, group="ethnicity")

    told = said(finding, "alerts-group-not-stated")

    assert "The group of 1 more false alert is not stated" in told
    least, most = binom_edge(2, 4), binom_edge(3, 4)
    assert f"the break-even would be {least:.1%}; were all of them, {most:.1%}" in told


def test_the_true_alerts_are_a_denominator_with_a_range():
    finding = measured(ROWS, group="ethnicity")

    share = row(finding, "share_of_those_scanned", ethnicity="White", scanned_by="the true alerts")

    assert share.value == pytest.approx(2 / 3)
    assert share.low < 2 / 3 < share.high


def test_alerts_that_are_not_those_of_the_log_are_said():
    finding = measured(ROWS, group="ethnicity")

    assert "rows of alerts hold 4 false alerts, the log 10" in said(
        finding, "alerts-and-log-differ")


def test_the_public_is_shown_the_tools_errors_and_not_small_groups_of_people():
    finding = measured(ROWS, group="ethnicity")

    seen = for_audience(finding, Audience.PUBLIC,
                        counts_people=load("deployments").ABOUT.counts_people)

    assert row(seen, "false_alerts", ethnicity="Black").events == 2
    assert row(seen, "break_even_one_sided", ethnicity="Black").value is not None
    assert row(seen, "people_alerted", ethnicity="Black").suppressed
    assert row(seen, "false_share_of_alerts", ethnicity="Black").suppressed
    assert row(seen, "share_of_those_scanned", ethnicity="White",
               scanned_by="the true alerts").suppressed
    log = next(each for each in seen.rows if each.measure == "alerts" and not each.group)
    assert log.events == 2077


def test_no_false_alert_with_a_group_says_that_it_cannot_be_told():
    finding = measured("""
        ethnicity  | outcome
        Not stated | false
        White      | true
    """, group="ethnicity")

    assert "on whom they fall cannot be told" in finding.verdict.sentence


@pytest.mark.parametrize(("alerts", "options", "words"), [
    (COUNTS, {}, "Say which column of the alerts holds the group"),
    (COUNTS, {"group": "colour"}, "no column headed 'colour'"),
    (COUNTS, {"group": "ethnicity", "exposure": "0.3"}, "Say whose share 0.3 is"),
    (COUNTS, {"group": "ethnicity", "exposure": "Black=30"}, "Write 0.3, or 30%."),
    (COUNTS, {"group": "ethnicity", "exposure": "Black is many"}, "is neither"),
    (COUNTS, {"group": "ethnicity", "exposure": "Black=0.6,White=0.7"}, "more than everybody"),
    (COUNTS, {"group": "ethnicity", "exposure": "Black=0.1,black=0.2"}, "twice"),
    ("ethnicity | place\nBlack | Soho", {"group": "ethnicity"}, "do not say which of them were"),
    ("ethnicity | outcome\nBlack | good", {"group": "ethnicity"}, "never says 'false'"),
    ("ethnicity | alerts | false_alerts\nBlack | 3 | 4", {"group": "ethnicity"}, "only 3 in"),
    ("ethnicity | false_alerts\nBlack | many", {"group": "ethnicity"}, "No row of the alerts"),
])
def test_alerts_that_cannot_be_used_are_refused_in_a_sentence(alerts, options, words):
    with pytest.raises(DueRegardError) as caught:
        measured(alerts, **options)

    assert words in str(caught.value)


def binom_edge(events, trials, tail=0.05):
    """The exposure at which so many or more have that chance, by halving: no Beta quantile."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if binom.sf(events - 1, trials, middle) > tail else (middle, high)
    return low


@settings(deadline=None, max_examples=40)
@given(counts=st.lists(st.integers(0, 30), min_size=2, max_size=4).filter(any))
def test_a_slow_inversion_of_the_binomial_gives_the_same_break_even(counts):
    groups = ["Black", "White", "Asian", "Mixed"][: len(counts)]
    rows = [[group, str(count)] for group, count in zip(groups, counts, strict=True)]
    total = sum(counts)

    finding = load("deployments").measure(table(*drawn(LOG)), options={
        "alerts": table(["ethnicity", "false_alerts"], rows), "group": "ethnicity"})

    for group, count in zip(groups, counts, strict=True):
        one = row(finding, "break_even_one_sided", ethnicity=group)
        two = row(finding, "break_even_two_sided", ethnicity=group)
        if not count:
            assert one.not_computed and two.not_computed
            continue
        assert one.value == pytest.approx(binom_edge(count, total), abs=1e-9)
        assert two.value == pytest.approx(binom_edge(count, total, 0.025), abs=1e-9)
        anytime = row(finding, "break_even_anytime", ethnicity=group).value
        assert 0 < anytime <= two.value + 1e-9 < one.value
