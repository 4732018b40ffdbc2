"""Keeping the map of the source systems."""

from collections.abc import Sequence
from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.sharing.models import SourceSystem
from dueregard.manage.sharing.systems import rules
from dueregard.people.rules import may
from dueregard.sharing import catalogue

KEEP = "sharing.systems"


def put(
    *, name: str, holds: str, items: Sequence[str], current: str, gaps: str, by: Actor,
    now: datetime, kept_by: str = "", system_id: int | None = None,
) -> str:
    """Somebody puts a system on the map, or changes what is said of one (`system_id`).

    What was said with disclosures before stays as it was said.
    """
    with act("sharing:system:put", by=by, now=now) as deed:
        require(may(by, KEEP))
        others = SourceSystem.objects.filter(name__iexact=name.strip()).exclude(pk=system_id or 0)
        require(rules.may_put(
            name=name, holds=holds, items=items, known=catalogue.load().items, current=current,
            gaps=gaps, taken=others.exists(),
        ))
        row = SourceSystem() if system_id is None else _system(system_id)
        row.name, row.holds, row.items = name.strip(), holds.strip(), list(items)
        row.current, row.gaps, row.kept_by = current.strip(), gaps.strip(), kept_by.strip()
        row.by_name, row.at, row.ended_at = by.name, now, None
        row.save()
        deed.about = deed.result = f"system-{row.pk}"
        deed.note(name=row.name)
    return deed.result


def end(*, system_id: int, by: Actor, now: datetime) -> str:
    """Somebody takes a system off the map."""
    with act("sharing:system:end", by=by, now=now, about=f"system-{system_id}") as deed:
        require(may(by, KEEP))
        row = _system(system_id)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        deed.result = deed.about
        deed.note(name=row.name)
    return deed.result


def _system(system_id: int) -> SourceSystem:
    row = SourceSystem.objects.filter(pk=system_id).first()
    if row is None:
        raise Missing("There is no such system on the map.")
    return row
