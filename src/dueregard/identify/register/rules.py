"""The life of a use: which states there are, and which moves are allowed from each."""

from enum import StrEnum
from typing import Any

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.screening import Screening


class Status(StrEnum):
    """Where a use stands."""

    IDEA = "idea"
    ASSESSMENT = "in-assessment"
    TRIAL = "trial"
    LIVE = "live"
    PAUSED = "paused"
    STOPPED = "stopped"
    REFUSED = "refused"
    NOT_USED = "not-used-here"


STATUS_NAMES: dict[Status, str] = {
    Status.IDEA: "Idea",
    Status.ASSESSMENT: "In assessment",
    Status.TRIAL: "On trial",
    Status.LIVE: "Live",
    Status.PAUSED: "Paused",
    Status.STOPPED: "Stopped",
    Status.REFUSED: "Refused",
    Status.NOT_USED: "Not used here",
}

# Moves that a person makes by hand. Going on trial, live or being refused needs a decision.
MOVES: dict[Status, frozenset[Status]] = {
    Status.IDEA: frozenset({Status.ASSESSMENT, Status.NOT_USED, Status.STOPPED}),
    Status.ASSESSMENT: frozenset({Status.IDEA, Status.NOT_USED, Status.STOPPED}),
    Status.TRIAL: frozenset({Status.PAUSED, Status.STOPPED, Status.ASSESSMENT}),
    Status.LIVE: frozenset({Status.PAUSED, Status.STOPPED}),
    Status.PAUSED: frozenset({Status.STOPPED, Status.ASSESSMENT}),
    Status.STOPPED: frozenset({Status.ASSESSMENT}),
    Status.REFUSED: frozenset({Status.ASSESSMENT}),
    Status.NOT_USED: frozenset({Status.IDEA, Status.ASSESSMENT}),
}
DECIDED = frozenset({Status.TRIAL, Status.LIVE, Status.REFUSED})
IN_USE = frozenset({Status.TRIAL, Status.LIVE})
NEEDS_REASON = frozenset({Status.PAUSED, Status.STOPPED, Status.REFUSED, Status.NOT_USED})


class Affected(StrEnum):
    """About how many people a use touches in a year."""

    FEW = "few"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    EVERYONE = "everyone"
    UNKNOWN = "dont-know"


AFFECTED_NAMES: dict[Affected, str] = {
    Affected.FEW: "A few people",
    Affected.HUNDREDS: "Hundreds of people",
    Affected.THOUSANDS: "Thousands of people",
    Affected.EVERYONE: "Everyone who passes or calls",
    Affected.UNKNOWN: "We do not know",
}

# The most first: not to know counts as the most. Lists put the most consequential on top.
AFFECTED_ORDER: tuple[Affected, ...] = (
    Affected.UNKNOWN, Affected.EVERYONE, Affected.THOUSANDS, Affected.HUNDREDS, Affected.FEW,
)

# Facts asked of every use that are kept in columns of its own, and asked on its own form.
IN_COLUMNS = frozenset({
    "affected", "affected_count", "name", "purpose", "what_it_does", "owner", "supplier",
    "technology",
})


def ref(number: int) -> str:
    """The name of a use inside: use-0042."""
    return f"use-{number:04d}"


def moves_by_hand(status: Status) -> tuple[Status, ...]:
    """Where a person may move a use by hand from here, in the order of the life of a use."""
    return tuple(each for each in Status if each in MOVES[status])


def may_move(*, before: Status, after: Status, decided: bool, reason: str) -> Answer:
    """Whether a use may go from one state to another.

    `decided` is True when a recorded decision is what moves it.
    """
    if before == after:
        return No(f"It is already {STATUS_NAMES[after].lower()}.", "same-status")
    if after in NEEDS_REASON and not reason.strip():
        return No("Say why: people outside will read the reason.", "reason-missing")
    if decided:
        return Yes()
    if after in DECIDED:
        return No(
            f"A use becomes '{STATUS_NAMES[after].lower()}' by a recorded decision. "
            "Refer it to the committee, and ask the decision maker to decide.", "needs-decision",
        )
    if after not in MOVES[before]:
        names = " or ".join(sorted(STATUS_NAMES[each].lower() for each in MOVES[before]))
        return No(
            f"From '{STATUS_NAMES[before].lower()}' a use can become {names}.", "no-such-move"
        )
    return Yes()


def tier_reasons(screening: Screening) -> list[dict[str, Any]]:
    """Why a use is looked at so deeply, as it is kept beside the use."""
    return [
        {
            "trigger": each.trigger, "tier": each.tier, "text": each.sentence,
            "because": each.because, "unknown": each.unknown,
        }
        for each in screening.reasons
    ]
