"""The questions and answers that were captured, and the blind sheet that each marker gets.

Without this file two people would mark in one list, and the second would follow the first.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.documents.document import Cell, Column, Document, Note, Part, Points, Table
from dueregard.findings import reading_tables

SHEET = "Marks"
MOST = 5_000
RIGHT, PARTLY, WRONG = "right", "partly", "wrong"
PASSED, MISSED = "passed on", "missed"
ANSWER_MARKS = (RIGHT, PARTLY, WRONG)
PASS_MARKS = (PASSED, MISSED)
COLUMNS = (
    Column(label="Item", key="item"),
    Column(label="Question", key="question"),
    Column(label="Answer given", key="answer"),
    Column(label="Approved answer", key="approved"),
    Column(label="Should be passed on", key="pass_on"),
    Column(label="Your mark", key="mark"),
    Column(label="Your note", key="note"),
)
_SPELLINGS = {
    "question": ("question", "asked", "prompt", "input", "user message"),
    "answer": ("answer", "answer given", "response", "reply", "output", "bot message"),
    "approved": ("approved answer", "approved", "expected", "expected answer", "reference"),
    "pass_on": ("should be passed on", "pass on", "pass_on", "hand-off", "handoff", "emergency"),
}
_NO = frozenset({"", "no", "n", "false", "0", "none", "-"})
_YES = frozenset({"yes", "y", "true", "1", "x"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One question with its answer. `pass_on` names what should go to a person, or is blank."""

    number: int
    question: str
    answer: str
    approved: str
    pass_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A file of questions and answers. `code` is a short digest that ties the sheets to it."""

    pairs: tuple[Pair, ...]
    code: str
    notes: tuple[str, ...]

    def item(self, pair: Pair) -> str:
        """The name of an item on the sheets: of which set, which one, of how many."""
        return f"{self.code}-{pair.number}-of-{len(self.pairs)}"


def captured(path: Path, *, name: str = "") -> Captured:
    """Read a file of questions and answers: CSV or a spreadsheet with one row each."""
    name = name or str(path)
    try:
        table = reading_tables.read(path)
    except DueRegardError as error:
        raise DueRegardError(str(error).replace(str(path), name)) from None
    if table.rows_read > MOST:
        raise DueRegardError(
            f"{name} has {table.rows_read:,} rows; two people can mark {MOST:,} at most. Draw a "
            "sample by chance, and say how."
        )
    headings = [each.strip().lower() for each in table.columns]
    where = {
        key: next((headings.index(each) for each in spellings if each in headings), None)
        for key, spellings in _SPELLINGS.items()
    }
    for key, words in (("question", "Question"), ("answer", "Answer")):
        if where[key] is None:
            raise DueRegardError(
                f"{name} has no column “{words}”. It needs the columns Question and Answer, and "
                "may have Approved answer and Should be passed on."
            )
    if where["approved"] is None and where["pass_on"] is None:
        raise DueRegardError(
            f"{name} has neither “Approved answer” nor “Should be passed on”, so nothing says "
            "what is right. Add one of them."
        )
    cells = ", ".join(f"coalesce(c{n}, '')" for n in range(len(headings)))
    rows = table.engine.execute(f"SELECT {cells} FROM cells ORDER BY row").fetchall()
    pairs = tuple(_pair(number, row, where) for number, row in enumerate(rows, start=1))
    return Captured(pairs=pairs, code=_code(pairs), notes=table.notes)


def marking_sheet(found: Captured, *, marker: int, made_at: str) -> Document:
    """The sheet for one marker, with nobody's marks on it."""
    rows: list[tuple[Cell, ...]] = [
        (found.item(each), each.question, each.answer, each.approved, each.pass_on, "", "")
        for each in found.pairs
    ]
    return Document(
        kind="marking-sheet", title=f"Marking sheet {marker} of 2", made_at=made_at, parts=(
            Part(title="How to mark", blocks=(
                Note(text="Mark alone. Do not show your sheet to the other marker, and do not "
                          "look at theirs, until both are in."),
                Points(items=(
                    f"Where “Should be passed on” is blank, write {RIGHT}, {PARTLY} or {WRONG}: "
                    "is what the answer says so, held against the approved answer?",
                    f"Where it is filled in, write “{PASSED}” if the answer takes the person to "
                    f"a person or to 999 at once, and “{MISSED}” if it does not.",
                    "Leave the mark blank where you cannot tell, and say why in the note.",
                )),
            )),
            Part(title=SHEET, blocks=(Table(caption=SHEET, columns=COLUMNS, rows=tuple(rows)),)),
        ),
    )


def _pair(number: int, row: tuple[object, ...], where: dict[str, int | None]) -> Pair:
    def cell(key: str) -> str:
        place = where[key]
        return "" if place is None else str(row[place]).strip()

    said = cell("pass_on")
    plain = " ".join(said.lower().split())
    kind = "" if plain in _NO else ("yes" if plain in _YES else " ".join(said.split()))
    return Pair(number=number, question=cell("question"), answer=cell("answer"),
                approved=cell("approved"), pass_on=kind)


def _code(pairs: tuple[Pair, ...]) -> str:
    text = "\x1e".join(
        "\x1f".join((each.question, each.answer, each.approved, each.pass_on)) for each in pairs
    )
    return hashlib.sha256(text.encode()).hexdigest()[:10]
