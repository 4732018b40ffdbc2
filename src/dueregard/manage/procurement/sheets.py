"""The questions as a spreadsheet, and the answers read back row by row.

Without this file a supplier whose firewall stops our link could not answer, and an officer would
copy thirty answers by hand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.answers import No
from dueregard.documents.document import Cell, Column, Document, Note, Part, Points, Table
from dueregard.manage.procurement.rules import RESTS_ON_NAMES, Given, RestsOn, may_keep

SHEET = "Questions"
MOST_ROWS = 500
_COLUMNS = (
    Column(label="Number", key="number"),
    Column(label="Question", key="question"),
    Column(label="A good answer", key="good"),
    Column(label="Your answer", key="answer"),
    Column(label="Rests on (says, own or other)", key="rests_on"),
    Column(label="Name and author of the report", key="report"),
    Column(label="Date of the report", key="dated_on"),
    Column(label="Keep secret, because", key="secret_why"),
)
_PLACES = {
    spelling.lower(): each.key for each in _COLUMNS for spelling in (each.label, each.key)
}
_NEEDED = ("number", "answer")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question as it goes out, with the answer so far."""

    number: str
    question: str
    good: str
    given: Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One row that can be taken in."""

    row: int
    number: str
    given: Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """One row that was set aside, and why, in a sentence."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of a sheet: the rows taken, those set aside, and how many were blank."""

    taken: tuple[Taken, ...]
    odd: tuple[Odd, ...]
    blank: int


def paper(
    lines: Iterable[Line], *, title: str, force: str, answer_by: str, made_at: str
) -> Document:
    """The sheet for a supplier: how to fill it in, then one row a question."""
    rows: list[tuple[Cell, ...]] = [(
        each.number, each.question, each.good, each.given.text,
        each.given.rests_on if each.given.text else "", each.given.report, each.given.dated_on,
        each.given.secret_why,
    ) for each in lines]
    return Document(
        kind="supplier-questions", title=title, made_at=made_at,
        summary=f"Questions from {force}. Please answer by {answer_by}.",
        parts=(
            Part(title="How to answer", blocks=(
                Note(text="Write in the columns from “Your answer” on. Leave the first three as "
                          "they are, and send the file back to the person who sent it to you."),
                Points(items=(
                    "Rests on: says (there is no test report), own (a test that you made) or "
                    "other (a test that somebody else made).",
                    "Where it rests on a test, name the report and its author, and send it too.",
                    "Keep secret, because: leave it blank if the answer may be told to the "
                    "public.",
                    "A blank answer is kept as not answered.",
                )),
            )),
            Part(title=SHEET, blocks=(
                Table(caption=SHEET, columns=_COLUMNS, rows=tuple(rows)),
            )),
        ),
    )


def places(headings: Sequence[str]) -> dict[str, int] | No:
    """Which column is which, or the sentence that says what is missing."""
    found = {
        _PLACES[heading.strip().lower()]: place
        for place, heading in reversed(list(enumerate(headings)))
        if heading.strip().lower() in _PLACES
    }
    missing = [each.label for each in _COLUMNS if each.key in _NEEDED and each.key not in found]
    if missing:
        wanted = " and ".join(f"“{each}”" for each in missing)
        return No(
            f"The file has no column {wanted}. Use the spreadsheet that was made here, with its "
            "headings as they are.", "columns-missing",
        )
    return found


def read_rows(
    rows: Iterable[tuple[int, Sequence[str]]], *, where: Mapping[str, int],
    asked: Mapping[str, No | None], today: date,
) -> Read:
    """Each row checked for itself: what can be taken is, and the rest is told in sentences.

    `asked` holds the numbers of the questions, each with the reason where its answer may not be
    changed any more.
    """
    taken: dict[str, Taken] = {}
    odd: list[Odd] = []
    blank = 0
    for row, cells in rows:
        number = _cell(cells, where, "number")
        given = _given(cells, where)
        if not given.text:
            blank += 1
            continue
        wrong = _wrong(number, given, asked=asked, taken=taken, today=today)
        if wrong:
            odd.append(Odd(row=row, sentence=wrong))
        else:
            taken[number] = Taken(row=row, number=number, given=given)
    return Read(taken=tuple(taken.values()), odd=tuple(odd), blank=blank)


def _wrong(
    number: str, given: Given, *, asked: Mapping[str, No | None], taken: Mapping[str, Taken],
    today: date,
) -> str:
    if not number:
        return "It has an answer and no number. Write the number of the question in the first cell."
    if number not in asked:
        return f"There is no question “{number}” in this set. Check the number."
    if number in taken:
        return f"Question {number} is answered in row {taken[number].row} already. Keep one."
    barred = asked[number]
    if barred is not None:
        return f"Question {number}: {barred.reason}"
    answer = may_keep(given, today=today)
    if isinstance(answer, No):
        return f"Question {number}: {answer.reason}"
    return ""


def _given(cells: Sequence[str], where: Mapping[str, int]) -> Given:
    rests_on = _cell(cells, where, "rests_on").lower()
    names = {name.lower(): each.value for each, name in RESTS_ON_NAMES.items()}
    return Given(
        text=_cell(cells, where, "answer", whole=True),
        rests_on=names.get(rests_on, rests_on) or RestsOn.SAYS.value,
        report=_cell(cells, where, "report"), dated_on=_day(_cell(cells, where, "dated_on")),
        secret_why=_cell(cells, where, "secret_why"),
    )


def _cell(cells: Sequence[str], where: Mapping[str, int], key: str, *, whole: bool = False) -> str:
    place = where.get(key)
    if place is None or place >= len(cells):
        return ""
    # A formula's sign that our own CSV put a quote before, so that no program runs it.
    text = cells[place].strip()
    if text[:1] == "'" and text[1:2] in tuple("=+-@"):
        text = text[1:]
    return text if whole else " ".join(text.split())


def _day(text: str) -> str:
    """27/3/2026 as 2026-03-27; anything else as it is, to be told of."""
    found = _DAY.fullmatch(text)
    if not found:
        return text
    day, month, year = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}"
