"""What may be asked of panels and their sittings: shaped for a page, and blind while it must be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import Answer, Missing, No, Yes
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.queries import BodySheet, SeatLine
from dueregard.manage.bodies.rules import Post
from dueregard.manage.committee.deciding import Said
from dueregard.manage.scrutiny import form, rules, tally
from dueregard.manage.scrutiny.models import (
    Aside,
    Clearance,
    Clip,
    PanelPoint,
    Rating,
    Sitting,
)
from dueregard.manage.scrutiny.report import PointTold, ShareTold, SittingTold
from dueregard.manage.scrutiny.rules import (
    STANDING_NAMES,
    STATE_NAMES,
    TURN_NAMES,
    WATCHED,
    Held,
    Move,
    Paper,
    PointKind,
    Standing,
    State,
)
from dueregard.manage.scrutiny.tally import ClipTold, Pattern, Rated, Tally
from dueregard.people import queries as people
from dueregard.people.rules import audience_of, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many members rate, and how many have rated every clip that they may."""

    members: int
    finished: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLine:
    """One clip for one reader. `mine` is their own rating's colour; `ratings` only once closed."""

    id: int
    number: int
    ref: str
    power: str
    unit: str
    when: str
    group: str
    standing: Standing
    why: str
    reason: str
    chance: str
    mine: str
    aside: bool
    ratings: tuple[Rated, ...]

    @property
    def standing_name(self) -> str:
        """What became of it, in words."""
        return STANDING_NAMES[self.standing]

    @property
    def watched(self) -> bool:
        """True when there is something to rate."""
        return self.standing in WATCHED

    @property
    def to_rate(self) -> bool:
        """True when it waits for this reader."""
        return self.watched and not self.mine and not self.aside


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingLine:
    """A sitting in a list."""

    id: int
    panel: str
    on: date
    state: State
    reported_at: datetime | None
    days: int
    unanswered: bool

    @property
    def state_name(self) -> str:
        """Where it stands."""
        return STATE_NAMES[self.state]

    @property
    def late(self) -> bool:
        """True when the reply is later than it should be."""
        return self.unanswered and rules.is_late(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingSheet:
    """A sitting as one reader may see it."""

    line: SittingLine
    body: BodySheet
    row: Sitting
    told: SittingTold
    clips: tuple[ClipLine, ...]
    progress: Progress
    posts: frozenset[Post]
    clear: Answer
    tally: Tally | None
    patterns: tuple[Pattern, ...]
    moves: frozenset[Move]

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.line.state

    @property
    def turn(self) -> str:
        """Whose turn it is, in words."""
        return TURN_NAMES[self.line.state]

    @property
    def to_rate(self) -> tuple[ClipLine, ...]:
        """The clips that wait for this reader."""
        return tuple(each for each in self.clips if each.to_rate)

    @property
    def next_clip(self) -> ClipLine | None:
        """The first clip that waits for this reader."""
        return next(iter(self.to_rate), None)

    @property
    def on_paper(self) -> tuple[SeatLine, ...]:
        """The members whose ratings the secretary enters."""
        return tuple(each for each in self.body.members if each.on_paper)

    @property
    def reply_late(self) -> bool:
        """True when the reply came late, or is late now."""
        return rules.is_late(self.told.days)

    def can(self, move: Move) -> bool:
        """Whether this reader may make the move now."""
        return move in self.moves


def raters(body_id: int, *, today: date) -> tuple[SeatLine, ...]:
    """Those who rate: members and the chair whose term runs."""
    return bodies.body(body_id, today=today).members


def held(seat_id: int) -> tuple[Held, ...]:
    """The papers of a member."""
    return tuple(
        Held(paper=Paper(each.paper), until=each.until)
        for each in Clearance.objects.filter(seat_id=seat_id)
    )


def is_aside(clip: Clip, seat_id: int) -> bool:
    """Whether a member stepped aside from a clip, or from its unit."""
    return any(
        each.clip_id == clip.pk or (each.unit and each.unit == clip.unit)
        for each in Aside.objects.filter(sitting_id=clip.sitting_id, seat_id=seat_id)
    )


def progress(sitting: Sitting, *, today: date) -> Progress:
    """How far the ratings are; once closed, how far they were."""
    if State(sitting.state) not in (State.LISTING, State.SEED, State.RATING):
        return Progress(members=sitting.members, finished=sitting.finished)
    seats = raters(sitting.body_id, today=today)
    clips = list(sitting.clips.all())
    given = set(
        Rating.objects.filter(clip__sitting=sitting).values_list("clip_id", "seat_id"))
    asides = list(Aside.objects.filter(sitting=sitting))
    finished = 0
    for seat in seats:
        owed = [
            each for each in clips
            if Standing(each.standing) in WATCHED and not _aside(asides, each, seat.id)
        ]
        finished += bool(clips) and all((each.pk, seat.id) in given for each in owed)
    return Progress(members=len(seats), finished=finished)


def sittings(*, now: datetime) -> tuple[SittingLine, ...]:
    """Every sitting, the newest first."""
    rows = Sitting.objects.select_related("body").order_by("-on", "-pk")
    return tuple(_line(each, now) for each in rows)


def unanswered(*, now: datetime) -> tuple[SittingLine, ...]:
    """The reports that wait for longer than 28 days, the longest first."""
    late = [each for each in sittings(now=now) if each.late]
    return tuple(sorted(late, key=lambda each: -each.days))


def sheet(sitting_id: int, *, reader: Actor, now: datetime) -> SittingSheet:
    """One sitting as this reader may see it; Missing when there is none."""
    row = row_of(sitting_id)
    today = now.date()
    body = bodies.body(row.body_id, today=today)
    posts = bodies.posts_in(row.body_id, person_id=reader.id, today=today)
    seat = own_seat(body, reader)
    told_ = told(row, now=now)
    closed = _closed(row)
    counted = tally.tally(told_.clips, told_.ratings, form.load()) if closed else None
    return SittingSheet(
        line=_line(row, now), body=body, row=row, told=told_, posts=posts,
        clips=_clips(row, seat=seat, shown=told_.ratings),
        progress=progress(row, today=today),
        clear=rules.cleared(held(seat.id), today=today) if seat else Yes(),
        tally=counted, moves=_moves(row, reader, posts),
        patterns=tally.patterns(told_.clips, counted, reader=audience_of(reader))
        if counted else (),
    )


def row_of(sitting_id: int) -> Sitting:
    """The row of a sitting; Missing when there is none."""
    row = Sitting.objects.select_related("body").filter(pk=sitting_id).first()
    if row is None:
        raise Missing("There is no such sitting.")
    return row


def own_seat(body: BodySheet, reader: Actor) -> SeatLine | None:
    """The seat from which a reader rates, if they have one today."""
    return next(
        (each for each in body.members
         if reader.id is not None and each.person_id == reader.id), None)


def own_rating(clip_id: int, seat_id: int) -> dict[str, str]:
    """What one member made of a clip so far, by what was asked. For themselves alone."""
    rating = Rating.objects.filter(clip_id=clip_id, seat_id=seat_id).first()
    if rating is None:
        return {}
    return {**rating.answers, "colour": rating.colour, "view": rating.view,
            "comment": rating.comment}


def told(sitting: Sitting, *, now: datetime | None = None) -> SittingTold:
    """A sitting as its papers tell it; no rating is in it before ratings are closed."""
    force = people.force()
    reported = sitting.reported_at
    until = sitting.replied_at or now
    return SittingTold(
        force=force.name if force else "", panel=sitting.body.name, on=sitting.on,
        listed=sitting.listed, digest=sitting.list_digest, seed=sitting.seed, size=sitting.size,
        minimum=sitting.minimum, strata=tuple(sitting.strata),
        shares=tuple(
            ShareTold(name=", ".join(each["stratum"]), listed=each["listed"],
                      drawn=each["drawn"], more=each["more"]) for each in sitting.shares
        ),
        members=sitting.members, finished=sitting.finished,
        clips=tuple(
            ClipTold(number=each.number, power=each.power, unit=each.unit, group=each.group,
                     standing=Standing(each.standing), why=each.why, reason=each.reason)
            for each in sitting.clips.all()
        ),
        ratings=_ratings(sitting) if _closed(sitting) else (),
        points=points(sitting),
        reported_on=reported.date() if reported else None,
        replied_on=sitting.replied_at.date() if sitting.replied_at else None,
        days=rules.days_waited(reported_at=reported, until=until) if reported and until else 0,
        reply=sitting.reply, told=sitting.told_words,
    )


def points(sitting: Sitting) -> tuple[PointTold, ...]:
    """The points of a report with what came of each."""
    return tuple(
        PointTold(
            id=each.pk, number=each.number, kind=PointKind(each.kind), text=each.text,
            said=Said(each.said) if each.said else None, reasons=each.reasons,
            action=each.action, owner=each.owner.name if each.owner else "",
            owner_id=each.owner_id, due_on=each.due_on, changed=each.changed,
            changed_on=each.changed_on,
        )
        for each in PanelPoint.objects.filter(sitting=sitting).select_related("owner")
    )


def reported() -> tuple[Sitting, ...]:
    """The sittings whose report is given, the newest first."""
    return tuple(
        Sitting.objects.select_related("body").exclude(reported_at=None).order_by("-on", "-pk"))


def edition(sitting: Sitting) -> str:
    """The key of a sitting's papers for the public."""
    return f"{sitting.on.isoformat()}-{sitting.pk}"


def of_edition(key: str) -> Sitting:
    """The sitting behind such a key; Missing when there is none, or no report yet."""
    found = next((each for each in reported() if edition(each) == key), None)
    if found is None:
        raise Missing("There is no such sitting, or its report is not given yet.")
    return found


def owed(person_id: int | None) -> tuple[PanelPoint, ...]:
    """The actions of a person that are not done."""
    if person_id is None:
        return ()
    return tuple(
        PanelPoint.objects.filter(owner_id=person_id, changed="").exclude(action="")
        .select_related("sitting__body").order_by("due_on"))


def _ratings(sitting: Sitting) -> tuple[Rated, ...]:
    rows = Rating.objects.filter(clip__sitting=sitting).select_related("clip")
    return tuple(sorted(
        (Rated(clip=each.clip.number, rater=each.rater, colour=each.colour, view=each.view,
               answers=each.answers, comment=each.comment, entered=each.entered)
         for each in rows), key=lambda each: (each.clip, each.rater),
    ))


def _clips(
    row: Sitting, *, seat: SeatLine | None, shown: Sequence[Rated]
) -> tuple[ClipLine, ...]:
    mine = dict(
        Rating.objects.filter(clip__sitting=row, seat_id=seat.id).values_list("clip_id", "colour")
    ) if seat else {}
    asides = list(Aside.objects.filter(sitting=row, seat_id=seat.id)) if seat else []
    return tuple(
        ClipLine(
            id=each.pk, number=each.number, ref=each.ref, power=each.power, unit=each.unit,
            when=each.when, group=each.group, standing=Standing(each.standing),
            why=form.name_of(form.load().withheld, each.why) if each.why else "",
            reason=each.reason, chance=f"{each.stratum_drawn:,} of {each.stratum_listed:,}",
            mine=mine.get(each.pk, ""),
            aside=bool(seat) and _aside(asides, each, seat.id if seat else 0),
            ratings=tuple(one for one in shown if one.clip == each.number),
        )
        for each in row.clips.all()
    )


def _aside(asides: Iterable[Aside], clip: Clip, seat_id: int) -> bool:
    return any(
        each.seat_id == seat_id
        and (each.clip_id == clip.pk or (each.unit and each.unit == clip.unit))
        for each in asides
    )


def _closed(row: Sitting) -> bool:
    return State(row.state) not in (State.LISTING, State.SEED, State.RATING)


def _line(row: Sitting, now: datetime) -> SittingLine:
    waited = rules.days_waited(
        reported_at=row.reported_at, until=row.replied_at or now) if row.reported_at else 0
    return SittingLine(
        id=row.pk, panel=row.body.name, on=row.on, state=State(row.state),
        reported_at=row.reported_at, days=waited,
        unanswered=State(row.state) == State.REPLYING,
    )


def _moves(row: Sitting, reader: Actor, posts: frozenset[Post]) -> frozenset[Move]:
    return frozenset(
        each for each in Move
        if not isinstance(may(reader, f"scrutiny.{each}"), No)
        and rules.may_now(state=State(row.state), move=each)
        and rules.may_from_seat(posts=posts, move=each)
    )
