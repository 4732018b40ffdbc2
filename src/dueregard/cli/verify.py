"""Checking a copy of the ledger: needs no database, and no trust in whoever made the copy."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.ledger import rules
from dueregard.ledger.rules import Broken, Line


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--head", default=None, metavar="HASH",
              help="A head that you saw earlier: is that ledger the beginning of this one?")
def verify(folder: Path, head: str | None) -> None:
    """Check that every entry of an exported ledger fits the one before it."""
    try:
        outcome = rules.verify(_lines(folder), head=head)
        stated = _stated_head(folder)
    except DueRegardError as error:
        raise click.ClickException(str(error)) from error
    if isinstance(outcome, Broken):
        where = f"Entry {outcome.seq} does not fit" if outcome.seq else "It does not fit"
        raise click.ClickException(f"{where}: {outcome.reason}.")
    if stated != (outcome.entries, outcome.head):
        raise click.ClickException(
            f"head.json speaks of {stated[0]} entries with the head {stated[1]}, but entries.jsonl "
            f"has {outcome.entries} with the head {outcome.head}. Entries were cut off or added."
        )
    click.echo(f"All {outcome.entries} entries fit. Head: {outcome.head}")
    if outcome.erased:
        click.echo(
            f"The words of {outcome.erased} were erased or left out of this copy; their place in "
            "the chain holds."
        )
    if outcome.extends:
        click.echo("The ledger that you saw earlier is the beginning of this one.")


def _lines(folder: Path) -> Iterator[Line]:
    path = folder / "entries.jsonl"
    if not path.is_file():
        raise DueRegardError(
            f"There is no entries.jsonl in {folder}. Give the folder that "
            "'dueregard export-ledger -o FOLDER' wrote."
        )
    try:
        with path.open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield rules.line_from_json(text, number=number)
    except UnicodeDecodeError as error:
        raise DueRegardError("entries.jsonl is not text in UTF-8: the copy is damaged.") from error


def _stated_head(folder: Path) -> tuple[int, str]:
    try:
        plain = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        return int(plain["entries"]), str(plain["head"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DueRegardError(
            f"head.json in {folder} is missing or damaged. Export the ledger again."
        ) from error
