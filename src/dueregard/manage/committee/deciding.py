"""What follows advice: a reply to each thing asked for, and a decision that is apart from it.

Without it an item of advice could go unanswered, a use could be decided into a state it
cannot reach, and what was accepted would never become anybody's work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.identify.register.rules import Status


class Said(StrEnum):
    """What a decision maker says to one thing that the committee asks for."""

    ACCEPT = "accept"
    PART = "part"
    DECLINE = "decline"


SAID_NAMES: dict[Said, str] = {
    Said.ACCEPT: "Accepted",
    Said.PART: "Accepted in part",
    Said.DECLINE: "Declined",
}
HELD_TO = frozenset({Said.ACCEPT, Said.PART})


class Verdict(StrEnum):
    """What a decision maker decides, apart from the advice."""

    TRIAL = "go-on-trial"
    LIVE = "go-live"
    CARRY_ON = "carry-on-live"
    PAUSE = "pause"
    STOP = "stop"
    REFUSE = "refuse"
    NOT_YET = "not-yet"
    HOLD_BACK = "hold-back"
    NOT_USE = "do-not-use"


VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.TRIAL: "Go on trial",
    Verdict.LIVE: "Go live",
    Verdict.CARRY_ON: "Carry on live",
    Verdict.PAUSE: "Pause",
    Verdict.STOP: "Stop",
    Verdict.REFUSE: "Refuse",
    Verdict.NOT_YET: "Not yet: more work first",
    Verdict.HOLD_BACK: "Hold back: not for now",
    Verdict.NOT_USE: "Do not use it here",
}
BECOMES: dict[Verdict, Status] = {
    Verdict.TRIAL: Status.TRIAL,
    Verdict.LIVE: Status.LIVE,
    Verdict.CARRY_ON: Status.LIVE,
    Verdict.PAUSE: Status.PAUSED,
    Verdict.STOP: Status.STOPPED,
    Verdict.REFUSE: Status.REFUSED,
    Verdict.NOT_YET: Status.ASSESSMENT,
    Verdict.HOLD_BACK: Status.IDEA,
    Verdict.NOT_USE: Status.NOT_USED,
}
GOES_ON = frozenset({Verdict.TRIAL, Verdict.LIVE, Verdict.CARRY_ON})
# Once a use is refused or stopped there may be nothing left to hold anybody to.
ENDS = frozenset({Verdict.STOP, Verdict.REFUSE, Verdict.NOT_USE})

_START = frozenset({Verdict.TRIAL, Verdict.LIVE, Verdict.REFUSE, Verdict.NOT_YET})
# What was never used here can be held back, or left alone for good, as well as begun.
_UNUSED = _START | {Verdict.HOLD_BACK, Verdict.NOT_USE}
VERDICTS: dict[Status, frozenset[Verdict]] = {
    Status.IDEA: _UNUSED,
    Status.ASSESSMENT: _UNUSED,
    Status.TRIAL: _START | {Verdict.PAUSE, Verdict.STOP},
    Status.LIVE: frozenset({Verdict.CARRY_ON, Verdict.TRIAL, Verdict.PAUSE, Verdict.STOP}),
    Status.PAUSED: _START | {Verdict.PAUSE, Verdict.STOP},
    Status.STOPPED: _START | {Verdict.STOP},
    Status.REFUSED: _UNUSED,
    Status.NOT_USED: _UNUSED,
}


def may_choose(*, status: Status, verdict: Verdict) -> Answer:
    """Whether a use that stands so can be decided so."""
    if verdict in VERDICTS[status]:
        return Yes()
    names = ", ".join(VERDICT_NAMES[each] for each in Verdict if each in VERDICTS[status])
    return No(f"For this use, as it stands now, choose one of: {names}.", "no-such-decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that a committee asks for, and how anyone can tell that it is done."""

    text: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReply:
    """What the decision maker says to one thing that is asked for."""

    said: Said
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An accepted item as it will be held to: the words may be the decision maker's own."""

    item: int
    text: str
    test: str
    owner_id: int | None
    due_on: date
    evidence_wanted: str = ""
    due_at_stage: str = ""


