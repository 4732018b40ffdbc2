"""Rows that several drafts share: risks, chances, measures, evidence, each from one place.

Without it a risk would read one way in the privacy draft and another in the equality draft.
"""

import re
from collections.abc import Iterable
from functools import cache

from dueregard.documents.document import Block, Cell, Field
from dueregard.identify.register.rules import AFFECTED_NAMES, Affected
from dueregard.manage.papers.drafting import Where, Writer
from dueregard.manage.papers.material import EvidenceRow, Material
from dueregard.manage.papers.saying import day, sentence

RISKS = ("Risk", "Risk of doing nothing")
CHANCES = ("Opportunity",)
JUDGED = "Judgement of the people who wrote it"


def weighed(material: Material, kinds: Iterable[str], lenses: Iterable[str] = ()
            ) -> list[tuple[Cell, ...]]:
    """What each option would do, with how likely and how grave people said that it is."""
    wanted, only = set(kinds), set(lenses)
    return [
        (sentence(each.text), each.affected, option.name, each.chance, each.size,
         each.evidence or JUDGED)
        for option in material.options for each in option.effects
        if each.kind in wanted and (not only or each.lens in only)
    ]


def raised(material: Material, kinds: Iterable[str], lenses: Iterable[str] = ()
           ) -> list[tuple[Cell, ...]]:
    """What the record raises, and somebody said applies here."""
    wanted, only = set(kinds), set(lenses)
    return [
        (each.title, each.text, each.affected or None, each.lens)
        for each in material.points
        if each.kind in wanted and (not only or each.lens_id in only)
    ]


def risks(writer: Writer) -> list[Block]:
    """The two tables of risks: those that were weighed, and those that apply."""
    material = writer.material
    if material.points_to_look_at:
        writer.missing(
            f"whether {material.points_to_look_at} more points apply here", Where.POINTS)
    return [
        writer.table(
            "Risks that were weighed", ("Risk", "To whom", "If we", "How likely", "How grave",
                                        "What that rests on"),
            weighed(material, RISKS), what="how likely and how grave each risk is",
            where=Where.OPTIONS),
        writer.table(
            "Risks that apply here", ("Risk", "What could happen", "To whom", "Lens"),
            raised(material, RISKS), what="which risks apply here", where=Where.POINTS),
    ]


def measures(writer: Writer) -> list[Block]:
    """What is done about the risks: the conditions that the use is held to."""
    return [writer.table(
        "What the use is held to", ("What", "How anyone can tell", "By", "How it stands"),
        [(each.text, each.test, day(each.due), each.state) for each in writer.material.conditions],
        what="what is to be done about the risks, by whom and by when", where=Where.COMMITTEE,
    )]


def how_many(writer: Writer) -> Field:
    """About how many people a year; that nobody knows is a gap and no figure."""
    count = writer.material.about.affected_count
    known = count != AFFECTED_NAMES[Affected.UNKNOWN]
    return writer.said("About how many a year", count if known else "", Where.REGISTER,
                       what="about how many people a year it affects")


def proof(rows: Iterable[EvidenceRow]) -> list[tuple[Cell, ...]]:
    """Evidence with who says it and how well it is tested."""
    return [
        (each.title, each.statement, each.said_by, each.level,
         day(each.dated) if each.dated else None)
        for each in rows
    ]


def speaks_of(words: Iterable[str], *texts: str) -> bool:
    """True where a text has one of the words, whole.

    >>> speaks_of(("age",), "An agent"), speaks_of(("age",), "Old age")
    (False, True)
    """
    together = " ".join(texts).lower()
    return any(_word(each.lower()).search(together) for each in words)


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
