"""A risk register that a force already keeps, taken as first effects to be weighed.

Without this file somebody would retype it, or would weigh only what came to mind that day.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import text_files
from dueregard.weighing.shapes import (
    CARRY_ON,
    NOW,
    Control,
    ControlState,
    Effect,
    Group,
    Kind,
    Option,
    Proposal,
)

# Headings that registers really have; the first of a field's words is the surest.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("risk description", "description", "risk", "risk title", "title", "event", "threat",
             "hazard", "what could happen", "opportunity"),
    "id": ("risk id", "id", "ref", "reference", "risk ref", "no", "number", "risk no"),
    "chance": ("likelihood", "probability", "chance", "how likely", "likelihood score",
               "inherent likelihood", "current likelihood"),
    "size": ("impact", "severity", "consequence", "impact score", "inherent impact",
             "current impact", "how bad"),
    "group": ("who is affected", "affected", "affected group", "who", "data subjects",
              "people affected", "stakeholders"),
    "lens": ("lens", "category", "risk category", "theme", "type", "risk type"),
    "control": ("control", "controls", "mitigation", "mitigations", "existing controls",
                "current controls", "treatment", "action"),
    "kind": ("kind", "risk or opportunity", "threat or opportunity"),
}
_TITLE_ROWS = 12
_LONGEST_HEADING = 60
_MOST_ROWS = 2_000
_CHANCES = {
    "1": "remote", "2": "highly-unlikely", "3": "realistic-possibility", "4": "likely",
    "5": "almost-certain", "rare": "remote", "remote": "remote", "very low": "remote",
    "very unlikely": "highly-unlikely", "highly unlikely": "highly-unlikely",
    "unlikely": "unlikely", "low": "highly-unlikely", "possible": "realistic-possibility",
    "realistic possibility": "realistic-possibility", "moderate": "realistic-possibility",
    "medium": "realistic-possibility", "likely": "likely", "probable": "likely", "high": "likely",
    "highly likely": "highly-likely", "very likely": "highly-likely",
    "very high": "almost-certain", "almost certain": "almost-certain", "certain": "almost-certain",
}
_SIZES = {
    "1": "slight", "2": "slight", "3": "noticeable", "4": "serious", "5": "severe",
    "insignificant": "slight", "negligible": "slight", "very low": "slight", "slight": "slight",
    "minor": "slight", "low": "slight", "noticeable": "noticeable", "moderate": "noticeable",
    "medium": "noticeable", "significant": "noticeable", "serious": "serious", "major": "serious",
    "high": "serious", "very high": "severe", "critical": "severe", "catastrophic": "severe",
    "severe": "severe", "extreme": "severe",
}
_LENSES = (
    ("privacy", r"privacy|data protection|surveillance|confidential|personal data|gdpr"),
    ("fairness", r"fair|bias|discriminat|equalit|diversit|accessib|disproportion|inclusion"),
    ("transparency", r"transparen|explain|opaque|accountab|openness"),
    ("environment", r"environment|carbon|energy|sustainab|climate|waste"),
    ("work", r"work|staff|skill|training|job|capacity|resourc|wellbeing"),
    ("society", r"societ|trust|legitimacy|reputation|communit|public confidence|democra"),
    ("safety", r"safe|harm|violen|injur|victim|security|welfare"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something in a row that could not be read: what was found and what it is now."""

    row: int
    column: str
    found: str
    now: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: “{self.found}”. {self.now}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstEffects:
    """A register as a proposal to go on with, and everything that could not be read."""

    proposal: Proposal
    columns: Mapping[str, str]
    unread: tuple[Unread, ...]
    rows: int


