"""What may be asked of points: those of a use lens by lens, how many, and who may read which.

Without this file a page could show a person what others said before they had said their own.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from dueregard.answers import Answer, Missing
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import rules
from dueregard.identify.points.models import Heard, Point
from dueregard.identify.points.rules import PACKS, Counts, Kept, Kind, Side, State, Words
from dueregard.identify.points.sheets import (
    LensPoints,
    PartLine,
    PointSheet,
    PrecedentLine,
    Visible,
)
from dueregard.identify.profile import queries as profile
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.lenses import ordering
from dueregard.lenses.finding_out import ToFindOut, find_out_first
from dueregard.lenses.profile import NO_PROFILE, Profile, earlier
from dueregard.lenses.raising import Raised, raise_points
from dueregard.people.rules import may

MOST_FACTS = 3


def sheet(point_id: int) -> PointSheet:
    """One point; Missing when there is none."""
    number = Point.objects.filter(pk=point_id).values_list("use__number", flat=True).first()
    if number is None:
        raise Missing("There is no such point.")
    return next(each for each in points(ref_of(number)) if each.id == point_id)


def points(ref: str) -> tuple[PointSheet, ...]:
    """Every point of a use: to look at first, then those that apply, set aside, part of another.

    Among each, those that the facts raise come before those that only a missing fact raises.
    """
    found = _of(ref)
    order = {state: place for place, state in enumerate(State)}
    kinds = {kind: place for place, kind in enumerate(Kind)}
    made = [_sheet(each, ref=ref, all_of_use=found) for each in found]
    return tuple(sorted(made, key=lambda each: (
        order[each.state], each.find_out, kinds[each.kind], each.id
    )))


def visible_points(ref: str, reader: Actor) -> Visible:
    """The points that this person may read now: the packs', their own, others' after their own.

    What is part of a point is held back like a point. A person who is not asked for points of
    their own, such as an inspector, reads all.
    """
    every, said = points(ref), has_said(ref, reader)
    number = reader_id(reader)

    def seen(put_by: int | None) -> bool:
        return bool(rules.may_see(put_by=put_by, reader=number, said=said))

    shown = tuple(
        replace(each, covers=tuple(part for part in each.covers if seen(part.put_by)))
        for each in every if seen(each.put_by)
    )
    return Visible(points=shown, held_back=len(every) - len(shown), said=said)


def reader_id(reader: Actor) -> int | None:
    """Who reads, for the rule of one's own first; nobody when they are not asked for points."""
    return reader.id if may(reader, "points.suggest") else None


def has_said(ref: str, reader: Actor) -> bool:
    """Whether this person has said what they see in this use, or that they have nothing to add."""
    if reader.id is None:
        return False
    number = int(ref.removeprefix("use-"))
    return Heard.objects.filter(use__number=number, person_id=reader.id).exists()


def by_lens(ref: str) -> tuple[LensPoints, ...]:
    """The points of a use in the order of the seven lenses; a lens without points is there too."""
    return through_lenses(points(ref))


def through_lenses(found: tuple[PointSheet, ...]) -> tuple[LensPoints, ...]:
    """These points in the order of the seven lenses; what is part of another stands under that."""
    stands = (State.RAISED, State.ACCEPTED)
    return tuple(
        LensPoints(
            lens=lens.id, title=lens.title, meaning=lens.meaning,
            points=tuple(
                each for each in found if each.lens == lens.id and each.state in stands
            ),
            set_aside=tuple(
                each for each in found if each.lens == lens.id and each.state is State.SET_ASIDE
            ),
        )
        for lens in banks.load().lenses
    )


def in_reading_order(ref: str, found: tuple[PointSheet, ...]) -> tuple[PointSheet, ...]:
    """These points, those that the facts make likely and grave first; people's own at the end.

    What was settled stays behind what is still to be looked at.
    """
    order = ordering.ordered(
        raised=raised_now(ref), facts=register.facts(ref), profile=profile.profile()
    )
    places = {each.id: place for place, each in enumerate(order)}
    states = {state: place for place, state in enumerate(State)}
    return tuple(sorted(found, key=lambda each: (
        states[each.state], places.get(each.key, len(places)), each.id
    )))


def look_first(ref: str, found: tuple[PointSheet, ...]) -> tuple[PointSheet, ...]:
    """At most ten of these to look at first: what the packs raise, and nobody has settled yet."""
    return _first(ref, found, profile.profile())


def displaced(ref: str, found: tuple[PointSheet, ...]) -> tuple[PointSheet, ...]:
    """Those that would be among the first, had the force said nothing of the place it polices."""
    shown = {each.id for each in look_first(ref, found)}
    return tuple(each for each in _first(ref, found, NO_PROFILE) if each.id not in shown)


def _first(ref: str, found: tuple[PointSheet, ...], said: Profile) -> tuple[PointSheet, ...]:
    waiting = {each.key: each for each in found if each.key and each.state is State.RAISED}
    raised = tuple(each for each in raised_now(ref) if each.id in waiting)
    chosen = ordering.first(raised=raised, facts=register.facts(ref), profile=said)
    return tuple(waiting[each.id] for each in chosen)


def earlier_here(ref: str) -> dict[str, tuple[str, ...]]:
    """Why points come earlier for this force, by key: what it said of the place it polices."""
    facts, said = register.facts(ref), profile.profile()
    if not said.lines:
        return {}
    return {
        each.id: earlier(point=each, facts=facts, profile=said) for each in raised_now(ref)
    }


