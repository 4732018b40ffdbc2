"""What may be asked of yearly reports: the report of a year, and what is written of one use."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.text import slugify

from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.findings.wording import counted, listed, long_date
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.deployments import queries as deployments
from dueregard.manage.deployments.rules import totals
from dueregard.manage.gates import queries as gates
from dueregard.manage.happenings import queries as happenings
from dueregard.manage.happenings.rules import Kind
from dueregard.people import queries as people
from dueregard.people.fields import audience_of_field
from dueregard.report.annual import paper as papers
from dueregard.report.annual.models import YearStatement
from dueregard.report.annual.paper import Said, Technology
from dueregard.report.annual.rules import ASKED, KEYS, Year
from dueregard.report.publication.material import Value
from dueregard.report.publication.values import value

_PLACES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is written of a use for a year, and by whom; blank answers where nothing is."""

    answers: dict[str, str]
    by_name: str
    at: datetime | None


def report(year: Year, *, now: datetime, reader: Audience) -> Document:
    """The report of a year as `reader` may see it, as the record stands now."""
    force = people.force()
    made = papers.paper(
        year, technologies(year), force=force.name if force else "",
        made_at=now.isoformat(timespec="seconds"),
    )
    return made.for_audience(reader)


def technologies(year: Year) -> tuple[Technology, ...]:
    """What was in use at any time in the year, with what is said of it and what is not.

    A use whose first day nobody wrote down counts as used: not to know is not to be left out.
    """
    begun = Q(started_on=None) | Q(started_on__lte=year.last)
    standing = Q(status__in=IN_USE | {Status.PAUSED})
    ended = Q(status=Status.STOPPED, ended_on__gte=year.first)
    rows = register.most_consequential_first(
        register.matching("").filter(begun & (standing | ended)).select_related("owner")
    )
    keys: Counter[str] = Counter()
    found = []
    for row in rows:
        use = register.whole(row)
        base = slugify(use.name)[:60] or "use"
        keys[base] += 1
        key = base if keys[base] == 1 else f"{base}-{keys[base]}"
        found.append(_technology(use, year, key=f"of-{key}"))
    return tuple(found)


def written(ref: str, year: Year) -> Written:
    """What is written of a use for a year."""
    row = YearStatement.objects.filter(
        use__number=int(ref.removeprefix("use-")), year=year.key
    ).first()
    return Written(
        answers={key: getattr(row, key) if row else "" for key in KEYS},
        by_name=row.by_name if row else "", at=row.at if row else None,
    )


def _technology(use: UseSheet, year: Year, *, key: str) -> Technology:
    said = {
        name: value("report.YearStatement", name, text)
        for name, text in written(use.ref, year).answers.items()
    }
    record = _from_the_record(use, year)
    about = (
        Said(label="What it is for", values=(value("identify.Use", "purpose", use.purpose),)),
        Said(label="Where it stands now",
             values=(value("identify.Use", "status", STATUS_NAMES[use.status]),)),
        Said(label="In use since",
             values=(value("identify.Use", "started_on", use.started_on),)),
    )
    return Technology(
        ref=use.ref, key=key, name=value("identify.Use", "name", use.name),
        said=(*about, *(
            Said(label=each.label, values=(said[each.key], *record.get(each.key, ())))
            for each in ASKED if each.key != "notes"
        )),
        inside=(
            Said(label="Contract, on the register",
                 values=(value("identify.Use", "contract", use.contract),)),
            Said(label="Notes", values=(said["notes"],)),
        ),
    )


def _from_the_record(use: UseSheet, year: Year) -> dict[str, tuple[Value, ...]]:
    """What the record holds of the same questions, by question."""
    return {
        "amount": _amount(use.ref, year), "areas": _areas(use.ref, year),
        "complaints": _complaints(use.ref, year), "audits": _audits(use.ref, year),
        "effect": _effect(use.ref, year),
    }


def _amount(ref: str, year: Year) -> tuple[Value, ...]:
    rows = deployments.of_use(ref, since=year.first, until=year.last)
    if not rows:
        return ()
    found = totals(rows)
    faces = found.of("faces_seen")
    seen = f", {faces.total:,} faces seen" if faces.total is not None else ""
    return (_told(
        f"From our log: {counted(len(rows), one='deployment')}{seen}, "
        f"{counted(found.of('alerts').total or 0, one='alert')}.",
        "manage.Deployment.date", "manage.Deployment.faces_seen", "manage.Deployment.alerts",
    ),)


def _areas(ref: str, year: Year) -> tuple[Value, ...]:
    rows = deployments.of_use(ref, since=year.first, until=year.last)
    places = Counter(each.place for each in rows if each.place)
    if not places:
        return ()
    names = [f"{place} ({count})" for place, count in places.most_common()]
    return (_told(f"From our log: {listed(names, most=_PLACES)}.", "manage.Deployment.place"),)


def _complaints(ref: str, year: Year) -> tuple[Value, ...]:
    return tuple(
        _told(f"On the record: {each.kind_name.lower()}, {long_date(each.happened_on)}.",
              "manage.Happening.kind", "manage.Happening.happened_on")
        for each in happenings.of_use(ref)
        if each.kind is Kind.COMPLAINT and _in(year, each.happened_on)
    )


def _audits(ref: str, year: Year) -> tuple[Value, ...]:
    """Our own checks that were gone round, and what was not done in time."""
    rounds = [
        _told(f"We went round one of our own checks, {each.gate_title}, on "
              f"{long_date(each.at.date())}.", "manage.Passing.gate_title", "manage.Passing.at")
        for each in gates.overridden(ref) if _in(year, each.at.date())
    ]
    late = [
        _told(f"Not done in time, by {long_date(each.due_on)}: {each.text}",
              "manage.Condition.text", "manage.Condition.due_on", "manage.Condition.settled_at")
        for each in conditions.by_use(ref)
        if _in(year, each.due_on) and (
            each.overdue or (each.settled_at and each.settled_at.date() > each.due_on))
    ]
    return (*rounds, *late)


def _effect(ref: str, year: Year) -> tuple[Value, ...]:
    return tuple(
        _told(f"On the record: {each.title}. Who says so: {each.source_name}. "
              f"How well it was tested: {each.level_name}.", "identify.Evidence.title",
              "identify.Evidence.source", "identify.Evidence.level")
        for each in evidence.of_use(ref)
        if each.dated_on and _in(year, each.dated_on)
    )


def _told(text: str, *sources: str) -> Value:
    """A sentence made of several fields: it is for no more readers than the narrowest of them."""
    return Value(text=text, audience=max(map(audience_of_field, sources)),
                 source=", ".join(sources))


def _in(year: Year, day: date) -> bool:
    return year.first <= day <= year.last
