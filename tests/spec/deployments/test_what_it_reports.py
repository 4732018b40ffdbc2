"""A log of live facial recognition: small tables, with answers that can be checked by eye."""

import math
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import example, given, settings
from tests.builders_measure import (
    DEPLOYMENT_HEADINGS,
    LOGS,
    measured,
    only,
    said,
    table,
)

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.findings.wording import long_date
from dueregard.instruments import load


def test_false_alerts_are_the_confirmed_and_the_unconfirmed():
    finding = measured("""
        date       | alerts | true_confirmed | false_confirmed | false_unconfirmed
        2024-01-01 | 10     | 7              | 1               | 2
        2024-01-02 | 10     | 9              | 1               |
    """)

    row = only(finding, "false_alerts_per_alert")

    assert (row.events, row.exposure, row.value) == (4, 20.0, 0.2)


def test_a_rate_rests_only_on_the_rows_that_give_both_of_its_numbers():
    """The second row has alerts but no faces: its alerts may not be divided by others' faces."""
    finding = measured("""
        date       | alerts | false_confirmed | faces_seen
        2024-01-01 | 4      | 1               | 1000
        2024-01-02 | 6      | 1               | n/a
    """)

    row = only(finding, "alerts_per_1000_faces")

    assert (row.events, row.exposure, row.value) == (4, 1000.0, 4.0)
    assert "1 of the 2 deployments" in said(finding, "not-every-row")
    assert only(finding, "alerts").events == 10


def test_a_threshold_that_is_not_stated_is_a_group_of_its_own():
    finding = measured("""
        date       | threshold | alerts | false_confirmed
        2024-01-01 | 0.6       | 5      | 1
        2024-01-02 |           | 3      | 2
        2024-01-03 | 0.6*      | 2      | 0
    """)

    assert only(finding, "alerts", threshold="0.60").events == 5
    assert only(finding, "alerts", threshold="not stated").events == 3
    assert only(finding, "alerts", threshold="not readable").events == 2
    assert "row 4, 'threshold': '0.6*'" in said(finding, "cells-not-readable")


def test_a_rate_without_its_column_gives_the_reason():
    finding = measured("""
        date       | alerts | false_confirmed
        2024-01-01 | 5      | 1
    """)

    row = only(finding, "false_alerts_per_face")

    assert row.value is None
    assert row.not_computed.reason == "The file has no column of faces seen."


def test_a_group_without_alerts_gives_the_reason_and_not_nought():
    finding = measured("""
        date       | alerts | false_confirmed
        2024-01-01 | 0      | 0
    """)

    row = only(finding, "false_alerts_per_alert")

    assert row.value is None
    assert "nothing to divide by" in row.not_computed.reason
    assert "cannot be worked out" in finding.verdict.sentence


def test_nothing_usable_is_not_fit():
    finding = measured("""
        date       | alerts | false_confirmed
        2024-01-01 | n/a    | 0
        2024-01-02 | -3     | 0
    """)

    assert finding.verdict.code is VerdictCode.NOT_FIT
    assert finding.rows == ()
    assert [each.rows for each in finding.data.set_aside] == [1, 1]
    assert "row 3, '-3'" in finding.data.set_aside[1].reason


def test_a_total_at_the_foot_is_not_counted_as_a_deployment():
    finding = measured("""
        date       | place   | alerts | false_confirmed
        2024-01-01 | Croydon | 5      | 1
        2024-01-02 | Romford | 7      | 1
        Total      |         | 12     | 2
    """)

    assert only(finding, "alerts").events == 12
    assert "total of other rows: row 4" in finding.data.set_aside[0].reason


def test_a_row_with_more_cells_than_headings_is_set_aside_and_not_counted():
    finding = measured("""
        date       | alerts | false_confirmed
        2024-01-01 | 5      | 1
        2024-01-02 | 1      | 234             | 0
    """)

    assert only(finding, "alerts").events == 5
    assert finding.data.rows_used == 1
    assert "its columns may have slipped: row 3" in finding.data.set_aside[0].reason


def test_alerts_never_confirmed_show_how_far_the_share_could_rise():
    finding = measured("""
        date       | alerts | true_confirmed | true_unconfirmed | false_confirmed
        2024-01-01 | 10     | 6              | 3                | 1
    """)

    assert "4 of 10 alerts (40.0%)" in said(finding, "true-unconfirmed")


