"""What the public is told of an agreement to share: what, with whom, why, how often, until when.

Without it sharing would be known to those who share, and not to those whose data it is.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dueregard.manage.agreements import queries as agreements
from dueregard.manage.value_cases import queries as value_cases
from dueregard.report.publication.material import Good, Shared, Value
from dueregard.report.publication.values import value

_FACTS = "manage.AgreementVersion", "public_facts"
_PASSED_ON = {"none": "No.", "by-consent": "Only with our consent."}
_TOLD = {"given": "Yes.", "withheld": "Not before it is shared."}


def of(ref: str) -> dict[str, Any]:
    """The plain facts of the agreement of a use, each with its audience; nothing without one."""
    found = agreements.told_to_the_public(ref)
    if found is None:
        return {}
    facts, ended_on, because = found
    return {
        "shared": (_shared(facts, ended_on, because),),
        "stories": tuple(
            Good(title=value("manage.SharingStory", "title", each.title),
                 text=value("manage.SharingStory", "text", each.text))
            for each in value_cases.stories(ref=ref, outside=True)
        ),
    }


def _shared(facts: Mapping[str, Any], ended_on: date | None, because: str) -> Shared:
    def fact(content: object) -> Value:
        return value(*_FACTS, content)

    return Shared(
        summary=fact(facts.get("summary")), with_whom=fact(_lines(facts.get("parties"))),
        purposes=fact(_lines(facts.get("purposes"))), items=fact(_lines(facts.get("items"))),
        people=fact(_lines(facts.get("people"))), frequency=fact(facts.get("frequency")),
        passed_on=fact(_PASSED_ON.get(facts.get("onward", ""), "")),
        told=fact(_TOLD.get(facts.get("told", ""), "")),
        starts=fact(_day(facts.get("starts"))), review_due=fact(_day(facts.get("review_due"))),
        ended_on=value("manage.Agreement", "ended_on", ended_on),
        ended_because=value("manage.Agreement", "ended_because", because),
        kept_back_because=fact("" if facts.get("published") else facts.get("because")),
    )


def _lines(found: object) -> str:
    return "\n".join(str(each) for each in found) if isinstance(found, list) else ""


def _day(text: object) -> object:
    return date.fromisoformat(text) if isinstance(text, str) and text else ""
