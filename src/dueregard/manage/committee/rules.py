"""How a committee's say is kept honest: whose turn it is, what is hidden until when, what follows.

Without it members would read each other before they think, advice could pass for a decision,
and a decision against the advice could go by without a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.manage.bodies.rules import OPINES, RUNS, Post
from dueregard.people.rules import Role

# Advice that nobody has replied to for longer than this is shown to everybody, with its days.
UNANSWERED_AFTER = timedelta(days=28)


class State(StrEnum):
    """Where a matter stands."""

    OPINIONS = "opinions"
    CLOSED = "closed"
    ADVISED = "advised"
    REPLIED = "replied"
    DECIDED = "decided"


STATE_NAMES: dict[State, str] = {
    State.OPINIONS: "Opinions asked",
    State.CLOSED: "Advice next",
    State.ADVISED: "Reply next",
    State.REPLIED: "Decision next",
    State.DECIDED: "Decided",
}


class Move(StrEnum):
    """What can be done with a matter. Its permission is `committee.` and this word."""

    OPINE = "opine"
    ENTER = "enter"
    EXTEND = "extend"
    CLOSE = "close"
    ADVISE = "advise"
    REPLY = "reply"
    DECIDE = "decide"


MOVE_NAMES: dict[Move, str] = {
    Move.OPINE: "Give your opinion",
    Move.ENTER: "Enter an opinion that came on paper",
    Move.EXTEND: "Give members more time",
    Move.CLOSE: "Close opinions and show them to all",
    Move.ADVISE: "Write the advice",
    Move.REPLY: "Reply to the advice",
    Move.DECIDE: "Decide",
}
MOVES: dict[State, dict[Move, State]] = {
    State.OPINIONS: {
        Move.OPINE: State.OPINIONS, Move.ENTER: State.OPINIONS, Move.EXTEND: State.OPINIONS,
        Move.CLOSE: State.CLOSED,
    },
    State.CLOSED: {Move.ADVISE: State.ADVISED},
    State.ADVISED: {Move.REPLY: State.REPLIED},
    State.REPLIED: {Move.DECIDE: State.DECIDED},
    State.DECIDED: {},
}
FINAL = frozenset({State.DECIDED})

_WRITERS = frozenset({Role.COMMITTEE_CHAIR, Role.COMMITTEE_SECRETARY})
TURN: dict[State, frozenset[Role]] = {
    State.OPINIONS: frozenset({Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR}),
    State.CLOSED: _WRITERS,
    State.ADVISED: frozenset({Role.DECISION_MAKER}),
    State.REPLIED: frozenset({Role.DECISION_MAKER}),
    State.DECIDED: frozenset(),
}
TIME_TO_CLOSE = "The chair or the secretary closes opinions"
TURN_NAMES: dict[State, str] = {
    State.OPINIONS: "Members give their opinions",
    State.CLOSED: "The chair or the secretary writes the advice",
    State.ADVISED: "A decision maker replies to the advice",
    State.REPLIED: "A decision maker decides",
    State.DECIDED: "Nobody: it is decided",
}

# From which seat of the body that was asked a move is made; the rest is not the body's to do.
SEATS: dict[Move, frozenset[Post]] = {
    Move.OPINE: OPINES,
    Move.ENTER: frozenset({Post.SECRETARY}),
    Move.EXTEND: RUNS,
    Move.CLOSE: RUNS,
    Move.ADVISE: RUNS,
}

_TOO_SOON: dict[Move, str] = {
    Move.OPINE: "Opinions are closed.",
    Move.ENTER: "Opinions are closed.",
    Move.EXTEND: "Opinions are closed.",
    Move.CLOSE: "Opinions are closed already.",
    Move.ADVISE: "Advice is written once opinions are closed.",
    Move.REPLY: "A reply follows the advice, and there is no advice yet.",
    Move.DECIDE: "A decision follows the reply to the advice, and there is no reply yet.",
}
_TOO_LATE: dict[Move, str] = {
    Move.OPINE: "Opinions are closed.",
    Move.ENTER: "Opinions are closed.",
    Move.EXTEND: "Opinions are closed.",
    Move.CLOSE: "Opinions are closed already.",
    Move.ADVISE: "The advice is given. It is not changed afterwards.",
    Move.REPLY: "The advice is replied to. A reply is not changed afterwards.",
    Move.DECIDE: "This is decided already. Refer the use again for a new decision.",
}
_ORDER = tuple(State)


def may_now(*, state: State, move: Move) -> Answer:
    """Whether a matter that stands so can be moved so; if not, whether too soon or too late."""
    if move in MOVES[state]:
        return Yes()
    when = next(each for each in _ORDER if move in MOVES[each])
    if _ORDER.index(state) < _ORDER.index(when):
        return No(_TOO_SOON[move], "too-soon")
    return No(_TOO_LATE[move], "too-late")


def may_refer(
    *, question: str, deadline: date, today: date, asked: int, open_: bool
) -> Answer:
    """Whether a use can be put to the committee: a question, a date, somebody to ask, none open."""
    if open_:
        return No(
            "This use is before the committee already. Wait for the decision, then refer it again.",
            "already-referred",
        )
    if not question.strip():
        return No("Say what you ask the committee.", "question-missing")
    if deadline < today:
        return No("Give the members a date that is today or later.", "deadline-past")
    if not asked:
        return No(
            "There is nobody on the committee to ask. An administrator appoints members first, "
            "under People; the owner of a use is never asked about it.", "no-members",
        )
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One member's opinion: blank until given; stepped aside when an interest stands alone."""

    id: int
    member_id: int | None
    member: str
    outcome: str = ""
    outcome_text: str = ""
    reasons: str = ""
    conditions: str = ""
    interest: str = ""
    given_at: datetime | None = None
    on_paper: bool = False
    entered_by: str = ""

    def is_of(self, person: int | None) -> bool:
        """True when this is the person's own. Whoever has no account owns none by signing in."""
        return person is not None and self.member_id == person

    @property
    def is_in(self) -> bool:
        """True when it is not waited for any more: given, or stepped aside."""
        return self.given_at is not None

    @property
    def stepped_aside(self) -> bool:
        """True when the member has an interest and gives no opinion."""
        return self.is_in and not self.outcome


