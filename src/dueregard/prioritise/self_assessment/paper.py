"""A round of the self-assessment as a paper: counts by heading, each answer, what to do next.

Without this file a force could not hand what it says of itself to anybody.
"""

from collections.abc import Iterator
from datetime import datetime

from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Note, Part, Table
from dueregard.prioritise.self_assessment.queries import HeadingLine, RoundSheet
from dueregard.prioritise.self_assessment.rules import SAID_NAMES, Said

NO_TOTAL = (
    "There is no total and no score. What is good under one heading does not make up for what is "
    "missing under another."
)
_EFFORTS = {
    "small": "Small: a day at most", "medium": "Medium: a week at most",
    "large": "Large: more than a week",
}
KIND_NAMES = {
    "knowledge": "Knowledge", "policy": "Policy", "ways-of-working": "Ways of working",
    "governance": "Governance",
}


def effort_words(effort: str) -> str:
    """How much work it is, and what that means."""
    return _EFFORTS[effort]


def to_document(sheet: RoundSheet, *, now: datetime) -> Document:
    """The round in parts: how many of each, each statement, what changed, what to do next."""
    return Document(
        kind="self-assessment", title=f"What we say of ourselves: round {sheet.number}",
        made_at=now.isoformat(timespec="seconds"), audience=Audience.FORCE,
        summary=_stands(sheet), facts={"round": str(sheet.number)},
        parts=(
            Part(title="How many of each answer", key="counts", blocks=(
                Note(text=NO_TOTAL, tone="lead"), _counts(sheet.headings),
            )),
            *(_heading(each) for each in sheet.headings),
            *_changes(sheet), *_next(sheet),
        ),
    )


def _stands(sheet: RoundSheet) -> str:
    if sheet.settled_at is None:
        return "This round is still open, and no one has settled it."
    day = f"{sheet.settled_at.day} {sheet.settled_at:%B %Y}"
    return f"Settled by {sheet.settled_by} on {day}."


def _counts(headings: tuple[HeadingLine, ...]) -> Table:
    labels = (
        ("Yes", "yes"), ("Partly", "partly"), ("No", "no"),
        (SAID_NAMES[Said.DONT_KNOW], "dont_know"), ("Not answered", "blank"),
    )
    return Table(
        caption="How many statements have each answer", columns=(
            Column(label="Heading", key="heading"),
            *(Column(label=label, key=key, numeric=True) for label, key in labels),
        ),
        rows=tuple(
            (each.heading.title, *(getattr(each.counted, key) for _, key in labels))
            for each in headings
        ),
    )


def _heading(line: HeadingLine) -> Part:
    labels = (
        ("Statement", "statement"), ("Answer", "answer"), ("What shows it", "evidence"),
        ("Use", "use"), ("Paper", "paper"), ("Last time", "before"), ("Who", "who"),
        ("When", "when"), ("What good looks like", "good"),
    )
    return Part(title=line.heading.title, key=line.heading.id, blocks=(
        Note(text=line.heading.about),
        Table(caption=line.heading.title,
              columns=tuple(Column(label=label, key=key) for label, key in labels),
              rows=tuple(
                  (
                      each.statement.text, each.said_name,
                      each.answer.evidence if each.answer else "",
                      each.answer.ref if each.answer else "",
                      each.answer.link if each.answer else "",
                      each.before.said_name if each.before else "",
                      each.answer.by_name if each.answer else "",
                      each.answer.at.date().isoformat() if each.answer else "",
                      each.statement.good,
                  )
                  for each in line.statements
              )),
    ))


def _changes(sheet: RoundSheet) -> Iterator[Part]:
    if sheet.before is None:
        return
    words = f"What changed since round {sheet.before}"
    if not sheet.changed:
        yield Part(title=words, key="changed", blocks=(Note(text="No answer changed."),))
        return
    yield Part(title=words, key="changed", blocks=(Table(
        caption=words, columns=(
            Column(label="Statement", key="statement"), Column(label="Before", key="before"),
            Column(label="Now", key="now"),
        ),
        rows=tuple((each.words, each.before_name, each.after_name) for each in sheet.changed),
    ),))


def _next(sheet: RoundSheet) -> Iterator[Part]:
    if sheet.gaps:
        yield Part(title="What to do next", key="next", blocks=(Table(
            caption="What to do next, in the order of the statements", columns=(
                Column(label="What to do", key="what"), Column(label="Kind", key="kind"),
                Column(label="Work", key="effort"),
                Column(label="Because the answer is", key="said"),
            ),
            rows=tuple(
                (each.words, KIND_NAMES[each.kind], effort_words(each.effort),
                 SAID_NAMES[each.said] if each.said else "Not answered")
                for each in sheet.gaps
            ),
        ),))
