"""What a person sees first: what is asked of them now, the most pressing on top, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dueregard.desk import cycle, panel_turns, sharing
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseLine
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger import queries as ledger
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.sheets import MatterLine
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.procurement import queries as procurement
from dueregard.manage.reviews import queries as reviews
from dueregard.manage.reviews.rules import Why
from dueregard.manage.reviews.survey import Survey
from dueregard.people import queries as people
from dueregard.people.remarks import queries as remarks
from dueregard.people.rules import ROLE_NAMES, Concern, Role, may
from dueregard.report.questions import queries as questions

MOST = 8
OWN = 5
# What cannot wait until there is time.
PRESSING = frozenset({
    Why.LAPSED, Why.WATCH, Why.ALARM, Why.COMPLAINT, Why.PILOT, Why.OVERDUE,
})
_ON_DUTY = frozenset({Role.OFFICER, Role.SHARING_OFFICER})
# Without these nothing can be advised, decided or kept.
_NEEDED = (
    Role.ETHICS_LEAD, Role.PROJECT_LEAD, Role.DECISION_MAKER, Role.COMMITTEE_CHAIR,
    Role.COMMITTEE_MEMBER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """One thing to do: the page where it is done and why it is asked. The lowest comes first."""

    sentence: str
    why: str
    link: str
    args: tuple[str | int, ...] = ()
    pressing: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count worth knowing, and the page that lists what was counted."""

    count: int
    words: str
    link: str
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Something to read: a use that a person may work with, or that the public reads of."""

    name: str
    text: str
    ref: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A person's start page. `first_day` is True while the register is empty.

    `on_duty`: the ways to share in a hurry stand first, for whoever would need them in minutes.
    """

    roles: tuple[str, ...]
    first_day: bool
    actions: tuple[NextAction, ...]
    figures: tuple[Figure, ...]
    usable: tuple[Reading, ...]
    published: tuple[Reading, ...]
    on_duty: bool = False


def start(*, actor: Actor, now: datetime) -> Start:
    """What is asked of this person now, the most pressing first, with why."""
    roles = tuple(each for each in Role if each in actor.roles)
    empty = not register.count()
    found = [
        *_first_day(actor, empty), *_committee(actor, now), *_conditions(actor, now),
        *_publications(actor), *_own(actor), *_remarks(actor),
    ]
    for role in roles:
        for each in _BY_ROLE.get(role, ()):
            found += each(actor, now)
    survey = Survey(now=now)
    for role in roles:
        if role in _FROM_SURVEY:
            found += _FROM_SURVEY[role](survey)
    unique = {(each.link, each.args): each for each in sorted(
        found, key=lambda each: each.pressing, reverse=True
    )}
    actions = sorted(unique.values(), key=lambda each: each.pressing)
    return Start(
        roles=tuple(ROLE_NAMES[each] for each in roles), first_day=empty,
        actions=tuple(actions[:MOST]), figures=_figures(actor, survey, now, empty=empty),
        usable=_usable() if Role.OFFICER in roles else (),
        published=_published() if Role.PANEL_MEMBER in roles else (),
        on_duty=bool(_ON_DUTY & actor.roles) and bool(may(actor, "sharing.urgent")),
    )


def _first_day(actor: Actor, empty: bool) -> list[NextAction]:
    if not empty:
        return []
    found = []
    if may(actor, "register.import"):
        found.append(NextAction(
            sentence="Bring in the list of systems that you already keep", link="import",
            why="A spreadsheet will do. You match its columns, and odd rows are set aside.",
            pressing=0,
        ))
    if may(actor, "register.add"):
        found.append(NextAction(
            sentence="Add a first use of technology or data", link="use-add", pressing=1,
            why="It takes a few minutes. You are asked first who is affected.",
        ))
    return found


def _committee(actor: Actor, now: datetime) -> list[NextAction]:
    if not may(actor, "committee.read"):
        return []
    # The date is that of the opinions: once they are in, nobody is held to it.
    return [
        NextAction(
            sentence=f"{each.todo}: {each.use_name}", link="matter", args=(each.id,),
            why=_why_now(each), pressing=0 if each.days_left <= 0 else 1,
        )
        for each in committee.waiting_for(reader=actor, now=now)
    ]


