"""The Metropolitan Police's published deployments, 2020 to 10 May 2025, as in the example.

The figures were read and added up from the published tables apart from this code.
"""

import pytest
from tests.builders_measure import EXAMPLE, only, said

from dueregard.findings.reading_tables import read
from dueregard.instruments import load


@pytest.fixture(scope="module")
def finding():
    return load("deployments").measure(read(EXAMPLE))


@pytest.mark.parametrize(
    ("threshold", "deployments", "faces", "alerts", "false", "arrests"),
    [
        ("0.60", 112, 491_246, 691, 25, 306),
        ("0.62", 10, 16_589, 54, 4, 31),
        ("0.64", 155, 1_863_630, 1_413, 5, 614),
        ("not stated", 8, 157_566, 28, 10, 9),
    ],
)
def test_each_threshold_has_its_published_counts(
    finding, threshold, deployments, faces, alerts, false, arrests
):
    def events(measure):
        return only(finding, measure, threshold=threshold).events

    assert events("deployments") == deployments
    assert events("faces_seen") == faces
    assert events("alerts") == alerts
    assert events("false_alerts") == false
    assert events("arrests") == arrests


@pytest.mark.parametrize(
    ("year", "deployments", "faces", "alerts", "false", "arrests"),
    [
        ("2020", 2, 13_200, 8, 7, 1),  # three rows; in one a fault stopped the deployment
        ("2022", 6, 144_366, 20, 3, 8),
        ("2023", 24, 326_994, 68, 2, 37),
        ("2024", 179, 902_146, 1_276, 27, 572),
        ("2025", 74, 1_142_325, 814, 5, 342),
    ],
)
def test_each_year_has_its_published_counts(
    finding, year, deployments, faces, alerts, false, arrests
):
    def events(measure):
        return only(finding, measure, year=year).events

    assert events("deployments") == deployments
    assert events("faces_seen") == faces
    assert events("alerts") == alerts
    assert events("false_alerts") == false
    assert events("arrests") == arrests


def test_the_row_of_the_fault_is_set_aside_by_name(finding):
    (aside,) = finding.data.set_aside

    assert (finding.data.rows_read, finding.data.rows_used, aside.rows) == (286, 285, 1)
    assert "21 February 2020, Oxford Circus (technical fault" in aside.reason


def test_the_verdict_says_first_what_was_found_and_last_what_cannot_be_known(finding):
    sentence = finding.verdict.sentence

    assert sentence.startswith("285 deployments raised 2,186 alerts; 44 of 2,186 were false (2.0%")
    assert "1 row does not add up: 10 January 2024, Westminster." in sentence
    assert sentence.endswith("cannot be known from this log.")


def test_the_row_that_does_not_add_up_is_shown_with_its_arithmetic(finding):
    assert "10 January 2024, Westminster (row 34): 1 alert, but 1 true confirmed + 1 true" in said(
        finding, "alerts-do-not-add-up"
    )


def test_a_printed_rate_that_its_counts_contradict_is_named(finding):
    rates = said(finding, "stated-rate-disagrees")

    contradicted, cut = rates.split("Stated rates that agree only if")
    assert "7 December 2023, Croydon, George St (row 28): 1 of 3,940 is 0.025%" in contradicted
    assert contradicted.count("(row ") == 1
    assert cut.count("(row ") == 10


def test_the_change_in_how_faces_were_counted_is_found_twice(finding):
    periods = [row.group["period"] for row in finding.rows if "period" in row.group]

    assert periods == [
        "April 2023 to December 2023", "January 2024 to July 2024", "August 2024 to May 2025",
    ]
    jump = said(finding, "faces-per-hour-jump")
    assert "1,368" in jump and "280" in jump and "2,015" in jump and "7.2 times" in jump
    assert "cannot be compared" in jump


def test_odd_watchlists_dates_and_doubles_are_named(finding):
    assert "2 May 2025, Bond St Stn (row 281): 19,199" in said(finding, "watchlist-stands-out")
    assert "11 July 2023, Dalston (row 123), where 11 July 2024 would fit" in said(
        finding, "dates-out-of-order"
    )
    assert said(finding, "same-date-and-place").count("(rows ") == 9
    assert "22 August 2024, Westminster (rows 143, 144, 145, 146)" in said(
        finding, "same-date-and-place"
    )


def test_false_alerts_of_every_threshold_have_their_ranges(finding):
    at_60 = only(finding, "false_alerts_per_alert", threshold="0.60")
    at_64 = only(finding, "false_alerts_per_alert", threshold="0.64")

    expected = [(0.03618, 0.02462, 0.05286), (0.00354, 0.00151, 0.00826)]
    for row, figures in zip([at_60, at_64], expected, strict=True):
        assert (row.value, row.low, row.high) == pytest.approx(figures, abs=1e-5)
    assert at_60.method == "wilson"


def test_that_the_missed_cannot_be_known_is_always_said(finding):
    assert "cannot be known from a log" in said(finding, "missed-cannot-be-known")
