"""What a pattern is, when it may leave the force, and what may become of one that came.

Without it a wording of another force would be in force here before anybody had read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.identify.evidence.rules import LEVEL_NAMES
from dueregard.report.patterns.personal import found_in


class Kind(StrEnum):
    """What is shared."""

    CONTROL = "control"
    QUESTION = "question"
    CARD = "card"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.CONTROL: "A control: a condition and how to test it",
    Kind.QUESTION: "A question of our own",
    Kind.CARD: "A card of a public record",
}
LICENCES: Mapping[str, str] = {
    "OGL-UK-3.0": "Open Government Licence 3.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC0-1.0": "No rights kept (CC0)",
}


class State(StrEnum):
    """What has become of a pattern that came from another force."""

    SUGGESTED = "suggested"
    ADOPTED = "adopted"
    SET_ASIDE = "set-aside"


STATE_NAMES: Mapping[State, str] = {
    State.SUGGESTED: "Suggested",
    State.ADOPTED: "Adopted",
    State.SET_ASIDE: "Set aside",
}
MOVES: dict[State, frozenset[State]] = {
    State.SUGGESTED: frozenset({State.ADOPTED, State.SET_ASIDE}),
    State.ADOPTED: frozenset({State.SET_ASIDE}),
    State.SET_ASIDE: frozenset({State.ADOPTED}),
}
WHOSE_TURN: dict[State, str] = {
    State.SUGGESTED: "the ethics lead: it does nothing until it is adopted",
    State.ADOPTED: "nobody: it is offered as a wording",
    State.SET_ASIDE: "nobody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words that worked somewhere: what they are, from which force and post, and how well tested.

    `test` is for a control alone. `level` is what the evidence was worth where it comes from.
    """

    kind: Kind
    title: str
    text: str
    test: str
    good_for: str
    level: int
    licence: str
    force: str
    post: str


_WORDS: Mapping[str, tuple[str, int]] = {
    "title": ("a title", 160), "text": ("its words", 4000), "test": ("how to test it", 2000),
    "good_for": ("what it was good for", 1000), "force": ("the force it comes from", 120),
    "post": ("the post that answers for it", 160),
}


def problem(pattern: Pattern) -> str:
    """What is amiss with a pattern, in a sentence; blank where it is whole."""
    for name, (words, most) in _WORDS.items():
        value = getattr(pattern, name)
        if not isinstance(value, str) or len(value) > most:
            return f"{words} must be words, {most} letters at most."
        if not value.strip() and (name != "test" or pattern.kind is Kind.CONTROL):
            return f"Say {words}."
    if pattern.licence not in LICENCES:
        return f"Choose one of these licences: {', '.join(LICENCES.values())}."
    if type(pattern.level) is not int or pattern.level not in LEVEL_NAMES:
        return "Choose how well it was tested."
    return ""


def may_share(pattern: Pattern, *, names: Iterable[str]) -> Answer:
    """Whether a pattern may be put on the list of those to share: whole, and about no person."""
    found = problem(pattern)
    if found:
        return No(found, "not-whole")
    known = tuple(names)
    for name, (words, _) in _WORDS.items():
        for each in found_in(str(getattr(pattern, name)), names=known):
            return No(
                f"In {words} there is {each.what}: “{each.words}”. Take it out, and name a post "
                "where somebody must be named.", "personal",
            )
    return Yes()


def may_bring_in(*, known: bool, fingerprint: str, typed: str) -> Answer:
    """Whether a bundle is taken in: its key is known, or a person compared its fingerprint."""
    if known:
        return Yes()
    if not typed.strip():
        return No(
            "The key that signed this file is not known here. Ask the force that sent it for its "
            "fingerprint, by telephone and not by the same mail. Enter it, and choose the file "
            "again.", "unknown-key",
        )
    if _digits(typed) != _digits(fingerprint):
        return No(
            "The fingerprint that you entered is not that of the key that signed this file. Do not "
            "use the file. Ask the force again.", "other-key",
        )
    return Yes()


def may_become(before: State | None, after: State, *, reason: str) -> Answer:
    """Whether a pattern that came may be adopted or set aside."""
    if before is None or after not in MOVES[before]:
        return No("It is so already.", "same-state")
    if not reason.strip():
        return No("Say why, in a sentence. It stands beside the pattern.", "reason-missing")
    return Yes()


def _digits(text: str) -> str:
    return "".join(text.split()).casefold()
