"""The clock keeps what it found when it looked at an address."""

from datetime import datetime

from dueregard.ledger.actions import act
from dueregard.ledger.rules import CLOCK
from dueregard.report.links.models import PublishedLink
from dueregard.report.links.rules import Answers


def note(*, address: str, answers: Answers, now: datetime) -> str:
    """Keep whether an address answers; since when is kept for as long as that stays so."""
    with act("links:address:look", by=CLOCK, now=now) as deed:
        row = PublishedLink.objects.select_for_update().filter(address=address).first()
        since = row.since if row and row.answers == answers else now
        row, _made = PublishedLink.objects.update_or_create(
            address=address, defaults={"answers": answers, "since": since, "checked_at": now}
        )
        deed.result = f"link-{row.pk}"
        deed.note(address=address, answers=answers.value)
    return deed.result
