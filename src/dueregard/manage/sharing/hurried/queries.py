"""What may be asked of sharing in a hurry: each use in some days, and since when it is kept."""

from datetime import date

from django.utils import timezone

from dueregard.ledger import queries as ledger
from dueregard.manage.sharing import rules
from dueregard.manage.sharing.hurried.rules import HURRIED, Hurried
from dueregard.manage.sharing.models import SharingRequest
from dueregard.manage.sharing.rules import Found, Way


def used_between(first: date, last: date) -> tuple[Hurried, ...]:
    """Every use of the urgent path and of the risk to life in these days, the newest first."""
    rows = SharingRequest.objects.filter(
        way__in=HURRIED, asked_at__date__gte=first, asked_at__date__lte=last,
    )
    return tuple(
        Hurried(
            id=each.pk, ref=rules.ref_of(each.pk), way=Way(each.way), at=each.asked_at,
            by=each.asked_by_name, look_by=each.look_by, looked_at=each.looked_at,
            found=Found(each.looked_found) if each.looked_found else None,
        )
        for each in rows.order_by("-asked_at", "-pk")
    )


def kept_since() -> date | None:
    """The day of the ledger's first line: before it nothing was written down here. None: empty."""
    began = ledger.began()
    return timezone.localtime(began).date() if began else None
