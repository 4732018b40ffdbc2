"""How a panel is made up, against the people most policed; and what its members say of it.

Counts are never told: a panel of six has no number that could not be a person.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dueregard.findings.labels import NOT_STATED
from dueregard.findings.wording import percent
from dueregard.manage.scrutiny import form, listing, rules
from dueregard.manage.scrutiny.models import Clearance, Makeup, Sitting
from dueregard.manage.scrutiny.rules import PAPER_NAMES, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group: its part of the newest list, and whether any member says they belong to it."""

    name: str
    share: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeupSheet:
    """The newest account of how a panel is made up."""

    groups: tuple[GroupLine, ...]
    listed_on: date | None
    gap: str = ""
    plan: str = ""
    owner: str = ""
    due_on: date | None = None
    late: bool = False
    entered_on: date | None = None
    entered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What members said to one statement of the process."""

    text: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """How many spoke; what they said, once enough did that nobody can be told by it."""

    spoke: int
    lines: tuple[Voice, ...]
    words: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """True when enough have spoken."""
        return self.spoke >= rules.FEWEST_HEARD


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper of a member: its last day, and whether it holds today."""

    name: str
    until: date | None
    holds: bool


def makeup(body_id: int, *, today: date) -> MakeupSheet:
    """How a panel is made up, by the groups of the newest list that was lodged for it."""
    newest = Makeup.objects.filter(body_id=body_id).select_related("owner").order_by("-pk").first()
    sitting = Sitting.objects.filter(body_id=body_id).exclude(list_text="").order_by(
        "-lodged_at", "-pk").first()
    counts = groups_listed(sitting)
    members = newest.groups if newest else {}
    names = [*counts, *sorted(each for each in members if each not in counts)]
    lines = tuple(
        GroupLine(
            name=each, share=_share(counts, each),
            member=("At least one member" if members.get(each) else "No member says so")
            if newest else "Not said yet",
        ) for each in names
    )
    listed_on = sitting.lodged_at.date() if sitting and sitting.lodged_at else None
    if newest is None:
        return MakeupSheet(groups=lines, listed_on=listed_on)
    return MakeupSheet(
        groups=lines, listed_on=listed_on, gap=newest.gap, plan=newest.plan,
        owner=newest.owner.name if newest.owner else "", due_on=newest.due_on,
        late=newest.due_on < today, entered_on=newest.entered_at.date(),
        entered_by=newest.entered_by,
    )


def groups_listed(sitting: Sitting | None) -> Counter[str]:
    """How many encounters of a list there are of each group that was stated, the most first."""
    rows = listing.rows_of(sitting.list_text).values() if sitting else ()
    found = Counter(each["ethnicity"] for each in rows if each["ethnicity"] != NOT_STATED)
    return Counter(dict(found.most_common()))


def voices(sitting: Sitting) -> Voices:
    """What members said of a sitting, together."""
    given = sitting.voices
    if len(given) < rules.FEWEST_HEARD:
        return Voices(spoke=len(given), lines=(), words=())
    return Voices(
        spoke=len(given),
        lines=tuple(
            Voice(text=each.name, counts=tuple(
                (name, sum(one["answers"].get(each.id) == key for one in given))
                for key, name in form.AGREE_NAMES.items()
            )) for each in form.load().process
        ),
        words=tuple(sorted(one["words"] for one in given if one["words"])),
    )


def papers(seat_id: int, *, today: date) -> tuple[PaperLine, ...]:
    """A member's papers, each with its last day; one that was never recorded holds nothing."""
    last: dict[Paper, date] = {}
    for each in Clearance.objects.filter(seat_id=seat_id):
        paper = Paper(each.paper)
        last[paper] = max(each.until, last.get(paper, each.until))
    return tuple(
        PaperLine(name=name, until=last.get(paper),
                  holds=paper in last and last[paper] >= today)
        for paper, name in PAPER_NAMES.items()
    )


def _share(counts: Counter[str], name: str) -> str:
    many, every = counts[name], counts.total()
    if not every:
        return "No list yet"
    if 1 <= many <= 9:
        return "Few: not shown"
    return percent(many / every)
