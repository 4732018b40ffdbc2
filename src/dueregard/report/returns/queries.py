"""What may be asked of returns: our own, those loaded, and forces beside their like."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.crypto import salted_hmac

from dueregard.answers import Missing
from dueregard.findings.returns import checking
from dueregard.findings.returns.checking import Ask
from dueregard.findings.returns.comparing import Comparison, compare
from dueregard.findings.returns.definitions import Item, definitions
from dueregard.findings.returns.likeness import Basis
from dueregard.findings.returns.reading import from_plain
from dueregard.findings.returns.shapes import Return, short_name
from dueregard.people import queries as people
from dueregard.report.returns import counting
from dueregard.report.returns.counting import Record
from dueregard.report.returns.models import LikeForce, LoadedReturn, OwnReturn
from dueregard.report.returns.rules import STATE_NAMES, State

Period = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """One of our returns in a list."""

    id: int
    first_day: date
    last_day: date
    revision: int
    state: State
    signed_post: str
    signed_at: datetime | None
    digest: str

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure on the page: how many, of how many, from where, and what is said of it."""

    key: str
    title: str
    count: int | None
    of: int | None
    counted: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The figures under one heading."""

    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet(OwnLine):
    """One of our returns whole, with what the self-check says."""

    made: Return
    made_by: str
    made_at: datetime
    because: str
    sections: tuple[Section, ...]
    faults: tuple[str, ...]
    asks: tuple[Ask, ...]
    blanks: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether figures may still be typed."""
        return self.state is State.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSheet:
    """One figure with its definition and the records it rests on now."""

    key: str
    title: str
    item: Item
    line: FigureLine
    records: tuple[Record, ...]
    now: int | None
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedLine:
    """A return that was loaded. `name` is for those who loaded it; comparisons use letters."""

    id: int
    name: str
    show_name: bool
    first_day: date
    last_day: date
    revision: int
    signed: str
    digest: str
    file_name: str
    stands: bool
    loaded_by: str
    loaded_at: datetime


def own() -> tuple[OwnLine, ...]:
    """Our returns, the newest period first."""
    rows = OwnReturn.objects.order_by("-last_day", "-first_day", "-revision")
    return tuple(_line(each) for each in rows)


def sheet(return_id: int) -> OwnSheet:
    """One of our returns whole; Missing when there is none."""
    row = _row(return_id)
    made, known = from_plain(row.content), definitions()
    line = _line(row)
    return OwnSheet(
        id=line.id, first_day=line.first_day, last_day=line.last_day, revision=line.revision,
        state=line.state, signed_post=line.signed_post, signed_at=line.signed_at,
        digest=line.digest, made=made, made_by=row.made_by, made_at=row.made_at,
        because=row.because, sections=tuple(
            Section(title=title, lines=tuple(
                _figure(made, key, frozenset(row.counted))
                for item in known.items.values() if item.section == name for key in item.keys
            )) for name, title in known.sections.items()
        ),
        faults=checking.faults(made, known),
        asks=checking.asks(made, known, last=before(made)) if line.state is State.DRAFT else (),
        blanks=tuple(known.title(key) for key in checking.blanks(made, known)),
    )


def figure(return_id: int, key: str) -> FigureSheet:
    """One figure of a return, with the records behind it as they are now."""
    row = _row(return_id)
    known = definitions()
    item = known.item(key)
    if item is None:
        raise Missing("The return has no such figure.")
    made = from_plain(row.content)
    told = counting.counted(
        first_day=made.first_day, last_day=made.last_day, today=made.made_on
    ).get(key)
    asked = checking.asks(made, known, last=before(made))
    return FigureSheet(
        key=key, title=known.title(key), item=item,
        line=_figure(made, key, frozenset(row.counted)),
        records=told.records if told else (), now=told.figure if told else None,
        ask=next((each.sentence for each in asked if each.key == key), ""),
    )


