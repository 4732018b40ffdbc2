"""Every use and why somebody must look at it, read from the database once.

Without one survey for all of them each page would ask again, for every use and every reason.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from dueregard.identify.evidence import queries as evidence
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.lenses import bank as banks
from dueregard.lenses.gate_shapes import TRIAL
from dueregard.manage.conditions.rules import OVERDUE
from dueregard.manage.happenings.queries import StillOpen, Waiting
from dueregard.manage.reviews import rules
from dueregard.manage.reviews.rules import Standing, Why

_NOTHING = Waiting()
_REVIEWED, _CHANGED, _LAPSED, _ALARMED, _PILOT_OVER = (1 << place for place in range(5))


class Survey:
    """Every use, the most consequential first, with every reason to look at it today.

    One pass over narrow rows, however many reasons there are. Uses that stand alike share one
    answer of `rules.due`: ten thousand uses stand in a few dozen ways, so the rule in Python is
    the only place where a reason is defined.
    """

    def __init__(self, *, now: datetime, ref: str | None = None) -> None:
        """Of every use, or of one by its reference; nothing is read until it is asked for."""
        self._today = now.date()
        self._ref = ref

    def reviewed(self) -> Counter[tuple[Status, bool]]:
        """How many uses there are of each status, by whether they were ever reviewed."""
        return self._read[1]

    def counts(self) -> Counter[Why]:
        """How many uses have each reason."""
        alike = Counter(found for _, found in self._read[0])
        counts = Counter[Why]()
        for found, uses in alike.items():
            counts.update(dict.fromkeys(found, uses))
        return counts

    def wanted(self, only: Why | None = None) -> Iterator[tuple[int, tuple[Why, ...]]]:
        """The keys of the uses that somebody must look at, with why; `only` for one reason."""
        return (
            (key, found) for key, found in self._read[0]
            if (only in found if only else found)
        )

    def newest(self, count: int, only: Why | None = None) -> dict[int, tuple[Why, ...]]:
        """The first of them, in order."""
        return dict(islice(self.wanted(only), count))

    @cached_property
    def _read(
        self,
    ) -> tuple[tuple[tuple[int, tuple[Why, ...]], ...], Counter[tuple[Status, bool]]]:
        waiting = StillOpen().by_use(today=self._today)
        answers: dict[tuple[Any, ...], tuple[Why, ...]] = {}
        counted = Counter[tuple[Status, bool]]()
        found = []
        for key, status, review_on, owner, owner_named, flags in self._rows():
            stands = (
                status, self._as_near(review_on), bool(owner or owner_named), flags,
                waiting.get(key, _NOTHING),
            )
            if stands not in answers:
                answers[stands] = rules.due(_standing(stands), today=self._today)
            found.append((key, answers[stands]))
            counted[status, bool(flags & _REVIEWED)] += 1
        return tuple(found), counted

    def _rows(self) -> Any:
        uses = _standings(self._today)
        if self._ref is not None:
            uses = uses.filter(number=int(self._ref.removeprefix("use-")))
        rows: Any = register.most_consequential_first(uses)
        return rows.values_list(
            "pk", "status", "review_on", "owner_id", "owner_named", "flags"
        )

    def _as_near(self, day: date | None) -> date | None:
        """A day that the rule takes alike, so that uses with other days can share its answer."""
        if day is None:
            return None
        if day < self._today:
            return self._today - timedelta(days=1)
        return self._today if day - self._today <= rules.SOON else date.max


def _standing(stands: tuple[Any, ...]) -> Standing:
    status, review_on, owned, flags, waiting = stands
    return Standing(
        status=Status(status), reviewed=bool(flags & _REVIEWED), review_on=review_on,
        owned=owned, lapsed=bool(flags & _LAPSED), changed=bool(flags & _CHANGED),
        alarmed=bool(flags & _ALARMED), pilot_over=bool(flags & _PILOT_OVER),
        happened=frozenset(Why(kind.value) for kind in waiting.kinds), late=waiting.late,
    )


def _standings(today: date) -> QuerySet[Any]:
    """Every use with what its review depends on, worked out in the database.

    Through the relations of a use and not through other nouns' lists, because a question for
    each of ten thousand uses would be ten thousand questions.
    """
    every = register.matching("")
    settled = every.filter(assessments__state="settled").values("pk")
    decided = every.filter(matters__decision__isnull=False).values("pk")
    lapsed = every.filter(conditions__state__in=OVERDUE).values("pk")
    settled_since = every.filter(assessments__settled_at__gte=F("facts_changed_at")).values("pk")
    decided_since = every.filter(matters__decision__at__gte=F("facts_changed_at")).values("pk")
    rung = every.annotate(alarm_at=evidence.last_alarm()).filter(alarm_at__isnull=False)
    settled_after = rung.filter(assessments__settled_at__gte=F("alarm_at")).values("pk")
    decided_after = rung.filter(matters__decision__at__gte=F("alarm_at")).values("pk")
    # One number and not five columns: turning each flag of each use into a value of Python takes
    # longer than the question itself.
    return every.annotate(flags=(
        _bit(_REVIEWED, Q(pk__in=settled) | Q(pk__in=decided))
        + _bit(_CHANGED, Q(facts_changed_at__isnull=False)
               & ~Q(pk__in=settled_since) & ~Q(pk__in=decided_since))
        + _bit(_LAPSED, Q(pk__in=lapsed))
        + _bit(_ALARMED, Q(pk__in=rung.values("pk"))
               & ~Q(pk__in=settled_after) & ~Q(pk__in=decided_after))
        + _bit(_PILOT_OVER, Q(pk__in=past_their_end(today).values("pk")))
    ))


def past_their_end(today: date) -> QuerySet[Any]:
    """The uses whose newest pilot was to end before this day."""
    gate = banks.load().gates.before(TRIAL)
    return register.matching("").filter(
        passings__gate=gate.id if gate else "", passings__newest=True,
        passings__ends_on__lt=today,
    )


def _bit(bit: int, wanted: Q) -> Any:
    return Case(When(wanted, then=Value(bit)), default=Value(0), output_field=IntegerField())
