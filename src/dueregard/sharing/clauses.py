"""The clauses of a decision, each a question with one answer: it holds, or it does not.

Without this file a refusal would be one word. A clause holds only where everything that it
needs is known. Where a clause before it has already failed over the same blank, such as the
purpose, it holds, so that each thing to put right is told once and never lets anything through.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.terms import CHILD, STAFF, Ready

Holds = Callable[[Ready, Request, Facts, date], bool]


class Clause(NamedTuple):
    """One clause: its permanent id, its name in words, and how it is looked at."""

    id: str
    name: str
    holds: Holds


def _in_force(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return (
        terms.starts is not None and terms.expires is not None
        and terms.starts <= today <= terms.expires and facts.withdrawn is False
    )


def _signed(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return terms.signed is not None and terms.signed <= today


def _review(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return terms.stops is not None and today <= terms.stops


def _party(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return request.partner in terms.parties


def _vetted(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return facts.vetted_until is not None and today <= facts.vetted_until


def _not_suspended(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return facts.suspended is False


def _purpose(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return request.purpose in terms.purposes


def _gateway(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    if request.purpose not in terms.purposes:
        return True
    allowed = terms.gateways[request.purpose]
    return request.gateway in allowed if request.gateway else bool(allowed)


def _reuse(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    if request.purpose not in terms.purposes or terms.law[request.purpose] is True:
        return True
    return facts.collected_for_law is False or terms.reuse


def _role(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return request.role in terms.roles and request.role != ""


def _trained(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return facts.trained_until is not None and today <= facts.trained_until


def _scheduled(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return bool(request.items) and terms.items.issuperset(request.items or ())


def _for_purpose(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    if not request.items or request.purpose not in terms.purposes:
        return True
    return terms.not_for[request.purpose].isdisjoint(request.items)


def _people(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return bool(request.people) and terms.people.issuperset(request.people or ())


def _marking(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return (
        request.marking is not None and facts.cleared_to is not None
        and request.marking.rank <= facts.cleared_to.rank
    )


def _onward(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    if not request.passed_to:
        return request.passed_to is not None
    return terms.onward and request.origin_consents is True


def _human(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return request.automated is False or (request.automated is True and terms.unattended)


def _case(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return facts.case_required is False or bool(request.case_ref.strip())


def _reason(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    if request.break_glass is True:
        return bool(request.reason.strip())
    return facts.reason_required is False or bool(request.reason.strip())


def _within_marking(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return request.marking is None or request.marking.rank <= terms.rank


def _no_child(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return CHILD not in (request.people or ())


def _no_staff(terms: Ready, request: Request, facts: Facts, today: date) -> bool:
    return STAFF not in (request.people or ())


IN_FORCE, SIGNED, REVIEW, PARTY = "in-force", "signed", "review", "party"
VETTED, SUSPENDED, PURPOSE, GATEWAY = "vetted", "suspended", "purpose", "gateway"
REUSE, ROLE, TRAINED, ITEMS = "reuse", "role", "trained", "items"
ITEMS_PURPOSE, PEOPLE, MARKING, ONWARD = "items-purpose", "people", "marking", "onward"
HUMAN, CASE, REASON = "human", "case", "reason"
CLOCK, TERMS = "clock", "terms"
TWO_MARKING, TWO_CHILD, TWO_STAFF = "two-marking", "two-child", "two-staff"
TWO_LIFE = "two-risk-to-life"

CLAUSES: tuple[Clause, ...] = (
    Clause(IN_FORCE, "The agreement is in force", _in_force),
    Clause(SIGNED, "Everybody has signed it", _signed),
    Clause(REVIEW, "Its review is not long overdue", _review),
    Clause(PARTY, "The partner is a party to it", _party),
    Clause(VETTED, "The partner is vetted", _vetted),
    Clause(SUSPENDED, "The partner is not suspended", _not_suspended),
    Clause(PURPOSE, "The purpose is one of those agreed", _purpose),
    Clause(GATEWAY, "A law allows it for that purpose", _gateway),
    Clause(REUSE, "Law enforcement data may be used for it", _reuse),
    Clause(ROLE, "The recipient has one of the roles agreed", _role),
    Clause(TRAINED, "The recipient is trained", _trained),
    Clause(ITEMS, "Everything asked for is in the schedule", _scheduled),
    Clause(ITEMS_PURPOSE, "Each item may be shared for that purpose", _for_purpose),
    Clause(PEOPLE, "The people are among those covered", _people),
    Clause(MARKING, "The partner may hold material of that marking", _marking),
    Clause(ONWARD, "It goes no further than agreed", _onward),
    Clause(HUMAN, "A person decides about people", _human),
    Clause(CASE, "There is a case reference", _case),
    Clause(REASON, "There is a reason", _reason),
)
# Not refused over these, but never decided by one person.
TWO_PEOPLE: tuple[Clause, ...] = (
    Clause(TWO_MARKING, "The marking is within the agreement's own", _within_marking),
    Clause(TWO_CHILD, "It is not about a child", _no_child),
    Clause(TWO_STAFF, "It is not about a member of staff", _no_staff),
)
NAMES: Mapping[str, str] = {
    **{each.id: each.name for each in (*CLAUSES, *TWO_PEOPLE)},
    CLOCK: "The date is known", TERMS: "The agreement can be read",
    TWO_LIFE: "It is not a matter of life and death",
}
