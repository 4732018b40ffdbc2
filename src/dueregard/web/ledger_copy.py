"""A copy of the ledger as a folder of files, which `dueregard verify` checks.

Without it the administrator's copy, the inspector's archive and the Commissioner's would each be
spelt in a way of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dueregard.ledger import copies, queries
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.queries import Head
from dueregard.ledger.rules import Line
from dueregard.ledger.witnesses import queries as witnesses

Files = Iterator[tuple[str, Iterator[str]]]


def files(
    head: Head, *, keep: Callable[[Line], bool] | None = None, processing: bool = False,
    more: str = "",
) -> Files:
    """The name of each file and what is in it, up to a head.

    Where `keep` says no, the words of an entry are left out. The log of processing is left out
    unless `processing`. `more` is added to README.txt.
    """
    yield copies.ENTRIES, _entries(head.seq, keep, processing)
    yield copies.HEAD, iter([copies.head_to_json(entries=head.seq, head=head.hash)])
    yield copies.HEADS, (
        f"{copies.heads_line(each.note)}\n" for each in heads.all_signed(upto=head.seq)
    )
    yield copies.KEYS, _keys(head.seq)
    yield copies.README, iter([copies.README_TEXT + more])


def write(folder: Path) -> Head:
    """The whole ledger in a folder, without the words of the log of processing."""
    folder.mkdir(parents=True, exist_ok=True)
    head = queries.head()
    for name, content in files(head, more=WITHOUT_PROCESSING):
        part = folder / f"{name}.part"
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(content)
        part.replace(folder / name)
    return head


WITHOUT_PROCESSING = """
The words of the log of processing (Data Protection Act 2018, section 62) are left out of this copy:
the law allows it to be used for some purposes only. 'dueregard verify' counts them among those
whose words were erased or left out.
"""


def _entries(upto: int, keep: Callable[[Line], bool] | None, processing: bool) -> Iterator[str]:
    for line in queries.lines(processing=processing):
        if line.seq > upto:
            return
        kept = keep is None or keep(line)
        yield copies.line_to_json(line if kept else replace(line, salt=None, body=None)) + "\n"


def _keys(upto: int) -> Iterator[str]:
    """The ledger's keys in the order in which they came, and those of its witnesses."""
    seen = dict.fromkeys(each.key for each in heads.all_signed(upto=upto))
    seen |= dict.fromkeys(each.key for each in witnesses.witnesses())
    for key in seen:
        yield f"{key}\n"
