"""What the example force says of itself, what it expected, and what it should do next.

Without this file whoever tries the demonstration would see a self-assessment with no answers and a
list of next actions that nobody has made.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dueregard.desk import next_actions
from dueregard.ledger.rules import Actor
from dueregard.people.rules import Role
from dueregard.prioritise.forecasts import actions as forecasts
from dueregard.prioritise.self_assessment import actions
from dueregard.prioritise.self_assessment.rules import Said
from dueregard.prioritise.weighing import queries as weighings

Event = tuple[float, Callable[[datetime], None]]
By = Callable[[str], Actor]
LEAD = "morgan"


def events(told: Mapping[str, Any], *, by: By) -> list[Event]:
    """Each round on its days, and each forecast with what came of it."""
    found: list[Event] = []
    for each in told["round"]:
        found.append((each["begun"], partial(_begin, each, by)))
        if "settled" in each:
            found.append((each["settled"], partial(_settle, by)))
    for each in told["forecast"]:
        made: list[int] = []
        found.append((each["days"], partial(_forecast, each, made, by)))
        if "known_after" in each:
            found.append((each["days"] - each["known_after"], partial(_score, each, made, by)))
    return found


def rank(*, by: By, now: datetime) -> None:
    """The list of next actions, over everything that has happened."""
    next_actions.rank(by=by(LEAD), now=now, weighings=weighings.newest_of_each)()


def _begin(told: Mapping[str, Any], by: By, now: datetime) -> None:
    actions.begin(by=by(LEAD), now=now)
    for each in told["answer"]:
        actions.answer(
            statement=each["statement"], said=Said(each["said"]),
            evidence=each.get("evidence", ""), by=by(LEAD), now=now,
        )


def _settle(by: By, now: datetime) -> None:
    actions.settle(by=by(LEAD), now=now)


def _forecast(told: Mapping[str, Any], made: list[int], by: By, now: datetime) -> None:
    kept = forecasts.make(
        what=told["what"], role=Role(told["role"]), chance=told.get("chance"),
        low=told.get("low"), high=told.get("high"), unit=told.get("unit", ""),
        due_on=now.date() + timedelta(days=told["known_in"]), by=by(told["by"]), now=now,
    )
    made.append(int(kept.removeprefix("forecast-")))


def _score(told: Mapping[str, Any], made: list[int], by: By, now: datetime) -> None:
    forecasts.score(
        forecast_id=made[0], happened=told.get("happened"), came_to=told.get("came_to"),
        known_on=now.date(), source=told["source"], by=by(LEAD), now=now,
    )