def _why_now(line: MatterLine) -> str:
    if line.unanswered:
        return (f"The advice has waited {line.days_waiting} days. After 28 it is shown to the "
                "public and the local policing body.")
    return _deadline(line.days_left) if line.given < line.asked else line.question


def _conditions(actor: Actor, now: datetime) -> list[NextAction]:
    found = []
    for each in conditions.due(now=now):
        if actor.id not in each.concern.owners or each.to_check:
            continue
        found.append(NextAction(
            sentence=f"Say what was done: {each.text}", link="condition", args=(each.id,),
            why=f"{'It was' if each.overdue else 'It is'} due on {_day(each.due_on)}, "
                f"for {each.use_name}.",
            pressing=0 if each.overdue else 1,
        ))
    if may(actor, "conditions.accept"):
        found += [
            NextAction(
                sentence=f"Check that this is met: {each.text}", link="condition",
                args=(each.id,), why=f"{each.owner or 'Its owner'} says that it is.", pressing=1,
            )
            for each in conditions.to_check() if may(actor, "conditions.accept", each.concern)
        ]
    return found


def _publications(actor: Actor) -> list[NextAction]:
    if not may(actor, "publication.publish"):
        return []
    rows = register.matching("").filter(publications__state="proposed").values_list(
        "number", "name", "owner_id", "publications__proposed_by", "publications__proposer_id"
    )
    return [
        NextAction(
            sentence=f"Read and publish: {name}", link="report", args=(ref_of(number),),
            why=f"{by} put its public record forward. A second person publishes it.", pressing=1,
        )
        for number, name, owner, by, proposer in rows.order_by("number")
        if proposer != actor.id and may(actor, "publication.publish", _concern(owner))
    ]


def _remarks(actor: Actor) -> list[NextAction]:
    """What people say of our own guidance, for whoever answers it."""
    waiting = remarks.waiting() if may(actor, "guidance.answer") else ()
    if not waiting:
        return []
    return [NextAction(
        sentence="Answer what was said of our guidance", link="remarks", pressing=2,
        why=f"{len(waiting)} remark{'' if len(waiting) == 1 else 's'} without an answer. "
            "The oldest comes first.",
    )]


def _own(actor: Actor) -> list[NextAction]:
    """The next step of the uses that this person owns, the most consequential first."""
    if actor.id is None or not may(actor, "register.read"):
        return []
    found = []
    for line in register.listing(owner_id=actor.id).lines[:OWN]:
        if line.status in cycle.ENDED:
            continue
        step = cycle.next_step(line.ref)
        if step is not None:
            found.append(NextAction(
                sentence=f"{line.name}: {step.next}", link=step.link, args=(line.ref,),
                why=step.so_far, pressing=2,
            ))
    return found


def _due(survey: Survey) -> list[NextAction]:
    return [
        NextAction(
            sentence=f"{each.use.name}: {each.to_do}", link="use", args=(each.use.ref,),
            why=". ".join(each.reasons) + ".",
            pressing=1 if PRESSING & set(each.why) else 2,
        )
        for each in reviews.due(survey, newest=4)
    ]


def _nobody_to_ask(actor: Actor, now: datetime) -> list[NextAction]:
    if not register.count():
        return []
    if any(each.members for each in bodies.advising(today=now.date())):
        return []
    return [NextAction(
        sentence="Make a committee and say who sits on it", link="bodies", pressing=2,
        why="Until somebody sits on one, no use can be put to a committee.",
    )]


def _late(survey: Survey) -> list[NextAction]:
    """What went past its date: the decision maker sets a new one or stops the use."""
    late = {
        each.use.ref: each for why in (Why.LAPSED, Why.OVERDUE, Why.PILOT)
        for each in reviews.due(survey, only=why, newest=OWN)
    }.values()
    return [
        NextAction(
            sentence=f"{each.use.name}: {each.to_do}", link="manage", args=(each.use.ref,),
            why=". ".join(each.reasons) + ".", pressing=0,
        )
        for each in late
    ]


def _asked_by_the_public(actor: Actor, now: datetime) -> list[NextAction]:
    """Questions from outside: those that are late, else those that nobody has read."""
    late, unread = questions.late_count(now.date()), questions.unread()
    found = []
    if late:
        found.append(NextAction(
            sentence="Answer the public", link="questions", pressing=0,
            why=f"{late} question{'' if late == 1 else 's'} without an answer after 20 working "
                "days. The public page says so.",
        ))
    elif unread:
        found.append(NextAction(
            sentence="Read what the public asks", link="questions", pressing=1,
            why=f"{unread} question{'' if unread == 1 else 's'} that nobody has read yet.",
        ))
    return found


