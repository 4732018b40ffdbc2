"""What may be asked of bodies: which there are, who sits on one today, what they declared."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from dueregard.answers import Answer, Missing, No, Yes
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import rules
from dueregard.manage.bodies.kinds import Kind, kind_of
from dueregard.manage.bodies.models import Body, Interest, Seat
from dueregard.manage.bodies.rules import (
    OPINES,
    POST_NAMES,
    ROLES,
    SERVED_NAMES,
    Post,
    Served,
    Sitting,
)
from dueregard.people.rules import Role, may

UPGRADE = "the upgrade"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestLine:
    """One declared interest."""

    id: int
    text: str
    declared_on: date
    entered_by: str
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One seat, with what was declared from it. `held` is whether the term runs today."""

    id: int
    body_id: int
    person_id: int | None
    name: str
    email: str
    post: Post
    served: Served
    since: date
    until: date | None
    held: bool
    interests: tuple[InterestLine, ...]

    @property
    def post_name(self) -> str:
        """What the seat is for, in words."""
        return POST_NAMES[self.post]

    @property
    def served_name(self) -> str:
        """How papers reach them, in words."""
        return SERVED_NAMES[self.served]

    @property
    def on_paper(self) -> bool:
        """True when the secretary enters their opinion."""
        return self.served != Served.SIGNS_IN

    @property
    def standing(self) -> tuple[InterestLine, ...]:
        """The interests that still stand."""
        return tuple(each for each in self.interests if each.ended_on is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySheet:
    """A body with everybody who sits or sat on it."""

    id: int
    name: str
    kind: Kind
    quorum: int
    to_check: bool
    seats: tuple[SeatLine, ...]

    @property
    def now(self) -> tuple[SeatLine, ...]:
        """The seats that are held today."""
        return tuple(each for each in self.seats if each.held)

    @property
    def before(self) -> tuple[SeatLine, ...]:
        """The seats whose term is over or has not begun."""
        return tuple(each for each in self.seats if not each.held)

    @property
    def members(self) -> tuple[SeatLine, ...]:
        """Those who give opinions today."""
        return tuple(each for each in self.now if each.post in OPINES)

    @property
    def short_of_quorum(self) -> bool:
        """True when fewer sit on it than make a quorum."""
        return len(self.members) < self.quorum


def bodies(*, today: date) -> tuple[BodySheet, ...]:
    """Every body, those that advise first, by name."""
    found = (_sheet(each, today) for each in _rows())
    return tuple(sorted(found, key=lambda each: (not each.kind.advises, each.name)))


def body(body_id: int, *, today: date) -> BodySheet:
    """One body; Missing when there is none."""
    row = _rows().filter(pk=body_id).first()
    if row is None:
        raise Missing(f"There is no body {body_id}.")
    return _sheet(row, today)


def advising(*, today: date) -> tuple[BodySheet, ...]:
    """The bodies that a use may be put to."""
    return tuple(each for each in bodies(today=today) if each.kind.advises)


def one_to_ask(body_id: int | None, *, today: date) -> tuple[BodySheet | None, Answer]:
    """The body that a use is put to: the one that was chosen, or the only one there is."""
    found = advising(today=today)
    if body_id is not None:
        chosen = next((each for each in found if each.id == body_id), None)
        if chosen is None:
            return None, No(
                "This body does not advise on uses. Choose a data ethics committee or an "
                "ethics committee.", "does-not-advise",
            )
        return chosen, Yes()
    if len(found) == 1:
        return found[0], Yes()
    if not found:
        return None, No(
            "There is no committee to ask. The ethics lead makes one first, under Committee, "
            "Bodies and members.", "no-members",
        )
    return None, No("Choose which committee is asked.", "body-missing")


def asked_in(body_id: int, *, today: date, owners: frozenset[int]) -> tuple[SeatLine, ...]:
    """Those whose opinion is asked, by name: each once, no owner, nobody who could not give it."""
    rows = Seat.objects.filter(body_id=body_id, post__in=OPINES).select_related("person")
    found: dict[object, SeatLine] = {}
    for row in rows.prefetch_related("interests", "person__appointments").order_by("name", "pk"):
        line = _seat(row, today)
        if not line.held or row.person_id in owners or not _able(row):
            continue
        found.setdefault(row.person_id or f"seat-{row.pk}", line)
    return tuple(found.values())


def sittings(body_id: int) -> tuple[Sitting, ...]:
    """The seats of a body as the rules read them."""
    return tuple(
        Sitting(
            id=each.pk, person_id=each.person_id, name=each.name, post=Post(each.post),
            since=each.since, until=each.until, served=Served(each.served),
        )
        for each in Seat.objects.filter(body_id=body_id)
    )


def posts_in(body_id: int | None, *, person_id: int | None, today: date) -> frozenset[Post]:
    """The posts that a person holds in a body today."""
    if body_id is None:
        return frozenset()
    return rules.posts_of(sittings(body_id), person_id=person_id, today=today)


def bodies_of(person_id: int | None, *, today: date) -> dict[int, frozenset[Post]]:
    """The posts that a person holds today, by body."""
    if person_id is None:
        return {}
    found: dict[int, set[Post]] = {}
    for each in Seat.objects.filter(person_id=person_id):
        if each.since <= today and (each.until is None or today <= each.until):
            found.setdefault(each.body_id, set()).add(Post(each.post))
    return {key: frozenset(posts) for key, posts in found.items()}


def may_keep(body_id: int, *, by: Actor, today: date) -> Answer:
    """Whether somebody may change who sits on a body: the ethics lead, or its own secretary."""
    allowed = may(by, "bodies.keep")
    if isinstance(allowed, No) or Role.ETHICS_LEAD in by.roles:
        return allowed
    if Post.SECRETARY in posts_in(body_id, person_id=by.id, today=today):
        return Yes()
    return No("You are not the secretary of this body. Ask its own secretary.", "not-this-body")


def _able(row: Seat) -> bool:
    """Whether they could give an opinion: on paper, or with an account and the role for it."""
    if row.person is None:
        return True
    held = {each.role for each in row.person.appointments.all()}
    return row.person.is_active and bool(held & {each.value for each in ROLES[Post(row.post)]})


def _rows() -> QuerySet[Body]:
    return Body.objects.prefetch_related(
        Prefetch("seats", Seat.objects.order_by("name", "pk")),
        Prefetch("seats__interests", Interest.objects.order_by("declared_on", "pk")),
    )


def _sheet(row: Body, today: date) -> BodySheet:
    order = list(Post)
    seats = sorted(
        (_seat(each, today) for each in row.seats.all()),
        key=lambda each: (order.index(each.post), each.name),
    )
    return BodySheet(
        id=row.pk, name=row.name, kind=kind_of(row.kind), quorum=row.quorum,
        to_check=row.founded_by == UPGRADE, seats=tuple(seats),
    )


def _seat(row: Seat, today: date) -> SeatLine:
    return SeatLine(
        id=row.pk, body_id=row.body_id, person_id=row.person_id, name=row.name,
        email=row.email, post=Post(row.post), served=Served(row.served), since=row.since,
        until=row.until,
        held=row.since <= today and (row.until is None or today <= row.until),
        interests=tuple(
            InterestLine(id=each.pk, text=each.text, declared_on=each.declared_on,
                         entered_by=each.entered_by, ended_on=each.ended_on)
            for each in row.interests.all()
        ),
    )
