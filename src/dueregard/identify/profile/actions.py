"""What can be done to the profile: say a line, say it otherwise, say that it no longer holds."""

from collections.abc import Iterable
from datetime import datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.packs import queries as packs
from dueregard.identify.profile.models import ProfileLine
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.lenses.profile import Line, Sort, may_say
from dueregard.lenses.shapes import LENSES
from dueregard.people.rules import may


def say(*, line: Line, by: Actor, now: datetime) -> str:
    """The ethics lead says a line of the profile: a community, an event or a priority.

    Refused to others, and for a line that could change no order.
    """
    with act("identify:profile:say", by=by, now=now) as deed:
        require(may(by, "profile.write"))
        _check(line)
        row = ProfileLine(at=now)
        _write(row, line, by=by)
        deed.result = deed.about = f"profile-{row.pk}"
        deed.note(sort=line.sort, title=row.title)
    return deed.result


def say_otherwise(*, line_id: int, line: Line, by: Actor, now: datetime) -> str:
    """The ethics lead writes a line anew; the ledger keeps what it said before."""
    about = f"profile-{line_id}"
    with act("identify:profile:say-otherwise", by=by, now=now, about=about) as deed:
        require(may(by, "profile.write"))
        _check(line)
        row = _row(line_id)
        before, row.at = row.title, now
        _write(row, line, by=by)
        deed.result = about
        deed.note(before=before, after=row.title)
    return about


def end(*, line_id: int, by: Actor, now: datetime) -> str:
    """The ethics lead says that a line no longer holds. Nothing is deleted."""
    about = f"profile-{line_id}"
    with act("identify:profile:end", by=by, now=now, about=about) as deed:
        require(may(by, "profile.write"))
        row = _row(line_id)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        deed.result = about
        deed.note(title=row.title)
    return about


def say_areas(*, areas: Iterable[str], by: Actor, now: datetime) -> str:
    """The ethics lead says what kinds of area the force polices: these and no others."""
    with act("identify:profile:say-areas", by=by, now=now) as deed:
        require(may(by, "profile.write"))
        known = {each.id: each.name for each in banks.load().areas}
        wanted = tuple(areas)
        if any(each not in known for each in wanted):
            raise DueRegardError("Nothing was saved: choose kinds of area from the list.")
        here = ProfileLine.objects.filter(sort=Sort.AREA, ended_at=None)
        kept = set(here.filter(area__in=wanted).values_list("area", flat=True))
        here.exclude(area__in=wanted).update(ended_at=now)
        for each in wanted:
            if each not in kept:
                ProfileLine.objects.create(
                    sort=Sort.AREA, area=each, title=known[each], by_name=by.name, at=now
                )
        deed.result = deed.about = "profile"
        deed.note(areas=[known[each] for each in wanted])
    return deed.result


def _check(line: Line) -> None:
    require(may_say(line))
    if line.sort is Sort.AREA or set(line.lenses) - set(LENSES):
        raise DueRegardError("Nothing was saved: choose what it touches from the list.")
    if set(line.technologies) - set(packs.bank().packs):
        raise DueRegardError("Nothing was saved: choose kinds of technology from the list.")


def _write(row: ProfileLine, line: Line, *, by: Actor) -> None:
    row.sort, row.title, row.targeted = line.sort, line.title.strip(), line.targeted
    row.happened, row.by_name = line.when.strip(), by.name
    row.lenses, row.technologies = list(line.lenses), list(line.technologies)
    row.words = [each.strip() for each in line.words if each.strip()]
    row.save()


def _row(line_id: int) -> ProfileLine:
    row = ProfileLine.objects.exclude(sort=Sort.AREA).filter(pk=line_id, ended_at=None).first()
    if row is None:
        raise Missing("There is no such line in the profile.")
    return row
