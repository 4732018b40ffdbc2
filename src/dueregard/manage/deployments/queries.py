"""What may be asked of deployments: those of a use or a technology, the logs they came from."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, QuerySet

from dueregard.answers import Missing
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.deployments.models import Deployment, DeploymentLog
from dueregard.manage.deployments.rules import Held, Row

_FIELDS = tuple(each.name for each in fields(Row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A row that is kept beside the one that took its place."""

    before: Row
    after: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One file that was sent."""

    id: int
    ref: str
    file_name: str
    sha256: str
    left_out: tuple[str, ...]
    rows: int
    by_name: str
    at: datetime
    taken_back_at: datetime | None
    taken_back_by: str
    taken_back_because: str


def held(ref: str) -> tuple[Held, ...]:
    """The deployments of a use that count, by day."""
    rows = _counting().filter(use__number=_number(ref)).order_by("date", "pk")
    return tuple(Held(id=each.pk, row=_row(each)) for each in rows)


def of_use(ref: str, *, since: date | None = None, until: date | None = None) -> tuple[Row, ...]:
    """The deployments of a use, the newest first, from a day and up to one."""
    rows = _between(_counting().filter(use__number=_number(ref)), since, until)
    return tuple(_row(each) for each in rows)


def of_technology(
    technology: str, *, since: date | None = None, until: date | None = None
) -> tuple[Row, ...]:
    """The deployments of every use of a technology, the newest first."""
    return tuple(
        _row(each)
        for each in _between(_counting().filter(use__technology=technology), since, until)
    )


def corrections(ref: str) -> tuple[Corrected, ...]:
    """What was kept and then corrected, the newest first."""
    rows = Deployment.objects.filter(
        use__number=_number(ref), corrected_by__isnull=False
    ).select_related("corrected_by").order_by("-corrected_by", "pk")
    return tuple(
        Corrected(before=_row(each), after=_row(each.corrected_by))
        for each in rows if each.corrected_by is not None
    )


def logs(ref: str) -> tuple[LogLine, ...]:
    """The files that were sent of a use, the newest first."""
    return _lines(DeploymentLog.objects.filter(use__number=_number(ref)))


def log(log_id: int) -> LogLine:
    """One file that was sent; Missing when there is none."""
    found = _lines(DeploymentLog.objects.filter(pk=log_id))
    if not found:
        raise Missing("There is no such log.")
    return found[0]


def ref_of_log(log_id: int) -> str:
    """The use whose log it is."""
    return log(log_id).ref


def counts() -> dict[str, int]:
    """How many deployments are kept, by use; only for uses that have some."""
    rows = _counting().order_by()
    return {
        ref_of(number): count for number, count
        in rows.values_list("use__number").annotate(count=Count("pk"))
    }


def _counting() -> QuerySet[Deployment]:
    return Deployment.objects.filter(corrected_by=None, log__taken_back_at=None)


def _between(
    rows: QuerySet[Deployment], since: date | None, until: date | None
) -> QuerySet[Deployment]:
    if since is not None:
        rows = rows.filter(date__gte=since)
    if until is not None:
        rows = rows.filter(date__lte=until)
    return rows.order_by("-date", "place", "pk")


def _row(row: Deployment) -> Row:
    return Row(**{name: getattr(row, name) for name in _FIELDS})


def _lines(rows: QuerySet[DeploymentLog]) -> tuple[LogLine, ...]:
    found = rows.select_related("use").annotate(kept=Count("rows")).order_by("-at", "-pk")
    return tuple(
        LogLine(
            id=each.pk, ref=ref_of(each.use.number), file_name=each.file_name,
            sha256=each.sha256, left_out=tuple(each.left_out), rows=each.kept,
            by_name=each.by_name, at=each.at, taken_back_at=each.taken_back_at,
            taken_back_by=each.taken_back_by, taken_back_because=each.taken_back_because,
        )
        for each in found
    )


def _number(ref: str) -> int:
    digits = ref.removeprefix("use-")
    return int(digits) if digits.isdecimal() else -1
