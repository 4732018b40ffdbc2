"""What can be done in a panel's sitting, from the call to being told what changed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.findings import drawing
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.models import Seat
from dueregard.manage.committee.deciding import HELD_TO, Said
from dueregard.manage.scrutiny import form, listing, queries, report, rules
from dueregard.manage.scrutiny.listing import Listed
from dueregard.manage.scrutiny.models import (
    Aside,
    Clearance,
    Clip,
    Makeup,
    PanelPoint,
    Rating,
    Sitting,
)
from dueregard.manage.scrutiny.rules import Move, Paper, PointKind, Standing, State
from dueregard.people import queries as people
from dueregard.people.rules import Role, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a member makes of one clip. `answers` by the id of what was asked; blanks left out."""

    colour: str
    view: str
    answers: Mapping[str, str]
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointReply:
    """What the force says to one point, and the action that follows where there is one."""

    said: Said
    reasons: str
    action: str = ""
    owner_id: int | None = None
    due_on: date | None = None


def call(*, body_id: int, on: date, by: Actor, now: datetime) -> str:
    """The panel's secretary or chair, or the ethics lead, calls a sitting. Refused to others."""
    with act("scrutiny:sitting:call", by=by, now=now) as deed:
        require(may(by, "scrutiny.call"))
        body = bodies.body(body_id, today=now.date())
        if body.kind.id != rules.PANEL_KIND:
            raise DueRegardError("Only a Community Scrutiny Panel watches and rates encounters.")
        if Role.ETHICS_LEAD not in by.roles:
            require(rules.may_from_seat(
                posts=bodies.posts_in(body_id, person_id=by.id, today=now.date()),
                move=Move.CLOSE,
            ))
        row = Sitting.objects.create(body_id=body_id, on=on, called_by=by.name, called_at=now)
        deed.result = deed.about = f"sitting-{row.pk}"
        deed.note(name=body.name, on=str(on))
    return deed.result


def lodge(*, sitting_id: int, listed: Listed, by: Actor, now: datetime) -> str:
    """The force lodges the list: its digest is shown before any seed is known.

    Refused without the right, and once the panel has set its seed.
    """
    with act("scrutiny:list:lodge", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.LODGE, by=by, now=now)
        if not listed.many:
            raise DueRegardError("The list has no encounters. Check that it is the right file.")
        sitting.list_text, sitting.list_digest = listed.text, listed.digest
        sitting.listed, sitting.notes = listed.many, list(listed.notes)
        sitting.lodged_by, sitting.lodger_id, sitting.lodged_at = by.name, by.id, now
        _move(sitting, Move.LODGE)
        deed.note(digest=listed.digest, encounters=listed.many)
    return deed.result


def seed(
    *, sitting_id: int, words: str, size: int, minimum: int, strata: Sequence[str], by: Actor,
    now: datetime,
) -> str:
    """Somebody of the panel sets the seed in words, and the draw is made, once.

    `minimum` is how many at least of each group of `strata`; 0 is the usual.

    Refused to who lodged the list, to who has no seat, with words used before, and where so many
    cannot be drawn.
    """
    with act("scrutiny:sample:draw", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.SEED, by=by, now=now)
        chosen, said = drawing.seed_of(words), [each for each in listing.STRATA if each in strata]
        require(rules.may_seed(
            lodger=sitting.lodger_id, by=by.id,
            used=Sitting.objects.filter(seed=chosen).exists(),
        ))
        require(rules.may_draw_so_many(size))
        sizes = listing.sizes(sitting.list_text, said)
        minimum = minimum or drawing.usual_minimum(sizes, size=size)
        require(rules.in_words(drawing.may_draw(
            sizes, size=size, seed=chosen, minimum=minimum
        ), groups=len(sizes)))
        sample = listing.draw(
            sitting.list_text, seed=chosen, size=size, minimum=minimum, strata=said
        )
        sitting.seed, sitting.size, sitting.minimum, sitting.strata = chosen, size, minimum, said
        sitting.shares = [
            {"stratum": list(each.stratum), "listed": each.listed, "drawn": each.drawn,
             "more": each.more} for each in sample.shares
        ]
        sitting.seeded_by, sitting.seeded_at = by.name, now
        _move(sitting, Move.SEED)
        _keep_clips(sitting, sample)
        deed.note(digest=sitting.list_digest, seed=chosen, size=size, strata=said,
                  clips=[each.id for each in sample.chosen])
    return deed.result


