"""Who the witnesses are, and how far each has signed."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.ledger.models import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessSheet:
    """A witness: who it is, its key, and the newest head that it signed (None: none yet)."""

    id: int
    name: str
    body: str
    key: str
    added_at: datetime
    ended_at: datetime | None
    size: int | None
    signed_at: datetime | None


def witnesses() -> tuple[WitnessSheet, ...]:
    """Every witness, those who ended too, in the order in which they came."""
    return tuple(_sheet(each) for each in Witness.objects.order_by("pk"))


def _sheet(row: Witness) -> WitnessSheet:
    newest = row.cosignatures.order_by("-head_id").first()
    return WitnessSheet(
        id=row.pk, name=row.name, body=row.body, key=row.key, added_at=row.added_at,
        ended_at=row.ended_at, size=newest.head_id if newest else None,
        signed_at=newest.signed_at if newest else None,
    )
