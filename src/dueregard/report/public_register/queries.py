"""What the public door reads: the newest records, one record, its past versions."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.report.public_register.models import Signboard


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The force's name and the ledger's head, as last sent here."""

    force_name: str
    contact_email: str
    example: bool
    ledger_seq: int
    ledger_head: str
    at: datetime


def signboard() -> Sign | None:
    """What every public page carries; None before anything was published."""
    row = Signboard.objects.first()
    if row is None:
        return None
    return Sign(
        force_name=row.force_name, contact_email=row.contact_email, example=row.example,
        ledger_seq=row.ledger_seq, ledger_head=row.ledger_head, at=row.at,
    )