def account(
    *, clip_id: int, standing: Standing, reason: str, why: str = "", by: Actor, now: datetime
) -> str:
    """The force or the secretary says what became of a clip; nothing is drawn in its place."""
    with act("scrutiny:clip:account", by=by, now=now) as deed:
        clip = _clip(clip_id)
        _open(clip.sitting_id, deed, Move.ACCOUNT, by=by, now=now)
        require(rules.may_account(
            standing=standing, reason=reason, rated=clip.ratings.exists()
        ))
        withheld = standing == Standing.WITHHELD
        if withheld and why not in {each.id for each in form.load().withheld}:
            raise DueRegardError("Choose why the clip is withheld.")
        clip.standing, clip.reason = standing, reason.strip()
        clip.why = why if withheld else ""
        clip.accounted_by, clip.accounted_at = by.name, now
        clip.save()
        deed.note(clip=clip.ref, standing=standing, reason=clip.reason)
    return deed.result


def step_aside(
    *, clip_id: int, whole_unit: bool, interest: bool, reason: str = "",
    seat_id: int | None = None, by: Actor, now: datetime,
) -> str:
    """A member does not rate a clip, or any clip of its unit; their rating of it goes, if any.

    For an interest the reason is asked; whoever would rather not watch need not say why. The
    secretary does it for a member who does not sign in (`seat_id`).
    """
    with act("scrutiny:clip:step-aside", by=by, now=now) as deed:
        clip = _clip(clip_id)
        sitting = _open(clip.sitting_id, deed, _whose(seat_id), by=by, now=now)
        seat = _rater(sitting, seat_id=seat_id, by=by, now=now)
        if interest and not reason.strip():
            raise DueRegardError("Say what the interest is. Only the record keeps it.")
        Aside.objects.create(
            sitting=sitting, seat=seat, clip=None if whole_unit else clip,
            unit=clip.unit if whole_unit else "", interest=interest, reason=reason.strip(), at=now,
        )
        mine = Rating.objects.filter(seat=seat, clip__sitting=sitting)
        mine.filter(
            **({"clip__unit": clip.unit} if whole_unit else {"clip": clip})
        ).delete()
        # Why, and from which, is for nobody: the ledger says only that they did.
        deed.note(whole_unit=whole_unit)
    return deed.result


def rate(*, clip_id: int, judged: Judged, by: Actor, now: datetime) -> str:
    """A member rates a clip, or changes their rating. Nobody sees it until ratings are closed."""
    with act("scrutiny:rating:give", by=by, now=now) as deed:
        _rate(clip_id, judged, deed, seat_id=None, by=by, now=now)
    return deed.result


def enter(*, clip_id: int, seat_id: int, judged: Judged, by: Actor, now: datetime) -> str:
    """The secretary enters the rating of a member who does not sign in; it is marked so."""
    with act("scrutiny:rating:enter", by=by, now=now) as deed:
        _rate(clip_id, judged, deed, seat_id=seat_id, by=by, now=now)
    return deed.result


def close(*, sitting_id: int, by: Actor, now: datetime) -> str:
    """The chair or the secretary closes ratings: all are in, or a quorum is.

    From here on no rating has a name: each member becomes a letter by chance, and the rows are
    laid anew in an order of chance, so that the ledger cannot tell whose is whose.
    """
    with act("scrutiny:ratings:close", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.CLOSE, by=by, now=now)
        tally = queries.progress(sitting, today=now.date())
        waiting = sitting.clips.filter(standing=Standing.WAITING)
        require(rules.may_close(
            finished=tally.finished, members=tally.members, quorum=sitting.body.quorum,
            rated=Rating.objects.filter(clip__sitting=sitting).count(), waiting=waiting.count(),
        ))
        waiting.update(standing=Standing.MISSING, reason=rules.NEVER_SAID, accounted_at=now)
        sitting.members, sitting.finished = tally.members, tally.finished
        sitting.closed_at, sitting.closed_by = now, by.name
        _move(sitting, Move.CLOSE)
        _forget_whose(sitting)
        deed.note(members=tally.members, finished=tally.finished)
    return deed.result


