"""What can be done for the yearly report: somebody writes what the record does not hold."""

from collections.abc import Mapping
from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.annual import rules
from dueregard.report.annual.models import YearStatement


def write(
    *, ref: str, year: str, answers: Mapping[str, str], by: Actor, now: datetime
) -> str:
    """The owner or the ethics lead writes what is asked of a use for one year.

    What is left out of `answers` stays as it was; a blank takes an answer away. Refused without
    the right, for a year to come, and where an answer is too long.
    """
    with act("yearly:statement:write", by=by, now=now, about=ref) as deed:
        found = rules.year(year)
        if found is None:
            raise Missing("There is no such year.")
        use = register.sheet(ref)
        require(may(by, "yearly.write", use.concern))
        given = {key: answers[key].strip() for key in rules.KEYS if key in answers}
        require(rules.may_write(year=found, today=now.date(), answers=given))
        YearStatement.objects.update_or_create(
            use_id=use.id, year=found.key, defaults=given | {"by_name": by.name, "at": now},
        )
        deed.result = f"{ref} {found.key}"
        deed.note(name=found.title, answered=sorted(key for key, text in given.items() if text))
    return deed.result
