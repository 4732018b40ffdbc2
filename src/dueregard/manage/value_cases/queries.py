"""What may be asked of value cases: the rows, what is open, reviews, refusals, stories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.value_cases import rules
from dueregard.manage.value_cases.models import (
    AgreementReview,
    NotShared,
    SharingStory,
    ValueCase,
    ValueRow,
)
from dueregard.manage.value_cases.rules import (
    CAME_NAMES,
    FOUND_NAMES,
    VERDICT_NAMES,
    Came,
    Case,
    Factor,
    Found,
    Option,
    Row,
    Sort,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """A row that is kept."""

    id: int
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was predicted of one row, and what was counted at a review."""

    text: str
    predicted: str
    counted: float | None
    unit: str
    source: str
    came: Came

    @property
    def came_name(self) -> str:
        """How the two stand to each other, in words."""
        return CAME_NAMES[self.came]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One review. `early` is how many days before it was due it was done."""

    verdict: Verdict
    words: str
    why_uncounted: str
    counts: tuple[Counted, ...]
    next_due: date | None
    early: int | None
    by_name: str
    at: datetime

    @property
    def verdict_name(self) -> str:
        """What was decided, in words."""
        return VERDICT_NAMES[self.verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One story of good sharing."""

    id: int
    ref: str
    use_name: str
    title: str
    text: str
    happened_on: date | None
    outside: bool
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """A value case whole. Sharing and not sharing always have a place, filled or not."""

    ref: str
    outcome: str
    who_benefits: str
    dissent: str
    rows: tuple[RowLine, ...]
    gaps: tuple[str, ...]
    reviews: tuple[ReviewLine, ...]
    stories: tuple[StoryLine, ...]

    @property
    def to_count(self) -> tuple[RowLine, ...]:
        """The rows that are counted at each review."""
        return tuple(each for each in self.rows if each.row.count)

    def under(self, option: Option, sort: Sort) -> tuple[RowLine, ...]:
        """The rows of one option and sort."""
        return tuple(
            each for each in self.rows if (each.row.option, each.row.sort) == (option, sort)
        )

    @property
    def options(self) -> tuple[Option, ...]:
        """The options with a place on the page, in order."""
        return tuple(rules.by_option(each.row for each in self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSharedLine:
    """One decision not to share."""

    id: int
    ref: str
    use_name: str
    partner_name: str
    what: str
    reason: str
    consequences: str
    decided_by: int | None
    decided_by_name: str
    decided_at: datetime
    found: Found | None
    found_words: str
    reviewer_name: str
    reviewed_at: datetime | None
    came_of_it: str

    @property
    def found_name(self) -> str:
        """What a second person found, in words."""
        return FOUND_NAMES[self.found] if self.found else "Nobody else has looked at it yet"


def case(ref: str) -> CaseSheet:
    """The value case of a use; with nothing in it where there is none yet."""
    row = ValueCase.objects.filter(use__number=_number(ref)).first()
    lines = tuple(
        RowLine(id=each.pk, row=_row(each)) for each in
        ValueRow.objects.filter(use__number=_number(ref), dropped_at=None).order_by("pk")
    )
    outcome, who = (row.outcome, row.who_benefits) if row else ("", "")
    return CaseSheet(
        ref=ref, outcome=outcome, who_benefits=who, dissent=row.dissent if row else "",
        rows=lines, reviews=reviews(ref), stories=stories(ref=ref), gaps=rules.gaps(Case(
            outcome=outcome, who_benefits=who, rows=tuple(each.row for each in lines)
        )),
    )


def reviews(ref: str) -> tuple[ReviewLine, ...]:
    """Each time that the agreement of a use was looked at, the newest first."""
    rows = AgreementReview.objects.filter(use__number=_number(ref)).order_by("-at", "-pk")
    return tuple(
        ReviewLine(
            verdict=Verdict(each.verdict), words=each.words, why_uncounted=each.why_uncounted,
            counts=tuple(_counted(one) for one in each.counts), next_due=each.next_due,
            early=(each.due_on - each.at.date()).days if each.due_on else None,
            by_name=each.by_name, at=each.at,
        )
        for each in rows
    )


def on_time(*, since: datetime) -> tuple[int, int]:
    """Of the reviews since then that had a day, how many were done by it, and how many in all."""
    rows = AgreementReview.objects.filter(at__gte=since).exclude(due_on=None)
    days = [(each.at.date(), each.due_on) for each in rows]
    return sum(done <= due for done, due in days if due), len(days)


def not_shared() -> tuple[NotSharedLine, ...]:
    """Every decision not to share: those that nobody else has looked at first, then the newest."""
    rows = NotShared.objects.select_related("use", "partner").order_by("-decided_at", "-pk")
    lines = [_not_shared(each) for each in rows]
    return tuple(sorted(lines, key=lambda each: each.found is not None))


def not_shared_one(decision_id: int) -> NotSharedLine:
    """One decision not to share; Missing when there is none."""
    row = NotShared.objects.select_related("use", "partner").filter(pk=decision_id).first()
    if row is None:
        raise Missing("There is no such decision.")
    return _not_shared(row)


def stories(*, ref: str = "", outside: bool = False) -> tuple[StoryLine, ...]:
    """The stories of good sharing, the newest first; of one use, or those the public reads."""
    rows = SharingStory.objects.select_related("use").order_by("-at", "-pk")
    if ref:
        rows = rows.filter(use__number=_number(ref))
    if outside:
        rows = rows.filter(outside=True)
    return tuple(
        StoryLine(
            id=each.pk, ref=ref_of(each.use.number), use_name=each.use.name, title=each.title,
            text=each.text, happened_on=each.happened_on, outside=each.outside,
            by_name=each.by_name,
        )
        for each in rows
    )


def plain(factors: Sequence[Factor]) -> list[dict[str, Any]]:
    """Factors as they are kept."""
    return [
        {"name": each.name.strip(), "low": each.low, "high": each.high,
         "source": each.source.strip()}
        for each in factors
    ]


def _row(row: ValueRow) -> Row:
    return Row(
        option=Option(row.option), sort=Sort(row.sort), text=row.text, who=row.who,
        unit=row.unit, factors=tuple(Factor(**each) for each in row.factors), count=row.count,
    )


def _counted(found: Mapping[str, Any]) -> Counted:
    return Counted(
        text=found["text"], predicted=found["predicted"], counted=found["counted"],
        unit=found["unit"], source=found["source"], came=Came(found["came"]),
    )


def _not_shared(row: NotShared) -> NotSharedLine:
    return NotSharedLine(
        id=row.pk, ref=ref_of(row.use.number) if row.use else "",
        use_name=row.use.name if row.use else "",
        partner_name=row.partner.name if row.partner else "", what=row.what, reason=row.reason,
        consequences=row.consequences, decided_by=row.decided_by_id,
        decided_by_name=row.decided_by_name, decided_at=row.decided_at,
        found=Found(row.found) if row.found else None, found_words=row.found_words,
        reviewer_name=row.reviewer_name, reviewed_at=row.reviewed_at, came_of_it=row.came_of_it,
    )


def _number(ref: str) -> int:
    digits = ref.removeprefix("use-")
    return int(digits) if digits.isdecimal() else -1
