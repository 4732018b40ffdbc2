"""The two papers of a meeting: the pack that members read, and the minutes of what they did.

Without it a secretary would put a pack together by hand, and minutes would be typed again from
what the record already holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Which meeting it is."""

    body: str
    on: date
    place: str

    @property
    def day(self) -> str:
        """The day in words."""
        return f"{self.on.day} {self.on:%B %Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One matter on the agenda with the paper that it was put to the body on."""

    number: int
    name: str
    question: str
    deadline: date
    paper: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the record holds of one matter, and what was said in the room. No opinion is in it."""

    number: int
    name: str
    question: str
    words: str
    closed_how: str
    advice: str
    reasons: str
    dissent: str
    asked: tuple[tuple[str, str], ...]
    stepped_aside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Who was there, and what they have on the register of interests."""

    present: tuple[str, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    in_attendance: tuple[str, ...]
    interests: tuple[tuple[str, str], ...]
    quorum: int


def pack(*, head: Head, items: Sequence[Item], made_at: str) -> Document:
    """One paper of all the papers, in the order of the agenda, each as it stands still."""
    agenda = Table(
        caption="Agenda",
        columns=(Column(label="Item", key="item", numeric=True), Column(label="Use", key="use"),
                 Column(label="What we are asked", key="question"),
                 Column(label="Opinions by", key="deadline")),
        rows=tuple(
            (each.number, each.name, each.question, f"{each.deadline.day} {each.deadline:%B %Y}")
            for each in items
        ),
    )
    parts = [Part(title="Agenda", key="agenda", blocks=(
        Note(text=f"{head.body} meets on {head.day}: {head.place}.", tone="lead"), agenda,
        Note(text="Write your opinion alone, before the talk. Send it to the secretary, who "
                  "enters it for you and says so beside it."),
    ))]
    for each in items:
        shown = each.paper.for_audience(Audience.COMMITTEE)
        parts.append(Part(
            title=f"Item {each.number}: {each.name}", key=f"item-{each.number}",
            blocks=(Note(text=each.question, tone="lead"), *_summary(shown)),
        ))
        parts += [
            replace(part, title=f"Item {each.number}. {part.title}",
                    key=f"item-{each.number}-{part.key or place}")
            for place, part in enumerate(shown.parts, start=1)
        ]
    return Document(
        kind="committee-pack", title=f"{head.body}: pack for {head.day}", made_at=made_at,
        parts=tuple(parts), audience=Audience.COMMITTEE,
    )


def minutes(
    *, head: Head, room: Room, items: Sequence[Said], words: str, made_at: str,
    settled_by: str = "",
) -> Document:
    """The minutes from the record: who came, what was declared, what was asked and advised."""
    parts = [_opening(head, room, settled_by)]
    parts += [
        Part(title=f"{each.number}. {each.name}", key=f"item-{each.number}",
             blocks=tuple(_item(each)))
        for each in items
    ]
    if words.strip():
        parts.append(Part(title="Anything else", key="words", blocks=(Note(text=words.strip()),)))
    return Document(
        kind="committee-minutes", title=f"{head.body}: minutes of {head.day}", made_at=made_at,
        parts=tuple(parts), audience=Audience.COMMITTEE,
    )


def _summary(paper: Document) -> tuple[Block, ...]:
    return (Note(text=paper.summary),) if paper.summary else ()


def _opening(head: Head, room: Room, settled_by: str) -> Part:
    count = len(room.present)
    enough = f"{count} present; {room.quorum} make a quorum."
    if count < room.quorum:
        enough += " There was no quorum in the room."
    blocks: list[Block] = [
        Note(text=f"Settled by {settled_by}, in the chair." if settled_by
             else "A draft, made from the record. The chair has not settled it."),
        Fields(fields=(
            Field(label="Where", value=head.place),
            Field(label="Present", value=", ".join(room.present) or "Nobody"),
            Field(label="Sent apologies", value=", ".join(room.apologies) or "Nobody"),
            Field(label="Not there", value=", ".join(room.absent) or "Nobody"),
            Field(label="In attendance", value=", ".join(room.in_attendance) or "Nobody"),
            Field(label="Quorum", value=enough),
        )),
    ]
    if room.interests:
        blocks.append(Note(text="On the register of interests:"))
        blocks.append(Points(items=tuple(f"{who}: {what}" for who, what in room.interests)))
    return Part(title="Who came", key="room", blocks=tuple(blocks))


def _item(said: Said) -> Iterator[Block]:
    yield Note(text=f"The question: {said.question}", tone="lead")
    if said.stepped_aside:
        yield Note(text="Stepped aside, with an interest:")
        yield Points(items=tuple(f"{who}: {what}" for who, what in said.stepped_aside))
    if said.words.strip():
        yield Note(text=said.words.strip())
    if said.closed_how:
        yield Note(text=said.closed_how)
    if not said.advice:
        yield Note(text="No advice is given yet.")
        return
    yield Fields(fields=(
        Field(label="The body advises", value=said.advice),
        Field(label="Because", value=said.reasons),
        Field(label="Who thought otherwise, and why", value=said.dissent or "Nobody wrote so."),
    ))
    if said.asked:
        yield Table(
            caption=f"What it asks for in item {said.number}",
            columns=(Column(label="What", key="what"),
                     Column(label="How anyone can tell", key="test")),
            rows=said.asked,
        )