def may_advise(
    *, outcome: str, among: Iterable[str], reasons: str, items: Sequence[Asked]
) -> Answer:
    """Whether this is advice: a known outcome, reasons, and a test for each thing asked for."""
    if outcome not in set(among):
        return No("Choose what the committee advises.", "outcome-missing")
    if not reasons.strip():
        return No("Give the committee's reasons. They will be published.", "reasons-missing")
    for number, item in enumerate(items, start=1):
        if not item.text.strip():
            return No(f"Item {number}: say what the committee asks for.", "item-text-missing")
        if not item.test.strip():
            return No(f"Item {number}: say how anyone can tell that it is done.", "test-missing")
    return Yes()


def dissent_recorded(*, against: int, dissent: str) -> Answer:
    """Whether dissent is on the record: where some leaned the other way, their view is written."""
    if against and not dissent.strip():
        who = "1 member leaned" if against == 1 else f"{against} members leaned"
        return No(
            f"{who} the other way. Write what they think under 'who thought otherwise', or that "
            "the talk changed their mind.", "dissent-missing",
        )
    return Yes()


def decided_already(*, by_name: str, by_post: str, on: str, verdict: Verdict) -> No:
    """What somebody who decides second is told: who decided, when, and what."""
    return No(
        f"This is decided already: {by_name} ({by_post}) decided on {on}: "
        f"{VERDICT_NAMES[verdict].lower()}. Nothing that you entered was kept. Refer the use "
        "again for a new decision.", "too-late",
    )


def may_reply(*, items: Iterable[int], replies: Mapping[int, ItemReply], words: str) -> Answer:
    """Whether this is a reply: each item answered, with reasons unless it is simply accepted."""
    numbers = tuple(items)
    for number in numbers:
        reply = replies.get(number)
        if reply is None:
            return No(f"Item {number}: accept it, accept it in part, or decline it.", "unanswered")
        if reply.said != Said.ACCEPT and not reply.reasons.strip():
            return No(
                f"Item {number}: give the reasons for "
                f"{'declining it' if reply.said == Said.DECLINE else 'accepting only a part'}.",
                "reasons-missing",
            )
    if set(replies) - set(numbers):
        return No("You replied to something that the committee did not ask for.", "no-such-item")
    if not words.strip():
        return No("Reply to the advice as a whole. The reply will be published.", "reply-missing")
    return Yes()


def may_decide(
    *, status: Status, verdict: Verdict, reasons: str, departs: bool, departs_because: str,
    review_on: date | None, today: date,
) -> Answer:
    """Whether this is a decision: it fits the use, has reasons and a date to look again.

    One that departs from the advice says why it does, on top of its other reasons.
    """
    fits = may_choose(status=status, verdict=verdict)
    if isinstance(fits, No):
        return fits
    if not reasons.strip():
        return No("Give the reasons for the decision. They will be published.", "reasons-missing")
    if departs and not departs_because.strip():
        return No(
            "This departs from the committee's advice. Say why: it will be published beside "
            "the advice.", "departure-unexplained",
        )
    if review_on is None and verdict not in ENDS:
        return No("Say when this decision is looked at again.", "review-missing")
    if review_on is not None and review_on <= today:
        return No("The date to look at this again must be after today.", "review-past")
    return Yes()


def held_to(
    *, accepted: Iterable[int], conditions: Sequence[Condition], verdict: Verdict
) -> Answer:
    """Whether each accepted item, whole or in part, becomes a condition, and nothing else does."""
    numbers, given = set(accepted), [each.item for each in conditions]
    if len(given) != len(set(given)) or set(given) - numbers:
        return No("A condition comes from an item that was accepted, once.", "no-such-item")
    missing = sorted(numbers - set(given))
    if missing and verdict not in ENDS:
        names = ", ".join(str(each) for each in missing)
        return No(
            f"You accepted item {names}: say who sees to it and by when.", "condition-missing"
        )
    return Yes()
