"""What may be asked of happenings: those of a use, which reviews are open, what grew old."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import F, Q, QuerySet

from dueregard.answers import Missing
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.happenings import rules
from dueregard.manage.happenings.models import Happening
from dueregard.manage.happenings.rules import KIND_NAMES, MAKES_LENS_OLD, MAKES_OLD, Kind
from dueregard.people.rules import Concern
from dueregard.prioritise.assessment import queries as assessments

DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningLine:
    """One thing that happened, and how the review that it opened stands."""

    id: int
    ref: str
    use_name: str
    use_owner_id: int | None
    kind: Kind
    words: str
    happened_on: date
    said_by: str
    by_name: str
    at: datetime
    open: bool
    closed_at: datetime | None
    closed_because: str
    closed_by: str

    @property
    def kind_name(self) -> str:
        """What happened, in words."""
        return KIND_NAMES[self.kind]

    @property
    def look_by(self) -> date:
        """The day by which somebody should have looked."""
        return self.at.date() + rules.LOOK_WITHIN

    @property
    def concern(self) -> Concern:
        """Whose it is."""
        return Concern(owners=frozenset({self.use_owner_id} if self.use_owner_id else ()))


class StillOpen:
    """Which reviews are open now: nobody closed them, and no round of the use came after.

    The clock closes what a later round has answered; what it has not come to yet is asked for
    once and left out, so that ten thousand open reviews cost no more than a few.
    """

    def __init__(self) -> None:
        self._answered = answered()

    def rows(self) -> QuerySet[Happening]:
        """Those that are open."""
        found = Happening.objects.filter(closed_at=None).order_by()
        return found.exclude(pk__in=self._answered) if self._answered else found

    def late(self, today: date) -> QuerySet[Happening]:
        """Those that somebody should have looked at by now."""
        return self.rows().filter(at__lt=_late_before(today))

    def by_use(self, *, today: date) -> dict[int, "Waiting"]:
        """The kinds of open review by the key of the use, and whether one waits too long."""
        found: dict[int, set[Kind]] = {}
        late: set[int] = set()
        for use, kind, at in self.rows().values_list("use_id", "kind", "at"):
            found.setdefault(use, set()).add(Kind(kind))
            if at < _late_before(today):
                late.add(use)
        return {
            use: Waiting(kinds=frozenset(several), late=use in late)
            for use, several in found.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The open reviews of one use: their kinds, and whether one waits longer than it should."""

    kinds: frozenset[Kind] = frozenset()
    late: bool = False


def answered() -> tuple[int, ...]:
    """What a later round has answered and the clock has not closed yet."""
    rows = Happening.objects.filter(closed_at=None).filter(
        Q(use__assessments__settled_at__gte=F("at")) | Q(use__matters__decision__at__gte=F("at"))
    )
    return tuple(rows.order_by("pk").values_list("pk", flat=True).distinct())


def _late_before(today: date) -> datetime:
    """What was told before this moment should have been looked at by this day."""
    return datetime.combine(today - rules.LOOK_WITHIN, time.min, tzinfo=UTC)


def of_use(ref: str) -> tuple[HappeningLine, ...]:
    """Everything that happened to a use, the newest first."""
    rows = Happening.objects.filter(use__number=int(ref.removeprefix("use-")))
    return _lines(rows.order_by("-at", "-pk"))


def one(happening_id: int) -> HappeningLine:
    """One thing that happened; Missing when there is none."""
    found = _lines(Happening.objects.filter(pk=happening_id))
    if not found:
        raise Missing("There is no such happening.")
    return found[0]


def late_ones(*, now: datetime) -> tuple[HappeningLine, ...]:
    """What was to be looked at by now and was not, of what is in use or paused."""
    in_use = Q(use__status__in=(Status.TRIAL, Status.LIVE, Status.PAUSED))
    return _lines(StillOpen().late(now.date()).filter(in_use).order_by("pk"))


def between(first: date, last: date) -> tuple[HappeningLine, ...]:
    """What happened in these days, the newest first."""
    rows = Happening.objects.filter(happened_on__gte=first, happened_on__lte=last)
    return _lines(rows.order_by("-happened_on", "-pk"))


def made_old(ref: str, kind: Kind) -> tuple[str, ...]:
    """The questions of a use whose answers grow old when this happens, in their words."""
    changed = set(MAKES_OLD[kind])
    found = assessments.asked(ref, tier=register.sheet(ref).tier or DEEPEST)
    return tuple(
        each.question.text for each in found
        if changed & set(each.question.stale_on) or each.question.lens == MAKES_LENS_OLD.get(kind)
    )


def known_keys() -> frozenset[tuple[int, str]]:
    """What the clock has found already, by use."""
    rows = Happening.objects.exclude(key="").values_list("use_id", "key")
    return frozenset(rows)


def _lines(rows: QuerySet[Happening]) -> tuple[HappeningLine, ...]:
    open_ = StillOpen().rows().filter(pk__in=rows.order_by().values("pk"))
    still = frozenset(open_.values_list("pk", flat=True))
    found = rows.select_related("use").annotate(number=F("use__number"))
    return tuple(
        HappeningLine(
            id=each.pk, ref=ref_of(each.number), use_name=each.use.name,
            use_owner_id=each.use.owner_id, kind=Kind(each.kind), words=each.words,
            happened_on=each.happened_on, said_by=each.said_by, by_name=each.by_name, at=each.at,
            open=each.pk in still, closed_at=each.closed_at, closed_because=each.closed_because,
            closed_by=each.closed_by,
        )
        for each in found
    )
