"""What a kept weighing says of each group, of carrying on as now, and of what to do, in sentences.

Without it the part that says whom it falls on would be a table, and a committee would skip it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.weighing import constants, sentences
from dueregard.weighing.constants import Constants
from dueregard.weighing.shapes import ACTION_NAMES, NOW, ActionKind
from dueregard.weighing.weighed import Figures

Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Sentences under a lead."""

    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateLine:
    """Whether the gates let an option through, and why not."""

    name: str
    may: bool
    because: str


def at_gates(kept: Kept) -> tuple[GateLine, ...]:
    """Each option but carrying on as now, at the gates."""
    names = _options(kept)
    return tuple(
        GateLine(names[each["option"]], each["may_go_ahead"], each["because"])
        for each in kept["gates"] if each["option"] != NOW
    )


def by_group(kept: Kept) -> tuple[Gathered, ...]:
    """For each option the groups from the worst off on, each with what it would change for them.

    The order is that of the weighing, and nothing of one group is taken off another's.
    """
    known, names = constants.from_plain(kept["constants"]), _options(kept)
    groups = {each["id"]: each["name"] for each in kept["proposal"]["group"]}
    return tuple(
        Gathered(name, tuple(
            f"{groups[row['group']]}. {_lens(row, known)}"
            for row in kept["groups"] if row["option"] == option
        ))
        for option, name in names.items() if option != NOW
    )


def of_now(kept: Kept) -> tuple[str, ...]:
    """What goes on happening in a year if nothing changes, lens by lens."""
    known = constants.from_plain(kept["constants"])
    found = []
    for row in kept["alone"]:
        figures = Figures(**row["figures"])
        if row["option"] == NOW and (figures.low or figures.high):
            unit = known.lenses[row["lens"]].unit
            way = "harm" if figures.median < 0 else "benefit"
            found.append(
                f"{sentences.NAMES[row['lens']]}: {way}, about "
                f"{sentences.figure(abs(figures.median))} {unit} a year (90% range: "
                f"{sentences.ranged(figures)})."
            )
    return tuple(found)


def to_do(kept: Kept) -> tuple[str, ...]:
    """What to do next, gates first, then what gains most for each day of effort."""
    most = constants.from_plain(kept["constants"]).most_actions
    return tuple(
        f"{each['title'].rstrip('.')}. {ACTION_NAMES[ActionKind(each['kind'])]}, "
        f"{each['effort']:g} days of work{'' if each['effort_said'] else ' (nobody has said)'}."
        + (" A gate: never traded." if each["gain"] is None else "")
        for each in kept["actions"][:most]
    )


def _lens(row: Kept, known: Constants) -> str:
    return sentences.by_lens(
        Figures(**row["figures"]), lens=known.lenses[row["lens"]], constants=known)


def _options(kept: Kept) -> dict[str, str]:
    return {each["id"]: each["name"] for each in kept["proposal"]["option"]}
