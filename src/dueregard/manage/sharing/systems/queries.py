"""What may be asked of the map of source systems."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.manage.sharing.models import SourceSystem
from dueregard.sharing import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLine:
    """A system on the map. `item_names` are its items in words."""

    id: int
    name: str
    holds: str
    items: tuple[str, ...]
    current: str
    gaps: str
    kept_by: str
    by_name: str
    at: datetime

    @property
    def item_names(self) -> tuple[str, ...]:
        """What it holds of what agreements name."""
        known = catalogue.load().items
        return tuple(known[each].item.name if each in known else each for each in self.items)


def systems() -> tuple[SystemLine, ...]:
    """Every system on the map, by name."""
    return tuple(_line(each) for each in SourceSystem.objects.filter(ended_at=None)
                 .order_by("name"))


def system(system_id: int) -> SystemLine:
    """One system; Missing when it is not on the map."""
    row = SourceSystem.objects.filter(pk=system_id, ended_at=None).first()
    if row is None:
        raise Missing("There is no such system on the map.")
    return _line(row)


def held_twice() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Items that more than one system holds: there two may say different things."""
    known, by_item = catalogue.load().items, dict[str, list[str]]()
    for each in systems():
        for item in each.items:
            by_item.setdefault(item, []).append(each.name)
    return tuple(
        (known[item].item.name if item in known else item, tuple(names))
        for item, names in by_item.items() if len(names) > 1
    )


def _line(row: SourceSystem) -> SystemLine:
    return SystemLine(
        id=row.pk, name=row.name, holds=row.holds, items=tuple(row.items), current=row.current,
        gaps=row.gaps, kept_by=row.kept_by, by_name=row.by_name, at=row.at,
    )
