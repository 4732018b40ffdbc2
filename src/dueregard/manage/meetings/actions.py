"""What can be done with a meeting: call it, set its agenda, send its pack, record, settle."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.meetings import queries, rules
from dueregard.manage.meetings.models import AgendaItem, Attendance, Delivery, Meeting
from dueregard.manage.meetings.rules import Came, Move, State
from dueregard.people.rules import may


def call(*, body_id: int, on: date, place: str, by: Actor, now: datetime) -> str:
    """The chair or the secretary calls a meeting of their body. Refused to others."""
    with act("meetings:meeting:call", by=by, now=now, about=f"body-{body_id}") as deed:
        require(may(by, "meetings.keep"))
        body = bodies.body(body_id, today=now.date())
        require(rules.may_act_from(
            posts=bodies.posts_in(body_id, person_id=by.id, today=now.date()),
            move=Move.AGENDA, body=body.name,
        ))
        require(rules.may_call(on=on, today=now.date(), place=place))
        made = Meeting.objects.create(
            body_id=body_id, on=on, place=place.strip(), called_by=by.name, called_at=now
        )
        deed.result = f"meeting-{made.pk}"
        deed.note(body=body.name, on=str(on), place=made.place)
    return deed.result


def set_agenda(
    *, meeting_id: int, matters: Sequence[int], by: Actor, now: datetime
) -> str:
    """The chair or the secretary says which matters are taken, in which order.

    A pack that was made before does not stand any more, and is made and sent again. Refused
    for a matter that was put to another body.
    """
    with act("meetings:meeting:set-agenda", by=by, now=now) as deed:
        row = _open(meeting_id, deed, Move.AGENDA, by=by, now=now)
        waiting = {each.id for each in queries.waiting(row.body_id, meeting_id=meeting_id)}
        if len(set(matters)) != len(matters) or set(matters) - waiting:
            raise DueRegardError("Take each matter once, and only what was put to this body.")
        AgendaItem.objects.filter(meeting=row).delete()
        AgendaItem.objects.bulk_create(
            AgendaItem(meeting=row, matter_id=each, number=number)
            for number, each in enumerate(matters, start=1)
        )
        Delivery.objects.filter(meeting=row).delete()
        row.pack, row.pack_digest, row.packed_at = None, "", None
        _move(row, Move.AGENDA)
        deed.note(matters=list(matters))
    return deed.result


def send_pack(*, meeting_id: int, by: Actor, now: datetime) -> str:
    """The chair or the secretary freezes the pack, and it goes out. Refused without an agenda.

    Those who sign in read it here. To those served by e-mail the clock sends it; paper copies
    are handed over by a person, who says so.
    """
    with act("meetings:pack:send", by=by, now=now) as deed:
        row = _open(meeting_id, deed, Move.SEND, by=by, now=now)
        require(rules.may_send(state=State(row.state), items=row.items.count()))
        paper = queries.pack_now(meeting_id, now=now)
        row.pack, row.pack_digest, row.packed_at = paper.to_plain(), paper.digest, now
        _move(row, Move.SEND)
        deed.note(digest=row.pack_digest, items=row.items.count())
    return deed.result


def delivered(*, meeting_id: int, seat_id: int, by: Actor, now: datetime) -> str:
    """The pack reached a member who does not sign in: the clock mailed it, or a person says so."""
    with act("meetings:pack:deliver", by=by, now=now) as deed:
        row = _meeting(meeting_id, deed)
        if "clock" not in by.roles:
            _keeper(row, Move.SEND, by=by, now=now)
        seat = next((each for each in queries.to_serve(meeting_id) if each.id == seat_id), None)
        if seat is None:
            raise DueRegardError("The pack is not waiting to go to this member.")
        Delivery.objects.create(meeting=row, seat_id=seat_id, at=now, by_name=by.name)
        deed.note(name=seat.name, served=seat.served)
    return deed.result


def record(
    *, meeting_id: int, came: Mapping[int, Came], said: Mapping[int, str], words: str,
    by: Actor, now: datetime,
) -> str:
    """The chair or the secretary records who came and what was said. Refused before the day.

    `came` is by seat, `said` by matter. It can be put right until the minutes are settled.
    """
    with act("meetings:meeting:record", by=by, now=now) as deed:
        row = _open(meeting_id, deed, Move.RECORD, by=by, now=now)
        require(rules.may_record(state=State(row.state), on=row.on, today=now.date()))
        expected = {each.id for each in queries.expected(row.body_id, on=row.on)}
        if set(came) != expected:
            raise DueRegardError("Say of each member whether they came.")
        Attendance.objects.filter(meeting=row).delete()
        Attendance.objects.bulk_create(
            Attendance(meeting=row, seat_id=seat, came=how) for seat, how in came.items()
        )
        for item in row.items.all():
            item.words = said.get(item.matter_id, "").strip()
            item.save(update_fields=["words"])
        row.words = words.strip()
        _move(row, Move.RECORD)
        deed.note(present=sum(each == Came.PRESENT for each in came.values()))
    return deed.result


def settle(*, meeting_id: int, by: Actor, now: datetime) -> str:
    """The chair settles the minutes; they stand still from then on. Refused to everybody else."""
    with act("meetings:minutes:settle", by=by, now=now) as deed:
        require(may(by, "meetings.settle"))
        row = _open(meeting_id, deed, Move.SETTLE, by=by, now=now)
        paper = queries.minutes_now(meeting_id, now=now, settled_by=by.name)
        row.minutes, row.minutes_digest = paper.to_plain(), paper.digest
        row.settled_by, row.settled_at = by.name, now
        _move(row, Move.SETTLE)
        deed.note(digest=row.minutes_digest)
    return deed.result


def call_off(*, meeting_id: int, reason: str, by: Actor, now: datetime) -> str:
    """The chair or the secretary calls a meeting off, and says why. Its matters are not touched."""
    with act("meetings:meeting:call-off", by=by, now=now) as deed:
        row = _open(meeting_id, deed, Move.CALL_OFF, by=by, now=now)
        if not reason.strip():
            raise DueRegardError("Say why it is called off.")
        row.called_off_because = reason.strip()
        _move(row, Move.CALL_OFF)
        deed.note(reason=row.called_off_because)
    return deed.result


def _meeting(meeting_id: int, deed: Deed) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body")
    try:
        row = rows.get(pk=meeting_id)
    except Meeting.DoesNotExist as error:
        raise Missing(f"There is no meeting {meeting_id}.") from error
    deed.about = f"body-{row.body_id}"
    deed.result = f"meeting-{meeting_id}"
    deed.note(body=row.body.name, on=str(row.on))
    return row


def _open(meeting_id: int, deed: Deed, move: Move, *, by: Actor, now: datetime) -> Meeting:
    row = _meeting(meeting_id, deed)
    _keeper(row, move, by=by, now=now)
    require(rules.may_now(state=State(row.state), move=move))
    return row


def _keeper(row: Meeting, move: Move, *, by: Actor, now: datetime) -> None:
    require(may(by, "meetings.keep"))
    require(rules.may_act_from(
        posts=bodies.posts_in(row.body_id, person_id=by.id, today=now.date()), move=move,
        body=row.body.name,
    ))


def _move(row: Meeting, move: Move) -> None:
    state = State(row.state)
    require(rules.may_now(state=state, move=move))
    row.state = rules.MOVES[state][move]
    row.save()
