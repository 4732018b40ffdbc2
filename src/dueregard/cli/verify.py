"""Checking a copy of the ledger: needs no database, and no trust in whoever made the copy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.cli import verify_proof
from dueregard.ledger import copies, notes, rules
from dueregard.ledger.notes import Checkpoint, Key, Kind, Note
from dueregard.ledger.rules import Broken, Unreadable, Verified

_KEY = "The verifier key of the ledger, which you have from elsewhere. Default: that in the copy."


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What was signed: the heads with their notes, the keys, and whether those are our own."""

    heads: tuple[tuple[Checkpoint, Note], ...]
    witnesses: tuple[Key, ...]
    from_copy: bool


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--head", default=None, metavar="HASH",
              help="A head that you saw earlier: is that ledger the beginning of this one?")
@click.option("--since", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help="A signed head that you kept: is that ledger the beginning of this one?")
@click.option("--key", "key", default=None, metavar="KEY", help=_KEY)
@click.option("--witness", "witnesses", multiple=True, metavar="KEY",
              help="The verifier key of a witness, who must have signed. May be given several "
                   "times. Default: those in the copy.")
def verify(
    path: Path, head: str | None, since: Path | None, key: str | None, witnesses: tuple[str, ...]
) -> None:
    """Check an exported ledger (a folder), or the proof of one entry or between heads (a file)."""
    try:
        given = notes.key_from_text(key) if key else None
        asked = tuple(notes.key_from_text(each) for each in witnesses)
        kept = verify_proof.note_in(since) if since else None
        if path.is_file():
            verify_proof.verify(path, key=given, since=kept, witnesses=asked)
        else:
            _verify_copy(path, head=head, since=kept, key=given, asked=asked)
    except DueRegardError as error:
        raise click.ClickException(str(error)) from error


def _verify_copy(
    folder: Path, *, head: str | None, since: Note | None, key: Key | None, asked: tuple[Key, ...]
) -> None:
    signed = _signed(folder, key=key, since=since, asked=asked)
    roots = _roots(signed)
    try:
        with _entries(folder).open("rb") as file:
            outcome = rules.walk(copies.read(file), head=head, roots=roots)
    except Unreadable as problem:
        outcome = Broken(seq=problem.seq, reason=str(problem).rstrip("."))
    if isinstance(outcome, Broken):
        where = f"Entry {outcome.seq} does not fit" if outcome.seq else "It does not fit"
        raise DueRegardError(f"{where}: {outcome.reason}.")
    _check_stated(folder, outcome)
    _say(outcome, signed, asked=asked, since=since)


def _entries(folder: Path) -> Path:
    path = folder / copies.ENTRIES
    if not path.is_file():
        raise DueRegardError(
            f"There is no entries.jsonl in {folder}. Give the folder that "
            "'dueregard export-ledger -o FOLDER' wrote, or the file of a proof."
        )
    return path


def _signed(
    folder: Path, *, key: Key | None, since: Note | None, asked: tuple[Key, ...]
) -> Signed:
    """The heads in the copy, and the one that was kept, each with a signature that fits."""
    file = folder / copies.HEADS
    held = copies.heads_from(_lines(file)) if file.is_file() else ()
    in_copy = [notes.key_from_text(each) for each in _lines(folder / copies.KEYS)
               if each.strip()] if (folder / copies.KEYS).is_file() else []
    keys = [key] if key else [each for each in in_copy if each.kind is Kind.LEDGER]
    if (key or asked) and not held:
        raise DueRegardError("There is no signed head in this copy. Ask for one with signed heads.")
    heads = []
    for note in (*held, *((since,) if since else ())):
        found = notes.checkpoint_from_text(note.text)
        if not any(found.origin == each.name and notes.is_signed(note, each) for each in keys):
            raise DueRegardError(
                f"The head over {found.size} entries is not signed with the key of this ledger. "
                "Is the key the right one? Ask the force for it by another way."
            )
        heads.append((found, note))
    witnesses = asked or tuple(each for each in in_copy if each.kind is Kind.WITNESS)
    return Signed(heads=tuple(heads), witnesses=witnesses, from_copy=key is None)


def _lines(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            return list(file)
    except (OSError, UnicodeDecodeError) as error:
        raise DueRegardError(f"{path.name} cannot be read: the copy is damaged.") from error


def _roots(signed: Signed) -> dict[int, str]:
    roots: dict[int, str] = {}
    for head, _note in signed.heads:
        if roots.setdefault(head.size, head.root.hex()) != head.root.hex():
            raise DueRegardError(
                f"Two different heads over {head.size} entries were signed: the ledger was forked "
                "or rewritten. Keep both, and show them to the inspector and the witnesses."
            )
    return roots


def _check_stated(folder: Path, outcome: Verified) -> None:
    """head.json must be, byte for byte, what the entries say."""
    said = {"entries": outcome.entries, "head": outcome.head}
    spelt = {copies.head_to_json(entries=outcome.entries, head=outcome.head), json.dumps(said)}
    try:
        stated = (folder / copies.HEAD).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        stated = ""
    if stated not in spelt:
        raise DueRegardError(
            f"head.json is missing, damaged, or speaks of other entries: entries.jsonl has "
            f"{outcome.entries} with the head {outcome.head}. Entries were cut off or added, or "
            "head.json was changed."
        )


def _say(
    outcome: Verified, signed: Signed, *, asked: Sequence[Key], since: Note | None
) -> None:
    click.echo(f"All {outcome.entries} entries fit. Head: {outcome.head}")
    if outcome.erased:
        click.echo(
            f"The words of {outcome.erased} were erased or left out of this copy; their place in "
            "the chain holds."
        )
    if outcome.extends or since:
        click.echo("The ledger that you saw earlier is the beginning of this one.")
    if not signed.heads:
        click.echo("No head in this copy is signed: it shows that the entries fit each other, and "
                   "not that they are those of last week.")
        return
    newest = max(head.size for head, _note in signed.heads)
    origin = signed.heads[-1][0].origin
    click.echo(f"Signed by {origin}: {len(signed.heads)} heads, the newest over {newest} entries.")
    if newest < outcome.entries:
        click.echo(f"The last {outcome.entries - newest} entries are not signed yet.")
    for witness in signed.witnesses:
        click.echo(_witnessed(signed, witness, must=witness in asked))
    if signed.from_copy:
        click.echo("The keys are those in the copy. Compare them with those that you have from "
                   "elsewhere, or give them with --key and --witness.")


def _witnessed(signed: Signed, witness: Key, *, must: bool) -> str:
    """How far a witness has signed. Its own copy of a head may lie beside ours: both count."""
    found = [
        (head.size, at) for head, note in signed.heads
        if (at := notes.signed_at(note, witness)) is not None
    ]
    if not found:
        if must:
            raise DueRegardError(f"{witness.name} has signed no head in this copy.")
        return f"{witness.name} has signed no head in this copy."
    size, at = max(found)
    return f"Signed too by {witness.name}: over {size} entries, on {at:%d %B %Y %H:%M} UTC."
