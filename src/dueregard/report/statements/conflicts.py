"""Where one record says "not here" and another says "in use": the list that must stay empty.

Without it "what we do not do" would be published while a declaration in a drawer says otherwise.
"""

from dataclasses import dataclass

from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.lenses.shapes import OTHER
from dueregard.lenses.statement_words import Term
from dueregard.report.declarations.rules import IN_USE as SAID_NOW
from dueregard.report.statements.evidence import (
    Bears,
    Evidence,
    UseRecord,
    contract_bears,
    declaration_bears,
)
from dueregard.report.statements.grounds import Ground, Outcome, contract, said, use
from dueregard.report.statements.rules import NOT_IN_USE, RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A use that is said not to be in use, and what says that its technology is."""

    ref: str
    name: str
    status_name: str
    technology: str
    against: tuple[Ground, ...]


def conflicts(evidence: Evidence, terms: tuple[Term, ...]) -> tuple[Conflict, ...]:
    """Each use that is refused, stopped or not used here while its technology is in use."""
    found = []
    for each in evidence.uses:
        if each.status not in NOT_IN_USE:
            continue
        for technology in sorted(each.technologies - {OTHER}):
            against = _against(each, technology, evidence, terms)
            if against:
                found.append(Conflict(
                    ref=each.ref, name=each.name, status_name=STATUS_NAMES[each.status],
                    technology=evidence.names.get(technology, technology), against=against,
                ))
    return tuple(found)


def _against(
    closed: UseRecord, technology: str, evidence: Evidence, terms: tuple[Term, ...]
) -> tuple[Ground, ...]:
    term = next(
        (each for each in terms if each.technologies == {technology}),
        Term(id="", name=technology, words=(technology.replace("-", " "),),
             technologies=frozenset({technology})),
    )
    in_use = RUNNING | {Status.PAUSED}
    return (
        *(use(each, Outcome.CONTRADICTED, "")
          for each in evidence.uses if each.status in in_use and technology in each.technologies),
        *(said(each, Outcome.CONTRADICTED, "")
          for each in evidence.declarations if each.state in SAID_NOW
          and declaration_bears(term, each, evidence) is Bears.YES),
        *(contract(each, "It may still run.")
          for each in evidence.contracts if each.runs(evidence.today)
          and contract_bears(term, each, evidence) is Bears.YES),
    )


