"""Times and places that cannot be what they claim are said in words, with what to do next."""

import pytest
from tests.builders_measure import said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import darkness

HEADINGS = ["at", "lat", "lon", "who"]
ASKED = {"group": "who", "time": "at", "lat": "lat", "lon": "lon"}


def stops(count=60, *, months=(1, 6), lat="52.6", lon="-1.1", time="{}"):
    return [
        [time.format(f"2026-{months[n % len(months)]:02}-{1 + n % 28:02}"
                     f" {17 + n % 4}:{n % 60:02}"), lat, lon, "White" if n % 3 else "Black"]
        for n in range(count)
    ]


def measured(rows, **more):
    return darkness.measure(table(HEADINGS, rows), options={**ASKED, **more})


def test_an_hour_that_no_clock_showed_betrays_times_in_utc():
    rows = [*stops(), ["2026-03-29 01:20", "52.6", "-1.1", "White"]]

    with pytest.raises(DueRegardError) as caught:
        measured(rows)

    assert "1 times in 'at' lie between 01:00 and 02:00" in str(caught.value)
    assert "seem to be in UTC though they claim to be local" in str(caught.value)
    assert "--clock utc" in str(caught.value)
    assert measured(rows, clock="utc").data.rows_used > 0


def test_times_that_tell_their_offset_are_brought_to_local_and_a_mixture_is_refused():
    with_offset = measured(stops(time="{}Z"))
    as_utc = measured(stops(), clock="utc")

    assert with_offset.data == as_utc.data
    assert "were brought to what clocks in the United Kingdom showed" in said(with_offset, "clock")
    with pytest.raises(DueRegardError, match="30 times say how far they are from UTC .* 30 do not"):
        measured([*stops(30), *stops(30, time="{}+01:00")])


def test_a_summer_day_that_begins_an_hour_early_is_doubted():
    """People keep to the clock: the same day, written in UTC, is an hour earlier in summer."""
    def day(month, shift):
        return [[f"2026-{month:02}-{1 + n % 28:02} {hour - shift:02}:{n % 60:02}", "52.6", "-1.1",
                 "White" if n % 3 else "Black"]
                for hour in (8, 9, 17, 18, 18, 18, 22) for n in range(60)]

    assert "clock-doubted" in {each.code for each in measured([*day(1, 0), *day(6, 1)]).caveats}
    assert "clock-doubted" not in {each.code for each in measured([*day(1, 0), *day(6, 0)]).caveats}


def test_two_systems_of_coordinates_are_not_mixed():
    with pytest.raises(DueRegardError) as caught:
        measured([*stops(20), *stops(5, lat="304500", lon="458700")])

    assert "Two systems of coordinates are mixed in 'lat' and 'lon': 20 rows are in degrees and 5" \
        in str(caught.value)


@pytest.mark.parametrize(("lat", "lon", "words"), [
    ("304500", "458700", "seem to be metres of a grid"),
    ("-1.1", "52.6", "seem to be changed about"),
    ("40.7", "-74.0", "Most stops lie outside the United Kingdom (such as 40.7, -74)"),
    ("", "", "hold no numbers"),
])
def test_places_that_cannot_be_are_refused(lat, lon, words):
    with pytest.raises(DueRegardError) as caught:
        measured(stops(lat=lat, lon=lon))

    assert words in str(caught.value)


def test_a_few_stops_elsewhere_are_set_aside_with_the_reason():
    found = measured([*stops(), *stops(3, lat="40.7")])

    reasons = {each.reason: each.rows for each in found.data.set_aside}
    assert reasons["'lat' and 'lon' lie outside the United Kingdom"] == 3


@pytest.mark.parametrize(("rows", "words"), [
    ([["soon", "52.6", "-1.1", "White"]], "No time in 'at' can be read: it holds 'soon'"),
    ([["2026-01-01 00:00", "52.6", "-1.1", "White"]] * 3, "no time of day"),
])
def test_times_that_tell_nothing_are_refused(rows, words):
    with pytest.raises(DueRegardError, match=words):
        measured(rows)


def test_a_day_in_a_column_of_its_own_and_british_dates_are_read():
    rows = [[f"{each[0][8:10]}/{each[0][5:7]}/{each[0][:4]}", each[0][11:], *each[1:]]
            for each in stops()]

    apart = darkness.measure(table(["day", *HEADINGS], rows), options={**ASKED, "date": "day"})

    for one, other in zip(apart.rows, measured(stops()).rows, strict=True):
        assert (one.measure, one.group, one.events) == (other.measure, other.group, other.events)
        assert one.value == pytest.approx(other.value)


def test_searches_from_data_police_uk_are_no_vehicle_stops():
    headings = ["Type", "Date", "Self-defined ethnicity", "Officer-defined ethnicity",
                "Legislation", "Object of search", "Outcome", "Latitude", "Longitude"]

    with pytest.raises(DueRegardError, match="vehicle stops only.*'rates'"):
        darkness.measure(table(headings, [["x"] * 9]), options=ASKED)


@pytest.mark.parametrize(("rows", "words"), [
    (stops(months=(6,)), "Bring stops of a whole year"),
    ([[*each[:3], "White"] for each in stops()], "Only one group is stated (White)"),
    ([[*each[:3], ""] for each in stops()], "No stop lies between"),
])
def test_what_the_stops_cannot_answer_is_said(rows, words):
    found = measured(rows)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert words in found.verdict.sentence


def test_every_pitfall_is_told():
    told = {each.code for each in measured(stops(400)).caveats}

    assert {"what-is-seen", "vehicles-rather-than-people", "season", "offences-of-the-dark",
            "only-around-dusk"} <= told


def test_shetland_in_june_is_never_dark_and_that_is_no_error():
    rows = [*stops(60, lat="60.8", lon="-0.8"), ["2026-06-21 23:50", "60.8", "-0.8", "White"]]

    assert measured(rows).data.rows_read == 61