def _side(actor: Actor, now: datetime) -> list[NextAction]:
    return [NextAction(
        sentence="Read the one side for chief officers", link="chief-officers",
        why="In use without a decision, late, unanswered, due: and what is not shown.",
    )]


def _without_own_evidence(actor: Actor, now: datetime) -> list[NextAction]:
    rows = register.matching("").filter(status__in=IN_USE).exclude(evidence__source=Source.FORCE)
    return _lines(
        rows, link="identify", sentence="Add evidence of our own: {name}",
        why="It is in use, and nobody in this force has measured it.",
    )


def _only_supplier(actor: Actor, now: datetime) -> list[NextAction]:
    others = [each for each in Source if each != Source.SUPPLIER]
    claimed = register.matching("").filter(
        evidence__source=Source.SUPPLIER, evidence__replaced_by=None
    ).exclude(evidence__source__in=others).distinct()
    silent = register.matching("").filter(status__in=IN_USE, evidence=None).exclude(supplier="")
    return [
        *_lines(claimed, link="suppliers", sentence="Ask for more than the supplier's word: {name}",
                why="All that is known of it comes from the supplier.", pressing=2),
        *_lines(silent, link="suppliers", sentence="Ask the supplier how well it works: {name}",
                why="It is in use, and nothing at all is known of how well it works."),
    ]


def _to_grade(actor: Actor, now: datetime) -> list[NextAction]:
    return [
        NextAction(
            sentence=f"Grade what {each.supplier} says about {each.product} {each.version}",
            link="enquiry", args=(each.id,), pressing=1,
            why=f"{each.answered - each.graded} of its answers nobody has read yet.",
        )
        for each in procurement.to_grade()
    ]


def _data_protection(actor: Actor, now: datetime) -> list[NextAction]:
    safe = register.matching("").filter(facts__key="sensitive", facts__value="no")
    sensitive = register.matching("").filter(facts__key="sensitive", facts__value="yes")
    assessed_now = register.matching("").filter(assessments__state="open").exclude(pk__in=safe)
    never = register.matching("").filter(
        status__in=IN_USE, assessments=None, pk__in=sensitive
    )
    return [
        *_lines(
            assessed_now, link="prioritise", sentence="Give your advice: {name}", pressing=1,
            why="It is being assessed, and it uses sensitive data or nobody knows whether it does.",
        ),
        *_lines(
            never, link="use", sentence="Ask for an assessment: {name}", pressing=2,
            why="It is in use with sensitive data, and it was never assessed.",
        ),
    ]


def _inspect(actor: Actor, now: datetime) -> list[NextAction]:
    waiting = len(committee.unanswered(today=now.date()))
    found = [NextAction(
        sentence="Read which advice is not answered", link="local-policing-body", pressing=2,
        why=f"{waiting} waited for more than 28 days.",
    )] if waiting else []
    return [
        *found,
        NextAction(sentence="Read what is in use and was never reviewed", link="coverage",
                   why="The most consequential stand first."),
        NextAction(sentence="Read the ledger", link="ledger",
                   why="What was done and refused, in order. You can check a copy yourself."),
    ]


def _appoint(actor: Actor, now: datetime) -> list[NextAction]:
    missing = [ROLE_NAMES[each].lower() for each in _NEEDED if not people.holding(each)]
    if not missing:
        return []
    return [NextAction(
        sentence="Appoint people", link="people", pressing=2,
        why=f"Nobody is appointed yet as: {', '.join(missing)}.",
    )]


def _panel(actor: Actor, now: datetime) -> list[NextAction]:
    return [
        NextAction(sentence=each.sentence, why=each.why, link="sitting", args=(each.sitting,),
                   pressing=1) for each in panel_turns.turns(actor, now=now)
    ]


def _published_role(actor: Actor, now: datetime) -> list[NextAction]:
    return [NextAction(
        sentence="Search what this force has published", link="search",
        why="Every published record can be found by its words.",
    )]


