"""What may be asked of happenings: those of a use, which reviews are open, what grew old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from dueregard.answers import Missing
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.happenings import rules
from dueregard.manage.happenings.models import Happening
from dueregard.manage.happenings.rules import KIND_NAMES, MAKES_OLD, Kind
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


def open_() -> QuerySet[Happening]:
    """The happenings whose review is still open: nobody closed it, and no round came after."""
    uses = register.matching("").filter(pk=OuterRef("use_id"))
    assessed = uses.filter(assessments__settled_at__gte=OuterRef("at"))
    decided = uses.filter(matters__decision__at__gte=OuterRef("at"))
    return Happening.objects.filter(
        ~Exists(assessed), ~Exists(decided), closed_at=None
    ).order_by()


def late(today: date) -> QuerySet[Happening]:
    """Those that somebody should have looked at by now."""
    return open_().filter(at__date__lt=today - rules.LOOK_WITHIN)


def counted(statuses: Iterable[Status]) -> dict[Kind, int]:
    """How many uses of these statuses have an open review of each kind."""
    rows = open_().filter(use__status__in=list(statuses)).values("kind")
    return {
        Kind(each["kind"]): each["uses"]
        for each in rows.annotate(uses=Count("use_id", distinct=True))
    }


def kinds(use_ids: Iterable[int]) -> dict[int, frozenset[Kind]]:
    """The kinds of open review of each of these uses."""
    found: dict[int, set[Kind]] = {}
    rows = open_().filter(use_id__in=list(use_ids)).values_list("use_id", "kind")
    for use, kind in rows:
        found.setdefault(use, set()).add(Kind(kind))
    return {use: frozenset(several) for use, several in found.items()}


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
    return _lines(late(now.date()).filter(in_use).order_by("pk"))


def made_old(ref: str, kind: Kind) -> tuple[str, ...]:
    """The questions of a use whose answers grow old when this happens, in their words."""
    changed = set(MAKES_OLD[kind])
    found = assessments.asked(ref, tier=register.sheet(ref).tier or DEEPEST)
    return tuple(
        each.question.text for each in found if changed & set(each.question.stale_on)
    )


def known_keys() -> frozenset[tuple[int, str]]:
    """What the clock has found already, by use."""
    rows = Happening.objects.exclude(key="").values_list("use_id", "key")
    return frozenset(rows)


def _lines(rows: QuerySet[Happening]) -> tuple[HappeningLine, ...]:
    still = open_().filter(pk=OuterRef("pk"))
    found = rows.select_related("use").annotate(still=Exists(still), number=F("use__number"))
    return tuple(
        HappeningLine(
            id=each.pk, ref=ref_of(each.number), use_name=each.use.name,
            use_owner_id=each.use.owner_id, kind=Kind(each.kind), words=each.words,
            happened_on=each.happened_on, said_by=each.said_by, by_name=each.by_name, at=each.at,
            open=each.still, closed_at=each.closed_at, closed_because=each.closed_because,
            closed_by=each.closed_by,
        )
        for each in found
    )
