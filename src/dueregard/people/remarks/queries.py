"""What may be asked about remarks: those about one thing, and those that wait for an answer."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.people.remarks.models import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkLine:
    """One remark as everybody reads it: without who said it."""

    id: int
    about: str
    clear: bool
    words: str
    said_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


def about(name: str, *, newest: int = 20) -> tuple[RemarkLine, ...]:
    """What was said in words of one thing, the newest first, with the answers."""
    rows = Remark.objects.filter(about=name).exclude(words="").order_by("-said_at", "-pk")
    return tuple(_line(each) for each in rows[:newest])


def waiting() -> tuple[RemarkLine, ...]:
    """What was said in words and has no answer yet, the oldest first."""
    rows = Remark.objects.filter(answered_at=None).exclude(words="").order_by("said_at", "pk")
    return tuple(_line(each) for each in rows)


def one(remark_id: int) -> RemarkLine:
    """One remark; Missing when there is none."""
    row = Remark.objects.filter(pk=remark_id).first()
    if row is None:
        raise Missing(f"There is no remark {remark_id}.")
    return _line(row)


def counts(name: str) -> tuple[int, int]:
    """How many found it clear, and how many did not."""
    rows = Remark.objects.filter(about=name)
    return rows.filter(clear=True).count(), rows.filter(clear=False).count()


def _line(row: Remark) -> RemarkLine:
    return RemarkLine(
        id=row.pk, about=row.about, clear=row.clear, words=row.words, said_at=row.said_at,
        answer=row.answer, answered_by=row.answered_by, answered_at=row.answered_at,
    )
