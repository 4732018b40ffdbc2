"""How a panel's say is kept honest: who sets the seed, who may rate, what is hidden until when.

Without it the force could choose what a panel sees, members would judge people they know, the
first to speak would speak for all, and a report could be left to lie.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.findings.wording import counted, long_date
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies.rules import OPINES, RUNS, Post
from dueregard.manage.committee.rules import UNANSWERED_AFTER

PANEL_KIND = "community-scrutiny-panel"
MOST_LISTED = 50_000
MOST_DRAWN = 60
# In days: the clock of the committee's advice.
REPLY_WITHIN = UNANSWERED_AFTER.days
# Fewer than three who spoke could be told apart by the others.
FEWEST_HEARD = 3


class State(StrEnum):
    """Where a sitting stands."""

    LISTING = "listing"
    SEED = "seed"
    RATING = "rating"
    REPORTING = "reporting"
    REPLYING = "replying"
    ACTING = "acting"
    TOLD = "told"


STATE_NAMES: dict[State, str] = {
    State.LISTING: "The list is next",
    State.SEED: "The panel's words are next",
    State.RATING: "Watching and rating",
    State.REPORTING: "The report is next",
    State.REPLYING: "The reply is next",
    State.ACTING: "The force acts",
    State.TOLD: "Told back",
}
TURN_NAMES: dict[State, str] = {
    State.LISTING: "The force lodges the list of encounters",
    State.SEED: "The panel sets the seed in words of its own",
    State.RATING: "Members watch and rate, each alone",
    State.REPORTING: "The chair or the secretary writes the panel's report",
    State.REPLYING: "A decision maker replies to each point",
    State.ACTING: "Whoever owns an action says what changed; then the panel is told",
    State.TOLD: "Nobody: the panel was told what changed",
}


class Move(StrEnum):
    """What can be done with a sitting. Its permission is `scrutiny.` and this word."""

    LODGE = "lodge"
    SEED = "seed"
    ACCOUNT = "account"
    RATE = "rate"
    ENTER = "enter"
    CLOSE = "close"
    DEBRIEF = "debrief"
    REPORT = "report"
    REPLY = "reply"
    CHANGE = "change"
    TELL = "tell"
    SPEAK = "speak"


MOVES: dict[State, dict[Move, State]] = {
    State.LISTING: {Move.LODGE: State.SEED},
    State.SEED: {Move.LODGE: State.SEED, Move.SEED: State.RATING},
    State.RATING: {
        Move.ACCOUNT: State.RATING, Move.RATE: State.RATING, Move.ENTER: State.RATING,
        Move.DEBRIEF: State.RATING, Move.CLOSE: State.REPORTING,
    },
    State.REPORTING: {
        Move.DEBRIEF: State.REPORTING, Move.REPORT: State.REPLYING, Move.SPEAK: State.REPORTING,
    },
    State.REPLYING: {
        Move.DEBRIEF: State.REPLYING, Move.REPLY: State.ACTING, Move.SPEAK: State.REPLYING,
    },
    State.ACTING: {
        Move.CHANGE: State.ACTING, Move.TELL: State.TOLD, Move.SPEAK: State.ACTING,
    },
    State.TOLD: {Move.CHANGE: State.TOLD, Move.SPEAK: State.TOLD},
}
_TOO_SOON: dict[Move, str] = {
    Move.SEED: "The force has not lodged the list yet. Nothing can be drawn before it does.",
    Move.ACCOUNT: "Nothing is drawn yet.",
    Move.RATE: "Nothing is drawn yet, so there is nothing to rate.",
    Move.ENTER: "Nothing is drawn yet, so there is nothing to rate.",
    Move.CLOSE: "Nothing is drawn yet.",
    Move.DEBRIEF: "Nothing is drawn yet.",
    Move.REPORT: "The report follows the ratings. Close them first.",
    Move.REPLY: "A reply follows the panel's report, and there is none yet.",
    Move.CHANGE: "An action follows the reply to the report, and there is none yet.",
    Move.TELL: "The panel is told once the force has replied.",
    Move.SPEAK: "Members say how it went once ratings are closed.",
}
_TOO_LATE: dict[Move, str] = {
    Move.LODGE: "The panel has set its seed. Whoever lodges a list now would know what is drawn.",
    Move.SEED: "The seed is set, and the draw made. It is never drawn again.",
    Move.ACCOUNT: "Ratings are closed. What the panel was shown is on the record.",
    Move.RATE: "Ratings are closed.",
    Move.ENTER: "Ratings are closed.",
    Move.CLOSE: "Ratings are closed already.",
    Move.DEBRIEF: "The force has replied. The debrief is noted before that.",
    Move.REPORT: "The report is given. It is not changed afterwards.",
    Move.REPLY: "The report is replied to. A reply is not changed afterwards.",
    Move.TELL: "The panel was told already.",
}
# From which seat of the panel a move is made; the rest is the force's to do.
SEATS: dict[Move, frozenset[Post]] = {
    Move.SEED: frozenset(Post),
    Move.RATE: OPINES,
    Move.ENTER: frozenset({Post.SECRETARY}),
    Move.CLOSE: RUNS,
    Move.DEBRIEF: RUNS,
    Move.REPORT: RUNS,
    Move.TELL: RUNS,
    Move.SPEAK: OPINES,
}
_ORDER = tuple(State)


class Standing(StrEnum):
    """What became of a clip that was drawn."""

    WAITING = "waiting"
    SHOWN = "shown"
    LATE = "late"
    CUT = "cut"
    MISSING = "missing"
    WITHHELD = "withheld"


STANDING_NAMES: dict[Standing, str] = {
    Standing.WAITING: "Nothing said of it yet",
    Standing.SHOWN: "Shown, whole and in time",
    Standing.LATE: "Shown, but it came late",
    Standing.CUT: "Shown, but cut: not the whole encounter",
    Standing.MISSING: "Missing: there is no recording, or it was not brought",
    Standing.WITHHELD: "Withheld by the force",
}
WATCHED = frozenset({Standing.SHOWN, Standing.LATE, Standing.CUT})
NEVER_SAID = "The force had said nothing of it when ratings were closed."


class Paper(StrEnum):
    """What must stand for a member before they watch anything."""

    VETTING = "vetting"
    CONFIDENTIALITY = "confidentiality"


PAPER_NAMES: dict[Paper, str] = {
    Paper.VETTING: "Vetting", Paper.CONFIDENTIALITY: "Confidentiality agreement",
}


class PointKind(StrEnum):
    """Whether a point of the report is a concern or something to share."""

    CONCERN = "concern"
    GOOD = "good"


POINT_NAMES: dict[PointKind, str] = {
    PointKind.CONCERN: "Concern", PointKind.GOOD: "Good practice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A paper of a member: what it is, and its last day."""

    paper: Paper
    until: date


