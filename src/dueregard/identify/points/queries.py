"""What may be asked of points: those of a use lens by lens, how many, and whether all are seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Answer, Missing
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import rules
from dueregard.identify.points.models import Point
from dueregard.identify.points.rules import (
    KIND_NAMES,
    PACKS,
    STATE_NAMES,
    Counts,
    Kept,
    Kind,
    State,
)
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.lenses import bank as banks
from dueregard.lenses.raising import Raised, raise_points


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentLine:
    """Something that happened elsewhere, as a point quotes it."""

    title: str
    date: str
    source: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSheet:
    """One point whole. `own` is true for a point that a person added."""

    id: int
    ref: str
    kind: Kind
    lens: str
    title: str
    text: str
    reason: str
    affected: str
    evidence_wanted: str
    instrument: str
    precedents: tuple[PrecedentLine, ...]
    find_out: bool
    state: State
    state_reason: str
    own: bool
    by_name: str
    at: datetime

    @property
    def kind_name(self) -> str:
        """Which way it cuts, in words."""
        return KIND_NAMES[self.kind]

    @property
    def state_name(self) -> str:
        """What was said of it, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class LensPoints:
    """The points seen through one lens: those to look at first, then those that apply."""

    lens: str
    title: str
    meaning: str
    points: tuple[PointSheet, ...]
    set_aside: tuple[PointSheet, ...]


def sheet(point_id: int) -> PointSheet:
    """One point; Missing when there is none."""
    point = Point.objects.select_related("use").filter(pk=point_id).first()
    if point is None:
        raise Missing("There is no such point.")
    return _sheet(point, ref=ref_of(point.use.number))


def points(ref: str) -> tuple[PointSheet, ...]:
    """Every point of a use: to be looked at first, then those that apply, then set aside.

    Among each, those that the facts raise come before those that only a missing fact raises.
    """
    found = _of(ref)
    order = {state: place for place, state in enumerate(State)}
    kinds = {kind: place for place, kind in enumerate(Kind)}
    made = [_sheet(each, ref=ref) for each in found]
    return tuple(sorted(made, key=lambda each: (
        order[each.state], each.find_out, kinds[each.kind], each.id
    )))


def by_lens(ref: str) -> tuple[LensPoints, ...]:
    """The points of a use in the order of the seven lenses; a lens without points is there too."""
    found = points(ref)
    return tuple(
        LensPoints(
            lens=lens.id, title=lens.title, meaning=lens.meaning,
            points=tuple(
                each for each in found
                if each.lens == lens.id and each.state is not State.SET_ASIDE
            ),
            set_aside=tuple(
                each for each in found if each.lens == lens.id and each.state is State.SET_ASIDE
            ),
        )
        for lens in banks.load().lenses
    )


def counts(ref: str) -> Counts:
    """How many points of each sort a use has."""
    return counts_for((ref,))[ref]


def counts_for(refs: tuple[str, ...]) -> dict[str, Counts]:
    """The same for several uses, in one question to the database."""
    numbers = [int(each.removeprefix("use-")) for each in refs]
    rows = Point.objects.filter(use__number__in=numbers).values_list("use__number", "kind", "state")
    found: dict[str, list[tuple[str, str]]] = {each: [] for each in refs}
    for number, kind, state in rows:
        found[ref_of(number)].append((kind, state))
    return {ref: _count(pairs) for ref, pairs in found.items()}


def may_leave(ref: str) -> Answer:
    """Whether the use may go on to be weighed, or why not yet."""
    return rules.may_leave(counts(ref))


def out_of_date(ref: str) -> bool:
    """Whether reading the facts again would change the points that nobody has settled."""
    found = {each.key: each for each in _of(ref) if each.key}
    raised = {each.id: each for each in raised_now(ref)}
    plan = rules.raising(kept=_kept(found), raised=tuple(raised))
    if plan.new or plan.back or plan.fallen:
        return True
    return any(
        (found[key].text, found[key].reason, found[key].title, found[key].affected)
        != (raised[key].text, raised[key].reason, raised[key].title, raised[key].affected)
        for key in plan.reworded
    )


def raised_now(ref: str) -> tuple[Raised, ...]:
    """What the facts of a use raise as they stand, from the packs that this version ships."""
    facts = register.facts(ref)
    return raise_points(pack_id=facts["technology"], facts=facts, bank=packs.bank())


def _of(ref: str) -> list[Point]:
    number = int(ref.removeprefix("use-"))
    return list(Point.objects.filter(use__number=number).order_by("pk"))


def _kept(found: dict[str, Point]) -> tuple[Kept, ...]:
    return tuple(
        Kept(key=key, state=State(each.state), by_packs=each.by_name == PACKS)
        for key, each in found.items()
    )


def _count(pairs: list[tuple[str, str]]) -> Counts:
    states = [state for _kind, state in pairs]
    kinds = [kind for kind, state in pairs if state != State.SET_ASIDE]
    return Counts(
        to_look_at=states.count(State.RAISED), accepted=states.count(State.ACCEPTED),
        set_aside=states.count(State.SET_ASIDE), risks=kinds.count(Kind.RISK),
        opportunities=kinds.count(Kind.OPPORTUNITY), do_nothing=kinds.count(Kind.DO_NOTHING),
    )


def _sheet(point: Point, *, ref: str) -> PointSheet:
    values: dict[str, Any] = {
        name: getattr(point, name) for name in (
            "lens", "title", "text", "reason", "affected", "evidence_wanted", "instrument",
            "find_out", "state_reason", "by_name", "at",
        )
    }
    return PointSheet(
        id=point.pk, ref=ref, kind=Kind(point.kind), state=State(point.state),
        own=not point.key, precedents=tuple(PrecedentLine(**each) for each in point.precedents),
        **values,
    )
