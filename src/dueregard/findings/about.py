"""What an instrument says about itself before it is used.

Without this file a person would have to read the code to learn which question an instrument
answers, which columns it needs and what it cannot tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dueregard.findings.roles import ColumnRole

# What stands for a state that is still to be made: the first night of a watch.
BEGIN = "begin"
LAWS: Mapping[str, str] = {
    "shuffling": "Putting the rows in another order changes no figure.",
    "renaming": "Renaming groups renames results and changes nothing else.",
    "doubling": "Counting every row twice keeps every rate and widens no interval.",
    "equal-groups": "Two groups with equal counts show no disparity.",
    "merging": "The rate of two groups together lies between their own rates.",
    "all-accounted": "Every row read is used or set aside with a reason.",
    "sentences": "Missing and odd columns end in a sentence that a person can act on.",
    "reference": "A slow and simple count in plain Python gives the same figures.",
    "round-trip": "A finding written as JSON and read again is the same finding.",
}


class Asked(StrEnum):
    """What a person answers an instrument's question with."""

    COLUMN = "a heading"
    COLUMNS = "headings, separated by commas"
    CONDITION = "a heading, and which values count: HEADING, HEADING=High,Medium or HEADING>=7"
    TABLES = "a file, or the name of a bundled table"
    FILE = "a file"
    STATE = "a file that the result is kept in, and taken up from the next time"
    CHOICE = "one of the choices"
    WORDS = "words"
    NUMBER = "a number"
    FLAG = "yes or no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A thing that a person tells an instrument: the command line and the form are made of these.

    `off` is the word that a flag has for no; its `choices` are the two answers in words, yes first.
    A required one has no default.
    """

    name: str
    asked: Asked
    words: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    off: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An instrument: its question, the columns it takes, its limits and the laws it keeps.

    `columns` are known by their headings; `asks` are what a person says, columns among them,
    because no heading tells what the question is. `laws_not_kept` gives, for each law that does
    not apply, the reason why. `counts_people` names the measures that count people, for whom
    small numbers are protected. `counting` says that it works on counts by group alone, so that
    a saved table of counts, a data frame or a cluster will do. `example` is a command line that
    runs on the files of the examples. `ask_first` has a page ask before it measures, though every
    ask has an answer of its own.
    """

    name: str
    version: str
    title: str
    question: str
    lens: str
    columns: tuple[ColumnRole, ...] = ()
    asks: tuple[Ask, ...] = ()
    limits: tuple[str, ...]
    example: str = ""
    counting: bool = False
    ask_first: bool = False
    counts_people: frozenset[str] = frozenset()
    laws_not_kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def laws_kept(self) -> tuple[str, ...]:
        """The laws that this instrument keeps, in their usual order."""
        return tuple(law for law in LAWS if law not in self.laws_not_kept)
