"""The paper as plain text that a person can read, and paste into minutes or an e-mail."""

import re

from dueregard.documents.document import (
    Block,
    Cell,
    Chart,
    Code,
    Column,
    Document,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.documents.wording import NOT_KNOWN, for_people, moment

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
# What would begin a list or underline a heading; a figure such as 0.60 or -3 would not.
_LIST_START = re.compile(r"^([ \t]*\d*)([-+=.)])(?=\s|$|[-+=])", re.MULTILINE)


def write(document: Document) -> bytes:
    """The Document as GitHub-flavoured Markdown. A chart is its title and its description."""
    pieces = [f"# {_line(document.title)}"]
    if document.summary:
        pieces.append(_escape(document.summary))
    for part in document.parts:
        pieces += _part(part)
    pieces.append(f"---\n\nMade {_line(moment(document.made_at))}. Digest: `{document.digest}`")
    return ("\n\n".join(pieces) + "\n").encode()


def _part(part: Part) -> list[str]:
    return [f"## {_line(part.title)}", *(_block(block) for block in part.blocks)]


def _block(block: Block) -> str:
    match block:
        case Fields():
            return "\n".join(
                f"- **{_line(each.label)}:** {_line(each.value) or NOT_KNOWN}"
                for each in block.fields
            )
        case Table():
            return _table(block)
        case Chart():
            return f"**Chart: {_line(block.title)}**\n\n{_escape(block.description)}"
        case Note():
            text = _escape(block.text)
            if block.tone == "warning":
                return "> **Warning:** " + text.replace("\n", "\n> ")
            return f"**{_line(block.text)}**" if block.tone == "lead" else text
        case Points():
            return "\n".join(f"- {_line(item)}" for item in block.items)
        case Code():
            return _code(block)


def _code(code: Code) -> str:
    """Fenced with more marks than any run of them inside, so that no line can end it early."""
    longest = max((len(run) for run in re.findall("`+", code.text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = "".join(each for each in code.language if each.isalnum())
    return f"**{_line(code.caption)}**\n\n{fence}{language}\n{code.text}\n{fence}"


def _table(table: Table) -> str:
    head = " | ".join(_line(column.label) for column in table.columns)
    rule = " | ".join("---:" if column.numeric else "---" for column in table.columns)
    rows = [
        "| " + " | ".join(_cell(cell, column) for cell, column in pairs) + " |"
        for pairs in (zip(row, table.columns, strict=True) for row in table.rows)
    ]
    return "\n".join([f"**{_line(table.caption)}**", "", f"| {head} |", f"| {rule} |", *rows])


def _cell(cell: Cell, column: Column) -> str:
    return _line(for_people(cell, numeric=column.numeric)) if cell is not None else "–"


def _line(text: str) -> str:
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    return _LIST_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
