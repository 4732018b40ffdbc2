"""When a use is due to be looked at again, and what may bring it back before its date.

Without it a use would be reviewed only after something had gone wrong.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status

SOON = timedelta(days=60)
# A paused use keeps its review date: somebody must say whether it comes back.
REVIEWED_ON_TIME = IN_USE | {Status.PAUSED}


class Why(StrEnum):
    """Why somebody must look at a use; the most pressing first."""

    LAPSED = "condition-lapsed"
    ALARM = "watch-alarm"
    UNREVIEWED = "never-reviewed"
    CHANGED = "facts-changed"
    OVERDUE = "review-overdue"
    OWNERLESS = "no-owner"
    SOON = "review-soon"


WHY_NAMES: dict[Why, str] = {
    Why.LAPSED: "A condition was not met in time",
    Why.ALARM: "A watch on it has sounded an alarm since it was last reviewed",
    Why.UNREVIEWED: "In use and never reviewed",
    Why.CHANGED: "What its review rested on has changed since",
    Why.OVERDUE: "Its review is overdue",
    Why.OWNERLESS: "In use and nobody owns it",
    Why.SOON: "Its review is due in the next 60 days",
}
WHAT_TO_DO: dict[Why, str] = {
    Why.LAPSED: "Ask the owner what was done, or pause the use.",
    Why.ALARM: "Read the watch in its evidence, then reopen the use, or pause it.",
    Why.UNREVIEWED: "Screen it, then assess it.",
    Why.CHANGED: "Reopen it: weigh what the change does, and to whom.",
    Why.OVERDUE: "Reopen it, or have the decision maker set a new date.",
    Why.OWNERLESS: "Give it an owner.",
    Why.SOON: "Tell the owner, so that new evidence is there in time.",
}
# Whose turn it is for each.
TURN: dict[Why, str] = {
    Why.LAPSED: "The owner",
    Why.ALARM: "The ethics lead",
    Why.UNREVIEWED: "The owner, or the ethics lead where there is none",
    Why.CHANGED: "The owner",
    Why.OVERDUE: "The ethics lead",
    Why.OWNERLESS: "The ethics lead",
    Why.SOON: "The owner",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a use's review depends on. `reviewed`: it was assessed to the end, or decided.

    `changed`: a fact, its purpose, supplier or kind is not what it was when that was done.
    `alarmed`: a watch among its evidence has sounded an alarm since then.
    """

    status: Status
    reviewed: bool
    review_on: date | None
    lapsed: bool
    owned: bool
    changed: bool = False
    alarmed: bool = False


def due(standing: Standing, *, today: date) -> tuple[Why, ...]:
    """Every reason to look at a use today, the most pressing first.

    Only what is in use can be never reviewed or ownerless here: an idea without an owner
    touches nobody yet.
    """
    in_use = standing.status in IN_USE
    dated = standing.review_on is not None and standing.status in REVIEWED_ON_TIME
    left = (standing.review_on - today) if standing.review_on else timedelta.max
    found = {
        Why.LAPSED: standing.lapsed and standing.status in REVIEWED_ON_TIME,
        Why.ALARM: standing.alarmed and standing.status in REVIEWED_ON_TIME,
        Why.UNREVIEWED: in_use and not standing.reviewed,
        Why.CHANGED: (
            standing.changed and standing.reviewed and standing.status in REVIEWED_ON_TIME
        ),
        Why.OVERDUE: dated and left < timedelta(0),
        Why.OWNERLESS: in_use and not standing.owned,
        Why.SOON: dated and timedelta(0) <= left <= SOON,
    }
    return tuple(each for each in Why if found[each])


def may_reopen(*, status: Status, being_assessed: bool, reason: str) -> Answer:
    """Whether a use may be taken round the cycle again now."""
    if not reason.strip():
        return No("Say what has changed, or why it must be looked at again.", "reason-missing")
    if being_assessed:
        return No(
            "It is being assessed now. Put what has changed into that assessment.",
            "already-open",
        )
    if status in (Status.IDEA, Status.ASSESSMENT):
        return No(
            f"It is not decided yet: its status is '{STATUS_NAMES[status].lower()}'. "
            "Go on with it from Identify.", "not-decided-yet",
        )
    return Yes()
