"""What can be done about forecasts: make one, and say once what came of it."""

from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import Role, may
from dueregard.prioritise.forecasts import rules
from dueregard.prioritise.forecasts.models import Forecast


def make(
    *, what: str, role: Role, due_on: date, by: Actor, now: datetime, ref: str = "",
    chance: float | None = None, low: float | None = None, high: float | None = None,
    unit: str = "",
) -> str:
    """Somebody says what they expect, in one of their roles, before it is known.

    Refused without the right, in a role that they do not hold, without a chance or a range, and
    for a day that has come.
    """
    with act("prioritise:forecast:make", by=by, now=now, about=ref) as deed:
        require(may(by, "forecasts.record"))
        if role not in by.roles:
            raise DueRegardError("Nothing was saved: choose a role that you hold.")
        require(rules.may_make(what=what, chance=chance, low=low, high=high, due_on=due_on,
                               today=now.date()))
        use = register.sheet(ref) if ref else None
        row = Forecast.objects.create(
            use_id=use.id if use else None, what=what.strip(), role=role, chance=chance, low=low,
            high=high, unit=unit.strip(), made_at=now, by_name=by.name, due_on=due_on,
        )
        deed.result = f"forecast-{row.pk}"
        deed.note(text=row.what, role=role.value, chance=chance, low=low, high=high,
                  due_on=str(due_on))
    return deed.result


def score(
    *, forecast_id: int, known_on: date, source: str, by: Actor, now: datetime,
    happened: bool | None = None, came_to: float | None = None,
) -> str:
    """At review somebody says what came of a forecast, and where that is known from; it stays so.

    Refused without the right, without a source, and for what was known when it was made.
    """
    with act("prioritise:forecast:score", by=by, now=now, about=f"forecast-{forecast_id}") as deed:
        row = Forecast.objects.select_for_update().filter(pk=forecast_id).first()
        if row is None:
            raise Missing("There is no such forecast.")
        require(may(by, "forecasts.score"))
        require(rules.may_score(
            known=row.known_on is not None, wants_happened=row.chance is not None,
            wants_figure=row.low is not None, happened=happened, came_to=came_to,
            known_on=known_on, made_on=row.made_at.date(), source=source, today=now.date(),
        ))
        row.happened = happened if row.chance is not None else None
        row.came_to = came_to if row.low is not None else None
        row.known_on, row.source = known_on, source.strip()
        row.scored_by, row.scored_at = by.name, now
        row.save(update_fields=[
            "happened", "came_to", "known_on", "source", "scored_by", "scored_at",
        ])
        deed.result = f"forecast-{row.pk}"
        deed.note(happened=row.happened, came_to=row.came_to, known_on=str(known_on),
                  source=row.source)
    return deed.result
