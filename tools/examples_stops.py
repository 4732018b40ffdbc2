#!/usr/bin/env python3
"""Makes the made-up vehicle stops in examples/, for the threshold test and the veil of darkness.

What is planted in them is said in examples/README.md. The seed is fixed: run again, the files
are the same to the byte.
"""

import csv
import math
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
from dueregard.findings import sun, uk_clock  # noqa: E402

EXAMPLES = ROOT / "examples"
SEED = 20261126
# Area: stops of each group, and how many carry something there, against the whole (log-odds).
AREAS = {
    "Ashby": ((6200, 700, 900), 0.1), "Brook": ((4100, 450, 380), -0.2),
    "Castle": ((3900, 1400, 1100), 0.2), "Dene": ((2700, 160, 210), 0.0),
    "Eastgate": ((3300, 900, 1300), 0.15), "Fenside": ((2900, 120, 140), -0.15),
    "Grange": ((2400, 260, 330), 0.05), "Harbour": ((5100, 620, 540), -0.1),
}
GROUPS = ("White", "Black", "Asian")
# The chance of a find at which each is searched: the bar.
BARS = {"White": 0.26, "Black": 0.17, "Asian": 0.25}
CARRYING, CONCENTRATION = 0.035, 7.0

# Where the areas lie, and how many of 1,000 drivers there are of each group.
PLACES = {
    "Ashby": (52.61, -1.14, (78, 9, 13)), "Brook": (52.55, -1.32, (90, 4, 6)),
    "Castle": (52.63, -1.12, (62, 17, 21)), "Harbour": (52.72, -0.98, (88, 6, 6)),
}
STOPS = 4_200
# Odds of Black drivers among those stopped, in daylight beside the dark.
SEEN = 1.6


def main() -> None:
    chance = random.Random(SEED)
    write(EXAMPLES / "vehicle-stop-counts.csv", ["area", "ethnicity", "stops", "searches", "finds"],
          list(counts(chance)))
    write(EXAMPLES / "vehicle-stops.csv",
          ["stopped_at", "area", "latitude", "longitude", "ethnicity", "officer"],
          sorted(stops(chance)))


def counts(chance: random.Random):
    for area, (stops, more) in AREAS.items():
        odds = math.log(CARRYING / (1 - CARRYING)) + more
        share = 1 / (1 + math.exp(-odds))
        for group, number in zip(GROUPS, stops, strict=True):
            number *= 3
            bar = 1 / (1 + math.exp(-math.log(BARS[group] / (1 - BARS[group]))
                                    - chance.gauss(0, 0.1)))
            seen = [chance.betavariate(CONCENTRATION * share, CONCENTRATION * (1 - share))
                    for _ in range(number)]
            searched = [each for each in seen if each > bar]
            yield [area, group, number, len(searched),
                   sum(chance.random() < each for each in searched)]


def stops(chance: random.Random):
    for _ in range(STOPS):
        day = datetime(2025, 1, 1) + timedelta(days=chance.randrange(365))
        minute = int(min(1439, max(0, chance.gauss(1145, 170))))
        at = day + timedelta(minutes=minute)
        area = chance.choices(list(PLACES), weights=(30, 20, 35, 15))[0]
        north, east, weights = PLACES[area]
        latitude, longitude = north + chance.gauss(0, 0.02), east + chance.gauss(0, 0.03)
        odds = list(weights)
        odds[1] *= SEEN if light(at, latitude, longitude) else 1
        group = chance.choices([*GROUPS, ""], weights=[*odds, 4])[0]
        officer = f"{area[0]}{chance.randrange(1, 19):02}"
        if uk_clock.never_shown(np.array([at], dtype="datetime64[m]"))[0]:
            continue
        yield [f"{at:%Y-%m-%d %H:%M}", area, f"{latitude:.4f}", f"{longitude:.4f}", group, officer]


def light(at: datetime, latitude: float, longitude: float) -> bool:
    """Before civil dusk of the day, and after about dawn."""
    day = np.array([at.date()], dtype="datetime64[D]")
    dusk = sun.setting(day, np.array([latitude]), np.array([longitude]),
                       depression=sun.CIVIL_DUSK)[0]
    shown = uk_clock.to_local(day.astype("datetime64[m]") + np.timedelta64(int(dusk), "m"))[0]
    return at.hour >= 7 and np.datetime64(at, "m") < shown


def write(path: Path, headings: list[str], rows: list[list]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([headings, *rows])
    print(f"{path.name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
