"""What people in the example force were asked, played through the same actions as anybody's.

Without this file the example would have gaps that nobody ever measured.
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dueregard.findings.reading_tables import from_rows
from dueregard.findings.survey import OFTEN, TRUST, USES, column, load
from dueregard.instruments import perception as instrument
from dueregard.ledger.rules import Actor
from dueregard.report.perception import actions, queries
from dueregard.report.perception.rules import Told, truth_table

Story = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]


def events(
    told: Story, *, by: Callable[[str], Actor], at: Callable[[float], datetime]
) -> Iterator[Event]:
    """One wave asked, measured beside the register, recorded, and its cards picked."""
    made: list[str] = []
    yield told["days"] - 1, lambda now: made.append(_record(told, by=by, at=at, now=now))
    yield told["days"] - 2, lambda now: _pick(told, made[0], by=by("morgan"), now=now)


def _record(
    told: Story, *, by: Callable[[str], Actor], at: Callable[[float], datetime], now: datetime
) -> str:
    headings, rows = _answers(told)
    sha256 = hashlib.sha256(repr((headings, rows)).encode()).hexdigest()
    facts = queries.actual(often=told["truly"])
    finding = instrument.measure(
        from_rows(columns=headings, rows=rows, sha256=sha256),
        options={"weight": "weight", "group": "age", "actual": truth_table(facts)},
    )
    return actions.record(
        told=Told(
            asked_from=at(told["days"] + told["lasted"]).date(), asked_to=at(told["days"]).date(),
            **{key: told[key] for key in ("name", "asked_by", "asked_whom", "asked_how",
                                          "sample")},
        ),
        finding_json=finding.to_json(), facts=facts, sha256=sha256,
        file_name="autumn-2026-answers.csv", by=by("sam"), now=now,
    )


def _pick(told: Story, made: str, *, by: Actor, now: datetime) -> None:
    actions.pick(wave_id=int(made.removeprefix("wave-")), picked=told["cards"], by=by, now=now)


def _answers(told: Story) -> tuple[list[str], list[list[str]]]:
    """People who were never there, drawn by a seed, so that the example is the same each time."""
    chance = random.Random(told["seed"])
    survey = load()
    often = [each.label for each in survey.options[OFTEN]]
    headings = [
        "age", "weight", *(column(TRUST, each) for each in told["trust"]),
        *(column(USES, each) for each in told["uses"]),
        *(column(OFTEN, each) for each in told["often"]),
    ]
    rows = []
    for _person in range(told["people"]):
        age = _one(chance, {name: each["share"] for name, each in told["ages"].items()})
        weight = told["ages"][age]["weight"] * chance.uniform(0.75, 1.3)
        rows.append([
            age, f"{weight:.2f}",
            *(_one(chance, {"Agree": each["agree"], "Neither": each["neither"],
                            "Disagree": 95 - each["agree"] - each["neither"], "Don't know": 5})
              for each in told["trust"].values()),
            *(_one(chance, {"Yes": each["yes"], "Don't know": each["unsure"], "": each["blank"],
                            "No": 100 - each["yes"] - each["unsure"] - each["blank"]})
              for each in told["uses"].values()),
            *(_one(chance, dict(zip(often, shares, strict=True)))
              for shares in told["often"].values()),
        ])
    return headings, rows


def _one(chance: random.Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]