def may_now(*, state: State, move: Move) -> Answer:
    """Whether a sitting that stands so can be moved so; if not, whether too soon or too late."""
    if move in MOVES[state]:
        return Yes()
    first = next(each for each in _ORDER if move in MOVES[each])
    if _ORDER.index(state) < _ORDER.index(first):
        return No(_TOO_SOON[move], "too-soon")
    return No(_TOO_LATE[move], "too-late")


def may_from_seat(*, posts: frozenset[Post], move: Move) -> Answer:
    """Whether somebody with these posts in the panel may make a move that is the panel's."""
    if move not in SEATS or posts & SEATS[move]:
        return Yes()
    if not posts:
        return No(
            "You have no seat on this panel. Its secretary or the ethics lead gives seats, under "
            "Bodies and members.", "no-seat",
        )
    return No("This is done from another seat of this panel. Ask its chair or secretary.", "post")


def may_seed(*, lodger: int | None, by: int | None, used: bool) -> Answer:
    """Whether this person may set the seed: never who lodged the list, nor with words used before.

    The length of the words is for findings.drawing to judge.
    """
    if lodger is not None and lodger == by:
        return No(
            "You lodged the list, so somebody else of the panel sets the seed.", "lodged-it"
        )
    if used:
        return No(
            "These words were the seed of an earlier draw, so they were known. Choose others.",
            "seed-used",
        )
    return Yes()


def may_draw_so_many(size: int) -> Answer:
    """Whether a panel can watch so many clips in one sitting."""
    if size > MOST_DRAWN:
        return No(f"Draw at most {MOST_DRAWN} clips for one sitting.", "too-many")
    return Yes()


