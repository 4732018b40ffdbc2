"""What can be done about points: raise them, put one's own forward, say what holds here.

Without this file a point could be changed, joined to another or dropped with no name to it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.points import queries, rules
from dueregard.identify.points.models import Heard, Point
from dueregard.identify.points.rules import NO_LONGER_RAISED, PACKS, Kind, State, Words
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.raising import Raised
from dueregard.lenses.shapes import LENSES
from dueregard.people.rules import may


def raise_from_packs(*, ref: str, by: Actor, now: datetime) -> str:
    """The owner has the facts read again, and the packs raise what they raise. Refused to others.

    What a person has settled or worded stays as it is; nothing is deleted.
    """
    with act("identify:points:raise", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "points.settle", use.concern))
        raised = {each.id: each for each in queries.raised_now(ref)}
        before = {each.key: each for each in Point.objects.filter(use_id=use.id).exclude(key="")}
        plan = rules.raising(kept=queries.kept(ref), raised=tuple(raised))
        for key in plan.new:
            before[key] = Point(use_id=use.id, key=key)
        for key in (*plan.new, *plan.back):
            before[key].state, before[key].state_reason = State.RAISED, ""
            before[key].by_name, before[key].at = PACKS, now
        for key in (*plan.new, *plan.back, *plan.reworded):
            _word(before[key], raised[key])
            before[key].save()
        for key in plan.fallen:
            before[key].state, before[key].state_reason = State.SET_ASIDE, NO_LONGER_RAISED
            before[key].by_name, before[key].at = PACKS, now
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
        point = _put_forward(
            use_id=use.id, kind=kind, lens=lens, state=State.ACCEPTED, by=by, now=now,
            words=Words(title=title.strip(), text=text.strip(), affected=affected.strip()),
        )
        deed.result = f"point-{point.pk}"
        deed.note(kind=point.kind, lens=lens, title=point.title)
    return deed.result


def suggest(
    *, ref: str, kind: Kind, lens: str, title: str, text: str, affected: str = "", by: Actor,
    now: datetime,
) -> str:
    """Somebody who does not own the use puts a point forward; its owner has still to look at it.

    Others read it once they have said their own.
    """
    with act("identify:points:suggest", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "points.suggest", use.concern))
        point = _put_forward(
            use_id=use.id, kind=kind, lens=lens, state=State.RAISED, by=by, now=now,
            words=Words(title=title.strip(), text=text.strip(), affected=affected.strip()),
        )
        deed.result = f"point-{point.pk}"
        deed.note(kind=point.kind, lens=lens, title=point.title)
    return deed.result


def nothing_to_add(*, ref: str, by: Actor, now: datetime) -> str:
    """Somebody says that they see nothing more; from then on they read what others put forward."""
    with act("identify:points:nothing-to-add", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "points.suggest", use.concern))
        require(rules.may_say_nothing(said=queries.has_said(ref, by)))
        _hear(use_id=use.id, nothing_to_add=True, by=by, now=now)
        deed.result = ref
    return ref


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
            _require_seen(ref, point, by)
            require(rules.may_settle(before=before, after=to, reason=each.reason))
            point.state, point.state_reason = to, each.reason.strip()
            point.by_name, point.at = by.name, now
            point.save(update_fields=["state", "state_reason", "by_name", "at"])
            kept.append({
                **_named(point), "before": before.value, "after": to.value,
                "reason": point.state_reason,
            })
        deed.result = ref
        deed.note(settled=kept)
    return ref


def reword(*, point_id: int, words: Words, by: Actor, now: datetime) -> str:
    """The owner words a point afresh. The words it had first are kept, and shown beside the new.

    Given its first words again, it is as if nobody had worded it. Refused to others.
    """
    ref = queries.sheet(point_id).ref
    with act("identify:points:reword", by=by, now=now, about=ref) as deed:
        require(may(by, "points.settle", register.sheet(ref).concern))
        found = queries.sheet(point_id)
        point = Point.objects.get(pk=point_id)
        _require_seen(ref, point, by)
        after = Words(
            title=words.title.strip(), text=words.text.strip(), affected=words.affected.strip()
        )
        require(rules.may_reword(state=found.state, before=found.words, after=after))
        first = found.first_words or found.words
        point.title, point.text, point.affected = after.title, after.text, after.affected
        point.first_words = {} if after == first else asdict(first)
        point.reworded_by = "" if after == first else by.name
        point.save(update_fields=["title", "text", "affected", "first_words", "reworded_by"])
        deed.result = f"point-{point_id}"
        deed.note(**_named(point), before=asdict(found.words), after=asdict(after))
    return deed.result


def merge(*, point_id: int, into_id: int, reason: str, by: Actor, now: datetime) -> str:
    """The owner makes a point part of another that says the same. Refused to others.

    It is then read and counted with the other one, until it is split off again.
    """
    ref = queries.sheet(point_id).ref
    with act("identify:points:merge", by=by, now=now, about=ref) as deed:
        require(may(by, "points.settle", register.sheet(ref).concern))
        point, into = queries.side(point_id, ref=ref), queries.side(into_id, ref=ref)
        row, other = Point.objects.get(pk=point.id), Point.objects.get(pk=into.id)
        _require_seen(ref, row, by)
        _require_seen(ref, other, by)
        require(rules.may_merge(point=point, into=into, reason=reason))
        before = row.state
        row.state, row.merged_into, row.state_reason = State.MERGED, other, reason.strip()
        row.by_name, row.at = by.name, now
        row.save(update_fields=["state", "merged_into", "state_reason", "by_name", "at"])
        deed.result = f"point-{into_id}"
        deed.note(**_named(row), into=_named(other), before=before, reason=row.state_reason)
    return deed.result


def split(*, point_id: int, by: Actor, now: datetime) -> str:
    """The owner lets a point stand for itself again, to be looked at. Refused to others."""
    ref = queries.sheet(point_id).ref
    with act("identify:points:split", by=by, now=now, about=ref) as deed:
        require(may(by, "points.settle", register.sheet(ref).concern))
        point = Point.objects.get(pk=point_id)
        _require_seen(ref, point, by)
        require(rules.may_split(State(point.state)))
        deed.note(**_named(point), out_of=_named(Point.objects.get(parts=point)))
        point.state, point.merged_into, point.state_reason = State.RAISED, None, ""
        point.by_name, point.at = by.name, now
        point.save(update_fields=["state", "merged_into", "state_reason", "by_name", "at"])
        deed.result = f"point-{point_id}"
    return deed.result


def _put_forward(
    *, use_id: int, kind: Kind, lens: str, words: Words, state: State, by: Actor, now: datetime
) -> Point:
    """A person's own point; with it they have said what they see."""
    if lens not in LENSES or not words.title or not words.text:
        raise DueRegardError(
            "Nothing was saved: a point needs one of the seven lenses, a title, and what "
            "could happen in a sentence."
        )
    _hear(use_id=use_id, nothing_to_add=False, by=by, now=now)
    return Point.objects.create(
        use_id=use_id, kind=Kind(kind), lens=lens, **asdict(words), state=state, by_id=by.id,
        by_name=by.name, at=now,
    )