def _agreements(actor: Actor, now: datetime) -> list[NextAction]:
    rows = register.matching("").filter(
        technology="data-sharing", agreement=None
    ).exclude(status__in=cycle.ENDED).filter(Q(owner=None) | Q(owner_id=actor.id))
    return _lines(rows, link="agreement", sentence="Write down what is agreed: {name}",
                  why="It shares data, is yours or nobody's, and has no agreement here.")


def _sharing_due(actor: Actor, now: datetime) -> list[NextAction]:
    return [
        NextAction(sentence=each.sentence, why=each.why, link=each.link, args=each.args,
                   pressing=each.pressing)
        for each in sharing.due(actor=actor, now=now)
    ]


_BY_ROLE: dict[Role, tuple[Callable[[Actor, datetime], list[NextAction]], ...]] = {
    Role.ETHICS_LEAD: (_nobody_to_ask, _asked_by_the_public),
    Role.DECISION_MAKER: (_panel, _side),
    Role.ANALYST: (_panel, _without_own_evidence),
    Role.PROCUREMENT_OFFICER: (_to_grade, _only_supplier),
    Role.SHARING_OFFICER: (_agreements, _sharing_due),
    Role.DATA_PROTECTION_OFFICER: (_data_protection, _sharing_due),
    Role.INSPECTOR: (_inspect, _side),
    Role.PANEL_MEMBER: (_panel, _published_role),
    Role.COMMITTEE_SECRETARY: (_panel,),
    Role.ADMINISTRATOR: (_appoint,),
}
_FROM_SURVEY: dict[Role, Callable[[Survey], list[NextAction]]] = {
    Role.ETHICS_LEAD: _due, Role.DECISION_MAKER: _late,
}


def _lines(
    rows: register.Uses, *, link: str, sentence: str, why: str, pressing: int = 3
) -> list[NextAction]:
    first = register.most_consequential_first(rows.select_related("owner"))[:OWN]
    return [
        NextAction(sentence=sentence.format(name=each.name), link=link,
                   args=(register.line(each).ref,), why=why, pressing=pressing)
        for each in first
    ]


def _figures(
    actor: Actor, survey: Survey, now: datetime, *, empty: bool
) -> tuple[Figure, ...]:
    # An officer on duty is shown what they may use, and nothing to wade through.
    if empty or actor.roles == {Role.OFFICER} or not may(actor, "reviews.read"):
        return ()
    figures = [
        Figure(count=register.count(), words="uses in the register", link="register")
    ]
    figures += [
        Figure(count=each.count, words=each.name[0].lower() + each.name[1:], link="coverage",
               query=f"only={each.why}")
        for each in reviews.figures(survey) if each.count and each.why is not Why.SOON
    ]
    late = questions.late_count(now.date()) if may(actor, "questions.read-waiting") else 0
    if late:
        figures.append(Figure(count=late, words="late answers to the public", link="questions"))
    if may(actor, "ledger.read"):
        figures.append(Figure(count=ledger.head().seq, words="entries in the ledger",
                              link="ledger"))
    return tuple(figures)


def _usable() -> tuple[Reading, ...]:
    unreviewed = reviews.unreviewed()
    rows = register.listing(status=Status.LIVE).lines + register.listing(status=Status.TRIAL).lines
    return tuple(_reading(each, reviewed=each.ref not in unreviewed) for each in rows)


def _reading(line: UseLine, *, reviewed: bool) -> Reading:
    words = line.purpose or "What it is for is not written down yet"
    said = [f"{words.rstrip('.')}."]
    if line.status is Status.TRIAL:
        said.append("It is on trial.")
    if not reviewed:
        said.append("Nobody has reviewed it yet: ask before you rely on it.")
    return Reading(name=line.name, text=" ".join(said), ref=line.ref)


def _published() -> tuple[Reading, ...]:
    rows = register.matching("").filter(publications__state="published").order_by("name")
    return tuple(
        Reading(name=title, text=summary, slug=slug) for slug, title, summary in rows.values_list(
            "publications__slug", "publications__document__title",
            "publications__document__summary",
        )
    )


def _concern(owner: int | None) -> Concern:
    return Concern(owners=frozenset({owner} if owner else ()))


def _deadline(days_left: int) -> str:
    if days_left < 0:
        return f"Its date passed {-days_left} day{'' if days_left == -1 else 's'} ago."
    if days_left == 0:
        return "It is due today."
    return f"{days_left} day{'' if days_left == 1 else 's'} left."


def _day(day: date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")
