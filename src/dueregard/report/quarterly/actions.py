"""What can be done for the quarter's page: the ethics lead writes what is asked."""

from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.quarterly import rules
from dueregard.report.quarterly.models import QuarterAsks


def ask(*, quarter: str, words: str, by: Actor, now: datetime) -> str:
    """The ethics lead writes what we ask of the local policing body; blank takes it back.

    Refused without the right, and where there are too many asks or one is too long for one side.
    """
    with act("quarterly:asks:write", by=by, now=now) as deed:
        found = rules.quarter(quarter)
        if found is None:
            raise Missing("There is no such quarter.")
        require(may(by, "quarterly.ask"))
        asks = rules.asks_of(words)
        require(rules.may_ask(asks))
        QuarterAsks.objects.update_or_create(quarter=found.key, defaults={
            "words": "\n".join(asks), "by_name": by.name, "at": now,
        })
        deed.result = found.key
        deed.note(name=found.title, text="\n".join(asks))
    return deed.result
