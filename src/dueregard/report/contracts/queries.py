"""What may be asked of contracts: a list before it is taken in, the counts, one of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from dueregard.answers import Missing
from dueregard.identify.register import queries as registered
from dueregard.identify.register.rules import ref as ref_of
from dueregard.report.contracts.models import Contract, ContractList
from dueregard.report.contracts.reading import Line, Odd
from dueregard.report.contracts.rules import STATE_NAMES, Named, State, suggested

PAGE = 50
FIRST_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSheet:
    """One contract."""

    id: int
    key: str
    title: str
    description: str
    buyer: str
    suppliers: tuple[str, ...]
    worth: str
    awarded_on: date | None
    starts_on: date | None
    ends_on: date | None
    notes: tuple[str, ...]
    source_name: str
    state: State
    ref: str
    use_name: str
    because: str
    settled_by: str
    settled_at: datetime | None

    @property
    def state_name(self) -> str:
        """What a person said of it, in words."""
        return STATE_NAMES[self.state]

    @property
    def supplier(self) -> str:
        """Its suppliers in one line."""
        return ", ".join(self.suppliers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPage:
    """A page of contracts with the counts of all."""

    lines: tuple[ContractSheet, ...]
    counts: tuple[tuple[State, str, int], ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """A list: as it was read, or what came of it. `first` are its first contracts."""

    id: int
    name: str
    layout: str
    as_of: date
    headings: tuple[dict[str, str], ...]
    first: tuple[Line, ...]
    contracts: int
    new: int
    set_aside: tuple[Odd, ...]
    notes: tuple[str, ...]
    said: tuple[tuple[int, str], ...]
    done: bool
    added: int
    changed: int
    known: int
    by_name: str
    at: datetime


def listing(*, state: State | None = None, words: str = "", page: int = 1) -> ContractPage:
    """The contracts, the newest first."""
    counted = dict(Contract.objects.order_by().values_list("state").annotate(Count("pk")))
    rows = _rows().order_by("-pk")
    if state is not None:
        rows = rows.filter(state=state)
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(description__icontains=word)
            | Q(suppliers__icontains=word)
        )
    count = rows.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    return ContractPage(
        lines=tuple(_sheet(each) for each in rows[(page - 1) * PAGE : page * PAGE]),
        counts=tuple((each, STATE_NAMES[each], counted.get(each.value, 0)) for each in State),
        count=count, page=page, pages=pages,
    )


def one(contract_id: int) -> ContractSheet:
    """One contract; Missing when there is none."""
    row = _rows().filter(pk=contract_id).first()
    if row is None:
        raise Missing("There is no such contract.")
    return _sheet(row)


def suggestions(contract_id: int) -> tuple[Named, ...]:
    """The uses whose supplier may be the contract's. Nothing is settled by it."""
    rows = registered.matching("").exclude(supplier="").order_by("number")
    uses = [
        Named(ref=ref_of(number), name=name, supplier=supplier)
        for number, name, supplier in rows.values_list("number", "name", "supplier")
    ]
    return suggested(suppliers=one(contract_id).suppliers, uses=uses)


def brought(list_id: int) -> ListSheet:
    """One list; Missing when there is none."""
    row = ContractList.objects.filter(pk=list_id).first()
    if row is None:
        raise Missing("There is no such list of contracts.")
    lines = [Line(**_tupled(each)) for each in row.lines]
    here = Contract.objects.filter(key__in=[each.key for each in lines]).count()
    return ListSheet(
        id=row.pk, name=row.name, layout=row.layout, as_of=row.as_of,
        headings=tuple(row.headings), first=tuple(lines[:FIRST_ROWS]), contracts=len(lines),
        new=len(lines) - here, set_aside=tuple(Odd(**each) for each in row.set_aside),
        notes=tuple(row.notes),
        said=tuple((each.row, note) for each in lines for note in each.notes),
        done=row.state == ContractList.State.DONE, added=row.added, changed=row.changed,
        known=row.known, by_name=row.by_name, at=row.at,
    )


def lists() -> tuple[ContractList, ...]:
    """The lists that were taken in, the newest first, without their rows."""
    rows = ContractList.objects.filter(state=ContractList.State.DONE).defer("lines", "set_aside")
    return tuple(rows.order_by("-as_of", "-pk"))


def as_of() -> date | None:
    """Up to which day the newest list goes; None where none was taken in."""
    found = ContractList.objects.filter(state=ContractList.State.DONE).aggregate(Max("as_of"))
    newest: date | None = found["as_of__max"]
    return newest


def every() -> tuple[ContractSheet, ...]:
    """Every contract, for the check of statements."""
    return tuple(_sheet(each) for each in _rows().order_by("pk"))


def worth(value: Any, currency: str) -> str:
    """An amount with its currency, as people read it; nothing where there is none."""
    if value is None or value == "":
        return ""
    amount = f"{float(value):,.2f}".removesuffix(".00")
    return f"£{amount}" if currency == "GBP" else f"{amount} {currency}".strip()


def _tupled(line: dict[str, Any]) -> dict[str, Any]:
    return line | {"suppliers": tuple(line["suppliers"]), "notes": tuple(line["notes"])}


def _rows() -> QuerySet[Contract]:
    return Contract.objects.select_related("use", "source").defer(
        "source__lines", "source__set_aside"
    )


def _sheet(row: Contract) -> ContractSheet:
    return ContractSheet(
        id=row.pk, key=row.key, title=row.title, description=row.description, buyer=row.buyer,
        suppliers=tuple(row.suppliers), worth=worth(row.value, row.currency),
        awarded_on=row.awarded_on, starts_on=row.starts_on, ends_on=row.ends_on,
        notes=tuple(row.notes), source_name=row.source.name, state=State(row.state),
        ref=ref_of(row.use.number) if row.use else "", use_name=row.use.name if row.use else "",
        because=row.because, settled_by=row.settled_by, settled_at=row.settled_at,
    )
