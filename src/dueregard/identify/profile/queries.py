"""What may be asked of the profile: its lines as they are read, and the profile for an order."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.identify.profile.models import ProfileLine
from dueregard.lenses import bank as banks
from dueregard.lenses.profile import Line, Profile, Sort, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSheet:
    """One line with its number, and who wrote it when."""

    id: int
    line: Line
    area: str
    by_name: str
    at: datetime


def lines() -> tuple[LineSheet, ...]:
    """Every line that holds, communities who have felt targeted first."""
    sheets = [_sheet(each) for each in ProfileLine.objects.filter(ended_at=None).order_by("pk")]
    order = {id(each): place for place, each in enumerate(in_order(one.line for one in sheets))}
    return tuple(sorted(sheets, key=lambda each: order[id(each.line)]))


def line(line_id: int) -> LineSheet:
    """One line that holds; Missing when there is none."""
    found = ProfileLine.objects.filter(pk=line_id, ended_at=None).first()
    if found is None:
        raise Missing("There is no such line in the profile.")
    return _sheet(found)


def profile() -> Profile:
    """The profile, for putting points in order."""
    return Profile(lines=tuple(each.line for each in lines()))


def _sheet(row: ProfileLine) -> LineSheet:
    areas = {each.id: each for each in banks.load().areas}
    area = areas.get(row.area)
    return LineSheet(
        id=row.pk, area=row.area, by_name=row.by_name, at=row.at,
        line=Line(
            sort=Sort(row.sort), title=area.name if area else row.title, targeted=row.targeted,
            when=row.happened, lenses=tuple(row.lenses),
            words=area.words if area else tuple(row.words), technologies=tuple(row.technologies),
        ),
    )