def debrief(*, sitting_id: int, words: str, by: Actor, now: datetime) -> str:
    """The chair or the secretary notes that members talked it over, and what they would keep."""
    with act("scrutiny:sitting:debrief", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.DEBRIEF, by=by, now=now)
        sitting.debriefed_on, sitting.debrief = now.date(), words.strip()
        sitting.save(update_fields=["debriefed_on", "debrief"])
    return deed.result


def give_report(
    *, sitting_id: int, points: Sequence[tuple[PointKind, str]], by: Actor, now: datetime
) -> str:
    """The chair or the secretary gives the panel's report, frozen with what was seen."""
    with act("scrutiny:report:give", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.REPORT, by=by, now=now)
        written = [(kind, text.strip()) for kind, text in points if text.strip()]
        require(rules.may_report(points=[text for _kind, text in written]))
        PanelPoint.objects.bulk_create(
            PanelPoint(sitting=sitting, number=number, kind=kind, text=text)
            for number, (kind, text) in enumerate(written, start=1)
        )
        sitting.reported_at, sitting.reported_by = now, by.name
        paper = report.paper(queries.told(sitting), made_at=now.isoformat())
        sitting.report, sitting.report_digest = paper.to_plain(), paper.digest
        _move(sitting, Move.REPORT)
        deed.note(digest=paper.digest, points=len(written), name=sitting.body.name)
    return deed.result


def reply(
    *, sitting_id: int, words: str, replies: Mapping[int, PointReply], by: Actor, now: datetime
) -> str:
    """A decision maker replies to each point with reasons; what is accepted has owner and date."""
    with act("scrutiny:report:reply", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.REPLY, by=by, now=now)
        for point in sitting.points.all():
            _answer(point, replies.get(point.number), now=now)
        sitting.reply, sitting.replied_by, sitting.replied_at = words.strip(), by.name, now
        _move(sitting, Move.REPLY)
        assert sitting.reported_at is not None  # the state says so
        deed.note(name=sitting.body.name, days=rules.days_waited(
            reported_at=sitting.reported_at, until=now))
    return deed.result


def say_change(*, point_id: int, words: str, by: Actor, now: datetime) -> str:
    """Whoever owns the action, or the ethics lead, says what changed. Refused to others."""
    with act("scrutiny:action:change", by=by, now=now) as deed:
        point = PanelPoint.objects.filter(pk=point_id).first()
        if point is None:
            raise Missing("There is no such point.")
        _open(point.sitting_id, deed, Move.CHANGE, by=by, now=now)
        if Role.ETHICS_LEAD not in by.roles and point.owner_id != by.id:
            raise DueRegardError("This action is somebody else's. Ask its owner.")
        if not point.action:
            raise DueRegardError("The reply names no action for this point.")
        if not words.strip():
            raise DueRegardError("Say what changed, and where anybody can see that it did.")
        point.changed, point.changed_on = words.strip(), now.date()
        point.changed_by = by.name
        point.save(update_fields=["changed", "changed_on", "changed_by"])
        deed.note(words=point.changed)
    return deed.result


def tell(*, sitting_id: int, words: str, by: Actor, now: datetime) -> str:
    """The chair or the secretary notes that the panel was told what became of its report."""
    with act("scrutiny:panel:tell", by=by, now=now) as deed:
        sitting = _open(sitting_id, deed, Move.TELL, by=by, now=now)
        require(rules.may_tell(words=words))
        sitting.told_words, sitting.told_by, sitting.told_at = words.strip(), by.name, now
        _move(sitting, Move.TELL)
        deed.note(name=sitting.body.name, words=sitting.told_words)
    return deed.result