def all_in(opinions: Iterable[Given]) -> bool:
    """True when no opinion is waited for."""
    return all(each.is_in for each in opinions)


def visible_opinions(
    *, opinions: Iterable[Given], reader: int | None, state: State
) -> tuple[Given, ...]:
    """The opinions that this reader may see now, with what they say.

    Until all that were asked are in, or the opinions are closed, an author sees their own and
    nobody sees another's: whoever thinks first must not think for the rest.
    """
    every = tuple(opinions)
    if state != State.OPINIONS or all_in(every):
        return tuple(each for each in every if each.is_in)
    return tuple(each for each in every if each.is_in and each.is_of(reader))


def may_opine(*, opinions: Iterable[Given], reader: int | None, state: State) -> Answer:
    """Whether this person may give or change an opinion: asked, not closed, nothing shown yet."""
    allowed = may_now(state=state, move=Move.OPINE)
    if isinstance(allowed, No):
        return allowed
    every = tuple(opinions)
    if not any(each.is_of(reader) for each in every):
        return No("You were not asked about this matter.", "not-asked")
    if all_in(every):
        return No(
            "All opinions are in and shown, so none is changed now. What the talk among members "
            "changes goes into the advice.", "already-shown",
        )
    return Yes()


def may_act_from(*, posts: frozenset[Post], move: Move, body: str) -> Answer:
    """Whether somebody with these posts in the body that was asked may make this move."""
    if move not in SEATS or posts & SEATS[move]:
        return Yes()
    names = " or ".join(sorted(each.value for each in SEATS[move]))
    return No(
        f"{body} was asked, and you do not sit on it as {names} today. The ethics lead or its "
        "secretary gives seats, under Committee, Bodies and members.", "no-seat",
    )


