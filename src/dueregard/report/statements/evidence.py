"""What a statement is held against: uses, declarations, contracts, and when each was asked for.

Without it the rules would read tables, and nobody could try them on a force that is not there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.lenses.shapes import OTHER
from dueregard.lenses.statement_words import Term, named_in, plain
from dueregard.report.contracts.rules import State as ContractState
from dueregard.report.declarations.rules import State as DeclarationState

NO = "no"


class Bears(StrEnum):
    """Whether a record is about what a sentence speaks of."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRecord:
    """One use of the register. `also_known` is False while nobody said what else it is.

    `decided` says that a recorded decision put it where it stands.
    """

    ref: str
    name: str
    status: Status
    technology: str = ""
    also: frozenset[str] = frozenset()
    also_known: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    purpose: str = ""
    supplier: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    review_on: date | None = None
    decided: bool = False
    was_decided_on: bool = False
    advised: bool = False

    @property
    def technologies(self) -> frozenset[str]:
        """What it is, and what it also is."""
        return self.also | ({self.technology} - {""})

    @property
    def words(self) -> str:
        """How a list names it."""
        return f"{self.name} ({self.ref}): {STATUS_NAMES[self.status].lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRecord:
    """What somebody said that they use. `use` is what it was linked to."""

    id: int
    tool: str
    purpose: str = ""
    technology: str = ""
    state: DeclarationState = DeclarationState.OPEN
    use: str = ""

    @property
    def words(self) -> str:
        """How a list names it."""
        return f"{self.tool}: declared by staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRecord:
    """One contract. `use` is what a person matched it to."""

    id: int
    title: str
    supplier: str = ""
    description: str = ""
    state: ContractState = ContractState.WAITING
    use: str = ""
    ends_on: date | None = None

    @property
    def words(self) -> str:
        """How a list names it."""
        return f"{self.title}, {self.supplier or 'no supplier given'}: a contract"

    def runs(self, today: date) -> bool:
        """Whether it may run still: one without an end has not ended."""
        return self.ends_on is None or self.ends_on >= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything on one day. A day that is None: it was never asked for."""

    today: date
    uses: tuple[UseRecord, ...] = ()
    declarations: tuple[DeclarationRecord, ...] = ()
    contracts: tuple[ContractRecord, ...] = ()
    declarations_asked_on: date | None = None
    contracts_as_of: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def use(self, ref: str) -> UseRecord | None:
        """The use with this reference."""
        return next((each for each in self.uses if each.ref == ref), None)

    def digests(self) -> dict[str, str]:
        """SHA-256 of each of the three, so that a later reader can tell whether they moved."""
        return {
            "register": _digest([asdict(each) for each in self.uses]),
            "declarations": _digest(
                [asdict(each) for each in self.declarations], self.declarations_asked_on
            ),
            "contracts": _digest([asdict(each) for each in self.contracts], self.contracts_as_of),
        }


def use_bears(term: Term, use: UseRecord) -> Bears:
    """Whether a use is of what the term means. What nobody stated may be."""
    if term.everything or term.technologies & use.technologies:
        return Bears.YES
    if use.technology in ("", OTHER) and _named(term, use.name):
        return Bears.YES
    if use.technology == "" or not use.also_known:
        return Bears.PERHAPS
    settled = {use.facts.get(each, "") for each in term.facts}
    if settled and settled != {NO} and use.technologies & term.perhaps:
        return Bears.PERHAPS
    return Bears.NO


def declaration_bears(term: Term, said: DeclarationRecord, evidence: Evidence) -> Bears:
    """Whether a declaration is of what the term means: by its kind, its use, or its words."""
    unclear = said.technology in ("", OTHER)
    named = _named(term, f"{said.tool} {said.purpose}")
    if term.everything or said.technology in term.technologies or unclear and named:
        return Bears.YES
    use = evidence.use(said.use)
    by_use = use_bears(term, use) if use is not None else Bears.NO
    if by_use is Bears.NO and (named or use is None and said.technology in ("", *term.perhaps)):
        return Bears.PERHAPS
    return by_use


def contract_bears(term: Term, contract: ContractRecord, evidence: Evidence) -> Bears:
    """Whether a contract is for what the term means; one that nobody looked at may be."""
    if contract.state is ContractState.NOT_TECHNOLOGY:
        return Bears.NO
    use = evidence.use(contract.use)
    if use is not None:
        return use_bears(term, use)
    if _named(term, f"{contract.title} {contract.description}"):
        return Bears.YES
    return Bears.PERHAPS


def _named(term: Term, text: str) -> bool:
    return bool(named_in(plain(text), (term,)))


def _digest(rows: list[dict[str, Any]], *more: object) -> str:
    text = json.dumps(
        [rows, *map(str, more)], sort_keys=True, ensure_ascii=False, separators=(",", ":"),
        default=lambda each: sorted(each) if isinstance(each, frozenset) else str(each),
    )
    return hashlib.sha256(text.encode()).hexdigest()
