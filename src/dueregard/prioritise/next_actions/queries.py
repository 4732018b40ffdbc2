"""What may be asked of the list of next actions: its newest making, by kind and by whose turn."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from dueregard.prioritise.next_actions.models import RankedAction, RankedList
from dueregard.prioritise.next_actions.rules import KIND_NAMES
from dueregard.weighing.in_turn import EFFORT_NAMES

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One next action at its place."""

    place: int
    place_without_profile: int
    ref: str
    use_name: str
    what: str
    kind: str
    effort: str
    who: str
    why: str
    because: tuple[str, ...]
    overdue_days: int
    since: date

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return KIND_NAMES[self.kind]

    @property
    def effort_name(self) -> str:
        """How much work it is, and what that means."""
        return EFFORT_NAMES[self.effort]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextList:
    """The newest list, or one page of what of it was asked for."""

    made_at: datetime
    by_name: str
    uses: int
    weighed: int
    profile: int
    every: int
    overdue: int
    kinds: dict[str, int]
    owners: tuple[str, ...]
    count: int
    lines: tuple[ActionLine, ...]


def newest(*, kind: str = "", who: str = "", page: int | None = 1) -> NextList | None:
    """The newest list, narrowed by kind and by whose turn; `page` None for all of it."""
    made = RankedList.objects.order_by("-pk").first()
    if made is None:
        return None
    every = RankedAction.objects.filter(ranked=made)
    rows = every.filter(**{
        key: value for key, value in (("kind", kind), ("who", who)) if value
    }).order_by("place")
    shown = rows if page is None else rows[(page - 1) * PAGE : page * PAGE]
    found = dict(every.order_by().values_list("kind").annotate(Count("pk")))
    return NextList(
        made_at=made.made_at, by_name=made.by_name, uses=made.uses, weighed=made.weighed,
        profile=made.profile, every=sum(found.values()), count=rows.count(),
        overdue=every.filter(overdue_days__gt=0).count(),
        kinds={each: found.get(each, 0) for each in KIND_NAMES},
        owners=tuple(
            every.exclude(who="").order_by("who").values_list("who", flat=True).distinct()
        ),
        lines=tuple(_line(each) for each in shown),
    )


def waiting_since() -> dict[tuple[str, str], date]:
    """Since when each action of the newest list waits, by its use and its key."""
    made = RankedList.objects.order_by("-pk").first()
    rows = RankedAction.objects.filter(ranked=made) if made else RankedAction.objects.none()
    return {(ref, key): since for ref, key, since in rows.values_list("ref", "key", "since")}


def _line(row: RankedAction) -> ActionLine:
    return ActionLine(
        place=row.place, place_without_profile=row.place_without_profile, ref=row.ref,
        use_name=row.use_name, what=row.what, kind=row.kind, effort=row.effort, who=row.who,
        why=row.why, because=tuple(row.because), overdue_days=row.overdue_days, since=row.since,
    )