def in_words(answer: Answer, *, groups: int) -> Answer:
    """Whether so many can be drawn, in the words of a page instead of the command line."""
    if isinstance(answer, No) and answer.code == "too-few":
        return No(
            f"The list falls into {groups:,} groups, and each has to have at least one clip or "
            "as many as you asked for. Draw more clips, ask for fewer of each group, or divide "
            "the list by fewer columns.", answer.code,
        )
    return answer


def cleared(held: Iterable[Held], *, today: date) -> Answer:
    """Whether a member's vetting and confidentiality both stand today."""
    last: dict[Paper, date] = {}
    for each in held:
        last[each.paper] = max(each.until, last.get(each.paper, each.until))
    for paper, name in PAPER_NAMES.items():
        if paper not in last:
            return No(
                f"{name} is not recorded. The secretary records it before anything is watched.",
                "not-cleared",
            )
        if last[paper] < today:
            return No(
                f"{name} ended on {long_date(last[paper])}. The secretary records the new one "
                "before anything more is watched.", "not-cleared",
            )
    return Yes()


def may_rate(*, standing: Standing, aside: bool, clear: Answer) -> Answer:
    """Whether a member may rate this clip: it was shown, no interest stands, they are cleared."""
    if isinstance(clear, No):
        return clear
    if aside:
        return No("You stepped aside from this clip, so you do not rate it.", "stepped-aside")
    if standing == Standing.WAITING:
        return No("The force has not said yet whether this clip is there.", "waiting")
    if standing not in WATCHED:
        return No("There is nothing to rate: that it is not here is itself a result.", "not-there")
    return Yes()


def may_account(*, standing: Standing, reason: str, rated: bool) -> Answer:
    """Whether a clip may be said to stand so; all but a whole clip in time needs its reason."""
    if standing == Standing.WAITING:
        return No("Choose what became of the clip.", "standing-missing")
    if standing != Standing.SHOWN and not reason.strip():
        return No("Say why, in words. The panel and the report show it.", "reason-missing")
    if rated and standing not in WATCHED:
        return No("Somebody has rated this clip, so it was there to be seen.", "rated")
    return Yes()


def may_close(
    *, finished: int, members: int, quorum: int, rated: int, waiting: int
) -> Answer:
    """Whether ratings may be closed: all are in, or as many members are as make a quorum.

    `finished` have rated every clip that they may. `waiting` clips of which the force said nothing
    become missing, with that as the reason.
    """
    if not members:
        return No("Nobody sits on this panel to rate.", "no-members")
    if finished < min(quorum, members):
        return No(
            f"{counted(finished, one='member has', many='members have')} rated every clip that "
            f"they may, of {members}. Ratings can be closed when all are in, or at the quorum of "
            f"{quorum}.", "no-quorum",
        )
    if waiting and not rated:
        return No(
            "Nothing is rated yet, and the force has still to say of some clips what became of "
            "them.", "nothing-rated",
        )
    return Yes()


def may_report(*, points: Sequence[str]) -> Answer:
    """Whether a report may be given: at least one point, none blank."""
    if not any(each.strip() for each in points):
        return No("Write at least one point: a concern, or good practice to share.", "no-points")
    return Yes()


def days_waited(*, reported_at: datetime, until: datetime) -> int:
    """Whole days from the report to the reply, or to now."""
    return (until - reported_at).days


def is_late(days: int) -> bool:
    """Whether a report waited for longer than advice may (the committee's own clock).

    >>> is_late(28), is_late(29)
    (False, True)
    """
    return days > REPLY_WITHIN


def may_tell(*, words: str) -> Answer:
    """Whether the panel can be told: in words that anybody can read."""
    if not words.strip():
        return No("Say in words what you told the panel.", "words-missing")
    return Yes()


def letter(place: int) -> str:
    """The letter under which a member's ratings stand once they have no name.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    few, last = divmod(place, 26)
    return (letter(few - 1) if few else "") + chr(ord("A") + last)


def unnamed(by: Actor) -> Actor:
    """Whoever says how a sitting went, as the ledger writes them: no name, number or role.

    The mark of the form that stops a second sending carries the person's number; only the part
    that chance made is kept.
    """
    mark = (by.form or "").partition(":")[2]
    return Actor(id=None, name="A member of the panel",
                 form=f"unnamed:{mark}"[:64] if mark else None)
