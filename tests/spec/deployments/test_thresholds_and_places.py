"""Thresholds and places beside each other: what may be compared, and when a decision was taken."""

import pytest
from tests.builders_measure import EXAMPLE, drawn, measured, only, said, table

from dueregard.__main__ import main
from dueregard.findings.reading_tables import read
from dueregard.instruments import load
from dueregard.instruments.deployments import home_office, reading

HOME_OFFICE = """
| Deployment | Date       | Deployment type | Duration of deployment | Number of cameras | \
Watchlist number | Threshold settings | Total alerts | Positive alerts | Positive interventions | \
Incorrect alerts | Incorrect interventions | Arrests or disposals | Faces seen | \
Incorrect alert rate |
| Port one   | 03/11/2025 | Live            | 5 hours 30 minutes     | 2                 | \
1200             | 0.64               | 10           | 9               | 8                      | \
1                | 1                       | 4                    | 20000      | 0.005% |
| Port two   | 04/11/2025 | Live            | 04:00                  | 2                 | \
1200             | 0.64               | 5            | 4               | 4                      | \
1                | 0                       | 2                    | 10000      | 20% |
| Port three | 05/11/2025 | Live            | 3h                     | 2                 | \
1200             | 0.64               | 5            | 5               | 4                      | \
0                | 0                       | 2                    | 10000      | 0 |
| Port four  | 06/11/2025 | Live            | 3h                     | 2                 | \
1200             | 0.64               | 4            | 3               | 3                      | \
1                | 0                       | 2                    | 10000      | 3% |
"""


@pytest.fixture(scope="module")
def published():
    return load("deployments").measure(read(EXAMPLE))


def test_the_nineteenfold_ratio_per_face_is_as_published_and_warned_about(published):
    ratio = only(published, "false_alerts_per_face_ratio", threshold="0.60")

    assert [f"{each:.2f}" for each in (ratio.value, ratio.low, ratio.high)] == [
        "18.97", "7.13", "63.44"]
    assert ratio.reference == "0.64"
    assert "Per face, thresholds cannot be compared here" in said(
        published, "thresholds-across-regimes")


def test_the_ratio_per_alert_is_of_the_counts_that_hold_across_regimes(published):
    ratio = only(published, "false_alerts_per_alert_ratio", threshold="0.60")

    assert ratio.value == pytest.approx((25 / 691) / (5 / 1_413))
    assert ratio.low > 1


def test_every_change_of_the_threshold_is_flagged_as_a_decision(published):
    told = said(published, "threshold-changed")

    assert "The threshold changed 4 times" in told
    assert "on 11 July 2024 from 0.60 to 0.62; on 25 July 2024 from 0.62 to 0.64" in told
    assert "an equality analysis on record" in told


def test_the_place_that_stands_out_is_named_and_no_place_is_compared_per_face(published):
    assert "Oxford Circus: 10 of 67, 9.3 times" in said(published, "places-compared")
    assert "places cannot be compared either" in said(published, "places-across-regimes")
    assert not [row for row in published.rows
                if "place" in row.group and "face" in row.measure]


def test_a_threshold_that_never_changes_flags_nothing():
    finding = measured("""
        date       | threshold | alerts | false_confirmed
        2024-01-01 | 0.64      | 5      | 1
        2024-01-02 |           | 5      | 1
        2024-01-03 | 0.640     | 5      | 1
    """)

    assert said(finding, "threshold-changed") == ""
    assert not [row for row in finding.rows if "in_use" in row.group]


@pytest.mark.parametrize(("odd", "named"), [
    ("64", True), ("0", True), ("1", False), ("0.58", False)])
def test_a_threshold_out_of_range_is_named(odd, named):
    finding = measured(f"""
        date       | threshold | alerts | false_confirmed
        2024-01-01 | 0.64      | 5      | 1
        2024-01-02 | {odd}     | 5      | 1
    """)

    assert ("row 3" in said(finding, "threshold-out-of-range")) is named


