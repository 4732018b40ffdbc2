"""`dueregard check answers`: what a tool said, marked blind by two people, and what marks say.

Without this file a chatbot could be judged only by its seller, or by one person who liked it.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.cli.writing import SUFFIXES, check_output, content_of, write

_SHEET_FORMS = ("xlsx", "csv")


@click.command(
    "answers",
    epilog="\b\nExample:\n  dueregard check answers examples/chatbot-answers.csv --sheets .",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheets", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="Write a marking sheet for each of the two markers here.")
@click.option("--as", "form", type=click.Choice(_SHEET_FORMS), default="xlsx",
              show_default=True, help="The form of the marking sheets.")
@click.option("--marks", multiple=True, type=click.Path(path_type=Path), metavar="SHEET",
              help="A marked sheet. Give it twice, once for each marker.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help=f"Write the result here instead: {', '.join(SUFFIXES)}.")
def answers(
    file: Path, sheets: Path | None, form: str, marks: tuple[Path, ...], output: Path | None
) -> None:
    """Make the marking sheets for questions and answers in FILE, or say what the marks show.

    FILE holds one question and its answer a row, with the headings Question and Answer, and
    Approved answer or Should be passed on or both.
    """
    from dueregard.instruments.answers import captured

    if bool(sheets) == bool(marks):
        raise click.UsageError(
            "Say --sheets FOLDER to make the marking sheets, or --marks twice to read them."
        )
    if output:
        check_output(output)
    found = captured(file)
    for note in found.notes:
        click.echo(note)
    if sheets:
        from dueregard import documents
        from dueregard.instruments.answers import marking_sheet

        if not sheets.is_dir():
            raise DueRegardError(f"There is no folder {sheets}. Make it first.")
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        for marker in (1, 2):
            path = sheets / f"marker-{marker}.{form}"
            if path.exists():
                raise DueRegardError(f"{path} is there already, perhaps marked. Move it first.")
            paper = marking_sheet(found, marker=marker, made_at=made_at)
            write(path=path, content=documents.write(paper, path.suffix))
            click.echo(f"Written to {path}.")
        return
    _measure(marks, code=found.code, output=output)


def _measure(marks: tuple[Path, ...], *, code: str, output: Path | None) -> None:
    from dueregard.instruments.answers import finding, join, read_marks

    if len(marks) != 2:
        raise click.UsageError("Give --marks twice: one sheet for each of the two markers.")
    first, second = (read_marks(each) for each in marks)
    made = finding(join(first, second, code=code))
    if output is None:
        from dueregard.cli import printing

        printing.finding(made)
        return
    write(path=output, content=content_of(
        finding=made, suffix=output.suffix.lower(), counts_people=frozenset()))
    click.echo(made.verdict.sentence)
    click.echo(f"Written to {output}.")
