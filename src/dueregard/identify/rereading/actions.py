"""What is done to many uses at once: their points raised again, and how deep to look worked out.

Without this file a newer pack would reach a use only when its owner next looked, and a risk that
was learnt of elsewhere would wait for that.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q

from dueregard.answers import require
from dueregard.findings.text_files import Progress
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import actions as points
from dueregard.identify.points.models import Point
from dueregard.identify.points.queries import kept_of
from dueregard.identify.points.rules import NO_LONGER_RAISED, PACKS, State, raising
from dueregard.identify.register import queries as register
from dueregard.identify.register.models import Fact, Use
from dueregard.identify.register.rules import ref as ref_of
from dueregard.identify.register.rules import tier_reasons
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.conditions import ALSO, named
from dueregard.lenses.raising import ForMany, Raised
from dueregard.lenses.screening import Screening, openly, screen
from dueregard.lenses.shapes import GENERIC, Bank
from dueregard.people.rules import may

# So many uses in one transaction: short enough that nobody waits for it, long enough to be quick.
TOGETHER = 200
_IN_ONE_QUESTION = 500


def reread(
    *, pack_id: str, by: Actor, now: datetime, progress: Progress | None = None,
    clock: Callable[[], datetime] | None = None,
) -> str:
    """Every use that a pack concerns is read again: its points, and how deep to look.

    What a person has said of a point stands. A use whose points nobody has had raised yet is left
    alone: they come from the newest pack when somebody does. Doing it twice changes nothing more,
    so that work cut short is begun again. Each use that changes gets a line of its own in the
    ledger, for its own history must tell why its points are others now; each batch gets one that
    says how many were read and found as they were. A long reading is given the `clock`: others act
    meanwhile, and each batch is written at its own time.
    """
    concerned = list(_concerned(pack_id))
    bank = packs.bank()
    reader = _Reader(bank=bank, many=ForMany(bank))
    for start in range(0, len(concerned), TOGETHER) or (0,):
        some = concerned[start : start + TOGETHER]
        at = clock() if clock is not None else now
        _read_some(some, pack_id=pack_id, reader=reader, by=by, now=at)
        if progress is not None:
            done = start + len(some)
            progress(done, len(concerned), f"{done:,} of {len(concerned):,} uses read again")
    return f"pack-{pack_id}"


def _concerned(pack_id: str) -> Iterable[int]:
    """The uses that have points of a pack and are of this technology; all, for any technology."""
    raised = Point.objects.filter(use=OuterRef("pk")).exclude(key="")
    uses = Use.objects.filter(Exists(raised)).order_by("pk")
    if pack_id != GENERIC:
        also = Fact.objects.filter(use=OuterRef("pk"), key=ALSO, value__contains=pack_id)
        uses = uses.filter(Q(technology=pack_id) | Exists(also))
    return uses.values_list("pk", flat=True)


@dataclass(kw_only=True)
class _Reader:
    """What is worked out once for all the uses."""

    bank: Bank
    many: ForMany
    words: dict[int, tuple[Raised, dict[str, Any]]] = field(default_factory=dict)
    screenings: dict[tuple[str | None, ...], Screening] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = (key for each in self.bank.triggers for key in named(each.when))
        self.decide = tuple(dict.fromkeys(keys))

    def worded(self, raised: Raised) -> dict[str, Any]:
        """The fields that the words of a raised point fill, as raising it one by one fills them."""
        if id(raised) not in self.words:
            if len(self.words) > ForMany.MOST:
                self.words.clear()
            blank = SimpleNamespace(first_words={})
            points._word(cast(Point, blank), raised)
            del blank.first_words
            # The point is kept beside its words, so that no other can come to have its id.
            self.words[id(raised)] = (raised, vars(blank))
        return self.words[id(raised)][1]

    def screened(self, facts: Mapping[str, str]) -> Screening:
        """How deep to look at a use with these facts."""
        answers = tuple(facts.get(each) for each in self.decide)
        if answers not in self.screenings:
            self.screenings[answers] = screen(facts=facts, bank=self.bank)
        return self.screenings[answers]


@dataclass(kw_only=True)
class _Changes:
    """What is to be written for a batch: rows that get the same words are written together."""

    new: list[Point] = field(default_factory=list)
    again: dict[tuple[int, bool], list[int]] = field(default_factory=lambda: defaultdict(list))
    worded: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    fallen: list[int] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)

    def write(self, *, reader: _Reader, now: datetime) -> None:
        Point.objects.bulk_create(self.new, batch_size=_IN_ONE_QUESTION)
        for (which, back), rows in self.again.items():
            values = dict(reader.words[which][1])
            if back:
                values |= _back(now)
            Point.objects.filter(pk__in=rows).update(**values)
        for row, values in self.worded:
            Point.objects.filter(pk=row).update(**values)
        for start in range(0, len(self.fallen), _IN_ONE_QUESTION):
            some = self.fallen[start : start + _IN_ONE_QUESTION]
            Point.objects.filter(pk__in=some).update(
                state=State.SET_ASIDE, state_reason=NO_LONGER_RAISED, by_name=PACKS, at=now
            )
        for each in self.uses:
            each.save(update_fields=["tier", "tier_reasons", "tier_because"])


def _read_some(
    some: list[int], *, pack_id: str, reader: _Reader, by: Actor, now: datetime
) -> None:
    with act("identify:packs:reread", by=by, now=now, about=f"pack-{pack_id}") as deed:
        require(may(by, "packs.bring-in"))
        uses = Use.objects.select_for_update(of=("self",)).select_related("owner").filter(
            pk__in=some
        ).order_by("pk")
        facts, before = _facts(some), _points(some)
        changes, changed = _Changes(), 0
        for use in uses:
            said = facts[use.pk] | register.in_columns(use)
            noted = _read_one(use, said, before[use.pk], reader=reader, changes=changes, now=now)
            if noted:
                changed += 1
                with act("identify:points:reread", by=by, now=now,
                         about=ref_of(use.number)) as line:
                    line.result = line.about
                    line.note(pack=pack_id, **noted)
        changes.write(reader=reader, now=now)
        deed.result = deed.about
        deed.note(pack=pack_id, uses=len(some), changed=changed)


def _read_one(
    use: Use, facts: dict[str, str], every: list[Point], *, reader: _Reader,
    changes: _Changes, now: datetime,
) -> dict[str, Any]:
    """Add to the changes what becomes of one use; give back what its line in the ledger says."""
    raised = {
        each.id: each
        for each in reader.many.raise_points(facts=facts)
    }
    before = {each.key: each for each in every if each.key}
    plan = raising(kept=kept_of(every), raised=tuple(raised))
    for key in plan.new:
        changes.new.append(Point(
            use_id=use.pk, key=key, by_name=PACKS, state=State.RAISED, at=now,
            **reader.worded(raised[key]),
        ))
    reworded = [
        key for key in plan.reworded
        if _differs(before[key], _beside(before[key], reader.worded(raised[key])))
    ]
    for keys, back in ((reworded, False), (plan.back, True)):
        for key in keys:
            words = reader.worded(raised[key])
            if before[key].first_words:
                row = (before[key].id, _beside(before[key], words) | (_back(now) if back else {}))
                changes.worded.append(row)
            else:
                changes.again[id(raised[key]), back].append(before[key].id)
    changes.fallen += [before[key].id for key in plan.fallen]
    noted: dict[str, Any] = {}
    if plan.new or plan.back or plan.fallen or reworded:
        noted = {
            "new": list(plan.new), "back": list(plan.back), "fallen": list(plan.fallen),
            "reworded": reworded,
        }
    screening = reader.screened(facts)
    reasons = tier_reasons(screening)
    if (use.tier, use.tier_reasons) != (screening.tier, reasons):
        noted["tier"] = {"before": use.tier, "after": screening.tier}
        use.tier, use.tier_reasons = screening.tier, reasons
        use.tier_because = openly(screening)
        changes.uses.append(use)
    return noted


def _back(now: datetime) -> dict[str, Any]:
    return {"state": State.RAISED, "state_reason": "", "by_name": PACKS, "at": now}


def _beside(point: Point, words: dict[str, Any]) -> dict[str, Any]:
    """The fields to fill: where a person worded the point, the pack's words stand beside theirs."""
    if not point.first_words:
        return words
    given = {key: words[key] for key in ("title", "text", "affected")}
    return {key: each for key, each in words.items() if key not in given} | {"first_words": given}


def _differs(point: Point, words: Mapping[str, Any]) -> bool:
    return _getter(tuple(words))(point) != tuple(words.values())


@cache
def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    """The values of these fields, all at once: it is asked for each of very many points."""
    return attrgetter(*names)


def _facts(some: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {each: {} for each in some}
    rows = Fact.objects.filter(use_id__in=some).values_list("use_id", "key", "value")
    for use_id, key, value in rows:
        found[use_id][key] = value
    return found


def _points(some: list[int]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = {each: [] for each in some}
    # Columns by their names and no row of its own kind: a fraction of the work for so many.
    names = [each.attname for each in Point._meta.concrete_fields if each.attname != "at"]
    rows = Point.objects.filter(use_id__in=some).order_by("pk")
    for row in rows.values_list(*names, named=True).iterator():
        found[row.use_id].append(cast(Point, row))
    return found
