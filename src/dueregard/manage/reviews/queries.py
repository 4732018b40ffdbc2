"""What is due to be looked at again, what nobody has looked at yet, and what we answer if asked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseLine
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status, ref
from dueregard.manage.reviews import foi, rules
from dueregard.manage.reviews.rules import Why
from dueregard.manage.reviews.survey import Survey, past_their_end
from dueregard.people import queries as people
from dueregard.people.fields import audience_of_field
from dueregard.people.rules import Role

PAGE = 25


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

    The uses are read once, narrow, and only those of the page are read whole: it must serve a
    force with ten thousand uses.
    """
    survey = Survey(now=now)
    wanted = tuple(survey.wanted(only))
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(max(page, 1), pages)
    shares = _shares(survey)
    return Coverage(
        uses=sum(each.uses for each in shares), shares=shares, figures=figures(survey),
        lines=_dues(dict(wanted[(page - 1) * PAGE : page * PAGE])),
        count=len(wanted), page=page, pages=pages,
    )


def figures(survey: Survey) -> tuple[Figure, ...]:
    """How many uses there are of each reason to look, the most pressing first."""
    counts = survey.counts()
    return tuple(Figure(why=each, count=counts[each]) for each in Why)


def due(survey: Survey, *, only: Why | None = None, newest: int = 5) -> tuple[Due, ...]:
    """What somebody must look at, the most consequential first; `only` for one reason."""
    return _dues(survey.newest(newest, only))


def unreviewed() -> frozenset[str]:
    """What is in use and was never reviewed."""
    every = register.matching("").filter(status__in=IN_USE)
    rows = every.exclude(assessments__state="settled").exclude(matters__decision__isnull=False)
    return frozenset(ref(number) for number in rows.values_list("number", flat=True))


def why(reference: str, *, now: datetime) -> tuple[Why, ...]:
    """Every reason to look at one use today."""
    return next((found for _, found in Survey(now=now, ref=reference).wanted()), ())


def pilots_over(*, now: datetime) -> tuple[tuple[str, date], ...]:
    """What is on trial though its pilot was to end before today, with that day."""
    rows = past_their_end(now.date()).filter(status=Status.TRIAL).order_by("number")
    found = rows.values_list("number", "passings__ends_on")
    return tuple((ref(number), ends) for number, ends in found if ends)


def foi_answer(
    *, now: datetime, public_address: str = "", longest: int | None = None,
    reader: Audience = Audience.FORCE,
) -> Document:
    """The standard answer about digital decision tools, from the register as it stands.

    `public_address` is where the public reads what was published. `longest` cuts the tables of
    a very long register, and says so; what is counted is always the whole. `reader` is for whom
    it is: a field that is for fewer is left out of it.
    """
    force = people.force()
    counts = {role: len(people.holding(role)) for role in (
        Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.ETHICS_LEAD
    )}
    return foi.answer(
        used=_entries(Q(status__in=foi.USED), public_address, longest),
        others=_entries(~Q(status__in=foi.USED), public_address, longest),
        counts=_counts(), today=now.date(), made_at=now.isoformat(), reader=reader,
        who={source: audience_of_field(source) for source, _ in foi.STATEMENTS.values()},
        oversight=foi.Oversight(
            force=force.name if force else "", contact=force.contact_email if force else "",
            members=counts[Role.COMMITTEE_MEMBER], chairs=counts[Role.COMMITTEE_CHAIR],
            leads=counts[Role.ETHICS_LEAD],
        ),
    )


def _shares(survey: Survey) -> tuple[Share, ...]:
    counts = survey.reviewed()
    return tuple(
        Share(
            status=each, reviewed=counts[each, True],
            uses=counts[each, True] + counts[each, False],
        )
        for each in Status
    )


def _dues(wanted: dict[int, tuple[Why, ...]]) -> tuple[Due, ...]:
    """These uses whole, in the order in which they were found."""
    rows = register.matching("").filter(pk__in=list(wanted)).select_related("owner")
    lines = {each.pk: register.line(each) for each in rows}
    return tuple(Due(use=lines[key], why=why) for key, why in wanted.items())


_COLUMNS = (
    "pk", "number", "name", "purpose", "department", "technology", "supplier", "status",
    "status_reason", "started_on", "contract", "slug", "review_on",
)


def _entries(which: Q, public_address: str, longest: int | None) -> tuple[foi.Entry, ...]:
    uses = register.most_consequential_first(register.matching("").filter(which))
    rows = list(uses.values(*_COLUMNS)[:longest])
    # Only of the rows that are shown, when they are few; of all there are, otherwise.
    keys = [each["pk"] for each in rows] if longest else None
    stated = register.stated(foi.LIMITS, keys=keys)
    assessed = _last("assessments__settled_at", keys)
    advised = _last("matters__advice__at", keys)
    decided = _last("matters__decision__at", keys)
    labels = packs.kinds(each["technology"] for each in rows)
    return tuple(
        foi.Entry(
            ref=ref(each["number"]), name=each["name"], purpose=each["purpose"],
            department=each["department"],
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


def _counts() -> foi.Counts:
    """Of the whole register, however few rows are shown."""
    every, used = register.matching(""), Q(status__in=foi.USED)
    limited = every
    for each in foi.LIMITS:
        limited = limited.filter(facts__key=each, facts__value__gt="")
    assessed = every.filter(assessments__settled_at__isnull=False)
    decided = every.filter(matters__decision__isnull=False)
    lacks = {
        "no_purpose": Q(purpose=""), "no_department": Q(department=""),
        "no_contract": Q(contract=""), "no_limits": ~Q(pk__in=limited.values("pk")),
        "no_review": ~Q(pk__in=assessed.values("pk")) & ~Q(pk__in=decided.values("pk")),
    }
    return foi.Counts(**every.aggregate(
        uses=Count("pk"), used=Count("pk", filter=used),
        **{name: Count("pk", filter=used & lacking) for name, lacking in lacks.items()},
    ))


def _last(moment: str, keys: list[int] | None) -> dict[int, date]:
    """The last day of something, by use; only for uses that have one."""
    rows = register.matching("").filter(**{f"{moment}__isnull": False}).order_by()
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    return {
        key: last.date() for key, last in rows.values_list("pk").annotate(last=Max(moment))
    }


def _address(public_address: str, slug: str | None) -> str:
    return f"{public_address.rstrip('/')}/uses/{slug}/" if slug else ""
