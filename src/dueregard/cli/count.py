"""`dueregard count`: records in, a table of counts out, and nothing that is about one person.

Without this file a force would have to hand over records to have them measured by others.
"""

from pathlib import Path
from typing import Any

import click

from dueregard.answers import DueRegardError

_EXAMPLE = (
    "dueregard count examples/risk-scores.csv --group ethnicity,sex --decision flagged "
    "--outcome harmed_within_a_year -o counts.parquet"
)


@click.command(
    "count", help="Count records by group, to measure or hand over the counts alone.",
    epilog=f"\b\nExample:\n  {_EXAMPLE}",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--group", required=True, metavar="HEADING[,HEADING]", help="The groups.")
@click.option("--stratum", default="", metavar="HEADING[,HEADING]",
              help="What else the counts are split by, such as an area.")
@click.option("--decision", default="", metavar="HEADING[=VALUE]", help="The tool's yes or no.")
@click.option("--outcome", default="", metavar="HEADING[=VALUE]", help="What happened.")
@click.option("--found", default="", metavar="HEADING[=VALUE]", help="Whether it was found.")
@click.option("--score", default="", metavar="HEADING", help="A score, kept as it is.")
@click.option("--date", "day", default="", metavar="HEADING", help="A date, kept as it is.")
@click.option("--person", default="", metavar="HEADING",
              help="Who the row is about. Kept as sums over people, never as people; needs "
                   "--decision and --outcome.")
@click.option("--table", "part", default="", metavar="NAME",
              help="Which table of a database, or which sheet of a workbook.")
@click.option("--engine", default="duckdb", show_default=True, metavar="ENGINE",
              help="Where to count: duckdb (here), or a Spark cluster, such as spark://HOST:7077.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="The file of counts to write, ending in .parquet.")
def count(files: tuple[str, ...], output: Path, part: str, engine: str, **given: str) -> None:
    """Count records and write the counts."""
    from dueregard.cli.progress import Bar
    from dueregard.cli.writing import check_output, write
    from dueregard.findings import counts, saving
    from dueregard.findings.sources import opened

    check_output(output, suffixes=(".parquet",))
    with Bar() as bar:
        table = opened(*files, part=part, engine=engine, progress=bar.say)
        groups, keys, conditions = _columns(table.columns, given)
        counted = counts.count(table, keys=keys)
        people = None
        if given["person"]:
            people = _people(table, counted=counted, groups=groups, given=given)
    write(path=output, content=saving.parquet(
        counted, conditions=conditions, notes=table.notes, people=people))
    click.echo(
        f"{counted.rows_read:,} rows were counted into {len(counted.combinations):,} "
        f"combinations of {', '.join(keys)}."
    )
    few = sum(each.rows < 10 for each in counted.combinations)
    if few:
        click.echo(
            f"{few:,} of them stand for fewer than 10 rows. Hand the file only to those who may "
            "see small counts of people."
        )
    click.echo(f"Written to {output}.")


def _columns(
    columns: tuple[str, ...], given: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """The group columns, every column to count by, and the conditions in words."""
    from dueregard.findings.asked import headings
    from dueregard.findings.labels import condition, heading_of

    groups = headings(given["group"].split(","), columns=columns)
    strata = headings([each for each in given["stratum"].split(",") if each], columns=columns,
                      what="stratum")
    asked = {
        name: condition(given[name], headings=columns)
        for name in ("decision", "outcome", "found") if given[name]
    }
    plain = [heading_of(given[name], columns) for name in ("score", "day") if given[name]]
    keys = (*groups, *strata, *(each.heading for each in asked.values()), *plain)
    return groups, tuple(dict.fromkeys(keys)), {
        name: each.words for name, each in asked.items()
    }


def _people(
    table: Any, *, counted: Any, groups: tuple[str, ...], given: dict[str, str]
) -> dict[str, Any]:
    from dueregard.findings import people
    from dueregard.findings.labels import condition, heading_of
    from dueregard.instruments.decisions.cells import read

    if not (given["decision"] and given["outcome"]):
        raise DueRegardError(
            "People can be counted only for a decision and an outcome, because their sums depend "
            "on both. Give --decision and --outcome, or leave --person out."
        )
    its = read(
        counted, columns=groups, reference="",
        decision=condition(given["decision"], headings=table.columns),
        outcome=condition(given["outcome"], headings=table.columns),
    )
    found = people.repeats(
        table, counted=counted, kinds=its.kinds, person=heading_of(given["person"], table.columns)
    )
    who = heading_of(given["person"], table.columns)
    return people.to_plain(found) | {"columns": list(groups), "person": who}
