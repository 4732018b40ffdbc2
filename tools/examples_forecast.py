#!/usr/bin/env python3
"""Makes the made-up forecast of places in examples/: what was predicted, what happened, who lives there.

What is planted in it is said in examples/README.md. The seed is fixed: run again, the files are
the same to the byte. The squares lie in the North Sea, so that no street is meant.
"""

import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SEED = 20261127
SIDE, DAYS, EACH, LISTED = 20, 91, 16, 60
FIRST = date(2026, 6, 1)
EAST, NORTH, METRES = 640_000, 400_000, 500
GROUPS = ("White", "Asian", "Black", "Mixed", "Other")


def near(across: int, up: int, *, at: tuple[float, float], wide: float) -> float:
    """How near a square is to a place, from 0 to 1."""
    return math.exp(-((across - at[0]) ** 2 + (up - at[1]) ** 2) / (2 * wide**2))


def residents(random_: random.Random, across: int, up: int) -> dict[str, int]:
    """A crowded middle; Black residents live mostly in the north-east, Asian ones in the west."""
    people = 60 + 900 * near(across, up, at=(10, 9), wide=5) * random_.uniform(0.6, 1.4)
    black = 0.03 + 0.42 * near(across, up, at=(14, 14), wide=3)
    asian = 0.05 + 0.3 * near(across, up, at=(5, 9), wide=3)
    shares = {"Black": black, "Asian": asian, "Mixed": 0.03, "Other": 0.02}
    shares["White"] = 1 - sum(shares.values())
    return {group: round(people * shares[group]) for group in GROUPS}


def crime(across: int, up: int) -> float:
    """Crime that the public reports, for a day: most in the middle, some in the north-east."""
    return 0.004 + 0.1 * near(across, up, at=(9, 8), wide=2.2) + 0.05 * near(
        across, up, at=(14, 14), wide=1.8)


def marks(across: int, up: int) -> float:
    """What the forecast leans on: earlier stops and arrests as well, and so the north-east."""
    return crime(across, up) + 0.09 * near(across, up, at=(14, 14), wide=2.2)


def written(name: str, headings: list[str], rows: list[list[object]]) -> None:
    with (EXAMPLES / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([headings, *rows])


def poisson(random_: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), random_.random(), 0
    while product > limit:
        product *= random_.random()
        count += 1
    return count


def main() -> None:
    random_ = random.Random(SEED)
    places = [(across, up) for up in range(SIDE) for across in range(SIDE)]
    names = {each: f"F{each[1]:02}{each[0]:02}" for each in places}
    people = [[names[each], group, count] for each in places
              for group, count in residents(random_, *each).items()]
    cells: list[list[object]] = [
        [names[across, up], EAST + METRES * across, NORTH + METRES * up, "", "", ""]
        for across, up in places
    ]
    forecast: list[list[object]] = []
    for number in range(DAYS):
        day = (FIRST + timedelta(days=number)).isoformat()
        scores = {each: marks(*each) * random_.uniform(0.75, 1.3) for each in places}
        ranked = sorted(places, key=lambda each: (-scores[each], names[each]))[:LISTED]
        chosen = set(ranked[:EACH])
        forecast += [[day, names[each], f"{scores[each]:.4f}", "yes" if each in chosen else "no"]
                     for each in ranked]
        for each in places:
            reported = poisson(random_, crime(*each))
            # Officers find crime where they are, wherever that is.
            found = poisson(random_, 0.12 if each in chosen else 0.002)
            if reported or found:
                cells.append([names[each], "", "", day, reported, found])
    written("forecast.csv", ["day", "cell", "risk", "predicted"], forecast)
    written("forecast-cells.csv", ["cell", "x", "y", "day", "reported", "discovered"], cells)
    written("forecast-population.csv", ["cell", "ethnicity", "count"], people)
    print(f"{len(forecast):,} predictions, {len(cells):,} rows of cells, {len(people):,} of people")


if __name__ == "__main__":
    main()
