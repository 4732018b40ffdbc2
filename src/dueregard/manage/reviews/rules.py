"""When a use is due to be looked at again, and what may bring it back before its date.

Without it a use would be reviewed only after something had gone wrong.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status
from dueregard.manage.happenings.rules import KIND_NAMES, Kind

SOON = timedelta(days=60)
# A paused use keeps its review date: somebody must say whether it comes back.
REVIEWED_ON_TIME = IN_USE | {Status.PAUSED}


class Why(StrEnum):
    """Why somebody must look at a use; the most pressing first."""

    LAPSED = "condition-lapsed"
    WATCH = "watch-alarm"
    ALARM = "alarm-raised"
    COMPLAINT = "complaint-upheld"
    PILOT = "pilot-over"
    UNREVIEWED = "never-reviewed"
    IMPACT = "impact-changed"
    CHANGED = "facts-changed"
    VERSION = "new-version"
    LAW = "law-changed"
    SUPPLIER = "supplier-changed"
    SITE = "new-site"
    MERGED = "systems-merged"
    CHANNEL = "channel-closed"
    OVERDUE = "review-overdue"
    STALE = "evidence-stale"
    PACK = "pack-updated"
    OWNERLESS = "no-owner"
    SOON = "review-soon"


# What happened to a use, or round it.
KINDS = frozenset(Why(each.value) for each in Kind)

WHY_NAMES: dict[Why, str] = {
    **{Why(each.value): name for each, name in KIND_NAMES.items()},
    Why.LAPSED: "A condition was not met in time",
    Why.WATCH: "A watch on it has sounded an alarm since it was last reviewed",
    Why.PILOT: "Its pilot has passed its end date",
    Why.UNREVIEWED: "In use and never reviewed",
    Why.CHANGED: "What its review rested on has changed since",
    Why.OVERDUE: "Its review is overdue",
    Why.OWNERLESS: "In use and nobody owns it",
    Why.SOON: "Its review is due in the next 60 days",
}
WHAT_TO_DO: dict[Why, str] = {
    Why.LAPSED: "Ask the owner what was done, or pause the use.",
    Why.WATCH: "Read the watch in its evidence, then reopen the use, or pause it.",
    Why.ALARM: "Pause it if people may be at risk; then look at what happened.",
    Why.COMPLAINT: "Look at what was upheld, and whether it can happen again.",
    Why.PILOT: "Stop it, or have the decision maker decide what comes next.",
    Why.UNREVIEWED: "Screen it, then assess it.",
    Why.IMPACT: "Pass its gates again: they are open.",
    Why.CHANGED: "Reopen it: weigh what the change does, and to whom.",
    Why.VERSION: "Test it again on your own data, by group.",
    Why.LAW: "Say how the new rule stands, then weigh what it changes.",
    Why.SUPPLIER: "Check the contract, who holds the data, and who tests it now.",
    Why.SITE: "Ask the people there before it begins.",
    Why.MERGED: "Say what data now meet, and who sees them.",
    Why.CHANNEL: "Assess equality again: say who can no longer reach you, and what they use now.",
    Why.OVERDUE: "Reopen it, or have the decision maker set a new date.",
    Why.STALE: "Measure again, or find newer evidence.",
    Why.PACK: "Read what is new, and say whether it applies.",
    Why.OWNERLESS: "Give it an owner.",
    Why.SOON: "Tell the owner, so that new evidence is there in time.",
}
# Whose turn it is for each.
TURN: dict[Why, str] = dict.fromkeys(Why, "The owner") | {
    Why.ALARM: "The owner and the ethics lead",
    Why.WATCH: "The ethics lead",
    Why.PILOT: "The decision maker",
    Why.UNREVIEWED: "The owner, or the ethics lead where there is none",
    Why.OVERDUE: "The ethics lead",
    Why.OWNERLESS: "The ethics lead",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a use's review depends on. `reviewed`: it was assessed to the end, or decided.

    `changed`: a fact, its purpose, supplier or kind is not what it was when that was done.
    `alarmed`: a watch among its evidence has sounded an alarm since then.
    `happened`: what has happened since and nobody has closed; `late`: some of it waits too long.
    `pilot_over`: its last pilot was to end before today.
    """

    status: Status
    reviewed: bool
    review_on: date | None
    lapsed: bool
    owned: bool
    changed: bool = False
    alarmed: bool = False
    happened: frozenset[Why] = frozenset()
    late: bool = False
    pilot_over: bool = False


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
        Why.WATCH: standing.alarmed and standing.status in REVIEWED_ON_TIME,
        Why.UNREVIEWED: in_use and not standing.reviewed,
        Why.CHANGED: (
            standing.changed and standing.reviewed and standing.status in REVIEWED_ON_TIME
        ),
        Why.PILOT: standing.pilot_over and standing.status is Status.TRIAL,
        Why.OVERDUE: (dated and left < timedelta(0)) or (
            standing.late and standing.status in REVIEWED_ON_TIME
        ),
        Why.OWNERLESS: in_use and not standing.owned,
        Why.SOON: dated and timedelta(0) <= left <= SOON,
    }
    for each in KINDS:
        found[each] = each in standing.happened and standing.status in REVIEWED_ON_TIME
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
