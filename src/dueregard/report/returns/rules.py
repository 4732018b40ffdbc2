"""When a return may be made, changed, signed and loaded.

Without it a return could be signed with figures that contradict one another, or changed after a
post has put its name to it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.findings.returns.checking import Ask
from dueregard.findings.wording import counted

LONGEST_DAYS = 366


class State(StrEnum):
    """How far one of our returns has come."""

    DRAFT = "draft"
    SIGNED = "signed"
    CORRECTED = "corrected"


STATE_NAMES: dict[State, str] = {
    State.DRAFT: "To be signed",
    State.SIGNED: "Signed",
    State.CORRECTED: "Replaced by a corrected one",
}
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SIGNED}),
    State.SIGNED: frozenset({State.CORRECTED}),
    State.CORRECTED: frozenset(),
}
WHOSE_TURN: dict[State, str] = {
    State.DRAFT: "who answers for the figures: a post signs it",
    State.SIGNED: "nobody: it can be sent to others",
    State.CORRECTED: "nobody: it is kept as it was signed",
}


class Loaded(StrEnum):
    """What came of one return that was loaded."""

    NEW = "new"
    SAME = "same"
    CORRECTED = "corrected"


def may_make(
    *, first_day: date, last_day: date, today: date, open_draft: bool, signed: bool, because: str
) -> Answer:
    """Whether a return for this period may be begun: the period is over, and none is open."""
    if first_day > last_day:
        return No("The last day comes before the first. Put the two days right.", "days-crossed")
    if last_day >= today:
        return No(
            f"The period is not over: it ends on {last_day.day} {last_day:%B %Y}. Choose one that "
            "is.", "not-over",
        )
    if (last_day - first_day).days >= LONGEST_DAYS:
        return No("A return is about one year at most. Choose a shorter period.", "too-long")
    if open_draft:
        return No(
            "A return for this period waits to be signed. Sign that one, or bring it up to date.",
            "draft-open",
        )
    if signed and not because.strip():
        return No(
            "The return for this period is signed. To correct it, say what was wrong.",
            "reason-missing",
        )
    return Yes()


def may_change(state: State | None) -> Answer:
    """Whether figures may still be typed or counted again."""
    if state is not State.DRAFT:
        return No("It is signed, and what is signed stays. Make a corrected one.", "signed")
    return Yes()


def may_sign(
    *, state: State | None, post: str, faults: Sequence[str], asks: Sequence[Ask],
    blanks: int, blanks_seen: bool,
) -> Answer:
    """Whether a return may be signed: by a post, with no fault, and each question answered."""
    if state is not State.DRAFT:
        return No("It is signed already.", "signed")
    if faults:
        return No(f"The figures do not fit one another. {faults[0]}", "faults")
    if asks:
        return No(f"Something needs a word of explanation. {asks[0].sentence}", "asks")
    if not post.strip():
        return No("Say which post signs it, such as Deputy Chief Constable.", "post-missing")
    if blanks and not blanks_seen:
        return No(
            f"{counted(blanks, one='figure is', many='figures are')} not known. Tick that you have "
            "seen which.", "blanks-not-seen",
        )
    return Yes()


def what_comes_of(
    *, standing_digest: str | None, earlier_digests: frozenset[str], digest: str,
    standing_revision: int, revision: int,
) -> Loaded | No:
    """What a return that is loaded is: new, one that we have, or a correction of the one we have.

    An older version never takes the place of a newer one.
    """
    if standing_digest is None:
        return Loaded.NEW
    if digest == standing_digest or digest in earlier_digests:
        return Loaded.SAME
    if revision < standing_revision:
        return No(
            f"It is version {revision}, and version {standing_revision} is here already. Nothing "
            "was changed.", "older",
        )
    return Loaded.CORRECTED


def loaded_in_words(outcome: Mapping[Loaded, int]) -> str:
    """What came of a load, in words.

    >>> loaded_in_words({Loaded.NEW: 2, Loaded.CORRECTED: 1, Loaded.SAME: 0})
    '2 new, 1 corrected, 0 known already.'
    """
    return (
        f"{outcome[Loaded.NEW]} new, {outcome[Loaded.CORRECTED]} corrected, "
        f"{outcome[Loaded.SAME]} known already."
    )


def may_group(force_keys: Sequence[str]) -> Answer:
    """Whether a file of groups says anything."""
    if not force_keys:
        return No("The file names no force.", "no-groups")
    return Yes()
