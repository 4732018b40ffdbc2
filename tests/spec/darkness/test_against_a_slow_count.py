"""Who was stopped in the dark beside a slow count, and the odds beside statsmodels."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import statsmodels.api as sm
from tests.builders_measure import table

from dueregard.findings import logistic
from dueregard.findings.reading_tables import read
from dueregard.instruments import darkness

EXAMPLE = Path(__file__).parents[3] / "examples" / "vehicle-stops.csv"
ASKED = {"group": "ethnicity", "time": "stopped_at", "lat": "latitude", "lon": "longitude"}
UK = ZoneInfo("Europe/London")


def altitude(when, latitude, longitude):
    """Degrees of the sun above the horizon (The Astronomical Almanac, page C5)."""
    n = (when - datetime(2000, 1, 1, 12, tzinfo=ZoneInfo("UTC"))).total_seconds() / 86400
    anomaly = np.radians(357.528 + 0.9856003 * n)
    ecliptic = np.radians(280.460 + 0.9856474 * n + 1.915 * np.sin(anomaly)
                          + 0.020 * np.sin(2 * anomaly))
    tilt, phi = np.radians(23.439 - 0.0000004 * n), np.radians(latitude)
    ascension = np.degrees(np.arctan2(np.cos(tilt) * np.sin(ecliptic), np.cos(ecliptic)))
    declination = np.arcsin(np.sin(tilt) * np.sin(ecliptic))
    hour = np.radians(280.46061837 + 360.98564736629 * n + longitude - ascension)
    return float(np.degrees(np.arcsin(np.sin(phi) * np.sin(declination) + np.cos(phi)
                                      * np.cos(declination) * np.cos(hour))))


def slow_light(text, latitude, longitude):
    """'light', 'dark' or 'between', by the height of the sun at that very moment."""
    height = altitude(datetime.fromisoformat(text).replace(tzinfo=UK), latitude, longitude)
    return "light" if height > -50 / 60 else "dark" if height <= -6 else "between"


def slow_dusk(day, latitude, longitude):
    """Minutes after midnight at which the clock shows dusk: looked for minute by minute."""
    noon = datetime.combine(day, datetime.min.time(), tzinfo=UK) + timedelta(hours=14)
    return 14 * 60 + next(minute for minute in range(10 * 60)
                          if altitude(noon + timedelta(minutes=minute), latitude, longitude) <= -6)


def test_stops_are_in_the_dark_or_not_as_a_slow_look_at_the_sun_says():
    chance = random.Random(3)
    rows = []
    for _ in range(400):
        day = datetime(2026, 1, 1) + timedelta(days=chance.randrange(365))
        at = day + timedelta(minutes=chance.randrange(15 * 60, 24 * 60))
        rows.append([f"{at:%Y-%m-%d %H:%M}", "53.8", "-1.5", chance.choice(["X", "Y", "X"])])
    days = {datetime.fromisoformat(each[0]).date() for each in rows}
    # The sun sets nearly alike from one day to the next: every seventh shows the ends well enough.
    dusks = [slow_dusk(day, 53.8, -1.5) for day in sorted(days)[::7]]

    found = darkness.measure(table(["at", "lat", "lon", "who"], rows), options={
        "group": "who", "time": "at", "lat": "lat", "lon": "lon"})

    counted = {(row.measure, row.group["who"]): row.events for row in found.rows
               if row.measure.startswith("share_of_stops")}
    slow = dict.fromkeys(counted, 0)
    near = 0
    for text, _, _, who in rows:
        clock = int(text[11:13]) * 60 + int(text[14:])
        near += min(abs(clock - min(dusks)), abs(clock - max(dusks))) <= 6
        which = slow_light(text, 53.8, -1.5)
        if min(dusks) <= clock <= max(dusks) and which != "between":
            name = "daylight" if which == "light" else "the_dark"
            slow[f"share_of_stops_in_{name}", who] += 1
    assert sum(slow.values()) > 200
    assert sum(abs(slow[key] - counted[key]) for key in counted) <= near + 1


@pytest.fixture(scope="module")
def found():
    return darkness.measure(read(EXAMPLE), options={
        **ASKED, "cluster": "officer", "stratum": "area", "reference": "White"})


def truncated(at, knots):
    """A natural spline in truncated powers (Hastie, Tibshirani and Friedman, equation 5.4)."""
    def cut(k):
        return (np.maximum(at - knots[k], 0)**3 - np.maximum(at - knots[-1], 0)**3) / (
            knots[-1] - knots[k])

    return np.stack([np.ones_like(at), at, *(cut(k) - cut(-2) for k in range(len(knots) - 2))], 1)


def test_odds_and_clustered_ranges_are_those_of_statsmodels(found):
    """The rows that were used are picked by the slow way, and another basis spans the spline."""
    with EXAMPLE.open() as file:
        rows = [each for each in csv.DictReader(file) if each["ethnicity"] in ("White", "Black")]
    window = [at for at in found.method_words if "earliest and the latest dusk" in at][0]
    low, high = (int(part[:2]) * 60 + int(part[3:]) for part in (
        window.split("(")[1][:5], window.split(" to ")[1][:5]))
    used = []
    for each in rows:
        at = datetime.fromisoformat(each["stopped_at"])
        which = slow_light(each["stopped_at"], float(each["latitude"]), float(each["longitude"]))
        if low <= at.hour * 60 + at.minute <= high and which != "between":
            used.append((each, which == "dark", at.hour * 60.0 + at.minute))
    clock = np.array([each[2] for each in used]) / 600
    dark = np.array([each[1] for each in used], dtype=float)
    knots = np.unique(np.quantile(clock, np.linspace(0, 1, 7)))
    areas = sorted({each[0]["area"] for each in used})
    columns = np.column_stack([
        dark, truncated(clock, knots),
        *([each[0]["area"] == area for each in used] for area in areas[1:])]).astype(float)
    outcome = np.array([each[0]["ethnicity"] == "Black" for each in used], dtype=float)
    officers = np.unique([each[0]["officer"] for each in used], return_inverse=True)[1]

    fitted = sm.Logit(outcome, columns).fit(disp=0, cov_type="cluster",
                                            cov_kwds={"groups": officers})

    (ours,) = [row for row in found.rows if row.measure == "odds_in_the_dark_beside_daylight"
               and row.group["ethnicity"] == "Black"]
    wide = 1.959964 * fitted.bse[0]
    # The window of each place differs by a minute or two, and so do a handful of stops.
    assert ours.value == pytest.approx(np.exp(fitted.params[0]), rel=0.02)
    assert ours.low == pytest.approx(np.exp(fitted.params[0] - wide), rel=0.03)
    assert ours.high == pytest.approx(np.exp(fitted.params[0] + wide), rel=0.03)


def test_the_regression_is_that_of_statsmodels_to_the_last_figure():
    chance = np.random.default_rng(4)
    clock, dark = chance.uniform(0, 1, 500), (chance.random(500) < 0.4).astype(float)
    outcome = (chance.random(500) < 0.3 + 0.1 * dark).astype(float)
    cluster, times = chance.integers(0, 25, 500), chance.integers(1, 4, 500)
    ours = logistic.logistic(
        outcome, np.column_stack([dark, logistic.natural_spline(clock, pieces=5)]),
        cluster=cluster, times=times.astype(float))

    # Each row as often as it stands for: an analyst's file without counts.
    again = np.repeat(np.arange(500), times)
    knots = np.quantile(clock, np.linspace(0, 1, 6))
    fitted = sm.Logit(outcome[again], np.column_stack([dark, truncated(clock, knots)])[again]).fit(
        disp=0, tol=1e-12, maxiter=100, cov_type="cluster", cov_kwds={"groups": cluster[again]})

    assert ours.slopes[0] == pytest.approx(fitted.params[0], rel=1e-7)
    assert ours.covariance[0, 0]**0.5 == pytest.approx(fitted.bse[0], rel=1e-6)
    assert ours.clusters == 25


def test_what_was_planted_in_the_example_is_found(found):
    """Black drivers were made likelier to be stopped in daylight, others were not."""
    odds = {row.group["ethnicity"]: row for row in found.rows
            if row.measure == "odds_in_the_dark_beside_daylight"}

    assert found.verdict.code.value == "disparity-shown"
    assert odds["Black"].low < 1 / 1.6 < odds["Black"].high < 1
    assert odds["Asian"].low < 1 < odds["Asian"].high
