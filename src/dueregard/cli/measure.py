"""`dueregard measure`: an analyst's own file in, a verdict in a sentence and its figures out.

Without this file nobody could measure anything without a server, or before a use is agreed.
"""

from pathlib import Path
from typing import Any

import click

from dueregard.answers import DueRegardError
from dueregard.cli.writing import SUFFIXES, check_output, content_of, write
from dueregard.findings.about import BEGIN, About, Ask, Asked
from dueregard.findings.finding import Finding
from dueregard.instruments import INSTRUMENTS, Instrument, load


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
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a finding.")
@click.pass_context
def measure(context: click.Context, listing: bool, schema: bool) -> None:
    """List the instruments, or hand over to one."""
    if listing:
        for name in INSTRUMENTS:
            click.echo(f"{name}: {load(name).ABOUT.question}")
    elif schema:
        from dueregard.findings.schema import text

        click.echo(text())
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def command_for(instrument: Instrument) -> click.Command:
    """The command line of one instrument."""
    about = instrument.ABOUT

    def run(files: tuple[str, ...], output: Path | None, publish: bool, explain: bool, part: str,
            engine: str = "duckdb", columns: tuple[str, ...] = (), **given: Any) -> None:
        if explain:
            from dueregard.cli import printing

            printing.about(about)
            return
        if not files:
            raise click.UsageError(f"Name the file to measure, for example:\n  {about.example}")
        if output:
            check_output(output)
        options: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
        if about.columns:
            options["columns"] = choices(columns)
        kept = take_up(about, options)
        finding = measured(instrument=instrument, files=files, options=options, part=part,
                           engine=engine)
        if kept:
            write(path=kept, content=(finding.to_json() + "\n").encode())
        show(finding=finding, about=about, output=output, publish=publish)

    command = click.command(
        about.name, help=f"{about.title}. {about.question}",
        epilog=f"\b\nExample:\n  {about.example}",
    )(run)
    command.params = [*_params(about), *(_of_ask(each) for each in about.asks)]
    command.params += [
        click.Option(["--about", "explain"], is_flag=True, help="Print the columns and the limits.")
    ]
    return command


def _params(about: About) -> list[click.Parameter]:
    params: list[click.Parameter] = [
        click.Argument(["files"], nargs=-1, metavar="FILE..."),
        click.Option(["-o", "--output"], type=click.Path(path_type=Path),
                     help=f"Write the result here instead: {', '.join(SUFFIXES)}."),
        click.Option(["--publish"], is_flag=True,
                     help="Make it as the public may see it: small counts of people are hidden."),
        click.Option(["--table", "part"], default="", metavar="NAME",
                     help="Which table of a database, or which sheet of a workbook."),
    ]
    if about.columns:
        params.append(click.Option(["--column", "columns"], multiple=True, metavar="ROLE=HEADING",
                                   help="Say which column holds what. May be repeated."))
    if about.counting:
        params.append(click.Option(
            ["--engine"], default="duckdb", show_default=True, metavar="ENGINE",
            help="Where to count: duckdb (here), or a Spark cluster, such as spark://HOST:7077."))
    return params


def _of_ask(ask: Ask) -> click.Option:
    """An ask as an option. The instrument checks it, in the same words as everywhere."""
    name, key = f"--{ask.name.replace('_', '-')}", ask.name
    if ask.asked is Asked.FLAG:
        off = f"/--{ask.off}" if ask.off else ""
        return click.Option([f"{name}{off}", key], default=ask.default, help=ask.words,
                            is_flag=True, show_default=bool(ask.off))
    shown: dict[str, Any] = {}
    if ask.default not in (None, ()):
        shown = {"default": ask.default, "show_default": True}
    many = ask.asked is Asked.TABLES
    metavar = {
        Asked.COLUMN: "HEADING", Asked.COLUMNS: "HEADING[,HEADING]",
        Asked.CONDITION: "HEADING[=VALUE]", Asked.TABLES: "FILE", Asked.WORDS: "TEXT",
        Asked.NUMBER: "NUMBER", Asked.FILE: "FILE", Asked.STATE: "FILE",
        Asked.CHOICE: "|".join(ask.choices),
    }[ask.asked]
    kind: Any = float if ask.asked is Asked.NUMBER else str
    return click.Option([name, key], metavar=metavar, type=kind, multiple=many, help=ask.words,
                        **shown)


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


def take_up(about: About, options: dict[str, Any]) -> Path | None:
    """The file of a state, its content put into the options; None where no state is asked for."""
    name = next((each.name for each in about.asks if each.asked is Asked.STATE), "")
    if not options.get(name):
        return None
    path = Path(options[name])
    check_output(path, suffixes=(".json",))
    try:
        options[name] = path.read_text(encoding="utf-8") if path.exists() else BEGIN
    except (OSError, UnicodeDecodeError):
        raise DueRegardError(
            f"{path} cannot be read as the state of a watch. Name the file that an earlier run "
            "wrote, or one that is not there yet to begin anew."
        ) from None
    return path


def measured(
    *, instrument: Instrument, files: tuple[str, ...], options: dict[str, Any], part: str,
    engine: str,
) -> Finding:
    """The Finding of files, with a bar on the terminal where the work is long."""
    from dueregard.cli.progress import Bar
    from dueregard.findings.sources import opened

    with Bar() as bar:
        table = opened(*files, part=part, engine=engine, progress=bar.say)
        return instrument.measure(table, options=options, progress=bar.say)


def show(*, finding: Finding, about: About, output: Path | None, publish: bool) -> None:
    """Print the finding, or write it to a file and say so."""
    if publish:
        from dueregard.documents.audience import Audience
        from dueregard.findings.repeating import for_reader
        from dueregard.findings.suppression import for_audience

        seen = for_audience(finding, Audience.PUBLIC, counts_people=about.counts_people)
        finding = for_reader(whole=finding, seen=seen)
    if output is None:
        from dueregard.cli import printing

        printing.finding(finding)
        return
    write(path=output, content=content_of(
        finding=finding, suffix=output.suffix.lower(), counts_people=about.counts_people,
        publish=publish))
    click.echo(finding.verdict.sentence)
    click.echo(f"Written to {output}.")
