"""What may be asked of the register: one use whole, the list, and what is known of its facts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from dueregard.answers import Missing
from dueregard.identify.register.models import Fact, Use
from dueregard.identify.register.rules import (
    AFFECTED_NAMES,
    AFFECTED_ORDER,
    IN_COLUMNS,
    STATUS_NAMES,
    Affected,
    Status,
    ref,
)
from dueregard.lenses import bank as banks
from dueregard.lenses.conditions import ALSO
from dueregard.lenses.facts import chosen
from dueregard.lenses.shapes import NONE, OTHER
from dueregard.people.rules import Concern

PAGE = 25
Uses = QuerySet[Use]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLine:
    """A use in a list."""

    ref: str
    name: str
    purpose: str
    affected: str
    status: Status
    tier: int | None
    technology: str
    supplier: str
    owner: str
    review_on: date | None
    slug: str | None

    @property
    def status_name(self) -> str:
        """Its status in words."""
        return STATUS_NAMES[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSheet(UseLine):
    """A use whole."""

    id: int
    affected_count: Affected
    what_it_does: str
    owner_id: int | None
    owner_named: str
    department: str
    contract: str
    status_reason: str
    tier_reasons: tuple[dict[str, Any], ...]
    tier_because: str
    started_on: date | None
    ended_on: date | None
    facts_changed_at: datetime | None
    imported: bool
    added_at: datetime
    changed_at: datetime

    @property
    def affected_count_name(self) -> str:
        """About how many people, in words."""
        return AFFECTED_NAMES[self.affected_count]

    @property
    def concern(self) -> Concern:
        """Whose it is, for the rules on who may do what."""
        return Concern(owners=frozenset({self.owner_id} if self.owner_id else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """When a fact of a use was last stated, and by whom."""

    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the register."""

    lines: tuple[UseLine, ...]
    count: int
    page: int
    pages: int


def sheet(reference: str) -> UseSheet:
    """One use whole; Missing when there is no such reference."""
    try:
        number = int(reference.removeprefix("use-"))
        use = Use.objects.select_related("owner").get(number=number)
    except (ValueError, Use.DoesNotExist) as error:
        raise Missing(f"There is no {reference} in the register.") from error
    return whole(use)


def whole(use: Use) -> UseSheet:
    """A row of the register as a sheet; its owner should have been fetched with it."""
    return UseSheet(
        **_line_values(use), id=use.pk, affected_count=Affected(use.affected_count),
        what_it_does=use.what_it_does, owner_id=use.owner_id, owner_named=use.owner_named,
        department=use.department, contract=use.contract, status_reason=use.status_reason,
        tier_reasons=tuple(use.tier_reasons), tier_because=use.tier_because,
        started_on=use.started_on, ended_on=use.ended_on,
        facts_changed_at=use.facts_changed_at, imported=use.imported, added_at=use.added_at,
        changed_at=use.changed_at,
    )


def facts(reference: str) -> dict[str, str]:
    """What is known of a use, by fact; a blank is kept as not known."""
    number = int(reference.removeprefix("use-"))
    known = dict(Fact.objects.filter(use__number=number).values_list("key", "value"))
    use = Use.objects.select_related("owner").get(number=number)
    return known | in_columns(use)


def in_columns(use: Use) -> dict[str, str]:
    """The facts of a use that are columns of its own, by key (`IN_COLUMNS`)."""
    found = {key: getattr(use, key) for key in IN_COLUMNS - {"owner"}}
    return found | {"owner": use.owner_named or (use.owner.name if use.owner else "")}


def stated_when(reference: str) -> dict[str, Stated]:
    """When each fact of a use was last stated, and by whom; a blank was stated too."""
    rows = Fact.objects.filter(use__number=int(reference.removeprefix("use-")))
    return {each.key: Stated(at=each.at, by_name=each.by_name) for each in rows}


