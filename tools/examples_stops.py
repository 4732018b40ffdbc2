#!/usr/bin/env python3
"""Makes the made-up vehicle stops in examples/, for the threshold test and the veil of darkness.

What is planted in them is said in examples/README.md. The seed is fixed: run again, the files
are the same to the byte.
"""

import csv
import math
import random
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
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


def main() -> None:
    chance = random.Random(SEED)
    write(EXAMPLES / "vehicle-stop-counts.csv", ["area", "ethnicity", "stops", "searches", "finds"],
          list(counts(chance)))


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


def write(path: Path, headings: list[str], rows: list[list]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([headings, *rows])
    print(f"{path.name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
