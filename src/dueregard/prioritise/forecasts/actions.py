"""What can be done about forecasts: make one, and say once what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One thing that a weighing rests on, as somebody in a role expected it."""

    effect_id: int
    what: str
    role: Role
    by_name: str
    chance: float
    low: float
    high: float
    unit: str


def keep_what_was_weighed(
    *, ref: str, expected: Iterable[Expected], due_on: date, by: Actor, now: datetime
) -> str:
    """What a weighing rests on is kept as forecasts: everybody's who said so, each in their role.

    What the same role expected of the same effect before, and is still open, is not kept again.
    """
    with act("prioritise:forecast:keep", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "weighing.write", use.concern))
        rows = {
            (each.effect_id, each.by_name, each.role, each.chance, each.low, each.high): Forecast(
                use_id=use.id, effect_id=each.effect_id, what=each.what, role=each.role,
                chance=each.chance, low=each.low, high=each.high, unit=each.unit, made_at=now,
                by_name=each.by_name, due_on=due_on,
            ) for each in expected
        }
        held = set(Forecast.objects.filter(
            use_id=use.id, effect__isnull=False, known_on=None, never_known="",
        ).values_list("effect_id", "by_name", "role", "chance", "low", "high"))
        new = [row for key, row in rows.items() if key not in held]
        Forecast.objects.bulk_create(new)
        deed.result = ref
        deed.note(forecasts=len(new), due_on=str(due_on))
    return deed.result


def give_up(*, forecast_id: int, why: str, by: Actor, now: datetime) -> str:
    """Somebody says that nobody can ever know what came of it, and why: it is not scored.

    The same is then said of every other open forecast of that effect of a weighing.
    """
    about = f"forecast-{forecast_id}"
    with act("prioritise:forecast:give-up", by=by, now=now, about=about) as deed:
        rows = _open_rows(forecast_id)
        require(may(by, "forecasts.score"))
        require(rules.may_give_up(closed=not rows, why=why))
        for row in rows:
            row.never_known, row.scored_by, row.scored_at = why.strip(), by.name, now
        Forecast.objects.bulk_update(rows, ["never_known", "scored_by", "scored_at"])
        deed.result = about
        deed.note(why=why.strip(), forecasts=len(rows))
    return deed.result


def score(
    *, forecast_id: int, known_on: date, source: str, by: Actor, now: datetime,
    happened: bool | None = None, came_to: float | None = None,
) -> str:
    """At review somebody says what came of a forecast, and where that is known from; it stays so.

    Every other open forecast of the same effect of a weighing is scored with it: what came is one
    fact. Refused without the right, without a source, and for what was known when it was made.
    """
    with act("prioritise:forecast:score", by=by, now=now, about=f"forecast-{forecast_id}") as deed:
        rows = _open_rows(forecast_id)
        row = next((each for each in rows if each.pk == forecast_id), None)
        require(may(by, "forecasts.score"))
        require(rules.may_score(
            known=row is None, wants_happened=row is not None and row.chance is not None,
            wants_figure=row is not None and row.low is not None, happened=happened,
            came_to=came_to, known_on=known_on,
            made_on=row.made_at.date() if row else now.date(), source=source, today=now.date(),
        ))
        assert row is not None
        scored = [each for each in rows if each.made_at.date() < known_on]
        for each in scored:
            each.happened = happened if each.chance is not None else None
            each.came_to = came_to if each.low is not None else None
            each.known_on, each.source = known_on, source.strip()
            each.scored_by, each.scored_at = by.name, now
        Forecast.objects.bulk_update(scored, [
            "happened", "came_to", "known_on", "source", "scored_by", "scored_at",
        ])
        deed.result = f"forecast-{row.pk}"
        deed.note(happened=row.happened, came_to=row.came_to, known_on=str(known_on),
                  source=row.source, forecasts=len(scored))
    return deed.result


def _open_rows(forecast_id: int) -> list[Forecast]:
    """The forecast and the others of its effect, as far as nobody has said what came of them."""
    row = Forecast.objects.filter(pk=forecast_id).first()
    if row is None:
        raise Missing("There is no such forecast.")
    rows = Forecast.objects.select_for_update().filter(known_on=None, never_known="")
    same = rows.filter(effect_id=row.effect_id) if row.effect_id else rows.filter(pk=row.pk)
    return list(same.order_by("pk"))
