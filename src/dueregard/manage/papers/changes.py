"""What is different between two papers about the same thing, in sentences.

Without it a committee that meets a use for the second time would have to read both papers
side by side, or take the owner's word for what changed.
"""

from dueregard.documents.document import Block, Document, Fields, Points, Table

# What the two pages say stands in the annex too; what changed is not itself a change.
_NOT_COMPARED = frozenset({
    "question", "changed", "primer", "sides", "known", "blocking", "open", "annex",
})
_FIGURES = "weighed-"
_LONG = 160
# The table of effects; narrower ones are told apart by their first cell.
_WIDE = 7


def differences(*, before: Document, after: Document) -> tuple[str, ...]:
    """Each fact, row and gap that was added, dropped or changed, part by part.

    Rows are matched by their first cell, facts by their label; what was only reordered is not
    a change. It compares words: it cannot tell whether a change matters.
    """
    old = {part.key: part.blocks for part in before.parts if part.key not in _NOT_COMPARED}
    found: list[str] = []
    for part in after.parts:
        # A part that papers of an earlier form lack cannot be compared with anything.
        if part.key in _NOT_COMPARED or part.key not in old:
            continue
        if part.key.startswith(_FIGURES):
            # Every figure moves when options are weighed again: the day says that they were.
            continue
        was = _entries(old.get(part.key, ()))
        now = _entries(part.blocks)
        for key, (name, words) in now.items():
            if key not in was:
                found.append(f"{part.title}, new: {name}{f': {_said(words)}' if words else ''}.")
            elif was[key][1] != words:
                found.append(
                    f"{part.title}, changed: {name} was {_or_unknown(was[key][1])}, "
                    f"is {_or_unknown(words)}."
                )
        found += [
            f"{part.title}, no longer there: {name}." for key, (name, _) in was.items()
            if key not in now
        ]
    return tuple(found)


def _entries(blocks: tuple[Block, ...]) -> dict[str, tuple[str, str]]:
    """What a part says, by what identifies it: a name for people, and the words that may change."""
    entries: dict[str, tuple[str, str]] = {}
    for block in blocks:
        if isinstance(block, Fields):
            for each in block.fields:
                entries[f"field {each.label}"] = (f"‘{each.label}’", each.value.strip())
        elif isinstance(block, Points):
            for item in block.items:
                entries[f"item {item}"] = (item.rstrip("."), "")
        elif isinstance(block, Table):
            entries |= _rows(block)
    return entries


def _rows(table: Table) -> dict[str, tuple[str, str]]:
    entries: dict[str, tuple[str, str]] = {}
    for row in table.rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        # Several effects of one option share its first cell: what would happen tells them apart.
        name = cells[0] if len(cells) < _WIDE else f"{cells[0]}: {cells[3]}"
        entries[f"row {table.caption} {name}"] = (f"‘{name}’", "; ".join(filter(None, cells[1:])))
    return entries



def _or_unknown(words: str) -> str:
    return _said(words) if words else "not known"


def _said(words: str) -> str:
    return f"‘{words if len(words) <= _LONG else words[:_LONG].rsplit(' ', 1)[0] + ' …'}’"
