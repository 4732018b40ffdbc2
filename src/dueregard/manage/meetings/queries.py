"""What may be asked of meetings: when, what is on, who is served how, the pack, the minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from dueregard.answers import Answer, Missing, No
from dueregard.documents.document import Document, document_from_plain
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.queries import BodySheet, SeatLine
from dueregard.manage.bodies.rules import OPINES, Post
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.sheets import AgendaMatter
from dueregard.manage.meetings import papers, rules
from dueregard.manage.meetings.models import AgendaItem, Delivery, Meeting
from dueregard.manage.meetings.papers import Head, Item, Room, Said
from dueregard.manage.meetings.rules import CAME_NAMES, STATE_NAMES, TURN, Came, Move, State
from dueregard.people.rules import may


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in a list."""

    id: int
    body_id: int
    body: str
    on: date
    place: str
    state: State
    items: int

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        return STATE_NAMES[self.state]

    @property
    def turn(self) -> str:
        """Whose turn it is, in words."""
        return TURN[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One matter on the agenda. `words` is what was said about it."""

    number: int
    matter_id: int
    name: str
    question: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A member who does not sign in, and when the pack reached them."""

    seat: SeatLine
    at: datetime | None
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A seat that is expected at the meeting, and whether it was taken."""

    seat: SeatLine
    came: Came | None

    @property
    def came_name(self) -> str:
        """Whether they came, in words."""
        return CAME_NAMES[self.came] if self.came else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet(MeetingLine):
    """One meeting whole, with why this reader can or cannot do each thing."""

    agenda: tuple[ItemLine, ...]
    served: tuple[Served, ...]
    places: tuple[Place, ...]
    words: str
    pack_digest: str
    packed_at: datetime | None
    minutes_digest: str
    settled_by: str
    settled_at: datetime | None
    called_off_because: str
    quorum: int
    answers: dict[Move, Answer]

    @property
    def may(self) -> dict[str, bool]:
        """What this reader can do now, by the word of the move."""
        return {each.value.replace("-", "_"): bool(answer) for each, answer in self.answers.items()}


def of_body(body_id: int) -> tuple[MeetingLine, ...]:
    """The meetings of a body, the newest first."""
    rows = _rows().filter(body_id=body_id).order_by("-on", "-pk")
    return tuple(MeetingLine(**_line(each)) for each in rows)


def meeting(meeting_id: int, *, reader: Actor, now: datetime) -> MeetingSheet:
    """One meeting; Missing when there is none."""
    row = _row(meeting_id)
    body = bodies.body(row.body_id, today=row.on)
    came = {each.seat_id: Came(each.came) for each in row.attendances.all()}
    return MeetingSheet(
        **_line(row), agenda=_agenda(row), served=_served(row, body), words=row.words,
        places=tuple(Place(seat=each, came=came.get(each.id)) for each in body.now),
        pack_digest=row.pack_digest, packed_at=row.packed_at,
        minutes_digest=row.minutes_digest, settled_by=row.settled_by,
        settled_at=row.settled_at, called_off_because=row.called_off_because,
        quorum=body.quorum,
        answers={move: _may(row, move, reader=reader, now=now) for move in Move},
    )


def waiting(body_id: int, *, meeting_id: int) -> tuple[AgendaMatter, ...]:
    """What a meeting could take: what was put to the body and is not advised on, by its date."""
    taken = set(AgendaItem.objects.filter(meeting=meeting_id).values_list("matter_id", flat=True))
    return committee.for_agenda(body_id, kept=frozenset(taken))


def expected(body_id: int, *, on: date) -> tuple[SeatLine, ...]:
    """Everybody who holds a seat on that day."""
    return bodies.body(body_id, today=on).now


def to_serve(meeting_id: int) -> tuple[SeatLine, ...]:
    """The members who do not sign in and whom the pack has not reached yet."""
    row = _row(meeting_id)
    if State(row.state) not in (State.SENT, State.HELD):
        return ()
    served = _served(row, bodies.body(row.body_id, today=row.on))
    return tuple(each.seat for each in served if each.at is None)


def to_mail() -> tuple[tuple[MeetingLine, SeatLine], ...]:
    """The packs that wait to go out by e-mail."""
    return tuple(
        (MeetingLine(**_line(row)), seat)
        for row in _rows().filter(state=State.SENT).order_by("pk")
        for seat in to_serve(row.pk) if seat.served == "mail"
    )


def pack(meeting_id: int) -> Document:
    """The pack as it was sent; Missing before that."""
    row = _row(meeting_id)
    if row.pack is None:
        raise Missing("The pack of this meeting is not made yet.")
    return document_from_plain(row.pack)


def minutes(meeting_id: int, *, now: datetime) -> Document:
    """The settled minutes; before they are, the draft as the record stands now."""
    row = _row(meeting_id)
    return document_from_plain(row.minutes) if row.minutes else minutes_now(meeting_id, now=now)


def pack_now(meeting_id: int, *, now: datetime) -> Document:
    """The pack as it would be made now."""
    row = _row(meeting_id)
    held = committee.on_agenda([each.matter_id for each in row.items.all()])
    return papers.pack(
        head=_head(row), made_at=now.isoformat(timespec="seconds"),
        items=[
            Item(number=number, name=each.name, question=each.question, deadline=each.deadline,
                 paper=each.paper)
            for number, each in enumerate(held, start=1)
        ],
    )


def minutes_now(meeting_id: int, *, now: datetime, settled_by: str = "") -> Document:
    """The minutes drafted from the record as it stands now."""
    row = _row(meeting_id)
    said = {each.matter_id: each.words for each in row.items.all()}
    held = committee.on_agenda(list(said))
    return papers.minutes(
        head=_head(row), room=_room(row), words=row.words, settled_by=settled_by,
        made_at=now.isoformat(timespec="seconds"),
        items=[
            Said(
                number=number, name=each.name, question=each.question, words=said[each.id],
                closed_how=each.closed_how, stepped_aside=each.stepped_aside,
                advice=each.advice.outcome_name if each.advice else "",
                reasons=each.advice.reasons if each.advice else "",
                dissent=each.advice.dissent if each.advice else "",
                asked=tuple((item.text, item.test) for item in each.advice.items)
                if each.advice else (),
            )
            for number, each in enumerate(held, start=1)
        ],
    )


def _room(row: Meeting) -> Room:
    seats = {each.id: each for each in bodies.body(row.body_id, today=row.on).seats}
    came = [(seats[each.seat_id], Came(each.came)) for each in row.attendances.all()]

    def names(how: Came, *, opines: bool = True) -> tuple[str, ...]:
        return tuple(sorted(
            seat.name for seat, each in came if each == how and (seat.post in OPINES) == opines
        ))

    return Room(
        present=names(Came.PRESENT), apologies=names(Came.APOLOGIES), absent=names(Came.ABSENT),
        in_attendance=names(Came.PRESENT, opines=False), quorum=row.body.quorum,
        interests=tuple(
            (seat.name, each.text) for seat, how in came if how == Came.PRESENT
            for each in seat.standing
        ),
    )


def _rows() -> QuerySet[Meeting]:
    return Meeting.objects.defer("pack", "minutes").select_related("body")


def _row(meeting_id: int) -> Meeting:
    row = Meeting.objects.select_related("body").filter(pk=meeting_id).first()
    if row is None:
        raise Missing(f"There is no meeting {meeting_id}.")
    return row


def _line(row: Meeting) -> dict[str, Any]:
    return {
        "id": row.pk, "body_id": row.body_id, "body": row.body.name, "on": row.on,
        "place": row.place, "state": State(row.state), "items": row.items.count(),
    }


def _agenda(row: Meeting) -> tuple[ItemLine, ...]:
    return tuple(
        ItemLine(number=each.number, matter_id=each.matter_id, name=each.matter.use.name,
                 question=each.matter.question, words=each.words)
        for each in row.items.select_related("matter__use").defer("matter__document")
    )


def _served(row: Meeting, body: BodySheet) -> tuple[Served, ...]:
    reached = {each.seat_id: each for each in Delivery.objects.filter(meeting=row)}
    return tuple(
        Served(
            seat=each, at=reached[each.id].at if each.id in reached else None,
            by_name=reached[each.id].by_name if each.id in reached else "",
        )
        for each in body.now if each.on_paper
    )


def _head(row: Meeting) -> Head:
    return Head(body=row.body.name, on=row.on, place=row.place)


def _may(row: Meeting, move: Move, *, reader: Actor, now: datetime) -> Answer:
    """The same answers, in the same order, as the action will give."""
    right = may(reader, "meetings.settle" if move == Move.SETTLE else "meetings.keep")
    if isinstance(right, No):
        return right
    posts: frozenset[Post] = bodies.posts_in(
        row.body_id, person_id=reader.id, today=now.date()
    )
    seated = rules.may_act_from(posts=posts, move=move, body=row.body.name)
    if isinstance(seated, No):
        return seated
    state = State(row.state)
    if move == Move.SEND:
        return rules.may_send(state=state, items=row.items.count())
    if move == Move.RECORD:
        return rules.may_record(state=state, on=row.on, today=now.date())
    return rules.may_now(state=state, move=move)
