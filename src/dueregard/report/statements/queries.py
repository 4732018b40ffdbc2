"""What may be asked of statements: what the records say of one now, what they said, conflicts."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from dueregard.answers import Missing
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as registered
from dueregard.identify.register.models import Fact
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger import queries as ledger
from dueregard.lenses import statement_words
from dueregard.lenses.conditions import ALSO
from dueregard.lenses.facts import chosen
from dueregard.lenses.shapes import NONE, OTHER
from dueregard.manage.committee.deciding import BECOMES, GOES_ON, Verdict
from dueregard.manage.committee.models import Advice, Decision
from dueregard.people import queries as people
from dueregard.report.contracts import queries as contracts
from dueregard.report.declarations import queries as declarations
from dueregard.report.declarations.rules import State as Said
from dueregard.report.statements import claims, conflicts, rules
from dueregard.report.statements.claims import CLAIM_NAMES, Claim
from dueregard.report.statements.conflicts import Conflict
from dueregard.report.statements.evidence import (
    ContractRecord,
    DeclarationRecord,
    Evidence,
    UseRecord,
)
from dueregard.report.statements.grounds import OUTCOME_NAMES, Ground, Outcome
from dueregard.report.statements.models import StatementCheck

PAGE = 25
# What a shelf of checks is held against, in words.
HELD = {"register": "The register", "declarations": "What staff declared",
        "contracts": "The contracts", "words": "What words cover"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One sentence of a check, as it is kept and shown."""

    text: str
    claim: Claim
    speaks_of: tuple[str, ...]
    outcome: Outcome
    why: str
    it: str
    grounds: tuple[Ground, ...]
    wanted: tuple[str, ...]

    @property
    def claim_name(self) -> str:
        """What it claims, in words."""
        return CLAIM_NAMES[self.claim]

    @property
    def outcome_name(self) -> str:
        """What the records say of it, in words."""
        return OUTCOME_NAMES[self.outcome]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self) | {"grounds": [asdict(each) for each in self.grounds]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A statement held against the records of one moment."""

    text: str
    outcome: Outcome
    results: tuple[ResultLine, ...]
    held_against: dict[str, str]

    @property
    def outcome_name(self) -> str:
        """What the records say of the whole, in words."""
        return OUTCOME_NAMES[self.outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSheet(Held):
    """A check that was made."""

    id: int
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The same statement today, and which of the records have moved since."""

    now: Held
    moved: tuple[str, ...]

    def differs(self, was: Held) -> bool:
        """Whether it would not stand as it did."""
        return self.now.outcome is not was.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """A page of checks, with how often each outcome came."""

    lines: tuple[CheckSheet, ...]
    counts: tuple[tuple[Outcome, str, int], ...]
    count: int
    page: int
    pages: int


def held(text: str, *, now: datetime) -> Held:
    """A statement held against everything that is recorded now."""
    found = evidence(now=now)
    force = people.force()
    terms = _terms()
    results = rules.check(
        claims.read(text, terms=terms, force=force.name if force else ""),
        evidence=found, words=statement_words.shipped(),
    )
    head = ledger.head()
    return Held(
        text=text, outcome=rules.worst(results),
        results=tuple(
            ResultLine(
                text=each.read.text, claim=each.read.claim, outcome=each.outcome,
                speaks_of=tuple(term.name for term in each.read.terms), why=each.read.why,
                it=each.read.it, grounds=each.grounds, wanted=each.wanted,
            )
            for each in results
        ),
        held_against=found.digests() | {
            "words": statement_words.digest(terms), "ledger_entries": str(head.seq),
            "ledger_head": head.hash,
        },
    )


def one(check_id: int) -> CheckSheet:
    """One check as it was shown; Missing when there is none."""
    row = StatementCheck.objects.filter(pk=check_id).first()
    if row is None:
        raise Missing("There is no such check.")
    return _sheet(row)


def again(check_id: int, *, now: datetime) -> Again:
    """Whether a check would still stand today, and what has moved since."""
    was = one(check_id)
    today = held(was.text, now=now)
    return Again(now=today, moved=tuple(
        name for key, name in HELD.items()
        if today.held_against[key] != was.held_against.get(key)
    ))


def listing(*, page: int = 1) -> CheckPage:
    """The checks that were made, the newest first."""
    counted = dict(StatementCheck.objects.order_by().values_list("outcome").annotate(Count("pk")))
    rows = StatementCheck.objects.order_by("-at", "-pk")
    count = rows.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    return CheckPage(
        lines=tuple(_sheet(each) for each in rows[(page - 1) * PAGE : page * PAGE]),
        counts=tuple((each, OUTCOME_NAMES[each], counted.get(each.value, 0)) for each in Outcome),
        count=count, page=page, pages=pages,
    )


def open_conflicts(*, now: datetime) -> tuple[Conflict, ...]:
    """Each use that is said not to be in use while another record says that it is."""
    return conflicts.conflicts(evidence(now=now), _terms())


def evidence(*, now: datetime) -> Evidence:
    """Everything that a statement is held against, in a few questions to the database."""
    askings = declarations.askings()
    return Evidence(
        today=now.date(), uses=tuple(_uses()),
        declarations=tuple(
            DeclarationRecord(
                id=each.pk, tool=each.tool, purpose=each.purpose, technology=each.technology,
                state=Said(each.state), use=ref_of(each.use.number) if each.use else "",
            )
            for each in declarations.every()
        ),
        contracts=tuple(
            ContractRecord(
                id=each.id, title=each.title, supplier=each.supplier,
                description=each.description, state=each.state, use=each.ref,
                ends_on=each.ends_on,
            )
            for each in contracts.every()
        ),
        declarations_asked_on=askings[0].asked_on if askings else None,
        contracts_as_of=contracts.as_of(), names=_names(),
    )


def _terms() -> tuple[statement_words.Term, ...]:
    return statement_words.with_packs(statement_words.shipped(), {
        key: name for key, name in _names().items() if key not in (OTHER, NONE)
    })


def _names() -> dict[str, str]:
    asked = next(each for each in packs.bank().register if each.key == "technology")
    return {each.value: each.label for each in asked.options}


def _uses() -> Iterable[UseRecord]:
    stated: dict[int, dict[str, str]] = {}
    asked = {one for each in statement_words.shipped().terms for one in each.facts} | {ALSO}
    for use, key, value in Fact.objects.filter(key__in=asked).values_list("use", "key", "value"):
        stated.setdefault(use, {})[key] = value
    begun = _begun()
    for row in _rows():
        facts = stated.get(row.pk, {})
        also = frozenset(chosen(facts.get(ALSO)))
        verdict = row.last_verdict
        yield UseRecord(
            ref=ref_of(row.number), name=row.name, status=Status(row.status),
            technology=row.technology, also=also - {NONE}, also_known=bool(also),
            facts={key: value.strip().lower() for key, value in facts.items() if key != ALSO},
            purpose=row.purpose, supplier=row.supplier, started_on=row.started_on,
            ended_on=row.ended_on, review_on=row.review_on, was_decided_on=row.pk in begun,
            decided=verdict in set(Verdict) and BECOMES[Verdict(verdict)] == row.status,
            advised=row.advised,
        )


def _rows() -> QuerySet[Any]:
    newest = Decision.objects.filter(matter__use=OuterRef("pk")).order_by("-at", "-pk")
    return registered.matching("").order_by("number").annotate(
        last_verdict=Subquery(newest.values("outcome")[:1]),
        advised=Exists(Advice.objects.filter(matter__use=OuterRef("pk"))),
    )


def _begun() -> frozenset[int]:
    """The uses that a decision once let begin."""
    return frozenset(
        Decision.objects.filter(outcome__in=GOES_ON).values_list("matter__use", flat=True)
    )


def _sheet(row: StatementCheck) -> CheckSheet:
    return CheckSheet(
        id=row.pk, text=row.text, outcome=Outcome(row.outcome),
        results=tuple(_line(each) for each in row.results), held_against=row.held_against,
        by_name=row.by_name, at=row.at,
    )


def _line(kept: dict[str, Any]) -> ResultLine:
    return ResultLine(**kept | {
        "claim": Claim(kept["claim"]), "outcome": Outcome(kept["outcome"]),
        "speaks_of": tuple(kept["speaks_of"]), "wanted": tuple(kept["wanted"]),
        "grounds": tuple(
            Ground(**each | {"leans": Outcome(each["leans"])}) for each in kept["grounds"]
        ),
    })
