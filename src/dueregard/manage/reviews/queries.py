"""What is due to be looked at again, what nobody has looked at yet, and what we answer if asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Max, Q, QuerySet, Value, When

from dueregard.documents.document import Document
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseLine
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status, ref
from dueregard.lenses import bank as banks
from dueregard.lenses.gate_shapes import TRIAL
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.deciding import Said
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.conditions.rules import OVERDUE
from dueregard.manage.happenings.queries import StillOpen, Waiting
from dueregard.manage.reviews import foi, rules
from dueregard.manage.reviews import local_policing_body as local
from dueregard.manage.reviews.rules import Standing, Why
from dueregard.people import queries as people
from dueregard.people.rules import Role

PAGE = 25
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One use that somebody must look at, and why."""

    use: UseLine
    why: tuple[Why, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        return tuple(rules.WHY_NAMES[each] for each in self.why)

    @property
    def to_do(self) -> str:
        """What to do about the most pressing reason."""
        return rules.WHAT_TO_DO[self.why[0]] if self.why else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many uses of one status have been reviewed."""

    status: Status
    uses: int
    reviewed: int

    @property
    def name(self) -> str:
        """The status in words."""
        return STATUS_NAMES[self.status]

    @property
    def unreviewed(self) -> int:
        """How many nobody has reviewed."""
        return self.uses - self.reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many uses there are of one reason."""

    why: Why
    count: int

    @property
    def name(self) -> str:
        """The reason in words."""
        return rules.WHY_NAMES[self.why]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage map: what there is, what of it was looked at, and what to do first."""

    uses: int
    shares: tuple[Share, ...]
    figures: tuple[Figure, ...]
    lines: tuple[Due, ...]
    count: int
    page: int
    pages: int

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figures to show: those asked for always, and of what happened only what did."""
        return tuple(
            each for each in self.figures
            if each.count or each.why not in rules.KINDS | {Why.PILOT}
        )

    def figure(self, why: Why) -> int:
        """How many uses have this reason."""
        return next(each.count for each in self.figures if each.why == why)


def coverage(*, now: datetime, only: Why | None = None, page: int = 1) -> Coverage:
    """The coverage map, with a page of what needs somebody, the most consequential first.

    Counted in the database, in few questions: it must serve a force with ten thousand uses.
    """
    today, still = now.date(), StillOpen()
    uses = _standing(today)
    shares = _shares(uses)
    figures, needing = _figures(uses, today, still)
    count = next((each.count for each in figures if each.why == only), needing)
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    rows = _wanted(uses, only, today, still)
    return Coverage(
        uses=sum(each.uses for each in shares), shares=shares, figures=figures,
        lines=_dues(rows[(page - 1) * PAGE : page * PAGE], today, still),
        count=count, page=page, pages=pages,
    )


def figures(*, now: datetime) -> tuple[Figure, ...]:
    """How many uses there are of each reason to look, the most pressing first."""
    return _figures(_standing(now.date()), now.date(), StillOpen())[0]


def due(*, now: datetime, only: Why | None = None, newest: int = 5) -> tuple[Due, ...]:
    """What somebody must look at, the most consequential first; `only` for one reason."""
    today, still = now.date(), StillOpen()
    return _dues(_wanted(_standing(today), only, today, still)[:newest], today, still)


def _wanted(
    uses: QuerySet[Any], only: Why | None, today: date, still: StillOpen
) -> QuerySet[Any]:
    wanted = _is(only, today, still) if only else _any(today, still)
    return register.most_consequential_first(uses.filter(wanted).select_related("owner"))


def unreviewed() -> frozenset[str]:
    """What is in use and was never reviewed."""
    every = register.matching("").filter(status__in=IN_USE)
    rows = every.exclude(assessments__state="settled").exclude(matters__decision__isnull=False)
    return frozenset(ref(number) for number in rows.values_list("number", flat=True))


def why(reference: str, *, now: datetime) -> tuple[Why, ...]:
    """Every reason to look at one use today."""
    rows = _standing(now.date()).select_related("owner")
    one = rows.filter(number=int(reference.removeprefix("use-")))
    return _dues(one, now.date(), StillOpen())[0].why


def pilots_over(*, now: datetime) -> tuple[tuple[str, date], ...]:
    """What is on trial though its pilot was to end before today, with that day."""
    gate = banks.load().gates.before(TRIAL)
    rows = register.matching("").filter(
        status=Status.TRIAL, passings__gate=gate.id if gate else "", passings__newest=True,
        passings__ends_on__lt=now.date(),
    )
    found = rows.order_by("number").values_list("number", "passings__ends_on")
    return tuple((ref(number), ends) for number, ends in found if ends)


def foi_answer(
    *, now: datetime, public_address: str = "", longest: int | None = None
) -> Document:
    """The standard answer about digital decision tools, from the register as it stands.

    `public_address` is where the public reads what was published. `longest` cuts the tables of
    a very long register, and says so; what is counted is always the whole.
    """
    force = people.force()
    counts = {role: len(people.holding(role)) for role in (
        Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.ETHICS_LEAD
    )}
    return foi.answer(
        entries=_entries(public_address), today=now.date(), made_at=now.isoformat(),
        longest=longest,
        oversight=foi.Oversight(
            force=force.name if force else "", contact=force.contact_email if force else "",
            members=counts[Role.COMMITTEE_MEMBER], chairs=counts[Role.COMMITTEE_CHAIR],
            leads=counts[Role.ETHICS_LEAD],
        ),
    )


def local_policing_body(*, now: datetime) -> Document:
    """What the local policing body is told: advice not answered, replies, decisions, lapses."""
    force, today = people.force(), now.date()
    since = today - YEAR
    replied = committee.replied_since(since)
    return local.paper(today=today, made_at=now.isoformat(timespec="seconds"), told=local.Told(
        force=force.name if force else "", since=since,
        waiting=tuple(
            local.Waiting(use=each.use_name, body=each.body, question=each.question,
                          advised=each.advised, advised_on=each.advised_on, days=each.days)
            for each in committee.unanswered(today=today)
        ),
        declined=tuple(
            local.Declined(use=each.use_name, text=item.text, answer=item.said_name,
                           reasons=item.reasons, replied_on=each.story.advice.replied_at.date())
            for each in replied if each.story.advice and each.story.advice.replied_at
            for item in each.story.advice.items if item.said not in (None, Said.ACCEPT)
        ),
        decided=tuple(
            local.Decided(use=each.use_name, advised=each.story.advice.outcome_name,
                          decided=made.verdict_name, decided_on=made.at.date(),
                          by_post=made.by_post, because=made.departs_because)
            for each in replied
            if each.story.advice and (made := each.story.decision) is not None
        ),
        late=tuple(
            local.Late(use=each.use_name, text=each.text, due_on=each.due_on,
                       days=(today - each.due_on).days)
            for each in conditions.lapsed()
        ),
    ))


def _standing(today: date) -> QuerySet[Any]:
    """Every use with what its review depends on, worked out in the database.

    Through the relations of a use and not through other nouns' lists, because a question for
    each of ten thousand uses would be ten thousand questions.
    """
    every = register.matching("")
    settled = every.filter(assessments__state="settled").values("pk")
    decided = every.filter(matters__decision__isnull=False).values("pk")
    lapsed = every.filter(conditions__state__in=OVERDUE).values("pk")
    settled_since = every.filter(assessments__settled_at__gte=F("facts_changed_at")).values("pk")
    decided_since = every.filter(matters__decision__at__gte=F("facts_changed_at")).values("pk")
    rung = every.annotate(alarm_at=evidence.last_alarm()).filter(alarm_at__isnull=False)
    settled_after = rung.filter(assessments__settled_at__gte=F("alarm_at")).values("pk")
    decided_after = rung.filter(matters__decision__at__gte=F("alarm_at")).values("pk")
    return every.annotate(
        changed=_true_where(
            Q(facts_changed_at__isnull=False)
            & ~Q(pk__in=settled_since) & ~Q(pk__in=decided_since)
        ),
        reviewed=_true_where(Q(pk__in=settled) | Q(pk__in=decided)),
        lapsed=_true_where(Q(pk__in=lapsed)),
        alarmed=_true_where(
            Q(pk__in=rung.values("pk")) & ~Q(pk__in=settled_after) & ~Q(pk__in=decided_after)
        ),
        pilot_over=_true_where(Q(pk__in=_pilots_over(today))),
    )


def _pilots_over(today: date) -> QuerySet[Any]:
    gate = banks.load().gates.before(TRIAL)
    return register.matching("").filter(
        passings__gate=gate.id if gate else "", passings__newest=True,
        passings__ends_on__lt=today,
    ).values("pk")


def _true_where(wanted: Q) -> Case:
    return Case(
        When(wanted, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def _is(why: Why, today: date, still: StillOpen) -> Q:
    """The rule of `rules.due`, as the database asks it. A test holds the two together."""
    in_use = Q(status__in=IN_USE)
    dated = Q(status__in=rules.REVIEWED_ON_TIME)
    if why in rules.KINDS:
        return dated & Q(pk__in=still.rows().filter(kind=why).values("use_id"))
    return {
        Why.LAPSED: dated & Q(lapsed=True),
        Why.WATCH: dated & Q(alarmed=True),
        Why.PILOT: Q(status=Status.TRIAL, pilot_over=True),
        Why.UNREVIEWED: in_use & Q(reviewed=False),
        Why.CHANGED: dated & Q(reviewed=True, changed=True),
        Why.OVERDUE: dated & (
            Q(review_on__lt=today) | Q(pk__in=still.late(today).values("use_id"))
        ),
        Why.OWNERLESS: in_use & Q(owner=None, owner_named=""),
        Why.SOON: dated & Q(review_on__gte=today, review_on__lte=today + rules.SOON),
    }[why]


def _any(today: date, still: StillOpen) -> Q:
    # What waits too long is open too, so the date alone is left to ask of what is overdue.
    found = Q(status__in=rules.REVIEWED_ON_TIME) & (
        Q(pk__in=still.rows().values("use_id")) | Q(review_on__lt=today)
    )
    for each in Why:
        if each not in rules.KINDS and each is not Why.OVERDUE:
            found |= _is(each, today, still)
    return found


def _shares(uses: QuerySet[Any]) -> tuple[Share, ...]:
    rows = uses.order_by().values("status", "reviewed").annotate(count=Count("pk"))
    counts = {(row["status"], bool(row["reviewed"])): row["count"] for row in rows}
    return tuple(
        Share(
            status=each, reviewed=counts.get((each, True), 0),
            uses=counts.get((each, True), 0) + counts.get((each, False), 0),
        )
        for each in Status
    )


def _figures(
    uses: QuerySet[Any], today: date, still: StillOpen
) -> tuple[tuple[Figure, ...], int]:
    """How many uses have each reason, and how many have any."""
    names = {each: f"n_{each.value.replace('-', '_')}" for each in Why if each not in rules.KINDS}
    found = uses.order_by().aggregate(
        any_of_them=Count("pk", filter=_any(today, still)),
        **{name: Count("pk", filter=_is(each, today, still)) for each, name in names.items()},
    )
    by_kind = {
        Why(kind.value): uses_
        for kind, uses_ in still.counted(rules.REVIEWED_ON_TIME).items()
    }
    figures = tuple(
        Figure(why=each, count=found[names[each]] if each in names else by_kind.get(each, 0))
        for each in Why
    )
    return figures, found["any_of_them"]


def _dues(rows: Iterable[Any], today: date, still: StillOpen) -> tuple[Due, ...]:
    """These uses with every reason; what happened to all of them is asked in one question."""
    listed = list(rows)
    waiting = still.of([each.pk for each in listed], today=today)
    return tuple(_due(each, waiting.get(each.pk, Waiting()), today) for each in listed)


def _due(row: Any, waiting: Waiting, today: date) -> Due:
    standing = Standing(
        status=Status(row.status), reviewed=bool(row.reviewed),
        review_on=row.review_on, lapsed=bool(row.lapsed),
        owned=bool(row.owner_id or row.owner_named), changed=bool(row.changed),
        alarmed=bool(row.alarmed),
        happened=frozenset(Why(kind.value) for kind in waiting.kinds), late=waiting.late,
        pilot_over=bool(row.pilot_over),
    )
    return Due(use=register.line(row), why=rules.due(standing, today=today))


_COLUMNS = (
    "pk", "number", "name", "purpose", "department", "technology", "supplier", "status",
    "status_reason", "started_on", "contract", "slug", "review_on",
)


def _entries(public_address: str) -> tuple[foi.Entry, ...]:
    stated = register.stated(("why", "who", "where"))
    assessed = _last("assessments__settled_at")
    advised = _last("matters__advice__at")
    decided = _last("matters__decision__at")
    rows = list(register.most_consequential_first(register.matching("")).values(*_COLUMNS))
    labels = packs.kinds(each["technology"] for each in rows)
    return tuple(
        foi.Entry(
            name=each["name"], purpose=each["purpose"], department=each["department"],
            technology=labels.get(each["technology"], each["technology"]),
            supplier=each["supplier"], status=Status(each["status"]),
            status_reason=each["status_reason"], started_on=each["started_on"],
            contract=each["contract"], limits_written=len(stated.get(ref(each["number"]), ())),
            public_address=_address(public_address, each["slug"]),
            assessed_on=assessed.get(each["pk"]), advised_on=advised.get(each["pk"]),
            decided_on=decided.get(each["pk"]), review_on=each["review_on"],
        )
        for each in rows
    )


def _last(moment: str) -> dict[int, date]:
    """The last day of something, by use; only for uses that have one."""
    rows = register.matching("").filter(**{f"{moment}__isnull": False}).order_by()
    return {
        key: last.date() for key, last in rows.values_list("pk").annotate(last=Max(moment))
    }


def _address(public_address: str, slug: str | None) -> str:
    return f"{public_address.rstrip('/')}/uses/{slug}/" if slug else ""