def find_out(ref: str, found: tuple[PointSheet, ...]) -> tuple[tuple[ToFindOut, int], ...]:
    """At most three missing facts to find out first, with how many points each could settle.

    Points that a person set aside, or made part of others, are not counted: no fact is needed.
    """
    facts, bank = register.facts(ref), packs.bank()
    over = {each.key for each in found if each.state in (State.SET_ASIDE, State.MERGED)}
    every = find_out_first(facts=facts, bank=bank, most=len(bank.facts_for(facts)))
    left = [(each, sum(key not in over for key in each.settles)) for each in every]
    left.sort(key=lambda pair: -pair[1])
    return tuple(pair for pair in left if pair[1])[:MOST_FACTS]


def counts(ref: str) -> Counts:
    """How many points of each sort a use has."""
    return counts_for((ref,))[ref]


def counts_for(refs: tuple[str, ...]) -> dict[str, Counts]:
    """The same for several uses, in one question to the database."""
    numbers = [int(each.removeprefix("use-")) for each in refs]
    rows = Point.objects.filter(use__number__in=numbers).values_list("use__number", "kind", "state")
    found: dict[str, list[tuple[Kind, State]]] = {each: [] for each in refs}
    for number, kind, state in rows:
        found[ref_of(number)].append((Kind(kind), State(state)))
    return {ref: rules.counted(pairs) for ref, pairs in found.items()}


def may_leave(ref: str) -> Answer:
    """Whether the use may go on to be weighed, or why not yet."""
    return rules.may_leave(counts(ref))


def out_of_date(ref: str) -> bool:
    """Whether reading the facts again would change the points that nobody has settled."""
    every = _of(ref)
    found = {each.key: each for each in every if each.key}
    raised = {each.id: each for each in raised_now(ref)}
    plan = rules.raising(kept=kept_of(every), raised=tuple(raised))
    if plan.new or plan.back or plan.fallen:
        return True
    return any(
        (_given(found[key]), found[key].reason)
        != (Words(title=now.title, text=now.whole_text, affected=now.affected), now.reason)
        for key, now in ((key, raised[key]) for key in plan.reworded)
    )


def kept(ref: str) -> tuple[Kept, ...]:
    """The points that packs raised before, as far as raising them again needs to know."""
    return kept_of(_of(ref))


def kept_of(every: Iterable[Point]) -> tuple[Kept, ...]:
    """The same for points of one use that are in hand, people's own among them."""
    every = list(every)
    whole = {each.merged_into_id for each in every}
    return tuple(
        Kept(
            key=each.key, state=State(each.state), by_packs=each.by_name == PACKS,
            held=bool(each.first_words) or each.id in whole,
        )
        for each in every if each.key
    )


def side(point_id: int, *, ref: str) -> Side:
    """One of two points to be made one; Missing when this use has none such."""
    for each in points(ref):
        if each.id == point_id:
            return side_of(each)
    raise Missing("There is no such point of this use.")


def side_of(point: PointSheet) -> Side:
    """A point as the rule for making two points one needs to know it."""
    return Side(id=point.id, kind=point.kind, state=point.state, by_packs=not point.own,
                parts=len(point.covers))


def raised_now(ref: str) -> tuple[Raised, ...]:
    """What the facts of a use raise as they stand, from the packs that this version ships."""
    facts = register.facts(ref)
    return raise_points(facts=facts, bank=packs.bank())


def _of(ref: str) -> list[Point]:
    number = int(ref.removeprefix("use-"))
    return list(Point.objects.filter(use__number=number).select_related("by").order_by("pk"))


def _given(point: Point) -> Words:
    """The words that the pack gave it, whatever the owner made of them."""
    if point.first_words:
        return Words(**point.first_words)
    return Words(title=point.title, text=point.text, affected=point.affected)


def _sheet(point: Point, *, ref: str, all_of_use: list[Point]) -> PointSheet:
    values: dict[str, Any] = {
        name: getattr(point, name) for name in (
            "key", "lens", "title", "text", "reason", "affected", "evidence_wanted",
            "instrument", "find_out", "state_reason", "by_name", "at", "reworded_by",
        )
    }
    return PointSheet(
        id=point.pk, ref=ref, kind=Kind(point.kind), state=State(point.state),
        own=not point.key, put_by=point.by_id, put_by_name=point.by.name if point.by else "",
        precedents=tuple(PrecedentLine(**each) for each in point.precedents),
        first_words=Words(**point.first_words) if point.first_words else None,
        merged_into=point.merged_into_id,
        covers=tuple(
            PartLine(
                id=each.pk, title=each.title, text=each.text, reason=each.state_reason,
                by_name=each.by_name, put_by=each.by_id,
            )
            for each in all_of_use if each.merged_into_id == point.pk
        ),
        **values,
    )


def waiting() -> dict[int, tuple[tuple[str, datetime], ...]]:
    """What nobody has settled yet, by the key of its use: its lens, and since when it waits."""
    rows = Point.objects.filter(state=State.RAISED).order_by("at", "pk")
    found: dict[int, list[tuple[str, datetime]]] = {}
    for use_id, lens, at in rows.values_list("use_id", "lens", "at"):
        found.setdefault(use_id, []).append((lens, at))
    return {key: tuple(each) for key, each in found.items()}