def speak(
    *, sitting_id: int, answers: Mapping[str, str], words: str, by: Actor, now: datetime
) -> str:
    """A member says how it went, once a sitting, without their name: not in the ledger either."""
    unnamed = rules.unnamed(by)
    with act("scrutiny:sitting:speak", by=unnamed, now=now) as deed:
        sitting = _sitting(sitting_id, deed)
        require(may(by, "scrutiny.speak"))
        _from_seat(sitting, Move.SPEAK, by=by, now=now)
        require(rules.may_now(state=State(sitting.state), move=Move.SPEAK))
        seat = _rater(sitting, seat_id=None, by=by, now=now)
        if seat.pk in sitting.heard:
            raise DueRegardError("You have said how this sitting went. It is said once.")
        kept = {each.id: answers[each.id] for each in form.load().process
                if answers.get(each.id) in form.AGREE_NAMES}
        if not kept and not words.strip():
            raise DueRegardError("Choose at least one answer, or write something.")
        # Both lists are laid in an order of their own, so that neither tells who said what.
        sitting.voices = sorted(
            [*sitting.voices, {"answers": kept, "words": words.strip()}], key=repr)
        sitting.heard = sorted([*sitting.heard, seat.pk])
        sitting.save(update_fields=["voices", "heard"])
    return deed.result


def clear(*, seat_id: int, paper: Paper, until: date, by: Actor, now: datetime) -> str:
    """The secretary or the ethics lead records a member's paper and its last day."""
    with act("scrutiny:member:clear", by=by, now=now) as deed:
        require(may(by, "scrutiny.keep"))
        seat = Seat.objects.filter(pk=seat_id).first()
        if seat is None:
            raise Missing("There is no such seat.")
        deed.about = f"body-{seat.body_id}"
        require(bodies.may_keep(seat.body_id, by=by, today=now.date()))
        if until < now.date():
            raise DueRegardError("This day is past. Give the last day on which the paper holds.")
        made = Clearance.objects.create(
            seat=seat, paper=paper, until=until, entered_by=by.name, entered_at=now
        )
        deed.result = f"clearance-{made.pk}"
        deed.note(name=seat.name, paper=paper, until=str(until))
    return deed.result


def say_makeup(
    *, body_id: int, groups: Mapping[str, int], gap: str, plan: str, owner_id: int | None,
    due_on: date, by: Actor, now: datetime,
) -> str:
    """The panel's secretary or chair says how it is made up, in counts; the gap, and the plan."""
    with act("scrutiny:panel:make-up", by=by, now=now, about=f"body-{body_id}") as deed:
        require(may(by, "scrutiny.make-up"))
        body = bodies.body(body_id, today=now.date())
        require(rules.may_from_seat(
            posts=bodies.posts_in(body_id, person_id=by.id, today=now.date()), move=Move.CLOSE
        ))
        if sum(groups.values()) > len(body.members):
            raise DueRegardError(
                f"The counts come to more than the {len(body.members)} who sit on it. Count each "
                "member once, and leave out who would rather not say."
            )
        if not gap.strip() or not plan.strip():
            raise DueRegardError("Say what the gap is, in words, and what will be done about it.")
        if owner_id is None:
            raise DueRegardError("Say who sees to the plan.")
        made = Makeup.objects.create(
            body_id=body_id, groups={key: many for key, many in groups.items() if many},
            gap=gap.strip(), plan=plan.strip(), owner_id=owner_id, due_on=due_on,
            entered_by=by.name, entered_at=now,
        )
        deed.result = f"makeup-{made.pk}"
        deed.note(name=body.name, words=made.gap)
    return deed.result


def _sitting(sitting_id: int, deed: Deed) -> Sitting:
    row = Sitting.objects.select_for_update(of=("self",)).select_related("body").filter(
        pk=sitting_id).first()
    if row is None:
        raise Missing("There is no such sitting.")
    deed.about = deed.result = f"sitting-{sitting_id}"
    return row


def _open(sitting_id: int, deed: Deed, move: Move, *, by: Actor, now: datetime) -> Sitting:
    """The sitting, when this person may make this move now."""
    sitting = _sitting(sitting_id, deed)
    require(may(by, f"scrutiny.{move}"))
    _from_seat(sitting, move, by=by, now=now)
    require(rules.may_now(state=State(sitting.state), move=move))
    return sitting


def _from_seat(sitting: Sitting, move: Move, *, by: Actor, now: datetime) -> None:
    posts = bodies.posts_in(sitting.body_id, person_id=by.id, today=now.date())
    require(rules.may_from_seat(posts=posts, move=move))


def _move(sitting: Sitting, move: Move) -> None:
    sitting.state = rules.MOVES[State(sitting.state)][move]
    sitting.save()


def _clip(clip_id: int) -> Clip:
    row = Clip.objects.filter(pk=clip_id).first()
    if row is None:
        raise Missing("There is no such clip.")
    return row


