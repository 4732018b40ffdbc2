"""Tables whose columns say which field fills them, so that a narrower one is left out whole.

Without it a paper for the public would be a copy of the force's with a column struck out by
hand, and nobody could tell where a statement comes from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.documents.audience import Audience
from dueregard.documents.document import Cell, Column, Part, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A column, the field of the record that fills it, and who may read that field.

    `source` is such as 'identify.Use.purpose'. `meaning` says what it is, where its heading alone
    does not.
    """

    label: str
    source: str
    audience: Audience
    meaning: str = ""
    numeric: bool = False

    @property
    def key(self) -> str:
        """What it is called in CSV and JSON."""
        return self.label.lower().replace(" ", "_")


def table(
    *, caption: str, columns: Sequence[Held], rows: Iterable[Sequence[Cell]], reader: Audience,
    shown: int | None = None,
) -> Table:
    """The table as this reader may see it: a column of a narrower field is not in it."""
    kept = [place for place, each in enumerate(columns) if reader.sees(each.audience)]
    return Table(
        caption=caption, shown=shown,
        columns=tuple(
            Column(label=columns[place].label, key=columns[place].key,
                   numeric=columns[place].numeric)
            for place in kept
        ),
        rows=tuple(tuple(row[place] for place in kept) for row in rows),
    )


def sources(columns: Iterable[Held], *, reader: Audience, title: str) -> Part:
    """Where each statement comes from, for the columns that this reader sees, each once."""
    seen = {(each.label, each.source): each for each in columns if reader.sees(each.audience)}
    return Part(title=title, key="sources", annex=True, blocks=(Table(
        caption="Each statement and the field of the record that it is taken from",
        columns=(Column(label="Statement", key="statement"), Column(label="Field", key="field"),
                 Column(label="What it is", key="meaning")),
        rows=tuple((each.label, each.source, each.meaning or None) for each in seen.values()),
    ),))
