"""The public page of sharing in a hurry: counts by quarter, and what they do not say.

Without it a power that goes round the usual answer would be counted inside the force alone, and
"never silent" would be a promise that nobody outside could check.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.documents.document import Cell, Column, Document, Note, Part, Points, Table
from dueregard.findings.wording import counted
from dueregard.manage.sharing.hurried.rules import Counts, Look
from dueregard.manage.sharing.rules import FOUND_NAMES, Way

# Small counts are shown as they are. They count how often a power was used and what somebody else
# found of it, not people in groups: no place, partner, group or day stands beside them. The rule
# that hides 1 to 9 protects people counted (`findings.suppression`); here it would hide every use
# of a power that ought to be rare.
KIND, UNKNOWN = "shared-in-a-hurry", "not known"
TITLES = {Way.LIFE: "Because a life was at risk", Way.URGENT: "By the urgent path"}
_MEANS = {
    Way.LIFE: "Somebody went on without a yes, because a life was at risk. What was passed over is "
              "on the record, those who answer for sharing are to be told at once, and somebody "
              "else is to look at it within 72 hours.",
    Way.URGENT: "Somebody could not wait for the usual answer. The same clauses of the agreement "
                "decide; where they say yes it is told at once on one person's word, and somebody "
                "else is to look at it within 24 hours.",
}
LOOK_NAMES: dict[Look, str] = {
    Look.SOON: "Looked at within 24 hours", Look.IN_TIME: "Later, and within 72 hours",
    Look.LATE: "Looked at too late", Look.NOBODY: "Not looked at, and its time is over",
    Look.STILL: "Not looked at yet, and in time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One quarter: its name, and the counts of each way; None where nobody kept a record then."""

    title: str
    counts: dict[Way, Counts] | None
    part: str = ""

    @property
    def name(self) -> str:
        """The quarter, with what of it the record covers where that is not all."""
        return f"{self.title} ({self.part})" if self.part else self.title


def looks_of(way: Way) -> tuple[Look, ...]:
    """The looks that one way can have: only a risk to life has longer than 24 hours."""
    return tuple(each for each in Look if way is Way.LIFE or each is not Look.IN_TIME)


def paper(told: Sequence[Told], *, force: str, made_at: str) -> Document:
    """The page, newest quarter first."""
    return Document(
        kind=KIND, title="Sharing in a hurry", made_at=made_at, summary=_summary(told, force),
        parts=(
            *(_part(told, way) for way in (Way.LIFE, Way.URGENT)),
            Part(title="How to read this", key="reading", blocks=(Points(items=(
                "Counted from our own record as it stood when this page was made, by the quarter "
                "in which it was used. Looking at it can come after the quarter's end.",
                "0 means that it was not used. Not known means that no record of it was kept "
                "here then.",
                "What was told and written down nowhere is in no figure. These figures cannot say "
                "how much that is.",
                "Small figures are not hidden. They count how often a power was used, and not "
                "people; no place, day or partner stands beside them.",
                "Looked at means by somebody other than whoever shared it, who works here too. "
                "It is not an independent review.",
            )),)),
        ),
    )


def _summary(told: Sequence[Told], force: str) -> str:
    newest = told[0]
    if newest.counts is None:
        return f"{force or 'This force'}: how often we shared in a hurry is not known."
    life, urgent = newest.counts[Way.LIFE], newest.counts[Way.URGENT]
    out = life.at_once + urgent.at_once
    soon = life.looks[Look.SOON] + urgent.looks[Look.SOON]
    looked = (f" Of the {out} that went out at once, somebody else looked at {soon} within 24 "
              "hours." if out else "")
    return (f"{force or 'This force'}, {newest.name}: used {counted(life.used, one='time')} "
            f"because a life was at risk, and {counted(urgent.used, one='time')} by the urgent "
            f"path.{looked}")


def _part(told: Sequence[Told], way: Way) -> Part:
    looks = looks_of(way)
    blocks: list[Note | Table] = [Note(text=_MEANS[way])]
    blocks.append(Table(
        caption=f"{TITLES[way]}: how often, and how soon somebody else looked",
        columns=(
            _quarter(), _number("Used", "used"), _number("Went out at once", "at_once"),
            *(_number(LOOK_NAMES[each], each.value) for each in looks),
        ),
        rows=tuple((each.name, *_cells(each, way, looks)) for each in told),
    ))
    blocks.append(Table(
        caption=f"{TITLES[way]}: what was found by whoever looked",
        columns=(_quarter(), *(_number(name, key.value) for key, name in FOUND_NAMES.items())),
        rows=tuple((each.name, *_found(each, way)) for each in told),
    ))
    return Part(title=TITLES[way], key=way.value, blocks=tuple(blocks))


def _cells(told: Told, way: Way, looks: Sequence[Look]) -> list[Cell]:
    if told.counts is None:
        return [UNKNOWN] * (2 + len(looks))
    of_way = told.counts[way]
    return [of_way.used, of_way.at_once, *(of_way.looks[each] for each in looks)]


def _found(told: Told, way: Way) -> list[Cell]:
    if told.counts is None:
        return [UNKNOWN] * len(FOUND_NAMES)
    return [told.counts[way].found[each] for each in FOUND_NAMES]


def _quarter() -> Column:
    return Column(label="Quarter", key="quarter")


def _number(label: str, key: str) -> Column:
    return Column(label=label, key=key, numeric=True)