def before(made: Return) -> Return | None:
    """Our last signed return of a period as long as this one, before it."""
    rows = OwnReturn.objects.filter(
        state=State.SIGNED, last_day__lt=made.first_day
    ).order_by("-last_day")
    days = (made.last_day - made.first_day).days
    return next(
        (from_plain(each.content) for each in rows
         if abs((each.last_day - each.first_day).days - days) <= _ABOUT), None
    )


def last() -> Return | None:
    """Our newest return, signed or not: what the next one begins with."""
    row = OwnReturn.objects.order_by("-last_day", "-revision").first()
    return from_plain(row.content) if row else None


def last_quarter(today: date) -> Period:
    """The last quarter of a year that is over.

    >>> last_quarter(date(2026, 11, 2))
    (datetime.date(2026, 7, 1), datetime.date(2026, 9, 30))
    """
    begins = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    ends = begins - timedelta(days=1)
    return date(ends.year, ends.month - 2, 1), ends


def loaded() -> tuple[LoadedLine, ...]:
    """Every return that was loaded, by force and period, the newest version first."""
    rows = LoadedReturn.objects.order_by("force_name", "-last_day", "-pk")
    return tuple(
        LoadedLine(
            id=each.pk, name=each.force_name, show_name=each.show_name, first_day=each.first_day,
            last_day=each.last_day, revision=each.revision,
            signed=(each.content["signed"] or {}).get("post", ""), digest=each.digest,
            file_name=each.file_name, stands=each.stands, loaded_by=each.loaded_by,
            loaded_at=each.loaded_at,
        )
        for each in rows
    )


def periods() -> tuple[Period, ...]:
    """The periods for which there is a return of anybody, the newest first."""
    found = set(LoadedReturn.objects.filter(stands=True).values_list("first_day", "last_day"))
    found |= set(OwnReturn.objects.filter(state=State.SIGNED).values_list("first_day", "last_day"))
    return tuple(sorted(found, key=lambda each: (each[1], each[0]), reverse=True))


def bases() -> tuple[Basis, ...]:
    """By what forces can be said to be alike here, the best first."""
    grouped = LikeForce.objects.exists() or any(
        each["force"]["group"] for each in
        LoadedReturn.objects.filter(stands=True).values_list("content", flat=True)
    )
    return (Basis.GROUP, Basis.LIKENESS) if grouped else (Basis.LIKENESS,)


def comparison(period: Period, *, basis: Basis) -> Comparison:
    """The forces of one period beside their like, our own first where it is signed."""
    groups = dict(LikeForce.objects.values_list("force_key", "group"))
    first, final = period
    mine = OwnReturn.objects.filter(state=State.SIGNED, first_day=first, last_day=final).first()
    others = LoadedReturn.objects.filter(stands=True, first_day=first, last_day=final)
    shown = frozenset(others.filter(show_name=True).values_list("force_key", flat=True))
    every = [from_plain(each.content) for each in (*((mine,) if mine else ()), *others)]
    force = people.force()
    return compare(
        [_grouped(each, groups) for each in every], basis=basis, shown=shown,
        own=short_name(force.name) if force and mine else "",
        secret=salted_hmac("dueregard.returns", "letters", algorithm="sha256").digest(),
    )


# Quarters differ by a day or three, and a leap year by one.
_ABOUT = 3


def _grouped(made: Return, groups: dict[str, str]) -> Return:
    group = groups.get(made.force.id)
    return replace(made, force=replace(made.force, group=group)) if group else made


def _row(return_id: int) -> OwnReturn:
    row = OwnReturn.objects.filter(pk=return_id).first()
    if row is None:
        raise Missing("There is no such return.")
    return row


def _line(row: OwnReturn) -> OwnLine:
    return OwnLine(
        id=row.pk, first_day=row.first_day, last_day=row.last_day, revision=row.revision,
        state=State(row.state), signed_post=row.signed_post, signed_at=row.signed_at,
        digest=row.digest,
    )


def _figure(made: Return, key: str, counted: frozenset[str]) -> FigureLine:
    known = definitions()
    found = made.figures.get(key)
    return FigureLine(
        key=key, title=known.title(key), count=made.count(key), of=made.whole(key, known),
        counted=key in counted, note=found.note if found else "",
    )
