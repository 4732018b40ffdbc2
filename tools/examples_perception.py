#!/usr/bin/env python3
"""Makes the made-up survey of perception in examples/, in two waves, and what is true beside it.

What is planted in it is said in examples/README.md. The seed is fixed: run again, the files are
the same to the byte.
"""

import csv
import random
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SEED = 20261126

# What is true, and how many in a hundred say yes and "don't know" in the first wave and the second.
ACTUAL = {
    "live-facial-recognition": ("yes", "6"), "drones": ("yes", "40"), "anpr": ("yes", "90"),
    "person-risk-scoring": ("yes", "80"), "place-based-prediction": ("no", ""),
    "retrospective-facial-recognition": ("no", ""),
}
SAY = {
    "live-facial-recognition": ((72, 15), (75, 14)), "drones": ((66, 20), (68, 18)),
    "anpr": ((91, 6), (92, 6)), "person-risk-scoring": ((18, 47), (20, 45)),
    "place-based-prediction": ((49, 33), (46, 36)),
    "retrospective-facial-recognition": ((78, 16), (58, 22)),
    "public-contact-chatbot": ((41, 38), (43, 37)),
}
OFTEN = {
    "live-facial-recognition": (45, 25, 8, 4, 4, 14), "drones": (12, 30, 22, 14, 4, 18),
}
OFTEN_WORDS = ("Every day", "Every week", "Every month", "Less often", "Never", "Don't know")
TRUST = {"fair": (47, 18), "told": (22, 21), "good-job": (51, 20)}
AGES = {"16 to 24": (0.16, 1.9), "25 to 44": (0.3, 1.1), "45 to 64": (0.32, 0.8),
        "65 or over": (0.22, 0.7)}
WAVES = {"2025": 420, "2026": 460}


def one_of(random_: random.Random, shares: dict[str, float]) -> str:
    """One of these words, as often as its share."""
    return random_.choices(list(shares), weights=list(shares.values()))[0]


def uses(random_: random.Random, technology: str, wave: int, age: str) -> str:
    if random_.random() < 0.03:
        return ""
    yes, unsure = SAY[technology][wave]
    # The young think more of it is used, and weigh more: a plain share would say too little.
    yes = min(96, yes + (6 if age == "16 to 24" else 0))
    rest = max(1, 100 - yes - unsure)
    return one_of(random_, {"Yes": yes, "Don't know": unsure, "No": rest})


def trust(random_: random.Random, item: str) -> str:
    agree, neither = TRUST[item]
    rest = 100 - agree - neither
    return one_of(random_, {
        "Strongly agree": agree * 0.3, "Agree": agree * 0.7, "Neither": neither,
        "Disagree": rest * 0.5, "Strongly disagree": rest * 0.3, "Don't know": rest * 0.2,
    })


def rows(random_: random.Random):
    number = 0
    for place, (wave, people) in enumerate(WAVES.items()):
        for _ in range(people):
            number += 1
            age = one_of(random_, {name: share for name, (share, _) in AGES.items()})
            weight = round(AGES[age][1] * random_.uniform(0.7, 1.4), 2)
            yield [
                f"p{number:04d}", wave, age, weight,
                *(trust(random_, item) for item in TRUST),
                *(uses(random_, each, place, age) for each in SAY),
                *(one_of(random_, dict(zip(OFTEN_WORDS, shares, strict=True)))
                  for shares in OFTEN.values()),
            ]


def main() -> None:
    random_ = random.Random(SEED)
    headings = [
        "respondent", "wave", "age", "weight", *(f"trust_{item}" for item in TRUST),
        *(f"uses_{each}" for each in SAY), *(f"often_{each}" for each in OFTEN),
    ]
    with (EXAMPLES / "perception-survey.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([headings, *rows(random_)])
    with (EXAMPLES / "perception-actual.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [["technology", "used", "often"],
             *([name, used, often] for name, (used, often) in ACTUAL.items())])


if __name__ == "__main__":
    main()
