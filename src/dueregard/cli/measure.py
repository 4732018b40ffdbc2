"""`dueregard measure`: an analyst's own file in, a verdict in a sentence and its figures out.

Without this file nobody could measure anything without a server, or before a use is agreed.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dueregard.answers import DueRegardError
from dueregard.findings.finding import Finding
from dueregard.instruments import INSTRUMENTS, Instrument, load

SUFFIXES = (".json", ".html", ".pdf", ".csv", ".md")


class Instruments(click.Group):
    """One command an instrument, made from what the instrument says about itself."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the registry."""
        return list(INSTRUMENTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command for that instrument; a sentence where there is none."""
        return command_for(load(cmd_name))


@click.group(
    cls=Instruments, invoke_without_command=True, help="Measure a file and say what it shows."
)
@click.option("--list", "listing", is_flag=True, help="Name the instruments and their questions.")
@click.pass_context
def measure(context: click.Context, listing: bool) -> None:
    """List the instruments, or hand over to one."""
    if listing:
        for name in INSTRUMENTS:
            click.echo(f"{name}: {load(name).ABOUT.question}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def command_for(instrument: Instrument) -> click.Command:
    """The command line of one instrument."""
    about = instrument.ABOUT

    @click.command(about.name, help=f"{about.title}. {about.question}")
    @click.argument("file", required=False, type=click.Path(path_type=Path))
    @click.option("-o", "--output", type=click.Path(path_type=Path),
                  help=f"Write the result here instead: {', '.join(SUFFIXES)}.")
    @click.option("--column", "columns", multiple=True, metavar="ROLE=HEADING",
                  help="Say which column holds what. May be repeated.")
    @click.option("--level", type=float, default=0.95, show_default=True,
                  help="How sure the ranges are.")
    @click.option("--interval", default="wilson", show_default=True,
                  type=click.Choice(["wilson", "clopper-pearson", "jeffreys"]),
                  help="How ranges are made; clopper-pearson where a guarantee is claimed.")
    @click.option("--about", "explain", is_flag=True, help="Print the columns and the limits.")
    def run(file: Path | None, output: Path | None, columns: tuple[str, ...], level: float,
            interval: str, explain: bool) -> None:
        from dueregard.cli import printing

        if explain:
            printing.about(about)
            return
        if file is None:
            raise click.UsageError(
                f"Name the file to measure, for example: dueregard measure {about.name} log.csv"
            )
        if output:
            check_output(output)
        options = {"columns": choices(columns), "level": level, "interval": interval}
        finding = measured(instrument=instrument, file=file, options=options)
        if output is None:
            printing.finding(finding)
            return
        write(path=output, content=content_of(
            finding=finding, suffix=output.suffix.lower(), counts_people=about.counts_people))
        click.echo(finding.verdict.sentence)
        click.echo(f"Written to {output}.")

    return run


def choices(given: tuple[str, ...]) -> dict[str, str]:
    """What a person chose with --column, as role to heading."""
    chosen: dict[str, str] = {}
    for each in given:
        role, equals, heading = each.partition("=")
        if not (equals and role.strip() and heading.strip()):
            raise DueRegardError(
                f"--column {each} does not say which column is which. "
                "Write it as --column role=Heading, for example --column place=Location."
            )
        if role.strip() in chosen:
            raise DueRegardError(f"--column {role.strip()} is given twice. Keep one of them.")
        chosen[role.strip()] = heading.strip()
    return chosen


def measured(*, instrument: Instrument, file: Path, options: dict[str, Any]) -> Finding:
    """The Finding of a file, with a bar on the terminal where the work is long."""
    from dueregard.cli.progress import Bar
    from dueregard.findings.reading_tables import read

    with Bar() as bar:
        table = read(file, progress=bar.say)
        return instrument.measure(table, options=options, progress=bar.say)


def check_output(path: Path) -> None:
    """Refuse, before any work is done, a place where nothing can be written."""
    if path.is_dir():
        raise DueRegardError(f"{path} is a folder. Add a file name, such as {path}/result.html.")
    if path.suffix.lower() not in SUFFIXES:
        raise DueRegardError(
            f"{path} does not say in which form to write. End the name in one of: "
            f"{', '.join(SUFFIXES)}."
        )
    if not path.parent.is_dir():
        raise DueRegardError(f"There is no folder {path.parent}. Make it first, or choose another.")


def content_of(*, finding: Finding, suffix: str, counts_people: frozenset[str]) -> bytes:
    """The finding in a format: its own JSON, or a Document for the force written out."""
    if suffix == ".json":
        return (finding.to_json() + "\n").encode()
    from dueregard import documents
    from dueregard.documents.audience import Audience
    from dueregard.findings.paper import as_document

    document = as_document(
        finding,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        audience=Audience.FORCE,
        counts_people=counts_people,
    )
    if suffix in (".html", ".pdf"):
        from dueregard.documents import charts

        document = charts.draw(document)
    return documents.write(document, suffix)


def write(*, path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then put in its place."""
    import os
    import tempfile

    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DueRegardError(
            f"Nothing can be written in {path.parent}: {error.strerror}. Choose another folder."
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(beside, 0o666 & ~umask)
        os.replace(beside, path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise DueRegardError(
            f"{path} could not be written: {error.strerror}. Nothing was changed."
        ) from None
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
