"""What a paper says of an agreement to share: what, with whom, by which law, and at what worth.

Without it a committee would advise on sharing and never read what is shared, or what it costs
not to share. It names bodies and no persons.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Column, Field, Fields, Note, Part, Points, Table
from dueregard.findings.wording import counted
from dueregard.manage.agreements.sections import FIELDS
from dueregard.manage.value_cases.rules import OPTION_NAMES, SORT_NAMES, Row
from dueregard.sharing import catalogue
from dueregard.sharing.terms import Terms

_ASKED = (
    "people", "roles", "frequency", "means", "privacy_information", "privacy_reason", "onward",
    "automated", "retention", "at_end", "review_due", "expires",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingRecord:
    """All that a paper says of sharing. Without terms there is no agreement."""

    terms: Terms | None
    gaps: tuple[str, ...] = ()
    outcome: str = ""
    dissent: str = ""
    rows: tuple[Row, ...] = ()
    case_gaps: tuple[str, ...] = ()


def parts(record: SharingRecord) -> tuple[Part, ...]:
    """What is shared, and what that and not sharing is worth."""
    return (
        Part(key="sharing", title="What would be shared, and with whom",
             blocks=tuple(_shared(record))),
        Part(key="value", title="What sharing is worth, and what not sharing costs",
             blocks=tuple(_worth(record))),
    )


def _shared(record: SharingRecord) -> Iterator[Block]:
    terms = record.terms
    if terms is None:
        yield Note(text="There is no agreement that says what, with whom and until when.",
                   tone="warning")
        return
    if record.gaps:
        yield Note(text=f"The agreement leaves open {counted(len(record.gaps), one='heading')}: "
                        f"{'; '.join(record.gaps)}.", tone="warning")
    laws = catalogue.load().gateways
    yield Table(caption="Purposes, and the law for each", audience=Audience.COMMITTEE, columns=(
        Column(label="Purpose", key="purpose"), Column(label="Law", key="law"),
    ), rows=tuple(
        (each.name or each.key, "; ".join(
            laws[one].name if one in laws else one for one in each.gateways) or None)
        for each in terms.purposes
    ))
    yield Fields(audience=Audience.COMMITTEE, fields=(
        Field(label="With whom", value="; ".join(each.name or each.ref for each in terms.parties)),
        *(Field(label=FIELDS[key].label, value=FIELDS[key].said(terms)) for key in _ASKED
          if FIELDS[key].applies(terms)),
    ))
    yield Table(caption="What, and why no less would do", audience=Audience.COMMITTEE, columns=(
        Column(label="Item", key="item"), Column(label="Why no less would do", key="reason"),
    ), rows=tuple((each.name or each.key, each.reason or None) for each in terms.schedule))


def _worth(record: SharingRecord) -> Iterator[Block]:
    if record.outcome:
        yield Note(text=record.outcome, audience=Audience.COMMITTEE)
    if record.case_gaps:
        yield Note(text="What this lacks:", tone="warning")
        yield Points(items=record.case_gaps)
    if record.rows:
        yield Table(caption="Numbers, each with its range in a year", audience=Audience.COMMITTEE,
                    columns=(
            Column(label="Option", key="option"), Column(label="Kind", key="sort"),
            Column(label="What", key="text"), Column(label="Whom", key="who"),
            Column(label="How much", key="range"), Column(label="Where from", key="source"),
        ), rows=tuple(
            (OPTION_NAMES[each.option], SORT_NAMES[each.sort], each.text, each.who, each.range,
             "; ".join(f"{one.name}: {one.range}, {one.source}" for one in each.factors))
            for each in record.rows
        ))
    if record.dissent:
        yield Note(text=f"Seen otherwise: {record.dissent}", audience=Audience.COMMITTEE)
