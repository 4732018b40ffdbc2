"""Returns of made-up forces, as many as are asked for: the same each time, by a seed.

Run as a script it writes 43 of them: `python -m tests.returns_of_forces FOLDER`.
"""

import random
import sys
from datetime import date
from pathlib import Path

from dueregard.findings.returns.definitions import definitions
from dueregard.findings.returns.shapes import Figure, Force, Return, short_name

FIRST, LAST, MADE = date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 30)
FORCES = 43
# What is usual for each share, and the odd one out: a middling force that reviews very little.
USUAL = {
    "live-without-decision": 0.15, "reviewed": 0.75, "review-overdue": 0.2, "public-record": 0.5,
    "advice-answered-in-time": 0.8, "declined": 0.2, "conditions-met": 0.7, "overrides": 0.15,
    "tested-here": 0.4, "measured-by-group": 0.5, "fields-withheld": 0.1,
    "public-questions-late": 0.2, "happened-looked-at": 0.7, "lfr-alerts": 0.001,
    "lfr-false-alerts": 0.03,
}
ODD, ODD_SHARE = 20, 0.1
SMALL = 7


def returns(*, seed: int = 20260930, forces: int = FORCES, odd: bool = True) -> list[Return]:
    """So many returns of one period; with `odd`, one force reviews very little of what it uses."""
    chance = random.Random(seed)
    return [_one(number, chance, odd=odd and number == ODD) for number in range(forces)]


def _one(number: int, chance: random.Random, *, odd: bool) -> Return:
    size = 6 if number == SMALL else chance.randint(25, 90)
    if odd:
        size = 80
    counts: dict[str, int | None] = {}
    _uses(counts, size, chance)
    for whole, most in (("advice-given", 12), ("asked-for", 30), ("conditions-set", 25),
                        ("conditions-due", 25), ("gates", 20), ("measured", 15),
                        ("fields", 400), ("public-questions", 40), ("happened", 10),
                        ("lfr-deployments", 20)):
        counts[whole] = chance.randint(0, most)
    counts["lfr-faces"] = (counts["lfr-deployments"] or 0) * chance.randint(2_000, 9_000)
    counts["staff"] = chance.randint(8, 60)
    counts["staff-on-bodies"] = chance.randint(0, (counts["staff"] or 0) // 2)
    for item in definitions().compared():
        if item.id in USUAL:
            usual = ODD_SHARE if odd and item.id == "reviewed" else _near(USUAL[item.id], chance)
            counts[item.id] = _drawn(counts[item.of] or 0, usual, chance)
    counts["conditions-lapsed"] = _drawn(
        (counts["conditions-due"] or 0) - (counts["conditions-met"] or 0), 0.4, chance
    )
    # Every force leaves something blank.
    for key in chance.sample(("happened-looked-at", "public-questions-late", "overrides"), 1):
        counts[key] = None
    known = definitions()
    return Return(
        force=_force(number, chance), first_day=FIRST, last_day=LAST, made_on=MADE,
        signed_post="Deputy Chief Constable", signed_on=MADE,
        figures={
            key: Figure(count=count, of=_of(key, counts)) for key in known.keys()  # noqa: SIM118
            if (count := counts.get(key)) is not None or key in counts
        },
    )


def _uses(counts: dict[str, int | None], size: int, chance: random.Random) -> None:
    live = max(1, round(size * 0.6))
    trial, idea = round((size - live) * 0.5), 0
    idea = size - live - trial
    counts["uses"] = size
    for part in definitions().items["uses-by-status"].parts:
        counts[f"uses-by-status/{part}"] = {"live": live, "trial": trial, "idea": idea}.get(part, 0)
    counts["in-use"] = live + trial


def _of(key: str, counts: dict[str, int | None]) -> int | None:
    item = definitions().item(key)
    return counts.get(item.of) if item and item.of else None


def _force(number: int, chance: random.Random) -> Force:
    name = f"Made-up Force {number + 1:02}"
    return Force(
        id=short_name(name), name=name, population=chance.randint(300_000, 3_000_000),
        rural_share=round(chance.uniform(0.02, 0.6), 2), group=f"Group {number % 5 + 1}",
    )


def _near(usual: float, chance: random.Random) -> float:
    """A share near the usual: forces differ a little even where nothing is amiss."""
    odds = usual / (1 - usual) * pow(2.718281828, chance.gauss(0, 0.25))
    return odds / (1 + odds)


def _drawn(size: int, share: float, chance: random.Random) -> int:
    if size > 5_000:
        return max(0, round(chance.gauss(size * share, (size * share * (1 - share)) ** 0.5)))
    return sum(chance.random() < share for _ in range(size))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for each in returns():
        (folder / f"{each.force.id}.json").write_text(each.to_json(), encoding="utf-8")
