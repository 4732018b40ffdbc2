"""Which columns of a survey ask what: technologies, how often, trust; and whose answers they are.

Without this file each force would have to rename the columns of whoever ran its survey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.asked import headings
from dueregard.findings.labels import heading_of
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.survey import KINDS, USES, asked_in

# In a long table each row is one answer of one person, under these headings.
_PERSON = ("respondent", "respondentid", "person", "personid", "id")
_ITEM, _ANSWER = ("item", "question", "variable"), ("answer", "response", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its kind, what it is about, and its heading (in a long table, its item)."""

    kind: str
    key: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Long:
    """The headings of a long table."""

    person: str
    item: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What the file holds: questions, and the columns of groups, weights and waves.

    The questions of a long table stand in its rows and are found there.
    """

    questions: tuple[Question, ...]
    groups: tuple[str, ...]
    weight: str
    wave: str
    long: Long | None = None
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def about(self) -> tuple[str, ...]:
        """The columns that say whose answers they are."""
        return tuple(each for each in (*self.groups, self.wave, self.weight) if each)


def meant(table: Table, *, chosen: Mapping[str, Any]) -> Meant:
    """What each column is; a sentence where there is nothing that could be measured."""
    columns = [each for each in (table.saved.columns if table.saved else table.columns) if each]
    weight, wave = (
        heading_of(chosen[name], columns) if chosen[name] else "" for name in ("weight", "wave")
    )
    groups = headings(chosen["group"], columns=columns) if chosen["group"] else ()
    _apart({"weight": (weight,), "wave": (wave,), "group": groups})
    long = _long(columns)
    if long:
        given = next((kind for kind in KINDS if chosen[kind]), "")
        if given:
            raise DueRegardError(
                f"This table is long: each row is one answer, and '{long.item}' says to what. So "
                f"--{given} names no column. Leave it out, and write items as uses_drones, "
                "often_drones or trust_fair."
            )
        return Meant(questions=(), groups=groups, weight=weight, wave=wave, long=long)
    named = {
        kind: headings(chosen[kind], columns=columns, what=kind) if chosen[kind] else ()
        for kind in KINDS
    }
    used = {*groups, weight, wave}
    questions = of_headings([each for each in columns if each not in used], named=named)
    _apart({**named, "weight": (weight,), "wave": (wave,), "group": groups})
    if not questions:
        raise DueRegardError(nothing_asked(columns))
    return Meant(questions=questions, groups=groups, weight=weight, wave=wave, named=named)


def of_headings(
    columns: Sequence[str], *, named: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Question, ...]:
    """The questions among these headings: those that were named, else those that say it."""
    named, found = named or {}, []
    for each in columns:
        says = asked_in(each)
        by_name = next((kind for kind in KINDS if each in named.get(kind, ())), "")
        if by_name:
            about = says[1] if says and says[0] == by_name else each
            found.append(Question(kind=by_name, key=about, heading=each))
        elif says and not named.get(says[0]):
            found.append(Question(kind=says[0], key=says[1], heading=each))
    _twice(found)
    return tuple(found)


def nothing_asked(columns: Sequence[str]) -> str:
    """The sentence for a file without a question that is known, with the headings there are."""
    shown = ", ".join(f"'{each}'" for each in columns[:30])
    return (
        "No column asks about a technology or about trust. Head them uses_drones, often_drones or "
        "trust_fair, as the answer sheet of the survey kit does, or name them: --uses HEADING, "
        f"--trust HEADING. The file has: {shown}."
    )


def _long(columns: Sequence[str]) -> Long | None:
    folded = {fold(each): each for each in columns}
    person, item, answer = (
        next((folded[word] for word in several if word in folded), "")
        for several in (_PERSON, _ITEM, _ANSWER)
    )
    if not (person and item and answer) or any(asked_in(each) for each in columns):
        return None
    return Long(person=person, item=item, answer=answer)


def _apart(given: Mapping[str, Sequence[str]]) -> None:
    seen: dict[str, str] = {}
    for what, several in given.items():
        for each in several:
            if each and each in seen:
                raise DueRegardError(
                    f"'{each}' is given both as {seen[each]} and as {what}. Keep one of them."
                )
            seen[each] = what


def _twice(found: Sequence[Question]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for each in found:
        same = each.kind, fold(each.key)
        if same in seen:
            raise DueRegardError(
                f"'{seen[same]}' and '{each.heading}' ask the same "
                f"({'whether it is used' if each.kind == USES else each.kind}, {each.key}). "
                "Leave one of them out."
            )
        seen[same] = each.heading
