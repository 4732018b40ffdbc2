"""What can be done with a statement: hold it against the records, and keep what came of it."""

from datetime import datetime

from dueregard.answers import require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.statements import queries, rules
from dueregard.report.statements.models import StatementCheck


def check(*, text: str, by: Actor, now: datetime) -> str:
    """Somebody has a statement checked before it is made; what came of it is kept.

    Refused without the right, and where there is nothing to check.
    """
    with act("statements:statement:check", by=by, now=now) as deed:
        require(may(by, "statements.check"))
        require(rules.may_check(text))
        found = queries.held(text.strip(), now=now)
        row = StatementCheck.objects.create(
            text=text.strip(), outcome=found.outcome,
            results=[each.as_plain() for each in found.results],
            held_against=found.held_against, by_name=by.name, at=now,
        )
        deed.result = deed.about = f"statement-check-{row.pk}"
        deed.note(text=row.text, outcome=row.outcome, held_against=row.held_against)
    return deed.result
