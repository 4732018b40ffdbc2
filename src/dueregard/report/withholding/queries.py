"""What may be asked: what is kept back of a use, and what should have been looked at again."""

from dataclasses import dataclass
from datetime import date

from dueregard.answers import Missing
from dueregard.identify.register.rules import ref as ref_of
from dueregard.report.withholding.grounds import grounds
from dueregard.report.withholding.models import Withheld
from dueregard.report.withholding.rules import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldLine:
    """One field that is kept back, as the force sees it."""

    id: int
    ref: str
    kept: Kept
    because: str
    by_name: str


def of_use(ref: str) -> tuple[WithheldLine, ...]:
    """What is kept back of one use, in the order of the list."""
    order = [each.source for each in grounds().fields]
    rows = Withheld.objects.select_related("use").filter(
        use__number=int(ref.removeprefix("use-")), lifted_at=None
    )
    found = [_line(each) for each in rows]
    return tuple(sorted(found, key=lambda each: (
        order.index(each.kept.source) if each.kept.source in order else len(order)
    )))


def one(withheld_id: int) -> WithheldLine:
    """One field that is kept back; Missing when there is none."""
    row = Withheld.objects.select_related("use").filter(pk=withheld_id, lifted_at=None).first()
    if row is None:
        raise Missing("That is not kept back.")
    return _line(row)


def standing() -> dict[str, tuple[Kept, ...]]:
    """Everything that is kept back, by use."""
    found: dict[str, list[Kept]] = {}
    for row in Withheld.objects.select_related("use").filter(lifted_at=None).order_by("pk"):
        line = _line(row)
        found.setdefault(line.ref, []).append(line.kept)
    return {ref: tuple(several) for ref, several in found.items()}


def overdue(today: date) -> tuple[WithheldLine, ...]:
    """What somebody should have looked at again by now."""
    rows = Withheld.objects.select_related("use").filter(lifted_at=None, review_on__lt=today)
    return tuple(_line(each) for each in rows.order_by("review_on", "pk"))


def _line(row: Withheld) -> WithheldLine:
    reason, field = grounds().reason(row.reason), grounds().field(row.source)
    return WithheldLine(
        id=row.pk, ref=ref_of(row.use.number), because=row.because, by_name=row.by_name,
        kept=Kept(
            source=row.source, name=field.name if field else row.source,
            reason=reason.name if reason else row.reason, code=row.reason,
            review_on=row.review_on,
        ),
    )