@pytest.mark.parametrize(
    ("printed", "false", "faces", "named"),
    [
        ("0.03%", 1, 3_940, False),  # 0.0254% rounds to 0.03%
        ("0.02%", 1, 3_940, True),  # agrees only when digits are cut off
        ("0.01%", 1, 3_940, True),
        ("0%", 1, 3_940, False),  # printed to the whole per cent
        ("0.00%", 1, 3_940, True),
        ("N/A", 1, 3_940, False),
    ],
)
def test_a_printed_rate_is_held_to_the_precision_it_was_printed_with(printed, false, faces, named):
    finding = measured(f"""
        date       | place | alerts | false_confirmed | faces_seen | false_alert_rate_stated
        2024-01-01 | A     | 5      | {false}         | {faces}    | {printed}
    """)

    assert bool(said(finding, "stated-rate-disagrees")) is named


def test_more_alerts_than_faces_are_named():
    finding = measured("""
        date       | place | alerts | false_confirmed | faces_seen
        2024-01-01 | A     | 5      | 0               | 4
    """)

    assert "1 January 2024, A (row 2): 5 alerts, 4 faces" in said(finding, "more-alerts-than-faces")
    assert only(finding, "alerts_per_1000_faces").not_computed is not None


def test_a_level_of_counting_that_never_changes_is_not_called_a_jump():
    rows = "\n".join(
        f"2024-{month:02}-{day:02} | 5 | 0 | {900 + 37 * day} | 60"
        for month in range(1, 11) for day in (3, 9, 21)
    )
    finding = measured("date | alerts | false_confirmed | faces_seen | duration_min\n" + rows)

    assert said(finding, "faces-per-hour-jump") == ""
    assert len([row for row in finding.rows if "period" in row.group]) == 1


def test_a_change_that_lasts_less_than_three_months_is_not_called_a_jump():
    rows = "\n".join(
        f"2024-{month:02}-05 | 5 | 0 | {9000 if month > 8 else 1000} | 60" for month in range(1, 11)
    )
    finding = measured("date | alerts | false_confirmed | faces_seen | duration_min\n" + rows)

    assert said(finding, "faces-per-hour-jump") == ""


def test_a_date_centuries_away_is_named():
    finding = measured("""
        date       | place | alerts | false_confirmed
        2024-01-01 | A     | 5      | 0
        2024-01-02 | B     | 5      | 0
        2204-01-03 | C     | 5      | 0
    """)

    assert "3 January 2204, C (row 4)" in said(finding, "dates-far-apart")


def test_a_file_in_no_order_at_all_is_not_faulted_for_its_order():
    finding = measured("""
        date       | alerts | false_confirmed
        2024-05-01 | 5      | 0
        2024-01-02 | 5      | 0
        2024-04-03 | 5      | 0
        2024-02-03 | 5      | 0
        2024-06-05 | 5      | 0
        2024-03-03 | 5      | 0
    """)

    assert said(finding, "dates-out-of-order") == ""


def test_the_newest_first_is_an_order_too():
    finding = measured("""
        date       | place | alerts | false_confirmed
        2024-05-01 | A     | 5      | 0
        2024-04-03 | B     | 5      | 0
        2023-04-01 | C     | 5      | 0
        2024-03-02 | D     | 5      | 0
        2024-02-02 | E     | 5      | 0
    """)

    assert "1 April 2023, C (row 4), where 1 April 2024 would fit" in said(
        finding, "dates-out-of-order"
    )


