"""The columns that a person named, found in the file and told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About
from dueregard.findings.labels import Condition, condition, heading_of
from dueregard.findings.reading_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the score, the outcome, the groups, the day and the weight stand, by heading.

    `day` and `weight` are empty where they were not named.
    """

    score: str
    outcome: Condition
    groups: tuple[str, ...]
    day: str
    weight: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What is counted by, apart from the score and the day."""
        return (*self.groups, self.outcome.heading, *((self.weight,) if self.weight else ()))


def columns_of(table: Table, chosen: Mapping[str, Any], *, about: About) -> Columns:
    """The columns that were meant; a sentence where one is missing, unknown or named twice."""
    there = table.saved.columns if table.saved else table.columns
    for name in ("score", "outcome", "group"):
        if not chosen[name]:
            raise answers_of.needed(about, name, columns=there)
    found = Columns(
        score=heading_of(chosen["score"], there), outcome=condition(chosen["outcome"],
                                                                    headings=there),
        groups=answers_of.headings(chosen["group"], columns=there),
        day=heading_of(chosen["date"], there) if chosen["date"] else "",
        weight=heading_of(chosen["count"], there) if chosen["count"] else "",
    )
    _told_apart((
        ("the score", found.score), ("the outcome", found.outcome.heading),
        *(("a group", each) for each in found.groups), ("the date", found.day),
        ("the count", found.weight),
    ))
    return found


def _told_apart(named: Sequence[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for what, heading in named:
        if heading and heading in seen:
            raise DueRegardError(
                f"'{heading}' is given as {seen[heading]} and as {what}. A column can be only "
                "one of them: name another.")
        seen[heading] = what