def _whose(seat_id: int | None) -> Move:
    return Move.RATE if seat_id is None else Move.ENTER


def _rater(sitting: Sitting, *, seat_id: int | None, by: Actor, now: datetime) -> Seat:
    """The seat that a rating is given from: one's own, or that of a member on paper."""
    found = queries.raters(sitting.body_id, today=now.date())
    if seat_id is None:
        mine = [each for each in found if by.id is not None and each.person_id == by.id]
    else:
        mine = [each for each in found if each.id == seat_id and each.on_paper]
    if not mine:
        raise DueRegardError(
            "Choose a member who has a seat today and does not sign in." if seat_id is not None
            else "You have no seat today from which to rate. Ask the panel's secretary."
        )
    return Seat.objects.get(pk=mine[0].id)


def _rate(
    clip_id: int, judged: Judged, deed: Deed, *, seat_id: int | None, by: Actor, now: datetime
) -> None:
    clip = _clip(clip_id)
    sitting = _open(clip.sitting_id, deed, _whose(seat_id), by=by, now=now)
    seat = _rater(sitting, seat_id=seat_id, by=by, now=now)
    require(rules.may_rate(
        standing=Standing(clip.standing), aside=queries.is_aside(clip, seat.pk),
        clear=rules.cleared(queries.held(seat.pk), today=now.date()),
    ))
    asked = form.load()
    if judged.colour not in {each.id for each in asked.colours}:
        raise DueRegardError("Choose green, amber or red.")
    if judged.view not in {each.id for each in asked.views}:
        raise DueRegardError("Choose which camera you saw.")
    Rating.objects.update_or_create(clip=clip, seat=seat, defaults={
        "colour": judged.colour, "view": judged.view, "comment": judged.comment.strip(),
        "answers": {each.id: judged.answers[each.id] for each in asked.asked(clip.power)
                    if judged.answers.get(each.id) in each.answers},
        "entered": seat_id is not None, "given_at": now,
    })


def _keep_clips(sitting: Sitting, sample: drawing.Sample) -> None:
    rows = listing.rows_of(sitting.list_text)
    Clip.objects.bulk_create(
        Clip(
            sitting=sitting, number=number, ref=each.id, power=rows[each.id]["power"],
            unit=rows[each.id]["unit"], when=rows[each.id]["date"],
            group=rows[each.id]["ethnicity"], key=each.key, stratum_drawn=each.share.drawn,
            stratum_listed=each.share.listed,
        )
        for number, each in enumerate(sample.chosen, start=1)
    )


def _forget_whose(sitting: Sitting) -> None:
    chance = random.SystemRandom()
    ratings = list(Rating.objects.filter(clip__sitting=sitting))
    seats = sorted({each.seat_id for each in ratings if each.seat_id is not None})
    letters = [rules.letter(place) for place in range(len(seats))]
    chance.shuffle(letters)
    of = dict(zip(seats, letters, strict=True))
    chance.shuffle(ratings)
    Rating.objects.filter(clip__sitting=sitting).delete()
    Rating.objects.bulk_create(
        Rating(
            clip_id=each.clip_id, rater=of[each.seat_id] if each.seat_id else "",
            colour=each.colour, view=each.view, answers=each.answers, comment=each.comment,
            entered=each.entered,
        )
        for each in ratings
    )
    # Who stepped aside for a reason of their own is nobody's business any more.
    Aside.objects.filter(sitting=sitting, interest=False).delete()


def _answer(point: PanelPoint, said: PointReply | None, *, now: datetime) -> None:
    if said is None or not said.reasons.strip():
        raise DueRegardError(f"Give the reasons for your reply to point {point.number}.")
    if said.said in HELD_TO:
        if not said.action.strip() or said.owner_id is None or said.due_on is None:
            raise DueRegardError(
                f"Say what will be done about point {point.number}, who sees to it, and by when."
            )
        if said.due_on < now.date():
            raise DueRegardError(f"Give point {point.number} a date that is today or later.")
        owner = people.actor(said.owner_id)
        require(may(owner, "scrutiny.change"))
        point.action, point.owner_id, point.due_on = said.action.strip(), owner.id, said.due_on
    point.said, point.reasons = said.said, said.reasons.strip()
    point.save()
