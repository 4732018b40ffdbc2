"""What the public is told of an agreement to share: what, with whom, why, how often, until when.

Without it sharing would be known to those who share, and not to those whose data it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dueregard.documents.document import Block, Fields, Note, Part
from dueregard.manage.agreements import queries as agreements
from dueregard.report.publication.material import Material, Shared, Value
from dueregard.report.publication.phrases import fields, said
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
    return {"shared": (_shared(facts, ended_on, because),)}


def parts(material: Material) -> Iterator[Part]:
    """The card of what is shared."""
    for each in material.shared:
        yield Part(title="What do we share, and with whom?", key="shared",
                   blocks=tuple(_blocks(each)))


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


def _blocks(shared: Shared) -> Iterator[Block]:
    if shared.ended_on.text:
        yield Note(text=f"This ended on {shared.ended_on.text}. Nothing is shared under it any "
                        f"more. Why: {shared.ended_because.text}")
    if shared.kept_back_because.text:
        yield Note(text="We do not tell what is shared, or with whom. Why: "
                        f"{shared.kept_back_because.text}")
        return
    yield said(shared.summary)
    yield Note(text="Only what stands here may be shared, for these reasons and with these bodies.")
    yield Fields(fields=tuple(fields(
        ("With whom", shared.with_whom.text), ("What for", shared.purposes.text),
        ("About whom", shared.people.text), ("What", shared.items.text),
        ("How often", shared.frequency.text), ("Are people told?", shared.told.text),
        ("May they pass it on?", shared.passed_on.text), ("Since", shared.starts.text),
        ("We look at it again by", None if shared.ended_on.text else shared.review_due.text),
    )))


def _lines(found: object) -> str:
    return "\n".join(str(each) for each in found) if isinstance(found, list) else ""


def _day(text: object) -> object:
    return date.fromisoformat(text) if isinstance(text, str) and text else ""
