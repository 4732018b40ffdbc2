"""Gathers what the clock looks at: each reviewed use, asked of the nouns that know a part.

Without it the clock would ask five questions of the database for each of ten thousand uses.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from dueregard.identify.law import queries as law
from dueregard.identify.packs import queries as shelf
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.lenses.shapes import Nation
from dueregard.manage.happenings.watching import Record, Restated, Shown

WATCHED = (Status.TRIAL, Status.LIVE, Status.PAUSED)
DEEPEST = 3
# How far back in a use's own history to look, and what there says that a fact is another now.
LEDGER = 200
CHANGES = frozenset({"register:use:state-facts", "register:use:describe"})


def reviewed() -> Iterator[tuple[int, int, Record]]:
    """Each use that is in use or paused and was once reviewed: its key, number and record."""
    uses = {
        row.pk: row for row in register.matching("").filter(status__in=WATCHED)
        .select_related("owner").annotate(
            last_settled=Max("assessments__settled_at"),
        )
    }
    decided = _latest("matters__decision__at")
    pins, evidence, passed = _pins(), _evidence(), _passed()
    nation = law.own_nation()
    for key, row in uses.items():
        last = max((each for each in (row.last_settled, decided.get(key)) if each), default=None)
        if last is None:
            continue
        yield key, row.number, Record(
            reviewed_on=last.date(), tier=row.tier or DEEPEST, facts=_Lazy(row.number),
            nation=Nation(nation), pins=pins.get(key, {}), evidence=evidence.get(key, ()),
            passed_at=passed.get(key, ""), restated=_restated(row, last),
        )


class _Lazy(dict[str, str]):
    """The facts of a use, read when the first is asked for: most uses need none of them."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number: int | None = number

    def get(self, key: str, default: Any = None) -> Any:
        """The answer to one fact."""
        if self._number is not None:
            number, self._number = self._number, None
            self.update(register.facts(f"use-{number:04d}"))
        return super().get(key, default)


def _restated(row: Any, last: datetime) -> tuple[Restated, ...]:
    """Which facts were stated otherwise since: the ledger remembers what each was before.

    Asked only of a use whose facts have changed since. What was erased says nothing.
    """
    if row.facts_changed_at is None or row.facts_changed_at <= last:
        return ()
    found = []
    for each in ledger.history(about=f"use-{row.number:04d}", newest=LEDGER):
        if each.verb in CHANGES and not each.refused and each.at > last:
            changed = each.facts.get("changed", ())
            found += [Restated(fact=str(fact), at=each.at) for fact in changed]
    return tuple(found)


def _latest(moment: str) -> dict[int, datetime]:
    rows = register.matching("").filter(**{f"{moment}__isnull": False}).order_by()
    return dict(rows.values_list("pk").annotate(last=Max(moment)))


def _pins() -> dict[int, dict[str, str]]:
    """Which version of each pack the newest settled assessment of each use was pinned to."""
    found: dict[int, dict[str, str]] = {}
    packs = shelf.bank().packs
    rows = register.matching("").filter(assessments__state="settled")
    for key, pinned in rows.order_by("assessments__round").values_list("pk", "assessments__packs"):
        found[key] = {each["id"]: each["version"] for each in pinned if each["id"] in packs}
    return found


def _evidence() -> dict[int, tuple[Shown, ...]]:
    found: dict[int, list[Shown]] = {}
    rows = register.matching("").filter(
        evidence__dated_on__isnull=False, evidence__replaced_by=None
    )
    names = ("pk", "evidence__pk", "evidence__title", "evidence__lens", "evidence__dated_on")
    for key, number, title, lens, dated in rows.order_by().values_list(*names):
        day: date = dated
        found.setdefault(key, []).append(Shown(id=number, title=title, lens=lens, dated_on=day))
    return {key: tuple(several) for key, several in found.items()}


def _passed() -> dict[int, str]:
    """The class of impact at which each use last went through a gate."""
    rows = register.matching("").filter(passings__newest=True).order_by("passings__at")
    return dict(rows.values_list("pk", "passings__impact"))
