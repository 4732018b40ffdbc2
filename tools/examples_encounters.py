#!/usr/bin/env python3
"""Makes the made-up encounters of examples/, a sample of them filled in, and a panel's ratings.

What is planted in them is said in examples/README.md. The seed is fixed: run again, the files are
the same to the byte.
"""

import csv
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SEED = 20261126
WORDS = "seven swans by the weir"

POWERS = {"Stop and search": (0.72, 9), "Use of force": (0.2, 14), "Strip search in custody": (0.08, 25)}
ETHNICITY = {"White": 0.70, "Black": 0.09, "Asian": 0.11, "Mixed": 0.05, "Other": 0.03, "": 0.02}
# How many encounters a unit has, how likely its cameras record all, and how likely none.
UNITS = {
    "Central Response": (620, 0.88), "East Response": (540, 0.87), "West Response": (560, 0.89),
    "South Response": (480, 0.86), "Roads": (260, 0.90), "Night Team": (300, 0.88),
    "Rural North (four officers)": (22, 0.88),
}
# The one unit that turns the camera on late, or not at all, when the person is Black.
SELECTIVE, OF_THEM = "Night Team", 0.45


def one_of(random_: random.Random, shares: dict[str, float]) -> str:
    return random_.choices(list(shares), weights=list(shares.values()))[0]


def footage(random_: random.Random, start: datetime, end: datetime, whole: float):
    """When the camera was on, as the footage system has it; two blanks where there is none."""
    if random_.random() < whole:
        return start - timedelta(seconds=random_.randint(5, 90)), end + timedelta(
            seconds=random_.randint(5, 120))
    kind = random_.random()
    if kind < 0.35:
        return None, None
    late, early = kind < 0.8, kind >= 0.7
    length = int((end - start).total_seconds())
    on = start + timedelta(seconds=random_.randint(70, max(71, length // 2)) if late else -20)
    off = end - timedelta(seconds=random_.randint(70, max(71, length // 3)) if early else -30)
    return on, max(off, on + timedelta(seconds=20))


def encounters(random_: random.Random):
    number = 0
    for unit, (many, whole) in UNITS.items():
        for _ in range(many):
            number += 1
            power = one_of(random_, {name: share for name, (share, _) in POWERS.items()})
            who = one_of(random_, ETHNICITY)
            start = datetime(2026, 7, 1) + timedelta(minutes=random_.randrange(92 * 24 * 60))
            end = start + timedelta(minutes=max(4, round(random_.gauss(POWERS[power][1], 3))))
            chance = OF_THEM if (unit, who) == (SELECTIVE, "Black") else whole
            on, off = footage(random_, start, end, chance)
            # One clip in fifty has no end: its system was never asked.
            if on and random_.random() < 0.02:
                off = None
            yield [f"E-{number:05d}", power, who, unit,
                   *(each.strftime("%Y-%m-%d %H:%M") for each in (start, end)),
                   *(each.strftime("%Y-%m-%d %H:%M:%S") if each else "" for each in (on, off))]


def filled_in(random_: random.Random, sample: Path):
    """The drawn sample as it comes back from the force: most clips seen, some not, with reasons."""
    with sample.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    reasons = {"missing": "No clip in the system", "late": "Camera on after the search began",
               "cut": "Ends before the person left", "withheld": "Live investigation"}
    for row in rows:
        kind = random_.random()
        row["footage"] = ("seen" if kind < 0.85 else "missing" if kind < 0.90 else "late"
                          if kind < 0.94 else "cut" if kind < 0.97 else "withheld")
        row["reason"] = reasons.get(row["footage"], "")
    return rows


def ratings(random_: random.Random, sample):
    """Six members rate what they saw; two are stricter; the second camera shows more."""
    strict = {"A": -0.5, "B": -0.3, "C": 0.0, "D": 0.1, "E": 0.5, "F": 0.8}
    for row in sample:
        if row["footage"] not in ("seen", "late", "cut"):
            continue
        grave = random_.gauss(0.5, 0.9)
        views = ["body-worn"] if random_.random() < 0.6 else ["body-worn", "second camera"]
        for rater, severity in strict.items():
            if random_.random() < 0.07:
                continue
            for view in views:
                score = grave + severity + 0.5 * (view == "second camera") + random_.gauss(0, 0.45)
                rag = "green" if score < 0.9 else "amber" if score < 2.0 else "red"
                yield [rater, row["id"], view, rag]


def main() -> None:
    from click.testing import CliRunner

    sys.path.insert(0, str(ROOT / "src"))
    from dueregard.cli.draw import draw_

    random_ = random.Random(SEED)
    rows = list(encounters(random_))
    random_.shuffle(rows)
    list_, sample = EXAMPLES / "encounters.csv", EXAMPLES / "footage-sample.csv"
    write(list_, ["id", "power", "ethnicity", "unit", "started", "ended", "recorded_from",
                  "recorded_to"], rows)
    done = CliRunner().invoke(draw_, [
        str(list_), "--size", "48", "--seed", WORDS, "--stratum", "power,ethnicity",
        "-o", str(sample)])
    if done.exit_code:
        raise SystemExit(done.output or str(done.exception))
    seen = filled_in(random_, sample)
    write(sample, list(seen[0]), [list(each.values()) for each in seen])
    write(EXAMPLES / "footage-ratings.csv", ["rater", "item", "view", "rating"],
          ratings(random_, seen))


def write(path: Path, headings, rows) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([headings, *rows])


if __name__ == "__main__":
    main()
