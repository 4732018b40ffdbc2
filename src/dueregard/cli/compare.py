"""`dueregard compare returns`: forces beside their like, from the files that they sent.

Without this file whoever holds the returns of several forces would need a server to read them
together, or would sort a spreadsheet by a column.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    from dueregard.findings.returns.shapes import Return

_EXAMPLE = """\b
Examples:
  dueregard compare returns examples/returns/counts.csv --from 2026-07-01 --to 2026-09-30
  dueregard compare returns *.json --groups groups.csv --own fenmarch -o compared.html"""


@click.group("compare", help="Set forces beside their like, with no league table.")
def compare() -> None:
    """Hold what can be compared together."""


@compare.command(
    "returns", epilog=_EXAMPLE,
    help="Set forces beside those like them by their comparable returns. Forces stand in one "
         "order that has nothing to do with their figures, under letters unless they agreed to "
         "be named. Small counts of people are hidden.",
)
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="DAY", help="The first day, for tables of counts that "
              "do not say it.")
@click.option("--to", "last", metavar="DAY", help="The last day.")
@click.option("--by", type=click.Choice(["group", "likeness"]), default="group",
              show_default=True, help="By which forces are alike: groups that were given, or how "
              "many people live there and how many of them in rural areas.")
@click.option("--groups", type=click.Path(path_type=Path), metavar="FILE",
              help="A table with the columns force and group.")
@click.option("--own", default="", metavar="ID", help="Your own force, to be shown first and by "
              "name.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a return.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write it here: .html, .pdf, .odt, .xlsx, .csv, .md or .json.")
def returns(
    files: tuple[Path, ...], first: str | None, last: str | None, by: str, groups: Path | None,
    own: str, schema: bool, output: Path | None,
) -> None:
    """Read the returns and show every item, force by force."""
    from dueregard import documents
    from dueregard.cli.writing import check_output, write
    from dueregard.documents import charts
    from dueregard.findings.returns import comparing, paper
    from dueregard.findings.returns.definitions import schema_text
    from dueregard.findings.returns.likeness import Basis

    if schema:
        click.echo(schema_text())
        return
    if not files:
        raise click.UsageError(
            "Name the returns, for example:\n  dueregard compare returns a.json b.json c.json")
    if output:
        check_output(output, suffixes=tuple(documents.FORMATS))
    found = _read(files, period=_period(first, last), groups=groups)
    if own and own not in {each.force.id for each in found}:
        raise DueRegardError(f"None of these returns is of “{own}”. Give --own the id of a force.")
    compared = comparing.compare(found, basis=Basis(by), own=own)
    made = paper.comparison_paper(
        compared, made_at=datetime.now(UTC).isoformat(timespec="seconds")
    )
    if output is None:
        click.echo(documents.write(made, ".md").decode())
        return
    drawn = charts.draw(made) if output.suffix.lower() in (".html", ".pdf", ".odt") else made
    write(path=output, content=documents.write(drawn, output.suffix.lower()))
    click.echo(f"{len(found)} returns compared. Written to {output}.")


def _period(first: str | None, last: str | None) -> tuple[date, date] | None:
    if not first and not last:
        return None
    try:
        return date.fromisoformat(first or ""), date.fromisoformat(last or "")
    except ValueError:
        raise click.UsageError("Give --from and --to both, as days such as 2026-07-01.") from None


def _read(
    files: tuple[Path, ...], *, period: tuple[date, date] | None, groups: Path | None
) -> list["Return"]:
    from dataclasses import replace

    from dueregard.findings.returns.likeness import groups_from_table
    from dueregard.findings.returns.reading import read

    found: list[Return] = []
    wrong: list[str] = []
    for path in files:
        try:
            found += read(_bytes(path), file=path.name, period=period)
        except DueRegardError as error:
            wrong.append(str(error))
    if wrong:
        raise DueRegardError("\n".join(wrong))
    said = groups_from_table(_bytes(groups), file=groups.name) if groups else {}
    return [
        replace(each, force=replace(each.force, group=said.get(each.force.id, each.force.group)))
        for each in found
    ]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DueRegardError(f"{path} cannot be read: {error.strerror}.") from None
