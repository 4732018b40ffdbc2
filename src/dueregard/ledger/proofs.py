"""The proof of one entry as a file: the entry, its place in the tree, and the signed head.

Without it somebody who is named in one entry would have to be shown all the others. The form is
c2sp.org/tlog-proof. Pure.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.ledger import notes, rules, tree
from dueregard.ledger.notes import Checkpoint, Key, Note
from dueregard.ledger.tree import Proof

FIRST = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
_NOT_ONE = (
    "This is not the proof of an entry, or it was cut short. Ask for the file again: it begins "
    f"with '{FIRST}'."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """That an entry stands in the ledger under a signed head.

    `salt` and `body` are the words, where they are shown: without them it proves that there is an
    entry of that number and time, and not what it says.
    """

    seq: int
    at: str
    commitment: str
    path: Proof
    note: Note
    salt: str | None = None
    body: Mapping[str, Any] | None = None


def to_text(proof: Inclusion) -> str:
    """The proof as a file."""
    shown: dict[str, Any] = {"at": proof.at, "commitment": proof.commitment}
    if proof.body is not None:
        shown |= {"salt": proof.salt, "body": dict(proof.body)}
    extra = base64.b64encode(rules.canonical(shown)).decode()
    hashes = "".join(f"{base64.b64encode(each).decode()}\n" for each in proof.path)
    return f"{FIRST}\nextra {extra}\nindex {proof.seq - 1}\n{hashes}\n{proof.note}"


def from_text(text: str) -> Inclusion:
    """The proof in a file; refused in words where any character is not as it must be."""
    first, blank, note = text.partition("\n\n")
    lines = first.split("\n")
    try:
        if not blank or lines[0] != FIRST or lines[1][:6] != "extra " or lines[2][:6] != "index ":
            raise DueRegardError(_NOT_ONE)
        shown = json.loads(base64.b64decode(lines[1][6:], validate=True))
        found = Inclusion(
            seq=int(lines[2][6:]) + 1, at=str(shown["at"]), commitment=str(shown["commitment"]),
            path=tuple(base64.b64decode(each, validate=True) for each in lines[3:]),
            note=notes.note_from_text(note), salt=shown.get("salt"), body=shown.get("body"),
        )
        if to_text(found) != text:
            raise DueRegardError(_NOT_ONE)
    except (IndexError, KeyError, TypeError, ValueError, AttributeError, RecursionError,
            binascii.Error):
        raise DueRegardError(_NOT_ONE) from None
    return found


def holds(proof: Inclusion, *, key: Key) -> Checkpoint:
    """The head under which the entry is proved; refused in words where it is not."""
    head = notes.checkpoint_from_text(proof.note.text)
    if head.origin != key.name or not notes.is_signed(proof.note, key):
        raise DueRegardError(f"The head in this proof is not signed with the key of {key.name}.")
    if proof.body is not None and proof.commitment != rules.commitment(
        salt=proof.salt or "", body=proof.body
    ):
        raise DueRegardError(
            f"Entry {proof.seq} does not fit: its words are not the words that were committed to."
        )
    if not tree.included(
        leaf=rules.leaf(at=proof.at, commitment=proof.commitment), index=proof.seq - 1,
        size=head.size, proof=proof.path, root=head.root,
    ):
        raise DueRegardError(
            f"Entry {proof.seq} does not fit: it is not in the ledger of {head.size} entries that "
            "was signed, or not at this place and this time."
        )
    return head