def may_enter(*, opinions: Iterable[Given], opinion_id: int, state: State) -> Answer:
    """Whether what came on paper may be entered for a member: one who does not sign in."""
    allowed = may_now(state=state, move=Move.ENTER)
    if isinstance(allowed, No):
        return allowed
    every = tuple(opinions)
    found = next((each for each in every if each.id == opinion_id), None)
    if found is None or not found.on_paper:
        return No(
            "This member signs in and gives their own opinion. Nobody gives it for them.",
            "signs-in",
        )
    if all_in(every):
        return No("All opinions are in and shown, so none is changed now.", "already-shown")
    return Yes()


def may_extend(*, deadline: date, new: date, today: date, state: State) -> Answer:
    """Whether members may be given until this day: later than they have, and not past."""
    allowed = may_now(state=state, move=Move.EXTEND)
    if isinstance(allowed, No):
        return allowed
    if new <= deadline or new < today:
        return No(
            f"Members have until {_day(deadline)}. Give them a later date, today or after.",
            "not-later",
        )
    return Yes()


def given_count(opinions: Iterable[Given]) -> int:
    """How many gave an opinion. Who stepped aside does not count to the quorum."""
    return sum(1 for each in opinions if each.is_in and not each.stepped_aside)


def may_close(
    *, opinions: Iterable[Given], deadline: date, today: date, state: State, quorum: int
) -> Answer:
    """Whether opinions may be closed: all are in, or the date has passed and there is a quorum.

    Where all are in and too few are left, because others stepped aside, nobody else can come:
    they are closed, and the record says that there was no quorum.
    """
    allowed = may_now(state=state, move=Move.CLOSE)
    if isinstance(allowed, No):
        return allowed
    every = tuple(opinions)
    waiting = ", ".join(each.member for each in every if not each.is_in)
    if waiting and today <= deadline:
        return No(
            f"Members have until {_day(deadline)}. Still to come: {waiting}.", "before-deadline"
        )
    count = given_count(every)
    if waiting and count < quorum:
        return No(
            f"{count} of {len(every)} gave an opinion, and {quorum} make a quorum. Still to come: "
            f"{waiting}. Give members more time.", "no-quorum",
        )
    return Yes()


def closed_how(*, opinions: Iterable[Given], deadline: date, quorum: int) -> str:
    """How opinions came to be closed, in a sentence for the record."""
    every = tuple(opinions)
    given = given_count(every)
    aside = sum(1 for each in every if each.stepped_aside)
    said = f"{given} of {len(every)} members gave an opinion"
    if aside:
        said += f", {aside} stepped aside"
    paper = sum(1 for each in every if each.entered_by and not each.stepped_aside)
    if paper:
        said += f", {paper} of them on paper"
    short = f" That is fewer than the quorum of {quorum}." if given < quorum else ""
    if all_in(every):
        return f"{said}. All who were asked are in.{short}"
    return f"{said}. Closed after the deadline of {_day(deadline)}, with a quorum of {quorum}."


def free_of_interest(*, opinions: Iterable[Given], person: int | None) -> Answer:
    """Whether this person may take a matter further: not when they stepped aside in it."""
    if any(each.is_of(person) and each.stepped_aside for each in opinions):
        return No(
            "You stepped aside in this matter, because you have an interest. Somebody else "
            "takes it from here.", "stepped-aside",
        )
    return Yes()


def days_waiting(*, state: State, advised_on: date | None, today: date) -> int:
    """How many days the advice has waited for a reply; none once there is one, or before it."""
    if state != State.ADVISED or advised_on is None:
        return 0
    return max((today - advised_on).days, 0)


def is_unanswered(days: int) -> bool:
    """True when advice has waited for longer than it should.

    >>> is_unanswered(28), is_unanswered(29)
    (False, True)
    """
    return days > UNANSWERED_AFTER.days


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def help_lines(words: str) -> tuple[str, ...]:
    r"""What an owner wants help with, a line for each; blank lines and old bullets are dropped.

    >>> help_lines("- Is the stop rule right?\n\nWhom have we not asked?")
    ('Is the stop rule right?', 'Whom have we not asked?')
    """
    lines = (each.strip().lstrip("-*•").strip() for each in words.splitlines())
    return tuple(each for each in lines if each)
