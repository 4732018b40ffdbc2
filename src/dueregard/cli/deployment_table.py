"""`dueregard deployment-table`: a force's own log as the table that the Home Office publishes.

Without this file a log would be typed again for publication, and each force would choose by
itself what the incorrect alert rate is a rate of.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

_EXAMPLE = "dueregard deployment-table examples/met-lfr-deployments.csv -o table.csv"


@click.command(
    "deployment-table",
    help="Write a log of live facial recognition in the Home Office's layout of 15 columns. Both "
         "meanings of the incorrect alert rate are given: of faces seen and of alerts.",
    epilog=f"\b\nExample:\n  {_EXAMPLE}",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="The table to write: .csv, .xlsx, .html, .pdf, .md or .json.")
@click.option("--table", "part", default="", metavar="NAME",
              help="Which table of a database, or which sheet of a workbook.")
@click.option("--column", "columns", multiple=True, metavar="ROLE=HEADING",
              help="Say which column holds what. May be repeated.")
def deployment_table(
    files: tuple[str, ...], output: Path, part: str, columns: tuple[str, ...]
) -> None:
    """Read a log and write it in the other layout; rows that cannot be read are said."""
    from dueregard import documents
    from dueregard.cli.measure import choices
    from dueregard.cli.writing import check_output, write
    from dueregard.findings.sources import opened
    from dueregard.instruments.deployments import home_office, reading

    check_output(output)
    log, left_out = reading.log_of(opened(*files, part=part), chosen=choices(columns))
    paper = home_office.document(log, made_at=datetime.now(UTC).isoformat(timespec="seconds"))
    write(path=output, content=documents.write(paper, output.suffix.lower()))
    click.echo(f"{len(log):,} deployments written to {output}.")
    click.echo(home_office.DEFINITIONS)
    for each in left_out:
        click.echo(f"Left out: {each}")
