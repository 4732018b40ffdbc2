"""What a witness does: it compares each new head with the last that it saw, and signs or refuses.

Without it a force could show one history to its inspector and another to its partners. Pure: a
witness keeps one head and needs neither our database nor our entries.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.ledger import notes, tree
from dueregard.ledger.notes import Checkpoint, Key, Note

# By c2sp.org/tlog-witness; a ledger of 2**63 entries needs no more.
MOST_HASHES = 63
MOST_STEPS = 20_000
_OLD = "old "


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A head, and the proof that the one of `old` entries is its beginning.

    As text it is what c2sp.org/tlog-witness sends to a witness. `old` is None where there is a
    head alone.
    """

    old: int | None
    proof: tuple[bytes, ...]
    note: Note

    def __str__(self) -> str:
        if self.old is None:
            return str(self.note)
        hashes = "".join(f"{base64.b64encode(each).decode()}\n" for each in self.proof)
        return f"{_OLD}{self.old}\n{hashes}\n{self.note}"


class Contradiction(DueRegardError):
    """The force signed two heads that cannot both be true. `note` is the one to keep as proof."""

    def __init__(self, reason: str, note: Note) -> None:
        super().__init__(reason)
        self.note = note


def steps_from_text(text: str) -> tuple[Step, ...]:
    """One step or several after each other; or a head alone."""
    if not text.startswith(_OLD):
        return (Step(old=None, proof=(), note=notes.note_from_text(text)),)
    parts = text.split("\n\n")
    if len(parts) < 3 or len(parts) // 3 > MOST_STEPS:
        raise DueRegardError(_not_a_step(1))
    found: list[Step] = []
    at = 0
    while at < len(parts) and parts[at] != "":
        number = len(found) + 1
        if at + 2 >= len(parts):
            raise DueRegardError(_not_a_step(number))
        # All but the last part lost their last new line with the empty line between two steps.
        end = "" if at + 3 >= len(parts) else "\n"
        found.append(_step(parts[at], f"{parts[at + 1]}\n\n{parts[at + 2]}{end}", number))
        at += 3
    return tuple(found)


def steps_to_text(steps: Sequence[Step]) -> str:
    """Steps as one text, with an empty line after each but the last."""
    return "\n".join(str(each) for each in steps)


def judge(steps: Sequence[Step], *, seen: Note | None, key: Key) -> Note:
    """The newest head, once it is shown to go on from the one that was `seen`.

    Refused in words where a signature is missing, where the proof does not reach from what was
    seen, and (as Contradiction) where the ledger was cut back or forked. With nothing seen the
    newest head is taken as it is: a witness can only vouch for what follows.
    """
    if not steps:
        raise DueRegardError("There is no head to look at. Ask the force for one.")
    heads = [_signed_head(each.note, key) for each in steps]
    known = notes.checkpoint_from_text(seen.text) if seen else heads[0]
    newest = heads[-1]
    if newest.size < known.size:
        raise Contradiction(
            f"Not signed. This head is over {newest.size} entries, but you signed one over "
            f"{known.size}: entries were taken away, or you were sent an old head. Ask the force "
            "which, and keep both heads.", steps[-1].note,
        )
    if not _follow(steps, heads, start=known):
        raise DueRegardError(
            f"Not signed. You last signed a head over {known.size} entries, and this does not show "
            f"how the new one over {newest.size} goes on from it. Ask the force for the proof "
            f"since {known.size}." if seen else
            "Not signed. The heads in this file do not go on from each other. Ask the force for "
            "its newest head alone."
        )
    return steps[-1].note


def _follow(steps: Sequence[Step], heads: Sequence[Checkpoint], *, start: Checkpoint) -> bool:
    """Whether the steps lead on from the start; Contradiction where one of them cannot be true."""
    at = start
    reached = False
    for step, head in zip(steps, heads, strict=True):
        if head.size == at.size:
            if head.root != at.root:
                raise Contradiction(
                    f"Not signed. The force signed two different heads over {head.size} entries: "
                    "its ledger was forked or rewritten. Keep both, and show them to its "
                    "inspector and to the other witnesses.", step.note,
                )
            reached = True
        elif head.size > at.size and step.old == at.size:
            if not tree.consistent(
                old=at.size, old_root=at.root, size=head.size, root=head.root, proof=step.proof
            ):
                raise Contradiction(
                    f"Not signed. The head over {head.size} entries does not go on from the one "
                    f"over {at.size}: the ledger was forked or rewritten, or the proof was "
                    "damaged on its way. Ask for it once more; if it is the same, keep both heads "
                    "and show them to its inspector and to the other witnesses.", step.note,
                )
            at, reached = head, True
        elif head.size > at.size:
            return False
    return reached and at.size == heads[-1].size


def _signed_head(note: Note, key: Key) -> Checkpoint:
    head = notes.checkpoint_from_text(note.text)
    if head.origin != key.name:
        raise DueRegardError(
            f"Not signed. This is a head of the ledger {head.origin}, and you watch {key.name}."
        )
    if not notes.is_signed(note, key):
        raise DueRegardError(
            f"Not signed. The head over {head.size} entries is not signed with the key of "
            f"{key.name} that you know. Did the force change its key? Ask it by another way than "
            "the one by which this came."
        )
    return head


def _step(first: str, note: str, number: int) -> Step:
    lines = first.split("\n")
    try:
        old = int(lines[0].removeprefix(_OLD))
        proof = tuple(base64.b64decode(each, validate=True) for each in lines[1:])
    except (binascii.Error, ValueError):
        raise DueRegardError(_not_a_step(number)) from None
    if lines[0] != f"{_OLD}{old}" or old < 0 or len(proof) > MOST_HASHES or any(
        len(each) != 32 for each in proof
    ):
        raise DueRegardError(_not_a_step(number))
    return Step(old=old, proof=proof, note=notes.note_from_text(note))


def _not_a_step(number: int) -> str:
    return (
        f"Head {number} in this file is not a head with its proof. Take the file as the force gave "
        "it: a line 'old' with a number, the hashes, an empty line, and the signed head."
    )
