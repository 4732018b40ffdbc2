"""A copy of the ledger as files: how each is spelt, and how it is read back byte for byte.

Without it a byte that was changed in a copy could be read past, as a space is between two words.
Pure: `dueregard verify` reads a copy with no database and with nothing of the workbench.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.ledger import notes
from dueregard.ledger.notes import Note
from dueregard.ledger.rules import Line, Sealed, Unreadable, sealed

ENTRIES, HEAD, HEADS, KEYS, README = (
    "entries.jsonl", "head.json", "heads.jsonl", "keys.txt", "README.txt"
)
README_TEXT = """This folder is a copy of a ledger kept by Due Regard.

entries.jsonl   one entry a line, in order: what was done, by whom, when
head.json       how many entries there are, and the head: one number that stands for all of them
heads.jsonl     what was signed of it: each line holds a checkpoint (C2SP tlog-checkpoint) with the
                signatures of the force and of its witnesses
keys.txt        the verifier keys of the force and of its witnesses, as the force gives them

Each entry has a commitment: SHA-256 of its salt followed by its body as canonical JSON
(sorted keys, no spaces, UTF-8). The head after an entry is SHA-256 of the head before it,
the entry's number, its time and its commitment, joined by newlines. The first head is 64 noughts.
The root in a checkpoint is that of the Merkle tree of RFC 9162 with SHA-256; the data of a leaf are
the entry's time and its commitment, joined by a newline.
A body may have been erased, because it named somebody; the commitment stays, and the proof holds.

To check it:             dueregard verify FOLDER
To check that it still contains what you saw earlier:  dueregard verify FOLDER --head HEAD
With keys that you have from elsewhere:  dueregard verify FOLDER --key KEY --witness KEY
"""
_BODY, _CUT, _HEX = b'","body":', b',"commitment":"', 64
_SAID = b'{"at":"%b","body":%b,"commitment":"%b","head":"%b","salt":"%b","seq":%d}\n'
_UNSAID = b'{"at":"%b","body":null,"commitment":"%b","head":"%b","salt":null,"seq":%d}\n'
_SPELL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode
_SPELL_BEFORE = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def line_to_json(line: Line) -> str:
    """One entry as one line of entries.jsonl: canonical JSON, so that it has one spelling."""
    return _SPELL(_plain(line))


def line_from_json(text: str, *, number: int) -> Line:
    """One line of entries.jsonl as an entry; Unreadable where it is not one."""
    try:
        plain = json.loads(text)
        return Line(
            seq=int(plain["seq"]), at=str(plain["at"]), commitment=str(plain["commitment"]),
            head=str(plain["head"]), salt=plain["salt"], body=plain["body"],
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(number) from error


def read(lines: Iterable[bytes]) -> Iterator[Sealed]:
    """The entries of entries.jsonl, from the lines of the file with their ends.

    The words are hashed as they stand in the file, without being read as JSON: that is quick. And
    each line must be what its parts make when they are written again, so that no byte can be
    changed unseen. Raises Unreadable at the first line that is no entry.
    """
    for number, text in enumerate(lines, start=1):
        cut, body = text.rfind(_CUT), text.find(_BODY)
        # Between the words and the end everything has a fixed length.
        at, words = text[7:body], text[body + len(_BODY) : cut]
        first = cut + len(_CUT)
        second = first + _HEX + len('","head":"')
        third = second + _HEX + len('","salt":"')
        committed, head = text[first : first + _HEX], text[second : second + _HEX]
        if words == b"null" and text == _UNSAID % (at, committed, head, number):
            yield number, at, committed, head, None
            continue
        salt = text[third : text.find(b'"', third)]
        if words != b"null" and text == _SAID % (at, words, committed, head, salt, number):
            yield number, at, committed, head, salt + words
        else:
            yield _read_slowly(text, number)


def _read_slowly(text: bytes, number: int) -> Sealed:
    """A line out of order, or in the earlier spelling with spaces: every byte must be just so."""
    try:
        line = line_from_json(text.decode(), number=number)
        spelt = {f"{spell(_plain(line))}\n".encode() for spell in (_SPELL, _SPELL_BEFORE)}
    except (UnicodeError, ValueError, TypeError) as error:
        raise Unreadable(number) from error
    if text not in spelt or (line.body is None) != (line.salt is None):
        raise Unreadable(number)
    return sealed(line)


def head_to_json(*, entries: int, head: str) -> str:
    """What head.json says."""
    return json.dumps({"entries": entries, "head": head}, indent=2) + "\n"


def _plain(line: Line) -> dict[str, Any]:
    return {
        "seq": line.seq, "at": line.at, "commitment": line.commitment, "head": line.head,
        "salt": line.salt, "body": line.body,
    }


def heads_line(note: str) -> str:
    """One signed head as one line of heads.jsonl."""
    return _SPELL({"note": note})


def heads_from(lines: Iterable[str]) -> tuple[Note, ...]:
    """The signed heads of heads.jsonl; refused in words at the first line that is none."""
    found = []
    for number, text in enumerate(lines, start=1):
        try:
            note = notes.note_from_text(json.loads(text)["note"])
            fits = heads_line(str(note)) + "\n" == text
        except (ValueError, KeyError, TypeError, DueRegardError):
            fits = False
        if not fits:
            raise DueRegardError(
                f"Line {number} of {HEADS} is not a signed head: it was changed or cut short in "
                "this copy. Export the ledger again and compare."
            )
        found.append(note)
    return tuple(found)