def test_a_guarantee_is_wider_than_the_usual_range():
    text = "date | alerts | false_confirmed\n2024-01-01 | 20 | 3"

    usual = only(measured(text), "false_alerts_per_alert")
    sure = only(measured(text, interval="clopper-pearson"), "false_alerts_per_alert")

    assert sure.method == "clopper-pearson"
    assert sure.low < usual.low and usual.high < sure.high


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"level": 95}, "from 0.5 to below 1"),
        ({"interval": "guess"}, "--interval is one of"),
        ({"colour": "blue"}, "has no option 'colour'"),
        ({"group": "sex"}, "Give the alerts too: --alerts FILE"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused_in_words(options, words):
    with pytest.raises(DueRegardError, match=words):
        measured("date | alerts | false_confirmed\n2024-01-01 | 20 | 3", **options)


def _whole(text):
    return int(text) if text not in ("", "n/a") else None


def _by_hand(rows):
    """The same sums in plain Python: events and exposure by group, over rows that give both."""
    sums = defaultdict(lambda: [0, 0, 0])
    for cells in rows:
        row = dict(zip(DEPLOYMENT_HEADINGS, cells, strict=True))
        alerts, faces = _whole(row["alerts"]), _whole(row["faces_seen"])
        if alerts is None:
            continue
        confirmed = _whole(row["false_confirmed"])
        false = None
        if confirmed is not None:
            false = confirmed + (_whole(row["false_unconfirmed"]) or 0)
        arrests = _whole(row["arrests"])
        threshold = f"{float(row['threshold']):.2f}" if row["threshold"] else "not stated"
        pairs = {
            "false_alerts_per_alert": (false, alerts),
            "false_alerts_per_face": (false, faces),
            "alerts_per_1000_faces": (alerts, faces),
            "arrests_per_alert": (arrests, alerts),
        }
        for group in ((), (("threshold", threshold),), (("year", row["date"][:4]),)):
            for name, (events, exposure) in pairs.items():
                known = events is not None and exposure is not None
                sums[name, group][0] += events if known else 0
                sums[name, group][1] += exposure if known else 0
                sums[name, group][2] += known
        if len({each[1] for each in rows if _whole(each[4]) is not None}) > 1:
            _add(sums, (("place", row["place"]),), false, alerts)
        for first, last, used, label in _stretches(rows):
            if first <= row["date"] <= last and row["threshold"] in used:
                dates = " to ".join(dict.fromkeys(
                    long_date(date.fromisoformat(each)) for each in (first, last)))
                _add(sums, (("threshold", label), ("in_use", dates)), false, alerts)
    return sums


def _add(sums, group, false, alerts):
    tally = sums["false_alerts_per_alert", group]
    if false is not None:
        tally[0], tally[1], tally[2] = tally[0] + false, tally[1] + alerts, tally[2] + 1


def _stretches(rows):
    """Day by day: which thresholds were used, and from when to when they stayed the same."""
    days = defaultdict(set)
    for cells in rows:
        if cells[2] and _whole(cells[4]) is not None:
            days[cells[0]].add(cells[2])
    found = []
    for day in sorted(days):
        if found and found[-1][2] == days[day]:
            found[-1][1] = day
        else:
            found.append([day, day, days[day]])
    if len(found) < 2:
        return []
    return [(first, last, used, f"{float(min(used)):.2f}" if len(used) == 1 else "more than one")
            for first, last, used in found]


@settings(max_examples=max(15, settings.default.max_examples // 6), deadline=None)
@given(rows=LOGS["deployments"])
@example(rows=[
    # More false alerts than faces: neither that share nor a ratio of it is a figure.
    ["2022-01-01", "Croydon", "0.6", "1", "0", "0", "0", "0", "1", "0", "", "", ""],
    ["2022-01-01", "Croydon", "0.62", "1", "0", "0", "0", "0", "2", "0", "", "", ""],
])
def test_a_slow_and_simple_count_gives_the_same_figures(rows):
    finding = load("deployments").measure(table(DEPLOYMENT_HEADINGS, rows))
    found = {
        (row.measure, tuple(row.group.items())): row
        for row in finding.rows if "_per_" in row.measure and row.measure != "faces_per_hour"
        and row.reference is None
    }

    by_hand = _by_hand(rows)

    assert set(found) == set(by_hand)
    for key, (events, exposure, known) in by_hand.items():
        row = found[key]
        if not known or not exposure or events > exposure:
            assert row.value is None and row.not_computed.reason
        else:
            scale = 1000 if key[0] == "alerts_per_1000_faces" else 1
            assert (row.events, row.exposure) == (events, exposure)
            assert math.isclose(row.value, scale * events / exposure)
    _ratios_are_of_those_figures(finding, found)


def _ratios_are_of_those_figures(finding, found):
    """A ratio of thresholds is the one figure over the other, nothing else."""
    for row in finding.rows:
        if row.reference is None or "threshold" not in row.group or row.value is None:
            continue
        stem = row.measure.removesuffix("_ratio")
        other = found[stem, (("threshold", row.reference),)]
        assert math.isclose(row.value, found[stem, tuple(row.group.items())].value / other.value)
        assert row.low <= row.value <= row.high