def read(path: Path, *, option: str = "proposal") -> FirstEffects:
    """The rows of a CSV or XLSX register as first effects of one option.

    Likelihood and impact become words, never products of their numbers. How many people each
    touches is asked of nobody in such a register, so it stays not known and is listed. Carrying on
    as now has no row in a register of risks: its effects are still to be written.
    """
    rows, top = _best(_sheets(path))
    if not rows:
        raise DueRegardError(f"{path} has no rows. Export the register again, with its headings.")
    columns = guess(rows[top])
    if "text" not in columns:
        raise DueRegardError(
            f"{path} has no column that describes a risk. One heading must be one of: "
            f"{', '.join(HEADINGS['text'])}. It has: {', '.join(filter(None, rows[top]))}."
        )
    below = [(top + 2 + place, row) for place, row in enumerate(rows[top + 1 :]) if any(row)]
    if len(below) > _MOST_ROWS:
        raise DueRegardError(f"{path} has {len(below):,} rows. Take in up to {_MOST_ROWS:,}.")
    return _made(path.stem, columns=columns, below=below, option=option, headings=rows[top])


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Which column is what: whole headings before words within longer ones; none twice.

    >>> guess(["Ref", "Risk description", "Likelihood (1-5)", "Impact"])
    {'text': 1, 'size': 3, 'id': 0, 'chance': 2}
    """
    # A cell as long as that is a title or a text, not a heading.
    plain = [_plain(each) if len(each) <= _LONGEST_HEADING else "" for each in headings]
    found: dict[str, int] = {}
    candidates = sorted(
        (heading != word, rank, place, field)
        for field, words in HEADINGS.items() for rank, word in enumerate(words)
        for place, heading in enumerate(plain)
        if heading == word or (len(word) > 3 and re.search(rf"\b{re.escape(word)}\b", heading))
    )
    for _, _, place, field in candidates:
        if field not in found and place not in found.values():
            found[field] = place
    return found


def _made(
    name: str, *, columns: Mapping[str, int], below: Sequence[tuple[int, tuple[str, ...]]],
    option: str, headings: Sequence[str],
) -> FirstEffects:
    unread: list[Unread] = []
    effects: list[Effect] = []
    controls: list[Control] = []
    groups: dict[str, Group] = {}
    for number, row in below:
        cell = {field: row[place] if place < len(row) else ""
                for field, place in columns.items()}
        if not cell["text"]:
            unread.append(Unread(row=number, column="the risk", found="",
                                 now="It describes nothing, so the row was left out."))
            continue
        effects.append(_effect(number, cell, option=option, groups=groups, unread=unread,
                               taken={each.id for each in effects}))
        if cell.get("control") and effects[-1].kind is Kind.RISK:
            controls.append(Control(
                id=f"{effects[-1].id}-control", name=cell["control"], effects=(effects[-1].id,),
                reduces=0.5, state=ControlState.PLANNED))
            unread.append(Unread(
                row=number, column="the control", found=cell["control"],
                now="How much it takes away and whether it works is not in a register. It is "
                    "written as planned, which counts nothing; say more where you know it."))
    return FirstEffects(
        proposal=Proposal(
            title=name.replace("-", " ").replace("_", " ").capitalize(),
            options=(Option(id=NOW, name=CARRY_ON), Option(id=option, name="What is proposed")),
            groups=tuple(groups.values()), effects=tuple(effects), controls=tuple(controls),
        ),
        columns={field: headings[place] for field, place in columns.items()},
        unread=tuple(unread), rows=len(below),
    )


def _effect(
    number: int, cell: Mapping[str, str], *, option: str, groups: dict[str, Group],
    unread: list[Unread], taken: set[str],
) -> Effect:
    def word(field: str, words: Mapping[str, str], column: str) -> str | None:
        found = cell.get(field, "")
        made = words.get(_plain(found)) or words.get(_plain(found).split(" ")[0])
        if made is None:
            unread.append(Unread(row=number, column=column, found=found,
                                 now="It is written as not known, which counts as the worst."))
        return made

    about = f"{cell.get('lens', '')} {cell['text']}"
    lens = next((each for text in (cell.get("lens", ""), about) for each, pattern in _LENSES
                 if re.search(pattern, text.lower())), "")
    if not lens:
        lens = "safety"
        unread.append(Unread(row=number, column="the lens", found=cell.get("lens", ""),
                             now="It is put under safety. Choose one of the seven lenses."))
    who = cell.get("group", "")
    if not who:
        unread.append(Unread(row=number, column="who is affected", found="",
                             now="It is put under “Not said”. Name the people it falls on."))
    key = _slug(who) or "not-said"
    groups.setdefault(key, Group(id=key, name=who or "Not said"))
    name = _slug(cell.get("id", "")) or f"row-{number}"
    if name in taken:
        name = f"{name}-row-{number}"
    kind = Kind.OPPORTUNITY if "opportun" in cell.get("kind", "").lower() else Kind.RISK
    return Effect(
        id=name, option=option, kind=kind, lens=lens, group=key, text=cell["text"],
        chance=word("chance", _CHANCES, "how likely"), size=word("size", _SIZES, "how large"),
        source=f"Row {number} of the register", evidence="judgement",
    )


def _best(sheets: Sequence[list[tuple[str, ...]]]) -> tuple[list[tuple[str, ...]], int]:
    """The sheet, and the row of it, whose headings we know best: a title often stands above."""
    found = [
        (len(guess(row)), -place, -number)
        for number, rows in enumerate(sheets) for place, row in enumerate(rows[:_TITLE_ROWS])
    ]
    if not found:
        return [], 0
    _, place, number = max(found)
    return sheets[-number], -place


def _sheets(path: Path) -> list[list[tuple[str, ...]]]:
    looked = text_files.look(path)
    if looked.kind == "workbook":
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            with CalamineWorkbook.from_path(str(path)) as book:
                sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                          for name in book.sheet_names]
        except (CalamineError, OSError) as error:
            raise DueRegardError(f"{path} cannot be read as a workbook: {error}.") from None
        return [[tuple(_said(each) for each in row) for row in rows] for rows in sheets]
    if looked.kind != "text":
        raise DueRegardError(f"{path} is not a register. Give a CSV or XLSX file.")
    text = path.read_bytes().decode(looked.encoding).lstrip("\ufeff")
    heads = text.split("\n", 3)[:3]
    sign = text_files.delimiter_of(max(heads, key=len))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    return [[tuple(each.strip() for each in row) for row in reader]]


def _said(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def _slug(text: str) -> str:
    return _plain(text).replace(" ", "-")[:60]
