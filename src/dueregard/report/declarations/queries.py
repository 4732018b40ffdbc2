"""What may be asked of declarations: the counts, the list, one of them, when staff were asked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from dueregard.answers import Missing
from dueregard.identify.packs import queries as packs
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.declarations.models import Asking, Declaration
from dueregard.report.declarations.rules import (
    DATA_NAMES,
    DEVICE_NAMES,
    PAID_NAMES,
    STATE_NAMES,
    DataKind,
    Device,
    Paid,
    State,
)

PAGE = 25
NOT_SAID = "Not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationSheet:
    """One declaration. `said_by` is for whoever settles it, where a name was given."""

    id: int
    tool: str
    purpose: str
    technology: str
    technology_name: str
    since: str
    data: str
    device: str
    paid: str
    said_by: str
    said_on: date
    state: State
    ref: str
    use_name: str
    because: str
    settled_by: str
    settled_at: datetime | None

    @property
    def state_name(self) -> str:
        """What became of it, in words."""
        return STATE_NAMES[self.state]

    @property
    def is_gap(self) -> bool:
        """Whether it is in use and the register does not know of it."""
        return self.state is State.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingLine:
    """A day on which all staff were asked."""

    asked_on: date
    how: str
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationList:
    """A page of declarations with the counts of all."""

    lines: tuple[DeclarationSheet, ...]
    counts: tuple[tuple[State, str, int], ...]
    count: int
    page: int
    pages: int


def listing(*, reader: Actor, state: State | None = None, page: int = 1) -> DeclarationList:
    """The declarations, those without a use first, then the newest."""
    counted = dict(
        Declaration.objects.order_by().values_list("state").annotate(Count("pk"))
    )
    rows = _rows().order_by("-pk")
    if state is not None:
        rows = rows.filter(state=state)
    count = rows.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    return DeclarationList(
        lines=tuple(_sheet(each, reader) for each in rows[(page - 1) * PAGE : page * PAGE]),
        counts=tuple((each, STATE_NAMES[each], counted.get(each.value, 0)) for each in State),
        count=count, page=page, pages=pages,
    )


def one(declaration_id: int, *, reader: Actor) -> DeclarationSheet:
    """One declaration; Missing when there is none."""
    row = _rows().filter(pk=declaration_id).first()
    if row is None:
        raise Missing("There is no such declaration.")
    return _sheet(row, reader)


def every() -> tuple[Declaration, ...]:
    """Every declaration as a row, for the check of statements."""
    return tuple(_rows().order_by("pk"))


def askings() -> tuple[AskingLine, ...]:
    """When all staff were asked, the newest first."""
    return tuple(
        AskingLine(asked_on=each.asked_on, how=each.how, by_name=each.by_name)
        for each in Asking.objects.order_by("-asked_on", "-pk")
    )


def _rows() -> QuerySet[Declaration]:
    return Declaration.objects.select_related("use")


def _sheet(row: Declaration, reader: Actor) -> DeclarationSheet:
    shown = bool(may(reader, "declarations.settle"))
    return DeclarationSheet(
        id=row.pk, tool=row.tool, purpose=row.purpose, technology=row.technology,
        technology_name=packs.kinds([row.technology]).get(row.technology, "") or NOT_SAID,
        since=row.since or NOT_SAID,
        data=", ".join(DATA_NAMES[DataKind(each)] for each in row.data_kinds),
        device=DEVICE_NAMES[Device(row.device)], paid=PAID_NAMES[Paid(row.paid)],
        said_by=row.said_by if shown else "", said_on=row.said_on, state=State(row.state),
        ref=ref_of(row.use.number) if row.use else "", use_name=row.use.name if row.use else "",
        because=row.because, settled_by=row.settled_by, settled_at=row.settled_at,
    )