def _hear(*, use_id: int, nothing_to_add: bool, by: Actor, now: datetime) -> None:
    """From now on this person reads what others put forward: they have said their own."""
    if by.id is None:
        raise DueRegardError("Nothing was saved: only a person can say what they see.")
    Heard.objects.update_or_create(
        use_id=use_id, person_id=by.id, defaults={"nothing_to_add": nothing_to_add},
        create_defaults={"nothing_to_add": nothing_to_add, "at": now},
    )


def _require_seen(ref: str, point: Point, by: Actor) -> None:
    """Nobody acts on a point that they may not read yet."""
    if point.by_id is None:
        return
    require(rules.may_see(
        put_by=point.by_id, reader=queries.reader_id(by), said=queries.has_said(ref, by)
    ))


def _named(point: Point) -> dict[str, Any]:
    """A point as the ledger names it. A person's own is marked, so that it is told with care."""
    return {"point": point.title, "id": f"point-{point.pk}", "own": not point.key}


def _word(point: Point, raised: Raised) -> None:
    """Give a point what the pack says of it now; words that a person gave it stand."""
    point.pack, point.kind, point.lens = raised.pack, Kind(raised.kind), raised.lens
    given = Words(title=raised.title, text=raised.whole_text, affected=raised.affected)
    if point.first_words:
        point.first_words = asdict(given)
    else:
        point.title, point.text, point.affected = given.title, given.text, given.affected
    point.reason, point.evidence_wanted = raised.reason, raised.evidence
    point.instrument, point.find_out = raised.instrument or "", raised.find_out
    point.precedents = [
        {"title": each.title, "date": each.date, "source": each.source, "what": each.what}
        for each in raised.precedents
    ]
