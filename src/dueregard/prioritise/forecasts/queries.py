"""What may be asked of forecasts: all of them, those whose day has come, and how roles did."""

from dataclasses import dataclass
from datetime import date

from dueregard.answers import Missing
from dueregard.identify.register.rules import ref as ref_of
from dueregard.people.rules import ROLE_NAMES, Role
from dueregard.prioritise.forecasts.models import Forecast
from dueregard.weighing import learning
from dueregard.weighing.learning import Score
from dueregard.weighing.shapes import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastLine:
    """One forecast, and what came of it where that is known."""

    id: int
    ref: str
    use_name: str
    what: str
    role: str
    by_name: str
    made_on: date
    due_on: date
    chance: float | None
    low: float | None
    high: float | None
    unit: str
    happened: bool | None
    came_to: float | None
    known_on: date | None
    source: str
    never_known: str
    scored_by: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what came of it, nor that it can never be known."""
        return self.known_on is None and not self.never_known

    @property
    def role_name(self) -> str:
        """In which role it was made, in words."""
        return ROLE_NAMES[Role(self.role)]

    @property
    def expected(self) -> str:
        """What was expected, in words and figures."""
        said = []
        if self.chance is not None:
            said.append(f"a chance of {self.chance:.3g}")
        if self.low is not None and self.high is not None:
            said.append(f"from {self.low:,g} to {self.high:,g} {self.unit}".strip())
        return " and ".join(said)

    @property
    def came(self) -> str:
        """What came of it, in words; blank while it is not known."""
        said = []
        if self.never_known:
            return f"nobody can know: {self.never_known}"
        if self.happened is not None:
            said.append("it happened" if self.happened else "it did not happen")
        if self.came_to is not None and self.low is not None and self.high is not None:
            held = "inside" if self.low <= self.came_to <= self.high else "outside"
            said.append(f"{self.came_to:,g} {self.unit}".strip() + f", {held} the range")
        return "; ".join(said)


def every() -> tuple[ForecastLine, ...]:
    """Every forecast, the newest first."""
    rows = Forecast.objects.select_related("use").order_by("-made_at", "-pk")
    return tuple(_line(each) for each in rows)


def one(forecast_id: int) -> ForecastLine:
    """One forecast; Missing when there is none."""
    row = Forecast.objects.select_related("use").filter(pk=forecast_id).first()
    if row is None:
        raise Missing("There is no such forecast.")
    return _line(row)


def due(*, today: date) -> tuple[ForecastLine, ...]:
    """Those whose day has come and of which nobody has said what happened, the oldest first."""
    lines = {str(each.id): each for each in every() if each.is_open}
    return tuple(lines[each.id] for each in learning.due(
        (_pure(each) for each in lines.values()), today=today))


def scores() -> tuple[Score, ...]:
    """How each role did: never one person, so that nobody hedges to look good.

    What can never be known is left out: it says nothing of how sure to be.
    """
    return learning.scores(_pure(each) for each in every() if not each.never_known)


def _pure(line: ForecastLine) -> learning.Forecast:
    return learning.Forecast(
        id=str(line.id), role=line.role_name, made_on=line.made_on, due_on=line.due_on,
        chance=line.chance, happened=line.happened, came_to=line.came_to, known_on=line.known_on,
        span=Span(line.low, line.high) if line.low is not None and line.high is not None else None,
    )


def _line(row: Forecast) -> ForecastLine:
    return ForecastLine(
        id=row.pk, ref=ref_of(row.use.number) if row.use else "",
        use_name=row.use.name if row.use else "", what=row.what, role=row.role,
        by_name=row.by_name, made_on=row.made_at.date(), due_on=row.due_on, chance=row.chance,
        low=row.low, high=row.high, unit=row.unit, happened=row.happened, came_to=row.came_to,
        known_on=row.known_on, source=row.source, never_known=row.never_known,
        scored_by=row.scored_by,
    )
