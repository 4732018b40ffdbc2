#!/usr/bin/env python3
"""Makes the made-up trial of face recognition and the made-up supplier's table in examples/.

What is planted is said in examples/README.md. The seed is fixed: run again, the files are the same
to the byte.
"""

import csv
import random
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SEED = 20261126
# Volunteers of each group, and how far up the scores of strangers lie.
VOLUNTEERS = {
    ("White", "Male"): (110, 0.0), ("White", "Female"): (110, 0.0), ("Black", "Male"): (60, 0.035),
    ("Black", "Female"): (60, 0.05), ("Asian", "Male"): (50, 0.01), ("Asian", "Female"): (50, 0.02),
}
PASSES = 5


def main() -> None:
    chance = random.Random(SEED)
    write("face-trial.csv", ["volunteer", "ethnicity", "sex", "mated", "score"], trial(chance))
    write("supplier-table.csv",
          ["ethnicity", "threshold", "mated", "TPIR", "nonmated", "false_identified", "FPIR",
           "watchlist_size", "image_set"], SUPPLIER)
    write("supplier-contract.csv", ["term", "value"], CONTRACT)


def trial(chance: random.Random) -> list[list]:
    """Each volunteer passes five times while on the watchlist, and five times while not."""
    rows = []
    number = 0
    for (ethnicity, sex), (people, shift) in VOLUNTEERS.items():
        for _ in range(people):
            number += 1
            own, other = chance.gauss(0, 0.05), chance.gauss(0, 0.025)
            for listed, middle, same in (("yes", 0.74, own), ("no", 0.44 + shift, other)):
                for _ in range(PASSES):
                    score = middle + same + chance.gauss(0, 0.05)
                    rows.append([f"V{number:03}", ethnicity, sex, listed,
                                 f"{min(0.999, max(0.001, score)):.3f}"])
    return rows


# A table as a brochure might have it: tested elsewhere, rounded, one cell wanting, one rate wrong.
SUPPLIER = [
    ["White", "0.58", "1000", "91%", "20000", "2", "0.01%", "5000", "Studio portraits"],
    ["Black", "0.58", "1000", "90%", "20000", "21", "0.01%", "5000", "Studio portraits"],
    ["Asian", "0.58", "1000", "91%", "", "", "0.01%", "5000", "Studio portraits"],
    ["White", "0.60", "1000", "88%", "20000", "0", "0%", "5000", "Studio portraits"],
    ["Black", "0.60", "1000", "86%", "20000", "5", "0.025%", "5000", "Studio portraits"],
    ["Asian", "0.60", "1000", "88%", "20000", "1", "0.005%", "5000", "Studio portraits"],
]
CONTRACT = [
    ["threshold", "0.60"], ["watchlist_size", "10000"], ["image_set", "Our own cameras"],
    ["group", "White"], ["group", "Black"], ["group", "Asian"], ["group", "Mixed"],
    ["false_positive_rate_at_most", "0.1%"], ["true_positive_rate_at_least", "80%"],
    ["ratio_at_most", "2"],
]


def write(name: str, headings: list[str], rows: list[list]) -> None:
    with (EXAMPLES / name).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
