"""What the public is told about a use, and when a version of it may be put before them.

Without it a public record would be written by hand, say what suits, and could let out what was
meant for fewer eyes. Every word that enters carries the audience of the field it came from.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, DueRegardError, No, Yes
from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Chart, Document, Note, Part
from dueregard.report.publication import cards, under_headings
from dueregard.report.publication.material import Material, Value
from dueregard.report.publication.phrases import NOT_WRITTEN
from dueregard.report.publication.plain_words import lines_of


class State(StrEnum):
    """How far a version of a public record has come."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


STATE_NAMES: dict[State, str] = {
    State.PROPOSED: "Proposed",
    State.PUBLISHED: "Published",
    State.SUPERSEDED: "Replaced by a later version",
    State.WITHDRAWN: "Withdrawn",
    State.DROPPED: "Not published",
}
MOVES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.PUBLISHED, State.DROPPED}),
    State.PUBLISHED: frozenset({State.SUPERSEDED, State.WITHDRAWN}),
    State.SUPERSEDED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.DROPPED: frozenset(),
}
WHOSE_TURN: dict[State, str] = {
    State.PROPOSED: "somebody else than the proposer, who may publish",
    State.PUBLISHED: "nobody: the public reads it",
    State.SUPERSEDED: "nobody: it stays at its own address",
    State.WITHDRAWN: "nobody: a dated note stands in its place",
    State.DROPPED: "nobody",
}
_FIRST_SENTENCE = re.compile(r"^(.+?[.!?])(?:\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One part of a record that no longer says what the published version says."""

    part: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def public_view(material: Material, *, made_at: str) -> Document:
    """The public record: short cards, each the answer to one question, in plain words.

    Refuses to be built of anything that is not for the public, naming the field it came from.
    It cannot tell whether what a person wrote in a public field is true, or should be there.
    """
    narrower = sorted(set(_narrower(material)))
    if narrower:
        raise DueRegardError(
            f"The public record was not made, because it would hold what is not for the public: "
            f"{', '.join(narrower)}. This is a fault in the software; please report it."
        )
    return Document(
        kind="public-record", title=material.name.text, made_at=made_at,
        summary=_summary(material), parts=cards.of(material), audience=Audience.PUBLIC,
        facts=_facts(material),
    )


def may_propose(*, proposed: bool, changed: bool) -> Answer:
    """Whether a version may be put forward: one at a time, and only when it says something new."""
    if proposed:
        return No(
            "A version is waiting to be published. Publish or drop that one first.",
            "already-proposed",
        )
    if not changed:
        return No("Nothing has changed since the version that the public reads.", "nothing-new")
    return Yes()


def may_publish(*, state: State | None, proposer_id: int | None, person_id: int | None) -> Answer:
    """Whether a person may publish: there is a proposal, and somebody else made it."""
    if state != State.PROPOSED:
        return No("Nothing is proposed. Propose a version first.", "nothing-proposed")
    if person_id is None or proposer_id == person_id:
        return No(
            "You proposed this version, so somebody else must read it and publish it.",
            "same-person",
        )
    return Yes()


def may_drop(*, state: State | None) -> Answer:
    """Whether there is a proposal to drop."""
    if state != State.PROPOSED:
        return No("Nothing is proposed, so there is nothing to drop.", "nothing-proposed")
    return Yes()


def may_withdraw(*, state: State | None) -> Answer:
    """Whether there is anything for the public to lose."""
    if state != State.PUBLISHED:
        return No("The public has no record of this use to withdraw.", "nothing-published")
    return Yes()


def reason_given(reason: str) -> Answer:
    """A withdrawal says why, because the note in its place does."""
    if not reason.strip():
        return No("Say why: the public reads the reason where the record was.", "reason-missing")
    return Yes()


def moved(*, published: Document, current: Document) -> tuple[Moved, ...]:
    """What the record says now that the published one does not, and the other way round.

    Compares words part by part, not their order. A part whose words stand but whose table or
    chart has changed is named with nothing gone and nothing new.
    """
    before = {_key(part): part for part in published.parts}
    after = {_key(part): part for part in current.parts}
    found = []
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if _same(old, new):
            continue
        said_before, said_now = _said(old), _said(new)
        part = new or old
        assert part is not None  # a key comes from one of the two
        found.append(Moved(
            part=part.title,
            gone=tuple(each for each in said_before if each not in said_now),
            new=tuple(each for each in said_now if each not in said_before),
        ))
    if published.title != current.title:
        found.insert(0, Moved(part="Its name", gone=(published.title,), new=(current.title,)))
    return tuple(found)


def undrawn(document: Document) -> Document:
    """The record before it is frozen: each chart as the words beside it, because drawing is slow.

    Charts are drawn once, when a version is proposed.
    """
    def words(block: Block) -> Block:
        if not isinstance(block, Chart):
            return block
        return Note(text=f"Here will be a chart, drawn when the page is proposed: {block.title}. "
                         f"{block.description}")

    return replace(document, parts=tuple(
        replace(part, blocks=tuple(words(each) for each in part.blocks))
        for part in document.parts
    ))


def slug_for(*, base: str, taken: frozenset[str]) -> str:
    """The public address nearest to a name that no other use has.

    >>> slug_for(base="body-worn-video", taken=frozenset({"body-worn-video"}))
    'body-worn-video-2'
    """
    base = base[:100].strip("-") or "use"
    number = 2
    slug = base
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    return slug


def lapsed_notice(*, condition: str, due_on: str) -> str:
    """What the public reads when something the force had to do was not done in time."""
    return f"We had to do this by {due_on}, and did not: {condition}"


def overdue_notice(*, review_on: str) -> str:
    """What the public reads when a use was not looked at again in time."""
    return f"We said we would look at this again by {review_on}. We have not done so yet."


def unanswered_notice(*, body: str, advised_on: str) -> str:
    """What the public reads when advice was not answered in time. How long is said beside it."""
    who = body or "A committee"
    return f"{who} gave us advice on {advised_on}. We should answer within 28 days, and have not."


def answered_notice(*, advised_on: str, replied_on: str, days: int) -> str:
    """What the public reads once such advice is answered after all."""
    return f"We answered the advice of {advised_on} on {replied_on}, after {days} days."


def waiting_key(*, matter_id: int, advised_on: date) -> str:
    """The key of a notice about advice that waits: it says since when.

    >>> waiting_key(matter_id=7, advised_on=date(2026, 5, 3))
    'advice:7:2026-05-03'
    """
    return f"advice:{matter_id}:{advised_on.isoformat()}"


def answered_key(waiting: str) -> str:
    """The key of the notice that the same advice is answered."""
    return "answered:" + waiting.split(":")[1]


def waiting_since(key: str) -> date | None:
    """Since when the advice waits that a notice with this key is about; None for other notices."""
    return date.fromisoformat(key.split(":")[2]) if key.startswith("advice:") else None


def happened_notice(*, what: str, on: str) -> str:
    """What the public reads when something happened and nobody has looked in time."""
    return f"{what} on {on}. We have not looked at what that means for people yet."


def sharing_overdue_notice(*, review_on: str, stops_on: str) -> str:
    """What the public reads when nobody looked again in time at an agreement to share."""
    return (f"We said we would look again at this agreement to share by {review_on}. We have not "
            f"done so yet. If we do not, nothing is shared under it after {stops_on}.")


def sharing_ended_notice(*, ended_on: str, because: str) -> str:
    """What the public reads when an agreement to share has ended."""
    return f"This agreement ended on {ended_on}. Nothing is shared under it any more. {because}"


def pilot_notice(*, ends_on: str) -> str:
    """What the public reads when a trial goes on past its end."""
    return f"This trial was to end on {ends_on}. Nobody has decided yet what comes next."


def _narrower(thing: object) -> Iterator[str]:
    """Where anything in the material is for fewer than everybody."""
    if isinstance(thing, Value):
        if not Audience.PUBLIC.sees(thing.audience):
            yield thing.source
    elif isinstance(thing, Document):
        if thing.audience != Audience.PUBLIC or thing.for_audience(Audience.PUBLIC) != thing:
            yield f"a part of '{thing.title}'"
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _narrower(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from _narrower(getattr(thing, each.name))


def _summary(material: Material) -> str:
    for value in (material.what_it_does, material.purpose):
        text = " ".join(value.text.split())
        if text:
            first = _FIRST_SENTENCE.match(text)
            return first.group(1) if first else f"{text}."
    return NOT_WRITTEN


def _facts(material: Material) -> Mapping[str, str]:
    return {
        "status": material.status.text, "technology": material.technology.text,
        "force": material.force_name.text, "stated": str(material.stated),
        "withheld": str(len(material.withheld)),
        under_headings.FACT: under_headings.said_of(material).to_text(),
    }


def _key(part: Part) -> str:
    return part.key or part.title


def _said(part: Part | None) -> list[str]:
    if part is None:
        return []
    return [f"{each.label}: {each.text}" if each.label else each.text for each in lines_of(part)]


def _same(one: Part | None, other: Part | None) -> bool:
    """Whether two parts say the same, drawings aside."""
    if one is None or other is None:
        return one is other
    one, other = _without_drawings(one), _without_drawings(other)
    # Equal is quick. What was kept in a table has lists for tuples, so unlike is looked at again.
    return one == other or _canonical(one) == _canonical(other)


def _without_drawings(part: Part) -> Part:
    return replace(part, blocks=tuple(
        replace(each, svg="") if isinstance(each, Chart) else each for each in part.blocks
    ))


def _canonical(part: Part) -> str:
    return Document(kind="part", title="", made_at="", parts=(part,)).canonical()
