"""Sunset and civil dusk beside published times, and beside another formula all over the country."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dueregard.findings import sun, uk_clock

LONDON_TIME = ZoneInfo("Europe/London")
PLACES = {
    "London": (51.5074, -0.1278), "Edinburgh": (55.9533, -3.1883), "Lerwick": (60.1530, -1.1493),
    "Penzance": (50.1188, -5.5376), "Glasgow": (55.8642, -4.2518),
    "Ipswich": (52.0567, 1.1482), "Inverness": (57.4778, -4.2247),
    "Stornoway": (58.2093, -6.3865), "Belfast": (54.5973, -5.9301),
}
# As clocks showed them. London: timeanddate.com/sun/uk/london, as tabled in the tests of the
# library Astral. Edinburgh and Inverness 2019: The Scotsman, 10 December 2019. 18 December 2015:
# BBC Weather, as copied that day. 17 December 2014: Scottish Islands Explorer, that day. Midsummer
# 2006: a table of civil twilight for 21 June 2006 on diamondgeezer.blogspot.com.
PUBLISHED = [
    ("London", "2015-12-01", "dusk", "16:34"), ("London", "2015-12-03", "dusk", "16:33"),
    ("London", "2015-12-12", "dusk", "16:31"), ("London", "2015-12-25", "dusk", "16:36"),
    ("London", "2019-08-29", "dusk", "20:30"), ("Glasgow", "2006-06-21", "dusk", "23:09"),
    ("London", "2015-01-01", "sunset", "16:01"), ("London", "2015-12-01", "sunset", "15:55"),
    ("London", "2015-12-25", "sunset", "15:55"), ("London", "2019-08-29", "sunset", "19:54"),
    ("Glasgow", "2006-06-21", "sunset", "22:06"), ("Edinburgh", "2015-12-18", "sunset", "15:39"),
    ("Edinburgh", "2019-12-12", "sunset", "15:38"), ("Edinburgh", "2019-12-22", "sunset", "15:40"),
    ("Inverness", "2019-12-22", "sunset", "15:33"), ("Lerwick", "2015-12-18", "sunset", "14:56"),
    ("Lerwick", "2014-12-17", "sunset", "14:56"), ("Penzance", "2014-12-17", "sunset", "16:20"),
    ("Ipswich", "2014-12-17", "sunset", "15:44"), ("Stornoway", "2014-12-17", "sunset", "15:34"),
]
DEPRESSION = {"sunset": sun.SUNSET, "dusk": sun.CIVIL_DUSK}


def computed(place, day, depression):
    """Minutes after midnight UTC."""
    latitude, longitude = PLACES[place]
    return float(sun.setting(np.array([day], dtype="datetime64[D]"), np.array([latitude]),
                             np.array([longitude]), depression=depression)[0])


def altitude(place, minutes, day):
    """Degrees above the horizon by the Astronomical Almanac's low-precision formulae.

    Another road than the one tested: right ascension and sidereal time, no equation of time.
    Source: The Astronomical Almanac, page C5; good to 0.01 degrees from 1950 to 2050.
    """
    latitude, longitude = PLACES[place]
    midnight = (np.datetime64(day) - np.datetime64("2000-01-01")).astype(int) - 0.5
    n = midnight + minutes / 1440
    mean, anomaly = (280.460 + 0.9856474 * n) % 360, np.radians((357.528 + 0.9856003 * n) % 360)
    ecliptic = np.radians(mean + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    tilt = np.radians(23.439 - 0.0000004 * n)
    ascension = np.degrees(np.arctan2(np.cos(tilt) * np.sin(ecliptic), np.cos(ecliptic)))
    declination = np.arcsin(np.sin(tilt) * np.sin(ecliptic))
    sidereal = 280.46061837 + 360.98564736629 * n + longitude
    hour, phi = np.radians(sidereal - ascension), np.radians(latitude)
    return np.degrees(np.arcsin(np.sin(phi) * np.sin(declination)
                                + np.cos(phi) * np.cos(declination) * np.cos(hour)))


@pytest.mark.parametrize(("place", "day", "what", "published"), PUBLISHED)
def test_a_published_time_is_met_to_the_minute(place, day, what, published):
    moment = (np.datetime64(day, "s")
              + np.timedelta64(round(60 * computed(place, day, DEPRESSION[what])), "s"))
    shown = moment.astype(datetime).replace(tzinfo=ZoneInfo("UTC")).astimezone(LONDON_TIME)

    wanted = datetime.fromisoformat(f"{day}T{published}").replace(tzinfo=LONDON_TIME)

    # A table rounds to the minute, or cuts off, and its place is another street.
    assert abs(shown - wanted) <= timedelta(seconds=75)


@pytest.mark.parametrize("what", ["sunset", "dusk"])
@pytest.mark.parametrize("day", ["2026-03-20", "2026-06-21", "2026-09-23", "2026-12-21",
                                 "1999-02-03", "2035-11-05"])
@pytest.mark.parametrize("place", PLACES)
def test_another_formula_finds_the_sun_as_far_below_the_horizon(place, day, what):
    minutes = computed(place, day, DEPRESSION[what])
    around = minutes + np.array([-1.0, 1.0])

    before, after = altitude(place, around, day)

    # Within a minute, but where the sun hardly sinks: there within a fiftieth of a degree.
    assert before > -DEPRESSION[what] > after or altitude(place, minutes, day) == pytest.approx(
        -DEPRESSION[what], abs=0.02)


def test_north_of_the_arctic_circle_in_june_the_sun_never_sets():
    found = sun.setting(np.array(["2026-06-21"], dtype="datetime64[D]"), np.array([68.0]),
                        np.array([0.0]), depression=sun.SUNSET)

    assert np.isnan(found[0])


@pytest.mark.parametrize("year", [1996, 2000, 2007, 2015, 2026, 2034])
def test_clocks_are_those_of_the_time_zone_database(year):
    utc = np.arange(np.datetime64(f"{year}-01-01T00:30", "m"), np.datetime64(f"{year + 1}-01-01"),
                    np.timedelta64(60, "m"))

    shown = uk_clock.to_local(utc)

    wanted = [each.replace(tzinfo=ZoneInfo("UTC")).astimezone(LONDON_TIME).replace(tzinfo=None)
              for each in utc.astype(datetime)]
    assert shown.astype(datetime).tolist() == wanted
    twice = np.zeros(len(shown), dtype=bool)
    twice[1:] = shown[1:] == shown[:-1]
    assert twice.sum() == 1
    assert np.array_equal(uk_clock.to_utc(shown)[~twice], utc[~twice])
    assert not uk_clock.never_shown(shown).any()
    spring, _ = uk_clock.changes(year)
    assert uk_clock.never_shown(np.array([spring, spring + np.timedelta64(59, "m")])).all()
    assert not uk_clock.never_shown(np.array([spring + uk_clock.HOUR])).any()
