"""Checking a proof that stands in a file of its own: of one entry, or from one head to a later."""

from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.ledger import notes, proofs, witnessing
from dueregard.ledger.notes import Checkpoint, Key, Note

_NEEDS_KEY = (
    "Give the verifier key of the ledger with --key: the force shows it beside its list of heads, "
    "and you should have it from elsewhere than this file."
)


def text_of(path: Path) -> str:
    """A file as text; refused in words where it is none."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise DueRegardError(f"{path} cannot be read as text. Check the name.") from error


def note_in(path: Path) -> Note:
    """The signed head in a file; the newest where the file has several with their proofs."""
    return witnessing.steps_from_text(text_of(path))[-1].note


def verify(path: Path, *, key: Key | None, since: Note | None, witnesses: tuple[Key, ...]) -> None:
    """Check the proof in a file and say what it shows; refused in words where it shows nothing."""
    text = text_of(path)
    if key is None:
        raise DueRegardError(_NEEDS_KEY)
    if text.startswith(proofs.FIRST):
        _say_entry(proofs.from_text(text), key=key, witnesses=witnesses)
        return
    note = witnessing.judge(witnessing.steps_from_text(text), seen=since, key=key)
    head = notes.checkpoint_from_text(note.text)
    click.echo(f"Signed by {head.origin}: a head over {head.size} entries.")
    if since is None:
        click.echo("To see whether it goes on from a head that you kept, give that with --since.")
    else:
        kept = notes.checkpoint_from_text(since.text)
        click.echo(f"The ledger of {kept.size} entries that you saw earlier is its beginning.")
    _say_witnesses(note, head, witnesses)


def _say_entry(proof: proofs.Inclusion, *, key: Key, witnesses: tuple[Key, ...]) -> None:
    head = proofs.holds(proof, key=key)
    click.echo(
        f"Entry {proof.seq} of {proof.at} stands in the ledger of {head.origin}, under the signed "
        f"head over {head.size} entries."
    )
    click.echo(
        f"It says: {proof.body}" if proof.body is not None
        else "Its words are not shown here: they were kept back or erased."
    )
    _say_witnesses(proof.note, head, witnesses)


def _say_witnesses(note: Note, head: Checkpoint, witnesses: tuple[Key, ...]) -> None:
    for witness in witnesses:
        at = notes.signed_at(note, witness)
        if at is None:
            raise DueRegardError(f"{witness.name} has not signed the head over {head.size}.")
        click.echo(f"Signed too by {witness.name}, on {at:%d %B %Y %H:%M} UTC.")
