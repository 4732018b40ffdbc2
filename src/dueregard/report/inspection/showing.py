"""What is held on a use, in words for a page: the same on the workbench and in the archive.

Without it an inspector would be given a file of machine's JSON and asked to find the gap in it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.report.inspection.holdings import Held

# What is a paper of its own, or a file of figures, is named here and lies beside.
PAPERS = frozenset({"document"})
FIGURES = frozenset({"finding"})
TITLES: Mapping[str, str] = {
    "identify.evidence": "Evidence", "identify.fact": "Facts",
    "identify.heard": "Who was heard on it", "identify.point": "Risks and opportunities",
    "identify.rulesaying": "What was said of the law", "manage.advice": "Advice and reply",
    "manage.adviceitem": "What the advice asks for", "manage.condition": "Conditions",
    "manage.decision": "Decisions", "manage.enquiry": "Questions to suppliers",
    "manage.gateanswer": "What was said at the gates", "manage.happening": "What happened",
    "manage.matter": "Matters put to a committee", "manage.opinion": "Who was asked for an opinion",
    "manage.passing": "Gates gone through", "manage.reminder": "Reminders",
    "manage.supplieranswer": "What suppliers said", "prioritise.assessment": "Assessments",
    "prioritise.effect": "What each option would do", "prioritise.option": "Options",
    "prioritise.reply": "Answers to the questions", "report.publication": "Public records",
    "report.statusnotice": "Notices beside the public record",
}
BLANK = "blank"
_MOST = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field: its name and its value in words; a blank is said to be blank."""

    label: str
    text: str
    blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of the record: its rows, each a list of lines."""

    key: str
    title: str
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A frozen paper in the record, with a name for its file."""

    key: str
    title: str
    plain: Mapping[str, Any]


def sheets(held: Held) -> tuple[Sheet, ...]:
    """The use itself, then each table that has a row, by title."""
    parts = [
        Sheet(key=key, title=title_of(key), rows=tuple(_lines(row) for row in rows))
        for key, rows in held.plain["parts"].items()
    ]
    own = Sheet(key="use", title="The use", rows=(_lines(held.plain["use"]),))
    return (own, *sorted(parts, key=lambda each: each.title))


def papers(held: Held) -> Iterator[Paper]:
    """Every paper that was frozen: those of committees, of evidence, and those published."""
    for key, rows in sorted(held.plain["parts"].items()):
        for number, row in enumerate(rows, start=1):
            for field in sorted(PAPERS & set(row)):
                if isinstance(row[field], Mapping) and row[field].get("parts"):
                    yield Paper(
                        key=f"{held.ref}-{key.rpartition('.')[2]}-{row.get('id', number)}",
                        title=str(row[field].get("title", "")), plain=row[field],
                    )


def title_of(key: str) -> str:
    """What a table is called on a page; a table that came later is called by its own name."""
    return TITLES.get(key, key.rpartition(".")[2].capitalize())


def _lines(row: Mapping[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(label=name.replace("_", " ").capitalize(), text=_text(name, value),
             blank=_is_blank(value))
        for name, value in row.items()
    )


def _is_blank(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _text(name: str, value: object) -> str:
    if _is_blank(value):
        return BLANK
    if name in PAPERS:
        return "a paper of its own"
    if name in FIGURES:
        return "figures, in the file of the record"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
        return text if len(text) <= _MOST else f"{text[:_MOST]} … (whole in the file)"
    return str(value)
