"""What a paper says of the gates: how each stands, what was gone round, what was asked before.

Without it a committee would advise on a use whose gates were overridden, and never read of it.
"""

from dataclasses import dataclass
from datetime import date

from dueregard.documents.document import Block, Column, Field, Fields, Note, Part, Points, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """One gate and how it stands; `lacks` counts what is in the way."""

    title: str
    state: str
    lacks: int
    post: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow:
    """One gate that was gone round: by whom, why, and what stood in the way."""

    gate: str
    name: str
    post: str
    reason: str
    on: date
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """What was asked at gates and what was said, in rows of words; blank where it is a gap."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GatesRecord:
    """All that a paper says of the gates."""

    impact: str = ""
    impact_because: str = ""
    gates: tuple[GateRow, ...] = ()
    overrides: tuple[OverrideRow, ...] = ()
    asked: tuple[AskedRow, ...] = ()


def part(record: GatesRecord) -> Part:
    """The gates of a use, what was overridden first. It cannot tell whether a reason is good."""
    blocks: list[Block] = []
    for each in record.overrides:
        blocks.append(Note(
            text=f"The gate ‘{each.gate}’ was overridden on {_day(each.on)} by {each.name}, "
                 f"{each.post}. Why: {each.reason} What stood in the way:", tone="warning",
        ))
        blocks.append(Points(items=each.against))
    if record.impact:
        blocks.append(Fields(fields=(
            Field(label="What a wrong result can touch",
                  value=f"{record.impact}. {record.impact_because}".strip(), key="impact"),
        )))
    if record.gates:
        blocks.append(Table(
            caption="The gates, in order", columns=(
                Column(label="Gate", key="gate"), Column(label="How it stands", key="state"),
                Column(label="By which post", key="post"), Column(label="On", key="on"),
                Column(label="Still in the way", key="lacks", numeric=True),
            ),
            rows=tuple(
                (each.title, each.state, each.post or None, _day(each.on) if each.on else None,
                 each.lacks)
                for each in record.gates
            ),
        ))
    blocks.append(Fields(fields=tuple(
        Field(label=each.title, value="\n".join(each.lines)) for each in record.asked
    )))
    return Part(key="gates", title="The gates it passes", blocks=tuple(blocks))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