def listing(
    *, words: str = "", status: Status | None = None, owner_id: int | None = None, page: int = 1
) -> Listing:
    """The register, the most consequential first, a page at a time."""
    uses = matching(words)
    if status is not None:
        uses = uses.filter(status=status)
    if owner_id is not None:
        uses = uses.filter(owner_id=owner_id)
    count = uses.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    rows = most_consequential_first(uses.select_related("owner"))
    lines = tuple(line(each) for each in rows[(page - 1) * PAGE : page * PAGE])
    return Listing(lines=lines, count=count, page=page, pages=pages)


def line(use: Use) -> UseLine:
    """A row of the register as a line of a list; its owner should have been fetched with it."""
    return UseLine(**_line_values(use))


def names() -> dict[str, str]:
    """The reference of every name in the register; of two with one name, the older."""
    return {
        name: ref(number) for name, number
        in Use.objects.order_by("-number").values_list("name", "number")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one use stands, and every kind of technology that it is of."""

    name: str
    technologies: frozenset[str]
    status: Status


def standings() -> tuple[Standing, ...]:
    """Where every use stands, with the kinds of technology that it is of."""
    also = dict(Fact.objects.filter(key=ALSO).values_list("use_id", "value"))
    rows = Use.objects.order_by("number").values_list("pk", "name", "technology", "status")
    return tuple(
        Standing(name=name, status=Status(status),
                 technologies=frozenset({technology, *chosen(also.get(key))}) - {"", OTHER, NONE})
        for key, name, technology, status in rows
    )


def stated(
    facts: Iterable[str], *, keys: Collection[int] | None = None
) -> dict[str, frozenset[str]]:
    """Which of these facts are stated, by use: those with words in them; `keys` for some uses."""
    found: dict[str, set[str]] = {}
    rows = Fact.objects.filter(key__in=list(facts)).exclude(value="")
    if keys is not None:
        rows = rows.filter(use_id__in=keys)
    for number, key in rows.values_list("use__number", "key"):
        found.setdefault(ref(number), set()).add(key)
    return {each: frozenset(several) for each, several in found.items()}


def most_consequential_first(uses: QuerySet[Use]) -> QuerySet[Use]:
    """In the order in which to look: the deepest tier, then how many people, unknown as most.

    Where these are equal the kinds of technology decide, in the order in which we list them, then
    the kinds that a pack brought in; a kind that is not known comes after those that are.
    """
    technology = next(each for each in banks.load().register if each.key == "technology")
    kinds = [each.value for each in technology.options if each.value != OTHER]
    return uses.order_by(
        F("tier").desc(nulls_first=True),
        Case(
            *(When(affected_count=each, then=Value(place))
              for place, each in enumerate(AFFECTED_ORDER)),
            default=Value(0), output_field=IntegerField(),
        ),
        Case(
            *(When(technology=each, then=Value(place)) for place, each in enumerate(kinds)),
            When(technology__in=("", OTHER), then=Value(len(kinds) + 1)),
            default=Value(len(kinds)), output_field=IntegerField(),
        ),
        "number",
    )


def count() -> int:
    """How many uses there are in the register."""
    return Use.objects.count()


def matching(words: str) -> QuerySet[Use]:
    """The uses in which every word stands, in the name, purpose, supplier or reference."""
    uses = Use.objects.all()
    for word in words.split()[:8]:
        found = (
            Q(name__icontains=word) | Q(purpose__icontains=word) | Q(supplier__icontains=word)
            | Q(technology__icontains=word) | Q(affected__icontains=word)
        )
        digits = word.lower().removeprefix("use-")
        if digits.isdecimal() and len(digits) < 9:
            found |= Q(number=int(digits))
        uses = uses.filter(found)
    return uses


def _line_values(use: Use) -> dict[str, Any]:
    return {
        "ref": ref(use.number), "name": use.name, "purpose": use.purpose,
        "affected": use.affected, "status": Status(use.status), "tier": use.tier,
        "technology": use.technology, "supplier": use.supplier,
        "owner": use.owner.name if use.owner else use.owner_named,
        "review_on": use.review_on, "slug": use.slug,
    }
