"""What a force knows about the place it polices, and which points come earlier for it.

Without this file every force would read the same list in the same order, whoever lives there
and whatever happened there before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.conditions import ALSO, TECHNOLOGY
from dueregard.lenses.facts import Facts, chosen
from dueregard.lenses.raising import Raised


class Sort(StrEnum):
    """What a line of a profile is about. Communities who have felt targeted are named first."""

    COMMUNITY = "community"
    EVENT = "event"
    PRIORITY = "priority"
    AREA = "area"


SORT_NAMES: dict[Sort, str] = {
    Sort.COMMUNITY: "A community here", Sort.EVENT: "Something that happened",
    Sort.PRIORITY: "A priority", Sort.AREA: "The area",
}

# What a community that has felt targeted is likely to care about, where nothing more is said.
TARGETED_LENSES = ("fairness", "society")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a force says of itself.

    A point is touched by it where it is seen through one of its `lenses`, speaks of one of its
    `words`, and is about one of its `technologies`; what is left empty rules nothing out.
    `targeted` is true for a community that has felt targeted by the police.
    """

    sort: Sort
    title: str
    lenses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    targeted: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that a force says of itself, in the order it is read: see `in_order`."""

    lines: tuple[Line, ...] = ()


NO_PROFILE = Profile()


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Communities who have felt targeted, then past events, priorities, other communities, area.

    >>> [each.title for each in in_order([
    ...     Line(sort=Sort.AREA, title="Coast"), Line(sort=Sort.EVENT, title="A pursuit"),
    ...     Line(sort=Sort.COMMUNITY, title="Travellers", targeted=True)])]
    ['Travellers', 'A pursuit', 'Coast']
    """
    order = {Sort.EVENT: 1, Sort.PRIORITY: 2, Sort.COMMUNITY: 3, Sort.AREA: 4}
    return tuple(sorted(lines, key=lambda each: 0 if each.targeted else order[each.sort]))


def may_say(line: Line) -> Answer:
    """Whether this line can change an order: it needs a name, and something that it touches."""
    if not line.title.strip():
        return No("Give it a name that people here would know.", "title-missing")
    if not (line.lenses or line.words or line.targeted):
        return No(
            "Say what it touches: choose a lens, or write words that a point may speak of.",
            "touches-nothing",
        )
    return Yes()


def earlier(*, point: Raised, facts: Facts, profile: Profile) -> tuple[str, ...]:
    """Why a point comes earlier for this force: a sentence for each line that touches it.

    It tells what the force said of itself, never that the point is graver than another.
    """
    return tuple(
        _sentence(line, word)
        for line, word in touching(point=point, facts=facts, profile=profile)
    )


def touching(
    *, point: Raised, facts: Facts, profile: Profile
) -> tuple[tuple[Line, str | None], ...]:
    """The lines that touch a point, in order, each with the word of it that the point speaks of."""
    here = {facts.get(TECHNOLOGY) or "", *chosen(facts.get(ALSO))}
    return tuple(
        (line, word) for line in in_order(profile.lines)
        if not line.technologies or here & set(line.technologies)
        for word in _touched(line, point)
    )


def _touched(line: Line, point: Raised) -> tuple[str | None, ...]:
    """The first of its words that the point speaks of; None in its place where it has no words."""
    lenses = line.lenses or (TARGETED_LENSES if line.targeted and not line.words else ())
    if lenses and point.lens not in lenses:
        return ()
    if not line.words:
        return (None,)
    said = f"{point.title} {point.text} {point.affected}".lower()
    return tuple(each for each in line.words if _word(each.lower()).search(said))[:1]


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b")


def _sentence(line: Line, word: str | None) -> str:
    speaks = f" This point speaks of “{word}”." if word else ""
    when = f" ({line.when})" if line.when else ""
    said = {
        Sort.COMMUNITY: f"A community here: {line.title}.",
        Sort.EVENT: f"It happened here{when}: {line.title}.",
        Sort.PRIORITY: f"A priority of this force: {line.title}.",
        Sort.AREA: f"The area: {line.title}.",
    }[line.sort]
    if line.targeted:
        said = f"{line.title}: people who have felt targeted by the police."
    return said + speaks
