"""Records of a force that is not there, for the tests of statements."""

from datetime import date, timedelta

from dueregard.identify.register.rules import Status
from dueregard.lenses.statement_words import shipped
from dueregard.report.contracts.rules import State as ContractState
from dueregard.report.declarations.rules import State as Said
from dueregard.report.statements import claims, rules
from dueregard.report.statements.evidence import (
    ContractRecord,
    DeclarationRecord,
    Evidence,
    UseRecord,
)

TODAY = date(2026, 11, 2)
WORDS = shipped()


def use(ref="use-0001", *, status=Status.LIVE, technology="drones", **given):
    values = {"name": f"Use {ref}", "also_known": True, "purpose": "Find missing people"} | given
    return UseRecord(ref=ref, status=status, technology=technology, **values)


def not_used(ref="use-0009", technology="drones", **given):
    values = {"status": Status.NOT_USED, "decided": True} | given
    return use(ref, technology=technology, **values)


def declared(number=1, *, technology="drones", state=Said.OPEN, tool="A thing", **given):
    return DeclarationRecord(id=number, tool=tool, technology=technology, state=state, **given)


def contract(number=1, *, title="Drones for the county", state=ContractState.WAITING, **given):
    return ContractRecord(id=number, title=title, supplier="Skyward Ltd", state=state, **given)


def force(*uses, declarations=(), contracts=(), asked=TODAY, listed=TODAY):
    return Evidence(
        today=TODAY, uses=tuple(uses), declarations=tuple(declarations),
        contracts=tuple(contracts), declarations_asked_on=asked, contracts_as_of=listed,
    )


def said(text):
    return claims.read(text, terms=WORDS.terms, force="Fenmarch Constabulary")


def check(text, evidence):
    return rules.check(said(text), evidence=evidence, words=WORDS)


def outcome(text, evidence):
    return str(rules.worst(check(text, evidence)))


def days_ago(days):
    return TODAY - timedelta(days=days)
