"""`dueregard check claim`: what a supplier says, re-computed from the supplier's own figures.

Without this file "no bias was found" would go from a brochure into a business case unread.
"""

from pathlib import Path
from typing import Any

import click

_EXAMPLE = """\b
Examples:
  dueregard check claim examples/supplier-table.csv --contract examples/supplier-contract.csv
  dueregard check claim table.xlsx --tested-by third-party -o claim.html"""


@click.command(
    "claim", epilog=_EXAMPLE,
    help="Re-compute a supplier's table of a face recognition test: its rates and their ranges, "
         "what it could have shown, what is missing, whether it fits the contract, what level of "
         "evidence it earns, and what is still to be asked.",
)
@click.argument("files", nargs=-1, metavar="SUPPLIER_TABLE")
@click.option("--contract", metavar="FILE",
              help="A table of two columns, term and value: what the contract says.")
@click.option("--group", metavar="HEADING[,HEADING]", help="The columns of groups.")
@click.option("--reference", metavar="TEXT", help="The group to compare with.")
@click.option("--tested-by", "tested_by", type=click.Choice(["supplier", "third-party"]),
              default="supplier", show_default=True, help="Who made the test.")
@click.option("--column", "columns", multiple=True, metavar="ROLE=HEADING",
              help="Say which column holds what. May be repeated.")
@click.option("--table", "part", default="", metavar="NAME",
              help="Which sheet of a workbook, or table of a database.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write the result here instead: .json, .html, .pdf, .xlsx, .csv, .md.")
def claim(files: tuple[str, ...], columns: tuple[str, ...], part: str, output: Path | None,
          **given: Any) -> None:
    """Check the table with the instrument `claim`, and show what it found."""
    from dueregard.cli.measure import choices, measured, show
    from dueregard.cli.writing import check_output
    from dueregard.instruments import load

    if not files:
        raise click.UsageError(
            "Name the supplier's table, for example:\n  dueregard check claim supplier.csv")
    if output:
        check_output(output)
    instrument = load("claim")
    options = {key: value for key, value in given.items() if value} | {"columns": choices(columns)}
    finding = measured(instrument=instrument, files=files, options=options, part=part,
                       engine="duckdb")
    show(finding=finding, about=instrument.ABOUT, output=output, publish=False)
