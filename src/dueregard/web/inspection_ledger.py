"""The ledger as it goes into an inspector's archive: every entry's place, and the words of some.

Without it an archive about technology would carry off who signed in, who was refused a page and
who was appointed. What is left out keeps its commitment, so the proof of all the rest holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from dueregard.ledger import notes, proofs, queries
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.processing.rules import is_processing
from dueregard.ledger.queries import Head, Proved
from dueregard.ledger.rules import Line
from dueregard.manage.bodies import queries as bodies
from dueregard.people import queries as people
from dueregard.people.rules import ROLE_NAMES, Role
from dueregard.web.ledger_copy import Files, files
from dueregard.web.told import Told, told

ABOUT = "use-"
VERBS = ("inspection:", "publication:")
README_MORE = """
In this copy only the words of entries about a use, about what is published and about inspections
are kept. Those about people (who signed in, who was appointed, who was refused a page) and those of
the log of processing are left out. 'dueregard verify' counts them among those whose words were
erased or left out.
The names of those who acted stand in entries.jsonl, because its proof covers them.
"""


def copy_of(head: Head) -> Files:
    """The files of the ledger up to a head, with the words that an inspector is given."""
    return files(head, keep=_is_kept, more=README_MORE)


def proofs_of(entries: Iterable[Proved]) -> Iterator[tuple[str, str]]:
    """The name and the proof of each entry under the newest signed head, with its words.

    Those of the log of processing stay where they are: of such an entry its place is proved alone.
    """
    newest = heads.newest()
    for each in entries:
        if newest and each.seq <= newest.size:
            yield f"entry-{each.seq}{proofs.SUFFIX}", proof_of(
                each.seq, size=newest.size, words=not is_processing(each.verb))


def proof_of(seq: int, *, size: int | None = None, words: bool = True) -> str:
    """The proof of one entry as a file, under the newest head or that over `size` entries.

    Missing where there is none yet, and with `words` for an entry of the log of processing.
    """
    found, said = heads.inclusion(seq, size=size), queries.words_of(seq) if words else None
    return proofs.to_text(proofs.Inclusion(
        seq=seq, at=found.at, commitment=found.commitment, path=found.path,
        note=notes.note_from_text(found.head.note),
        salt=said[0] if said else None, body=said[1] if said else None,
    ))


def told_by_post(entries: Iterable[Proved]) -> tuple[Told, ...]:
    """Entries in words, with posts in the place of names."""
    names = _names()
    return tuple(
        replace(found, sentence=_without(names, found.sentence),
                detail=_without(names, found.detail))
        for found in (told(replace(each, by=_post(each))) for each in entries)
    )


def _is_kept(line: Line) -> bool:
    body = line.body or {}
    verb = str(body.get("verb", ""))
    return str(body.get("about", "")).startswith(ABOUT) or verb.startswith(VERBS)


def _post(entry: Proved) -> str:
    held = [ROLE_NAMES[Role(each)].lower() for each in sorted(entry.roles) if each in set(Role)]
    if held:
        return _("The %s") % ", ".join(held)
    return _("The clock") if "clock" in entry.roles else _("Somebody")


def _without(names: list[str], text: str) -> str:
    """The same without the full name of anybody who has an account or a seat."""
    for name in names:
        text = text.replace(name, _("(a person)"))
    return text


def _names() -> list[str]:
    held = {each.name for each in people.roster()}
    held |= {seat.name for body in bodies.bodies(today=date.min) for seat in body.seats}
    return sorted((each for each in held if " " in each), key=len, reverse=True)
