"""`dueregard witness`: somebody outside follows a force's ledger, and signs its heads too.

It keeps one folder: its key, the ledger that it watches, the last head that it saw, and a copy of
all that it signed or refused. It needs no database and nothing of the force's but its heads.
"""

import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.cli import verify_proof
from dueregard.ledger import notes, witnessing
from dueregard.ledger.keys import kept
from dueregard.ledger.notes import Key, Kind, Note, Signer
from dueregard.ledger.witnessing import Contradiction

try:
    import fcntl
except ModuleNotFoundError:  # pragma: no cover - Windows has no such lock
    fcntl = None  # type: ignore[assignment]

KEY, WATCHED, SEEN = "witness-key", "watched-key.txt", "seen.txt"
_SECONDS, _MOST_BYTES = 30, 20_000_000


@click.group()
def witness() -> None:
    """Watch a force's ledger from outside, and sign its heads where they only ever grow."""


@witness.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", required=True,
              help="Your name as a witness: an address of yours without https://, no spaces.")
@click.option("--ledger", "ledger", required=True, metavar="KEY",
              help="The verifier key of the ledger. Ask for it in person, and not only in mail.")
def begin(folder: Path, name: str, ledger: str) -> None:
    """Make a folder with a key of your own, and say which ledger you watch."""
    watched = notes.key_from_text(ledger)
    if watched.kind is not Kind.LEDGER:
        raise click.ClickException("This is the key of a witness. Ask the force for its ledger's.")
    if (folder / WATCHED).exists():
        raise click.ClickException(
            f"{folder} watches a ledger already. Make another folder for another ledger."
        )
    made = notes.new_signer(name, Kind.WITNESS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    signer = notes.signer_from_text(kept(folder / KEY, lambda: made.text))
    _write(folder / WATCHED, f"{watched.text}\n")
    click.echo(f"You watch {watched.name}. Give the force this line, which is your verifier key:")
    click.echo(signer.key.text)
    click.echo(f"Keep {folder} safe and private: whoever has the key in it can sign as you.")


@witness.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("source")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="Where to put the signed head. Default: the folder 'signed' of your own.")
def sign(folder: Path, source: str, output: Path | None) -> None:
    """Look at the newest head, and sign it where it goes on from the last that you saw.

    SOURCE is the address of the force's list of heads (https://.../ledger/), or a file that it
    sent you.
    """
    try:
        with _alone(folder):
            note, size = _signed(folder, source)
    except DueRegardError as error:
        raise click.ClickException(str(error)) from error
    target = output or folder / "signed" / f"{size}.txt"
    if output is not None:
        _write(output, str(note))
    click.echo(f"Signed: the ledger has {size} entries and goes on from what you saw before.")
    click.echo(f"Send this file to the force: {target}")


@witness.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def show(folder: Path) -> None:
    """Say which ledger is watched, how far it was seen, and your own verifier key."""
    signer, watched = _keys(folder)
    seen = _seen(folder)
    click.echo(f"You watch {watched.name}: {watched.text}")
    click.echo(f"Your verifier key: {signer.key.text}")
    if seen is None:
        click.echo("You have seen no head yet.")
        return
    size = notes.checkpoint_from_text(seen.text).size
    at = notes.signed_at(seen, signer.key)
    click.echo(f"The last head that you signed is over {size} entries, on {at:%d %B %Y %H:%M} UTC.")


def _signed(folder: Path, source: str) -> tuple[Note, int]:
    signer, watched = _keys(folder)
    seen = _seen(folder)
    steps = witnessing.steps_from_text(_text(source, seen))
    try:
        newest = witnessing.judge(steps, seen=seen, key=watched)
    except Contradiction as contradiction:
        refused = folder / "refused" / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
        _write(refused, str(contradiction.note))
        raise DueRegardError(
            f"{contradiction} The head that you were shown is kept in {refused}, and the one that "
            f"you signed in {folder / SEEN}."
        ) from contradiction
    # Under our own copy stands the force's signature and ours; those of others are theirs to give.
    own = tuple(
        each for each in newest.signatures if (each.name, each.id) == (watched.name, watched.id)
    )
    line = notes.cosigned(newest.text, signer, at=datetime.now(UTC))
    note = Note(text=newest.text, signatures=(*own, line))
    size = notes.checkpoint_from_text(note.text).size
    # Seen before it is handed out: what was signed is never forgotten, also after a power cut.
    _write(folder / SEEN, str(note))
    _write(folder / "signed" / f"{size}.txt", str(note))
    return note, size


def _keys(folder: Path) -> tuple[Signer, Key]:
    if not (folder / KEY).is_file() or not (folder / WATCHED).is_file():
        raise DueRegardError(
            f"{folder} is not the folder of a witness. Make one with "
            "'dueregard witness begin FOLDER'."
        )
    signer = notes.signer_from_text(verify_proof.text_of(folder / KEY))
    return signer, notes.key_from_text(verify_proof.text_of(folder / WATCHED))


def _seen(folder: Path) -> Note | None:
    path = folder / SEEN
    return notes.note_from_text(verify_proof.text_of(path)) if path.exists() else None


def _text(source: str, seen: Note | None) -> str:
    if "://" not in source:
        return verify_proof.text_of(Path(source))
    if not source.startswith(("https://", "http://")):
        raise DueRegardError("Give an address that begins with https://, or the name of a file.")
    name = f"since/{notes.checkpoint_from_text(seen.text).size}.txt" if seen else "newest.txt"
    address = f"{source.rstrip('/')}/{name}"
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise DueRegardError(f"{address} gives more than a list of heads can be.")
        return content.decode()
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 404 and seen:
            raise DueRegardError(
                f"{address} is not there: the force's list does not hold the head that you signed "
                f"last. Nothing was signed. Ask the force why, and keep {SEEN}."
            ) from error
        raise DueRegardError(_unfetched(address, error)) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise DueRegardError(_unfetched(address, error)) from error


def _unfetched(address: str, error: Exception) -> str:
    return f"{address} could not be fetched ({error}). Nothing was signed. Try again later."


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and on the disk before we go on."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two at once could sign two heads out of order."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
