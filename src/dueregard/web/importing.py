"""The command that takes in the list of systems that a force already keeps.

Without it a force with a long list and no patience for pages would have to click it in.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.answers import DueRegardError
from dueregard.web.readiness import make_ready, migrate

if TYPE_CHECKING:
    from rich.console import Console

    from dueregard.identify.imports.queries import Brought, Outcome
    from dueregard.identify.imports.words import Field
    from dueregard.ledger.rules import Actor


@click.command("register")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADING",
              help="Which column is what, where the guess is wrong. FIELD alone: not in the list.")
@click.option("--as", "email", default="", metavar="EMAIL",
              help="Whose doing it is. Default: the first administrator.")
@click.option("--yes", is_flag=True, help="Do not ask before the rows are taken in.")
def import_register(file: Path, columns: tuple[str, ...], email: str, yes: bool) -> None:
    """Take in the list of systems that the force keeps: XLSX, XLS, ODS or CSV."""
    make_ready()
    migrate("default")
    from dueregard.identify.imports import actions, queries
    from dueregard.identify.imports.rules import Matching
    from dueregard.identify.imports.words import Field

    by, now = somebody(email), datetime.now(UTC)
    made = actions.bring_in(path=file, name=file.name, by=by, now=now)
    number = int(made.removeprefix("import-"))
    chosen = _chosen(queries.brought(number), columns)
    brought = queries.brought(number, status_column=chosen.get(Field.STATUS))
    brought = replace(brought, guesses=chosen)
    console = _console()
    _show_columns(console, brought)
    if not yes and not click.confirm("Take the rows into the register?"):
        click.echo(f"Nothing was added. The list waits on the page /uses/import/{brought.id}/")
        return
    matching = Matching(columns=brought.guesses, meanings={})
    actions.match(reference=made, matching=matching, by=by, now=now)
    _show_outcome(console, queries.outcome(brought.id))
    _show_coverage(console, now)


def somebody(email: str) -> "Actor":
    """The person with this address, or the first administrator; who does what a command does."""
    from dueregard.people import queries as people
    from dueregard.people.rules import Role

    roster = people.roster()
    if email:
        found = [each for each in roster if each.email == email.lower() and each.active]
        if not found:
            raise DueRegardError(f"Nobody here has the address {email}. Check it, or leave it out.")
    else:
        found = sorted(people.holding(Role.ADMINISTRATOR), key=lambda each: each.id)
        if not found:
            raise DueRegardError(
                "There is no account here yet. Run 'dueregard up', open the address it prints, "
                "and make the first account; then run this again."
            )
    return people.actor(found[0].id)


def _chosen(brought: "Brought", columns: Iterable[str]) -> "dict[Field, int]":
    """The guesses, with what the person said instead."""
    from dueregard.identify.imports.rules import plain
    from dueregard.identify.imports.words import Field

    chosen = dict(brought.guesses)
    places = {plain(heading): place for place, heading in enumerate(brought.headings)}
    for each in columns:
        name, _, heading = each.partition("=")
        if name not in set(Field):
            raise DueRegardError(
                f"--column {each}: there is no field '{name}'. Use one of: {', '.join(Field)}."
            )
        if heading and plain(heading) not in places:
            raise DueRegardError(
                f"--column {each}: the list has no column '{heading}'. It has: "
                f"{', '.join(brought.headings)}."
            )
        chosen.pop(Field(name), None)
        if heading:
            taken = [field for field, place in chosen.items() if place == places[plain(heading)]]
            for field in taken:
                del chosen[field]
            chosen[Field(name)] = places[plain(heading)]
    return chosen


def _console() -> "Console":
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(highlight=False, markup=False)
    return Console(highlight=False, markup=False, no_color=True, width=110)


def _show_columns(console: "Console", brought: "Brought") -> None:
    from rich.table import Table

    from dueregard.identify.imports.words import FIELD_NAMES, Field

    table = Table(title=f"{brought.name}: {brought.rows} rows", title_justify="left")
    for heading in ("Field", "Read from", "First row"):
        table.add_column(heading)
    for field in Field:
        place = brought.guesses.get(field)
        first = brought.first[0][place] if place is not None and brought.first else ""
        table.add_row(
            f"{FIELD_NAMES[field]} ({field})",
            "-" if place is None else brought.headings[place], first,
        )
    console.print(table)
    for note in brought.notes:
        console.print(note)
    if brought.unknown:
        words = ", ".join(f"“{each}”" for each in brought.unknown)
        console.print(
            f"We do not know these statuses: {words}. Their rows are set aside; to say what they "
            f"mean, match the list on the page /uses/import/{brought.id}/ instead."
        )
    if brought.blank:
        console.print(f"Rows without a status: {brought.blank}. They are read as live.")


def _show_outcome(console: "Console", came: "Outcome") -> None:
    console.print(f"\n{came.added} added, {len(came.set_aside)} set aside.")
    for each in came.set_aside:
        name = f" {each.name}:" if each.name else ""
        console.print(f"  Row {each.number}.{name} {each.found} {each.next}")


def _show_coverage(console: "Console", now: datetime) -> None:
    from rich.table import Table

    from dueregard.manage.reviews import queries as reviews

    found = reviews.coverage(now=now)
    console.print()
    for figure in found.figures:
        if figure.count:
            console.print(f"{figure.name}: {figure.count}")
    table = Table(title="What to do first", title_justify="left")
    for heading in ("Use", "Where it stands", "Owner", "Why it needs somebody"):
        table.add_column(heading)
    for each in found.lines:
        table.add_row(
            f"{each.use.name} ({each.use.ref})", each.use.status_name, each.use.owner or "Nobody",
            ". ".join(each.reasons),
        )
    console.print(table)
    if found.count > len(found.lines):
        console.print(f"{found.count - len(found.lines)} more on the page /coverage/")