def test_a_scale_up_to_a_hundred_is_a_scale_of_its_own():
    finding = measured("""
        date       | threshold | alerts | false_confirmed
        2024-01-01 | 64        | 5      | 1
        2024-01-02 | 640       | 5      | 1
        2024-01-03 | 60        | 5      | 1
    """)

    told = said(finding, "threshold-out-of-range")
    assert "row 3" in told and "row 2" not in told and "between 0 and 100" in told


def test_two_thresholds_on_one_day_are_said_and_not_put_in_an_order():
    finding = measured("""
        date       | threshold | alerts | false_confirmed
        2024-01-01 | 0.64      | 5      | 1
        2024-01-02 | 0.60      | 4      | 1
        2024-01-02 | 0.64      | 6      | 1
        2024-01-03 | 0.60      | 7      | 2
    """)

    assert "on 2 January 2024 from 0.64 to 0.60 and 0.64; on 3 January 2024 from 0.60 and 0.64 " \
        "to 0.60" in said(finding, "threshold-changed")
    both = only(finding, "false_alerts_per_alert", threshold="more than one",
                in_use="2 January 2024")
    assert (both.events, both.exposure) == (2, 10.0)


def test_the_home_offices_table_is_read_as_it_is():
    finding = measured(HOME_OFFICE)

    assert finding.data.rows_used == 4
    assert only(finding, "false_alerts_per_alert").events == 3
    assert only(finding, "faces_seen").events == 50_000
    hours = [row.value for row in finding.rows
             if row.measure == "faces_per_hour" and "month" in row.group]
    assert hours == [pytest.approx(10_000 / 3)]  # the median of 3,636, 2,500, 3,333 and 3,333


def test_both_meanings_of_the_incorrect_alert_rate_are_given_and_a_rate_that_fits_neither_named():
    told = said(measured(HOME_OFFICE), "incorrect-alert-rate")

    assert "does not say what the incorrect alert rate is a rate of" in told
    assert "for each face seen: 3 of 50,000" in told and "for each alert: 3 of 24" in told
    assert "the first meaning alone in 1 row and the second alone in 1 row" in told
    assert told.count("printed") == 1 and "printed 3%" in told and "row 5" in told


def test_the_same_log_goes_out_and_comes_back_with_the_same_figures(tmp_path, published):
    out = tmp_path / "table.csv"

    with pytest.raises(SystemExit) as ended:
        main(["deployment-table", str(EXAMPLE), "-o", str(out)])
    again = load("deployments").measure(read(out))

    assert ended.value.code == 0
    headings = out.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert headings == list(home_office.COLUMNS) and len(headings) == 15
    for measure in ("alerts", "false_alerts", "faces_seen", "false_alerts_per_alert"):
        for threshold in ("0.60", "0.62", "0.64", "not stated"):
            assert only(again, measure, threshold=threshold).events == only(
                published, measure, threshold=threshold).events
    assert "fit neither" not in said(again, "incorrect-alert-rate")


def test_the_table_that_goes_out_says_both_meanings_and_leaves_gaps_as_gaps():
    log, left_out = reading.log_of(table(*drawn("""
        date       | alerts | false_confirmed
        2024-01-01 | 4      | 1
        2024-01-02 | n/a    | 1
    """)), chosen={})

    paper = home_office.document(log, made_at="2026-01-01T00:00:00+00:00")

    note, shown = paper.parts[0].blocks
    assert note.text == home_office.DEFINITIONS
    assert len(shown.rows) == 1 and len(left_out) == 1
    assert shown.rows[0][-1] == "25.0% of alerts"
    assert shown.rows[0][3] is None and shown.rows[0][13] is None


def test_arrests_and_other_outcomes_in_one_column_are_said():
    assert "counts arrests and other outcomes together" in said(
        measured(HOME_OFFICE), "arrests-or-disposals")
