"""What can be done about a body: found it, change it, seat somebody, declare an interest."""

from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries, rules
from dueregard.manage.bodies.kinds import kind_of, kinds
from dueregard.manage.bodies.models import Body, Interest, Seat
from dueregard.manage.bodies.rules import Post, Served
from dueregard.people import queries as people
from dueregard.people.rules import may


def found(*, name: str, kind: str, quorum: int, by: Actor, now: datetime) -> str:
    """The ethics lead makes a body, of a kind that stays what it is. Refused to others."""
    with act("bodies:body:found", by=by, now=now) as deed:
        require(may(by, "bodies.found"))
        require(rules.may_found(
            name=name, quorum=quorum, kind=kind, kinds=[each.id for each in kinds()]
        ))
        _free(name)
        body = Body.objects.create(
            name=name.strip(), kind=kind, quorum=quorum, founded_by=by.name, founded_at=now
        )
        deed.result = deed.about = f"body-{body.pk}"
        deed.note(name=body.name, kind=kind, quorum=quorum)
    return deed.result


def change(
    *, body_id: int, name: str, kind: str, quorum: int, by: Actor, now: datetime
) -> str:
    """The ethics lead changes a body's name, its kind or its quorum. Refused to others.

    A body that advises stays one, so that the past of each stays true.
    """
    with act("bodies:body:change", by=by, now=now, about=f"body-{body_id}") as deed:
        require(may(by, "bodies.found"))
        body = _body(body_id)
        require(rules.may_found(
            name=name, quorum=quorum, kind=kind, kinds=[each.id for each in kinds()]
        ))
        require(rules.may_change_kind(
            before=kind_of(body.kind).advises, after=kind_of(kind).advises
        ))
        _free(name, but=body_id)
        deed.note(name=name.strip(), before={
            "name": body.name, "kind": body.kind, "quorum": body.quorum,
        })
        body.name, body.kind, body.quorum = name.strip(), kind, quorum
        # Whoever looked at what an upgrade made answers for it from here on.
        body.founded_by = by.name
        body.save()
        deed.result = deed.about
        deed.note(kind=kind, quorum=quorum)
    return deed.result


def seat(
    *, body_id: int, post: Post, since: date, by: Actor, now: datetime,
    person_id: int | None = None, name: str = "", email: str = "",
    served: Served = Served.SIGNS_IN, until: date | None = None,
) -> str:
    """The ethics lead or the body's secretary gives somebody a seat for a term.

    Refused to others, where the person is not appointed to what the seat needs, and where
    they sit on it already. Without an account it is a name, served by e-mail or on paper.
    """
    with act("bodies:seat:give", by=by, now=now, about=f"body-{body_id}") as deed:
        body = _body(body_id)
        _keeper(body, by=by, now=now)
        actor = people.actor(person_id) if person_id is not None else None
        name = actor.name if actor else name.strip()
        require(rules.may_seat(
            name=name, post=post, roles=actor.roles if actor else None, email=email,
            served=served, since=since, until=until, advises=kind_of(body.kind).advises,
        ))
        _not_seated(body, person_id=person_id, name=name, post=post, since=since)
        made = Seat.objects.create(
            body=body, person_id=person_id, name=name, email=email.strip(), post=post,
            served=served, since=since, until=until,
        )
        deed.result = f"seat-{made.pk}"
        deed.note(name=name, post=post, body=body.name, served=served, since=str(since),
                  until=str(until or ""))
    return deed.result


def end(*, seat_id: int, on: date, reason: str, by: Actor, now: datetime) -> str:
    """The ethics lead or the body's secretary ends a term, and says why. Refused to others."""
    with act("bodies:seat:end", by=by, now=now) as deed:
        row = _seat(seat_id)
        deed.about = f"body-{row.body_id}"
        _keeper(row.body, by=by, now=now)
        require(rules.may_end(since=row.since, on=on, until=row.until, today=now.date()))
        if not reason.strip():
            raise DueRegardError("Say why the term ends, so that the record shows it.")
        row.until = on
        row.save(update_fields=["until"])
        deed.result = f"seat-{seat_id}"
        deed.note(name=row.name, body=row.body.name, on=str(on), reason=reason.strip())
    return deed.result


def declare(*, seat_id: int, text: str, by: Actor, now: datetime) -> str:
    """A member puts an interest on the register; the secretary does it for who asks them to."""
    with act("bodies:interest:declare", by=by, now=now) as deed:
        row = _seat(seat_id)
        deed.about = f"body-{row.body_id}"
        _declarer(row, by=by, now=now)
        if not text.strip():
            raise DueRegardError("Say what the interest is.")
        made = Interest.objects.create(
            seat=row, text=text.strip(), declared_on=now.date(), entered_by=by.name
        )
        deed.result = f"interest-{made.pk}"
        deed.note(name=row.name, interest=made.text)
    return deed.result


def lift(*, interest_id: int, by: Actor, now: datetime) -> str:
    """A declared interest does not stand any more. It stays on the register, with its last day."""
    with act("bodies:interest:lift", by=by, now=now) as deed:
        row = Interest.objects.select_related("seat__body").filter(
            pk=interest_id, ended_on=None
        ).first()
        if row is None:
            raise Missing(f"There is no interest {interest_id} that stands.")
        deed.about = f"body-{row.seat.body_id}"
        _declarer(row.seat, by=by, now=now)
        row.ended_on = now.date()
        row.save(update_fields=["ended_on"])
        deed.result = f"interest-{interest_id}"
        deed.note(name=row.seat.name, interest=row.text)
    return deed.result


def _body(body_id: int) -> Body:
    try:
        return Body.objects.select_for_update().get(pk=body_id)
    except Body.DoesNotExist as error:
        raise Missing(f"There is no body {body_id}.") from error


def _seat(seat_id: int) -> Seat:
    try:
        return Seat.objects.select_related("body").get(pk=seat_id)
    except Seat.DoesNotExist as error:
        raise Missing(f"There is no seat {seat_id}.") from error


def _keeper(body: Body, *, by: Actor, now: datetime) -> None:
    require(queries.may_keep(body.pk, by=by, today=now.date()))


def _declarer(seat: Seat, *, by: Actor, now: datetime) -> None:
    if by.id is not None and seat.person_id == by.id:
        require(may(by, "bodies.declare"))
    else:
        require(queries.may_keep(seat.body_id, by=by, today=now.date()))


def _free(name: str, *, but: int | None = None) -> None:
    others = Body.objects.filter(name__iexact=name.strip())
    if (others if but is None else others.exclude(pk=but)).exists():
        raise DueRegardError(f"There is a body called {name.strip()} already. Choose another name.")


def _not_seated(
    body: Body, *, person_id: int | None, name: str, post: Post, since: date
) -> None:
    who = {"person_id": person_id} if person_id is not None else {"person": None, "name": name}
    held = Seat.objects.filter(body=body, post=post, **who)
    if any(each.until is None or each.until >= since for each in held):
        raise DueRegardError(
            f"{name} holds this seat already. End that term first, or begin after it."
        )
