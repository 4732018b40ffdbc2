"""What can be done: keep a field back, and give it back.

Neither reaches the public by itself: a version of the record does, and two people make that.
"""

from datetime import date, datetime

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.withholding import rules
from dueregard.report.withholding.grounds import grounds
from dueregard.report.withholding.models import Withheld


def withhold(
    *, ref: str, source: str, reason: str, because: str, review_on: date, by: Actor,
    now: datetime,
) -> str:
    """Somebody keeps a field of a use back from the public for a while.

    Refused to the owner of the use, without a coded reason, and for longer than a year.
    """
    with act("withholding:field:withhold", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "publication.withhold", use.concern))
        standing = Withheld.objects.filter(use_id=use.id, source=source, lifted_at=None)
        require(rules.may_withhold(
            field_known=grounds().field(source) is not None,
            reason_known=grounds().reason(reason) is not None, because=because,
            review_on=review_on, today=now.date(), already=standing.exists(),
        ))
        row = Withheld.objects.create(
            use_id=use.id, source=source, reason=reason, because=because.strip(),
            review_on=review_on, by_name=by.name, at=now,
        )
        deed.result = f"withheld-{row.pk}"
        deed.note(source=source, reason=reason, because=row.because, review_on=str(review_on))
    return deed.result


def lift(*, withheld_id: int, by: Actor, now: datetime) -> str:
    """Somebody gives a field back to the public; the next version of the record has it."""
    with act("withholding:field:lift", by=by, now=now) as deed:
        row = Withheld.objects.select_for_update().select_related("use").filter(
            pk=withheld_id).first()
        if row is None:
            raise Missing("There is no such field that is kept back.")
        deed.about = ref = ref_of(row.use.number)
        require(may(by, "publication.withhold", register.sheet(ref).concern))
        require(rules.may_lift(stands=row.lifted_at is None))
        row.lifted_at = now
        row.save(update_fields=["lifted_at"])
        deed.result = f"withheld-{row.pk}"
        deed.note(source=row.source, reason=row.reason)
    return deed.result
