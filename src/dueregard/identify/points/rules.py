"""What may be said of a point, and what a use must have before it leaves this stage.

Without this file a use could be judged by its risks alone, or by its promises alone, and a
point that somebody found awkward could be dropped without a word.
"""

from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes


class Kind(StrEnum):
    """Which way a point cuts."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"
    DO_NOTHING = "do-nothing"


KIND_NAMES: dict[Kind, str] = {
    Kind.RISK: "Risk",
    Kind.OPPORTUNITY: "Opportunity",
    Kind.DO_NOTHING: "Risk of doing nothing",
}


class State(StrEnum):
    """What the people responsible said of a point."""

    RAISED = "raised"
    ACCEPTED = "accepted"
    SET_ASIDE = "set-aside"


STATE_NAMES: dict[State, str] = {
    State.RAISED: "To be looked at",
    State.ACCEPTED: "Applies here",
    State.SET_ASIDE: "Set aside",
}
# What a person may say. A point is never deleted, and people may change their minds: the ledger
# keeps what they said before. Only the facts can make a point one to be looked at.
MOVES: dict[State, frozenset[State]] = {
    State.RAISED: frozenset({State.ACCEPTED, State.SET_ASIDE}),
    State.ACCEPTED: frozenset({State.SET_ASIDE}),
    State.SET_ASIDE: frozenset({State.ACCEPTED}),
}

PACKS = "the packs"
NO_LONGER_RAISED = "The facts no longer raise it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many points of each sort. The three kinds leave out what was set aside."""

    to_look_at: int = 0
    accepted: int = 0
    set_aside: int = 0
    risks: int = 0
    opportunities: int = 0
    do_nothing: int = 0

    @property
    def all(self) -> int:
        """Every point, whatever was said of it."""
        return self.to_look_at + self.accepted + self.set_aside


def may_settle(*, before: State, after: State, reason: str) -> Answer:
    """Whether a person may say this of a point."""
    if after is State.RAISED:
        return No("Say whether it applies here, or set it aside.", "nothing-said")
    if after not in MOVES[before]:
        return No(f"It already says '{STATE_NAMES[after].lower()}'.", "said-already")
    if after is State.SET_ASIDE and not reason.strip():
        return No(
            "Say why this does not matter here: the committee will read the reason.",
            "reason-missing",
        )
    return Yes()


def may_leave(counts: Counts) -> Answer:
    """Whether a use may go on to be weighed.

    It may not while nothing but its risks was looked at: a choice needs what is to be gained, or
    what is lost by waiting, beside what may go wrong.
    """
    if counts.opportunities or counts.do_nothing:
        return Yes()
    return No(
        "There is no opportunity here and no risk of doing nothing. Add what this could do for "
        "people, or what goes on happening to them without it. Then it can be weighed.",
        "one-sided",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A point that a pack raised before, as far as raising it again needs to know."""

    key: str
    state: State
    by_packs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising:
    """What becomes of the points when the facts are read again, by key."""

    new: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    fallen: tuple[str, ...] = ()


def raising(*, kept: tuple[Kept, ...], raised: tuple[str, ...]) -> Raising:
    """Compare what the facts raise now with the points there are.

    What a person has said of a point stands, whatever the facts say now. A point that nobody has
    looked at is worded afresh, set aside when no fact raises it any more, and brought back when
    one does again.
    """
    before = {each.key: each for each in kept}
    new, reworded, back = [], [], []
    for key in raised:
        point = before.get(key)
        if point is None:
            new.append(key)
        elif point.state is State.RAISED:
            reworded.append(key)
        elif point.state is State.SET_ASIDE and point.by_packs:
            back.append(key)
    fallen = tuple(
        each.key for each in kept if each.state is State.RAISED and each.key not in raised
    )
    return Raising(new=tuple(new), reworded=tuple(reworded), back=tuple(back), fallen=fallen)
