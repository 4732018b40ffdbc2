"""What the example force tells the public beside its records, played through the same actions.

Without it every page of the example would say that nobody counted and nothing is written down.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dueregard.identify.register import queries as register
from dueregard.ledger.rules import Actor
from dueregard.report.particulars import actions
from dueregard.report.particulars.rules import last_quarter
from dueregard.report.withholding import actions as withholding

Event = tuple[float, Callable[[datetime], None]]
By = Callable[[str], Actor]


def events(read: Mapping[str, Any], *, by: By) -> Iterator[Event]:
    """Everything told of each use, so many days ago."""
    for told in read["use"]:
        yield told["days"], partial(_tell, told, by)


def _tell(told: Mapping[str, Any], by: By, now: datetime) -> None:
    ref, who = register.names()[told["name"]], by(told["by"])
    actions.say(ref=ref, texts=told["text"], by=who, now=now)
    for each in told.get("count", ()):
        actions.count(ref=ref, quarter=last_quarter(now.date()), by=who, now=now, **each)
    for each in told.get("promise", ()):
        actions.promise(ref=ref, by=who, now=now, **each)
    for each in told.get("withheld", ()):
        withholding.withhold(
            ref=ref, source=each["source"], reason=each["reason"], because=each["because"],
            review_on=(now + timedelta(days=each["review_in"])).date(), by=by(each["by"]),
            now=now,
        )
