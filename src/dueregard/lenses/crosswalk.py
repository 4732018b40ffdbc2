"""One record laid out under the headings of any framework, each line with where it comes from.

Without this file a force that is asked for the same facts by five bodies would write them five
times. It writes nothing itself: what is not in the record is said to be missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dueregard.documents.audience import Audience
from dueregard.lenses.conditions import named
from dueregard.lenses.facts import Facts
from dueregard.lenses.raising import considered
from dueregard.lenses.shapes import Bank, Framework, Heading, RecordPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Some words of the record, and who may read them."""

    text: str
    audience: Audience = Audience.COMMITTEE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the record: what was asked or raised, what was said, and where that stands.

    `key` is the id that a heading may name: of a question, a fact or a legal rule. `known` is
    false where the answer is that nobody knows, or that nobody has answered.
    """

    part: RecordPart
    kind: str
    label: Said
    says: tuple[Said, ...]
    source: tuple[Said, ...]
    key: str = ""
    lens: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is recorded of one use, whatever the heading. `notes` are said first."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A record under the headings of a framework; `rest` is what no heading takes.

    `hidden` counts the lines that this reader may not see, by heading; `left_out` all of them.
    """

    under: tuple[tuple[Heading, tuple[Line, ...]], ...]
    hidden: Mapping[str, int]
    rest: tuple[Line, ...]
    left_out: int


def lay_out(record: Record, *, framework: Framework, reader: Audience) -> LaidOut:
    """Each line under every heading that it belongs to; none is lost and none is changed.

    What this reader may not see is left out, and counted.
    """
    placed = [(line, homes(line, framework), _seen(line, reader)) for line in record.lines]
    return LaidOut(
        under=tuple(
            (heading, tuple(seen for _, under, seen in placed if seen and heading in under))
            for heading in framework.headings
        ),
        hidden={
            heading.id: sum(seen is None and heading in under for _, under, seen in placed)
            for heading in framework.headings
        },
        rest=tuple(seen for _, under, seen in placed if seen and not under),
        left_out=sum(seen is None for _, _, seen in placed),
    )


def homes(line: Line, framework: Framework) -> tuple[Heading, ...]:
    """The headings that a line stands under; empty where no heading asks for it.

    Those that name it; where none does, those that take its part of the record whole; where none
    does, those that take its lens.
    """
    headings = framework.headings
    return (
        tuple(each for each in headings if _names(each, line))
        or tuple(each for each in headings if line.part in each.parts)
        or tuple(each for each in headings if line.lens in each.lenses)
    )


def lenses_without_heading(framework: Framework, *, bank: Bank) -> tuple[str, ...]:
    """The titles of the lenses that no heading of this framework takes."""
    taken = {lens for each in framework.headings for lens in each.lenses}
    return tuple(each.title for each in bank.lenses if each.id not in taken)


def lens_of_facts(*, facts: Facts, bank: Bank) -> dict[str, str]:
    """The lens of each fact: that of the first point that hangs on it.

    A fact that no point hangs on has none.
    """
    found: dict[str, str] = {}
    for _, point in considered(facts=facts, bank=bank):
        for key in named(point.when):
            found.setdefault(key, point.lens)
    return found


def _names(heading: Heading, line: Line) -> bool:
    by_part: dict[RecordPart, tuple[str, ...]] = {
        RecordPart.ANSWERS: heading.questions, RecordPart.FACTS: heading.facts,
        RecordPart.LAW: heading.law,
    }
    return bool(line.key) and line.key in by_part.get(line.part, ())


def _seen(line: Line, reader: Audience) -> Line | None:
    """The line as this reader may see it, or None where nothing of what it says is for them."""
    if not reader.sees(line.label.audience):
        return None
    says = tuple(each for each in line.says if reader.sees(each.audience))
    if line.says and not says:
        return None
    source = tuple(each for each in line.source if reader.sees(each.audience))
    return replace(line, says=says, source=source)
