"""What may be said of a point, and what a use must have before it leaves this stage.

Without this file a use could be judged by its risks alone, or by its promises alone, a point
that somebody found awkward could be dropped without a word, and the first to speak would
settle what the others see.
"""

from collections import Counter
from collections.abc import Iterable
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
    MERGED = "merged"


STATE_NAMES: dict[State, str] = {
    State.RAISED: "To be looked at",
    State.ACCEPTED: "Applies here",
    State.SET_ASIDE: "Set aside",
    State.MERGED: "Part of another point",
}
# What a person may say. A point is never deleted, and people may change their minds: the ledger
# keeps what they said before. A point is one to be looked at only because the facts raise it,
# somebody suggests it, or it is split off again.
MOVES: dict[State, frozenset[State]] = {
    State.RAISED: frozenset({State.ACCEPTED, State.SET_ASIDE, State.MERGED}),
    State.ACCEPTED: frozenset({State.SET_ASIDE, State.MERGED}),
    State.SET_ASIDE: frozenset({State.ACCEPTED}),
    State.MERGED: frozenset({State.RAISED}),
}

PACKS = "the packs"
NO_LONGER_RAISED = "The facts no longer raise it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many points of each sort. The three kinds leave out what was set aside.

    A point that is part of another is counted nowhere but in `merged`: the other one is counted.
    """

    to_look_at: int = 0
    accepted: int = 0
    set_aside: int = 0
    merged: int = 0
    risks: int = 0
    opportunities: int = 0
    do_nothing: int = 0

    @property
    def all(self) -> int:
        """Every point that stands for itself, whatever was said of it."""
        return self.to_look_at + self.accepted + self.set_aside


def counted(found: Iterable[tuple[Kind, State]]) -> Counts:
    """How many of these points there are of each sort."""
    pairs = list(found)
    states = Counter(state for _kind, state in pairs)
    kinds = Counter(kind for kind, state in pairs if state in (State.RAISED, State.ACCEPTED))
    return Counts(
        to_look_at=states[State.RAISED], accepted=states[State.ACCEPTED],
        set_aside=states[State.SET_ASIDE], merged=states[State.MERGED],
        risks=kinds[Kind.RISK], opportunities=kinds[Kind.OPPORTUNITY],
        do_nothing=kinds[Kind.DO_NOTHING],
    )


def may_settle(*, before: State, after: State, reason: str) -> Answer:
    """Whether a person may say this of a point."""
    if after in (State.RAISED, State.MERGED):
        return No("Say whether it applies here, or set it aside.", "nothing-said")
    if before is State.MERGED:
        return No("This is part of another point. Split it off first.", "merged")
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


def may_see(*, put_by: int | None, reader: int | None, said: bool) -> Answer:
    """Whether a person may read a point yet: those of other people only after their own.

    `reader` is nobody for a person who is not asked for points of their own.
    """
    if put_by is None or reader is None or put_by == reader or said:
        return Yes()
    return No(
        "Say first what you see yourself, or that you have nothing to add. Then you see what "
        "other people put forward.", "own-first",
    )


def may_say_nothing(*, said: bool) -> Answer:
    """Whether a person may say that they have nothing to add."""
    if said:
        return No("You have said what you see. You can still add a point.", "said-already")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the owner can word: the short name of a point, what could happen, and to whom."""

    title: str
    text: str
    affected: str = ""


def may_reword(*, state: State, before: Words, after: Words) -> Answer:
    """Whether the owner may change the words of a point to these."""
    if state is State.MERGED:
        return No("This is part of another point. Split it off first.", "merged")
    if not after.title.strip() or not after.text.strip():
        return No("Give it a short name, and say what could happen.", "words-missing")
    if after == before:
        return No("Nothing was changed: these are the words it has.", "same-words")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two points that are to become one. `parts` says how many it has already."""

    id: int
    kind: Kind
    state: State
    by_packs: bool = True
    parts: int = 0


def may_merge(*, point: Side, into: Side, reason: str) -> Answer:
    """Whether a point may become part of another, so that both are read and counted as one."""
    if point.id == into.id:
        return No("Choose another point: this one cannot be part of itself.", "itself")
    if point.kind is not into.kind:
        return No(
            f"A point can be part of one of its own kind only. This one is: "
            f"{KIND_NAMES[point.kind].lower()}.", "other-kind",
        )
    if State.MERGED not in MOVES[point.state]:
        return No(
            "It is part of another point already." if point.state is State.MERGED
            else "It is set aside. Say first that it applies here.", "cannot-merge",
        )
    if point.by_packs and not into.by_packs:
        return No(
            "This point comes from the packs and is shown to everybody at once. Make the "
            "person's point part of this one instead.", "pack-into-own",
        )
    if point.parts:
        return No("Other points are part of this one. Split them off first.", "has-parts")
    if into.state not in (State.RAISED, State.ACCEPTED):
        return No(
            "The point that you chose is set aside or part of another: what this one says would "
            "be lost. Choose one that stands.", "into-nothing",
        )
    if not reason.strip():
        return No("Say why they are one point: others will read the reason.", "reason-missing")
    return Yes()


def may_split(state: State) -> Answer:
    """Whether a point may stand for itself again."""
    if state is not State.MERGED:
        return No("It is not part of another point.", "not-merged")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A point that a pack raised before, as far as raising it again needs to know.

    `by_packs`: nobody has said anything of it. `held`: a person worded it, or made other points
    part of it, and so it is not for the facts alone to drop.
    """

    key: str
    state: State
    by_packs: bool
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising:
    """What becomes of the points when the facts are read again, by key."""

    new: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    fallen: tuple[str, ...] = ()


def raising(*, kept: tuple[Kept, ...], raised: tuple[str, ...]) -> Raising:
    """Compare what the facts raise now with the points there are.

    What a person has said of a point stands, whatever the facts say now: so do their words, and
    that they made it part of another. A point that nobody has looked at is worded afresh, set
    aside when no fact raises it any more, and brought back when one does again.
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
        each.key for each in kept
        if each.state is State.RAISED and not each.held and each.key not in raised
    )
    return Raising(new=tuple(new), reworded=tuple(reworded), back=tuple(back), fallen=fallen)
