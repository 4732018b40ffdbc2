"""What the example force lodged for its inspector, through the same action as anybody's.

Without this file the example would show an inspector an empty page of samples.
"""

from datetime import datetime

from dueregard.ledger.rules import Actor
from dueregard.report.inspection import actions


def lodge(*, by: Actor, now: datetime) -> None:
    """The list of every record, as it stands: the seed is for whoever tries it to choose."""
    actions.lodge(inspection=f"Inspection of {now.year}", by=by, now=now)
