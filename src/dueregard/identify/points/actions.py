"""What can be done about points: raise them from the facts, add one's own, say what holds here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.points import queries, rules
from dueregard.identify.points.models import Point
from dueregard.identify.points.rules import NO_LONGER_RAISED, PACKS, Kept, Kind, State
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.raising import Raised
from dueregard.lenses.shapes import LENSES
from dueregard.people.rules import may


def raise_from_packs(*, ref: str, by: Actor, now: datetime) -> str:
    """The owner has the facts read again, and the packs raise what they raise. Refused to others.

    What a person has settled stays as it is; nothing is deleted.
    """
    with act("identify:points:raise", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "points.settle", use.concern))
        raised = {each.id: each for each in queries.raised_now(ref)}
        before = {each.key: each for each in Point.objects.filter(use_id=use.id).exclude(key="")}
        plan = rules.raising(kept=_kept(before), raised=tuple(raised))
        for key in plan.new:
            before[key] = Point(use_id=use.id, key=key, by_name=PACKS)
        for key in (*plan.new, *plan.back):
            before[key].state, before[key].state_reason = State.RAISED, ""
            before[key].at = now
        for key in (*plan.new, *plan.back, *plan.reworded):
            _word(before[key], raised[key])
            before[key].save()
        for key in plan.fallen:
            before[key].state, before[key].state_reason = State.SET_ASIDE, NO_LONGER_RAISED
            before[key].at = now
            before[key].save()
        deed.result = ref
        deed.note(new=list(plan.new), back=list(plan.back), fallen=list(plan.fallen))
    return ref


def add(
    *, ref: str, kind: Kind, lens: str, title: str, text: str, affected: str = "", by: Actor,
    now: datetime,
) -> str:
    """The owner adds a point that no pack has thought of. It applies here, because they say so."""
    with act("identify:points:add", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "points.settle", use.concern))
        if lens not in LENSES or not title.strip() or not text.strip():
            raise DueRegardError(
                "Nothing was saved: a point needs one of the seven lenses, a title, and what "
                "could happen in a sentence."
            )
        point = Point.objects.create(
            use_id=use.id, kind=Kind(kind), lens=lens, title=title.strip(), text=text.strip(),
            affected=affected.strip(), state=State.ACCEPTED, by_name=by.name, at=now,
        )
        deed.result = f"point-{point.pk}"
        deed.note(kind=point.kind, lens=lens, title=point.title)
    return deed.result


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody says of one point."""

    point_id: int
    to: State
    reason: str = ""


def settle(*, point_id: int, to: State, reason: str = "", by: Actor, now: datetime) -> str:
    """The owner says that a point applies here, or sets it aside with a reason. Refused to others.

    They may say otherwise later; the ledger keeps both.
    """
    point = Point.objects.select_related("use").filter(pk=point_id).first()
    if point is None:
        raise Missing("There is no such point.")
    said = Saying(point_id=point_id, to=to, reason=reason)
    settle_several(ref=ref_of(point.use.number), said=(said,), by=by, now=now)
    return f"point-{point_id}"


def settle_several(*, ref: str, said: Iterable[Saying], by: Actor, now: datetime) -> str:
    """The owner settles several points at once: all are kept, or none. Refused to others."""
    with act("identify:points:settle", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "points.settle", use.concern))
        here = {each.pk: each for each in Point.objects.filter(use_id=use.id)}
        kept = []
        for each in said:
            point = here.get(each.point_id)
            if point is None:
                raise Missing("There is no such point of this use.")
            before, to = State(point.state), State(each.to)
            require(rules.may_settle(before=before, after=to, reason=each.reason))
            point.state, point.state_reason = to, each.reason.strip()
            point.by_name, point.at = by.name, now
            point.save(update_fields=["state", "state_reason", "by_name", "at"])
            kept.append({
                "point": point.title, "before": before.value, "after": to.value,
                "reason": point.state_reason,
            })
        deed.result = ref
        deed.note(settled=kept)
    return ref


def _kept(before: dict[str, Point]) -> tuple[Kept, ...]:
    return tuple(
        Kept(key=key, state=State(each.state), by_packs=each.by_name == PACKS)
        for key, each in before.items()
    )


def _word(point: Point, raised: Raised) -> None:
    point.pack, point.kind, point.lens = raised.pack, Kind(raised.kind), raised.lens
    point.title, point.text, point.reason = raised.title, raised.text, raised.reason
    point.affected, point.evidence_wanted = raised.affected, raised.evidence
    point.instrument, point.find_out = raised.instrument or "", raised.find_out
    point.precedents = [
        {"title": each.title, "date": each.date, "source": each.source, "what": each.what}
        for each in raised.precedents
    ]
