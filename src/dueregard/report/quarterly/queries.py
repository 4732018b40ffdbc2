"""What may be asked of a quarter: its page, for the force or for the public, and its asks."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.findings.wording import counted, long_date
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.deciding import Said
from dueregard.manage.committee.queries import Moment
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.deployments import queries as deployments
from dueregard.manage.deployments.rules import totals
from dueregard.manage.gates import queries as gates
from dueregard.manage.happenings import queries as happenings
from dueregard.manage.happenings.rules import Kind
from dueregard.manage.sharing.hurried import queries as hurried
from dueregard.manage.sharing.hurried.rules import HURRIED, Look, is_known
from dueregard.manage.sharing.hurried.rules import counted as counted_up
from dueregard.people import queries as people
from dueregard.people.fields import audience_of_field
from dueregard.report.publication import queries as publication
from dueregard.report.quarterly import paper as papers
from dueregard.report.quarterly.models import QuarterAsks
from dueregard.report.quarterly.paper import STATEMENTS, Figure, Line, Records, Told
from dueregard.report.quarterly.rules import Quarter, asks_of

LIVE_FACES = "live-facial-recognition"
# What happened that somebody who holds the force to account would want to know of.
_TOLD = frozenset({Kind.COMPLAINT, Kind.ALARM})
_ASKS = "report.QuarterAsks.words"
_DEPLOYED = ("manage.Deployment.date", "manage.Deployment.faces_seen", "manage.Deployment.alerts",
             "manage.Deployment.false_confirmed", "manage.Deployment.false_unconfirmed")
Rows = list[tuple[str, tuple[str | int | None, ...]]]


def page(quarter: Quarter, *, now: datetime, reader: Audience) -> Document:
    """The page of a quarter as `reader` may see it, as the record stands now."""
    until = quarter.end(now.date())
    force = people.force()
    return papers.paper(
        Told(
            force=force.name if force else "", quarter=quarter,
            asks=asks(quarter) if reader.sees(audience_of_field(_ASKS)) else (),
            over=quarter.last < now.date(), until=long_date(until),
            records=tuple(_records(quarter, until)),
            figures=tuple(_hurried(quarter, until, now=now)),
            deployed=_deployed(quarter.first, until) if all(
                reader.sees(audience_of_field(each)) for each in _DEPLOYED) else "",
        ),
        made_at=now.isoformat(timespec="seconds"), reader=reader,
        who={each: audience_of_field(each) for each in STATEMENTS.values()},
    )


def asks(quarter: Quarter) -> tuple[str, ...]:
    """What is asked of the local policing body in a quarter."""
    row = QuarterAsks.objects.filter(quarter=quarter.key).first()
    return asks_of(row.words) if row else ()


def _records(quarter: Quarter, until: date) -> Iterator[Records]:
    """Every figure with its records, and how many there were the quarter before."""
    public = _with_a_page()
    first, before = quarter.first, quarter.before
    for key, title, columns, rows, is_open in _KINDS:
        found = rows(first, until)
        yield Records(
            key=key, title=title, columns=(*columns, "Reference"), open=is_open,
            before=len(rows(before.first, before.last)),
            lines=tuple(
                Line(public=ref in public, cells=(*cells, ref)) for ref, cells in found
            ),
        )


def _waiting(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, each.body, each.question, each.advised,
                    long_date(each.advised_on), each.days))
        for each in committee.unanswered(today=last)
    ]


def _late(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, each.text, long_date(each.due_on), (last - each.due_on).days))
        for each in conditions.late_on(last)
    ]


def _advised(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, each.story.body, each.story.question,
                    each.story.advice.outcome_name, long_date(each.story.advice.at.date())))
        for each in committee.came_between(Moment.ADVISED, first, last) if each.story.advice
    ]


def _declined(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, item.text, item.said_name, item.reasons,
                    long_date(advice.replied_at.date())))
        for each in committee.came_between(Moment.REPLIED, first, last)
        if (advice := each.story.advice) and advice.replied_at
        for item in advice.items if item.said not in (None, Said.ACCEPT)
    ]


def _decided(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, each.story.advice.outcome_name if each.story.advice else None,
                    made.verdict_name, long_date(made.at.date()), made.by_post,
                    made.departs_because or None))
        for each in committee.came_between(Moment.DECIDED, first, last)
        if (made := each.story.decision)
    ]


def _met(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, each.text,
                    long_date(each.settled_at.date()) if each.settled_at else None))
        for each in conditions.met_between(first, last)
    ]


def _overridden(first: date, last: date) -> Rows:
    return [
        (ref, (name, each.gate_title, each.post, each.reason, long_date(each.at.date())))
        for ref, name, each in gates.overridden_between(first, last)
    ]


def _happened(first: date, last: date) -> Rows:
    return [
        (each.ref, (each.use_name, each.kind_name, long_date(each.happened_on), each.words))
        for each in happenings.between(first, last) if each.kind in _TOLD
    ]


# Each figure: its key, its title, the columns of its records, the records, and whether it is of
# what is open at the end.
_KINDS = (
    ("waiting", "Advice that is not answered",
     ("Use", "Who advised", "What was asked", "Advice", "Advised on", "Days waiting"), _waiting,
     True),
    ("late", "Conditions that were not met in time",
     ("Use", "What had to be done", "Due on", "Days late"), _late, True),
    ("advised", "Advice that we were given",
     ("Use", "Who advised", "What was asked", "Advice", "Advised on"), _advised, False),
    ("declined", "What was asked for and not accepted, or only in part",
     ("Use", "What was asked for", "Reply", "Reasons", "Replied on"), _declined, False),
    ("decided", "What was decided",
     ("Use", "Advice", "Decision", "Decided on", "Who decided", "Why not as advised"), _decided,
     False),
    ("met", "Conditions that were met", ("Use", "What had to be done", "Met on"), _met, False),
    ("overridden", "Our own checks that we went round",
     ("Use", "Gate", "By which post", "Why", "Gone round on"), _overridden, False),
    ("happened", "Complaints upheld and alarms raised",
     ("Use", "What happened", "When", "In short"), _happened, False),
)


def _hurried(quarter: Quarter, until: date, *, now: datetime) -> Iterator[Figure]:
    """How often something was shared in a hurry, and what somebody else looked at in time.

    No use stands in these lines, so they are counted for every reader: how often a power was used
    is nobody's secret.
    """
    before = quarter.before
    this = _of_hurry(quarter.first, until, now=now)
    earlier = _of_hurry(before.first, before.last, now=now)
    for place, title in enumerate((
        "Times we shared because a life was at risk", "Times the urgent path to share was used",
        "What went out at once, and somebody else looked at within 24 hours",
        "What went out at once, and nobody else looked at in its time",
    )):
        yield Figure(title=title, count=this[place], before=earlier[place])


def _of_hurry(first: date, last: date, *, now: datetime) -> tuple[int | None, ...]:
    if not is_known(last=last, since=hurried.kept_since()):
        return (None,) * 4
    uses = hurried.used_between(first, last)
    life, urgent = (counted_up(uses, way=way, now=now) for way in HURRIED)
    return (life.used, urgent.used, life.looks[Look.SOON] + urgent.looks[Look.SOON],
            sum(each.looks[look] for each in (life, urgent) for look in (Look.LATE, Look.NOBODY)))


def _with_a_page() -> frozenset[str]:
    """The uses that the public can read about now."""
    slugs = {each.slug for each in publication.marks() if each.newest and not each.withdrawn_at}
    rows: Iterable[int] = register.matching("").filter(slug__in=slugs).values_list(
        "number", flat=True)
    return frozenset(ref_of(number) for number in rows)


def _deployed(first: date, last: date) -> str:
    found = totals(deployments.of_technology(LIVE_FACES, since=first, until=last))
    if not found.deployments:
        return "No deployment of live facial recognition is on our log for these days."
    wrong = found.of_alerts
    faces = found.of("faces_seen")
    seen = f"{faces.total:,}" if faces.total is not None else "an unrecorded number of"
    return (
        f"Live facial recognition was used {counted(found.deployments, one='time')}: {seen} faces "
        f"seen, {counted(found.of('alerts').total or 0, one='alert')}, of which {wrong.events:,} "
        f"of {wrong.out_of:,} were wrong."
    )
