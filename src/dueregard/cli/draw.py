"""`dueregard draw`: a random sample of encounters by words that a panel chose.

Without this file whoever holds the footage would choose what is looked at.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.answers import DueRegardError, require
from dueregard.findings.drawing import draw, may_draw, usual_minimum
from dueregard.findings.wording import counted

if TYPE_CHECKING:
    from dueregard.documents.document import Table
    from dueregard.findings.drawing import Sample
    from dueregard.findings.encounters import Listing

SUFFIXES = (".csv", ".xlsx", ".html", ".pdf", ".md", ".json")
_EXAMPLE = (
    "dueregard draw examples/encounters.csv --size 40 --seed \"seven swans by the weir\" "
    "--stratum power,ethnicity -o sample.csv"
)


@click.command(
    "draw",
    help="Draw a random sample of encounters, such as stops or uses of force, from words that a "
         "panel chose. Anybody draws the same from the same list and words. Without --seed "
         "nothing is drawn: it prints what to lodge before the words are chosen.",
    epilog=f"\b\nExample:\n  {_EXAMPLE}",
)
@click.argument("files", nargs=-1, required=True, metavar="ENCOUNTERS...")
@click.option("--size", type=int, default=None, metavar="N", help="How many to draw in all.")
@click.option("--seed", default="", metavar="WORDS", help="The panel's words, in quotes.")
@click.option("--stratum", default="", metavar="HEADING[,HEADING]",
              help="Draw from each of these groups apart, so that none is left out by chance.")
@click.option("--minimum", type=int, default=None, metavar="N",
              help="At least so many of each group, more than its part where it is small. Else 2, "
                   "or 1 where 2 of each do not fit.")
@click.option("--id", "id_heading", default="", metavar="HEADING",
              help="Which column names the encounter. Else one headed id, reference or the like.")
@click.option("--keep", default="", metavar="HEADING[,HEADING]",
              help="Columns to carry over. A panel that is to rate blind needs none.")
@click.option("--lodge", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help="Also write the list of ids and groups itself, whose SHA-256 is printed.")
@click.option("--table", "part", default="", metavar="NAME",
              help="Which table of a database, or which sheet of a workbook.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None,
              help=f"Where to write the sample: {', '.join(SUFFIXES)}.")
def draw_(
    files: tuple[str, ...], size: int | None, seed: str, stratum: str, minimum: int | None,
    id_heading: str, keep: str, lodge: Path | None, part: str, output: Path | None,
) -> None:
    """Read the list, and draw from it once there are words to draw by."""
    from dueregard.cli.progress import Bar
    from dueregard.cli.writing import check_output, write
    from dueregard.findings import encounters
    from dueregard.findings.asked import headings
    from dueregard.findings.sources import opened

    _check(size=size, seed=seed, output=output)
    if output:
        check_output(output, suffixes=SUFFIXES)
    with Bar() as bar:
        table = opened(*files, part=part, progress=bar.say)
        its = encounters.listing(
            table, id_heading=id_heading, strata=_split(stratum),
            keep=headings(_split(keep), columns=table.columns, what="a column to keep"))
        digest = encounters.digest(its)
    if lodge:
        write(path=lodge, content=encounters.text(its).encode())
    if not seed:
        _say_list(its, digest=digest)
        return
    assert size is not None
    if minimum is None:
        minimum = usual_minimum(its.sizes, size=size)
    require(may_draw(its.sizes, size=size, seed=seed, minimum=minimum))
    sample = draw(encounters.candidates(its, seed=seed, size=size), size=size, seed=seed,
                  minimum=minimum, sizes=its.sizes)
    _say_or_write(sample, its=its, digest=digest, minimum=minimum, output=output)


def _check(*, size: int | None, seed: str, output: Path | None) -> None:
    if seed and size is None:
        raise DueRegardError("Say how many to draw, for example --size 40.")
    if output and not seed:
        raise DueRegardError(
            "Nothing is drawn without a seed, so there is nothing to write. Let the panel choose "
            "words and give them: --seed \"its words\"."
        )


def _split(given: str) -> list[str]:
    return [each.strip() for each in given.split(",") if each.strip()]


def _say_list(its: "Listing", *, digest: str) -> None:
    click.echo(f"{counted(its.many, one='encounter')}. SHA-256 of the list: {digest}")
    click.echo("Give the panel this line before it chooses its words: it proves later that the "
               "list was not changed once they were known.")
    for stratum, listed in its.sizes.items():
        click.echo(f"  {', '.join(stratum) or 'all'}: {listed:,}")
    _say_notes(its)


def _say_or_write(
    sample: "Sample", *, its: "Listing", digest: str, minimum: int, output: Path | None
) -> None:
    from dueregard.findings import drawn_paper as paper
    from dueregard.findings import encounters

    cells = encounters.kept_cells(its, [each.id for each in sample.chosen])
    table = paper.table(sample, strata=its.strata, kept=its.kept, cells=cells)
    for sentence in paper.said(sample, minimum=minimum):
        click.echo(sentence)
    click.echo(f"Seed: {sample.seed}\nSHA-256 of the list: {digest}")
    _say_notes(its)
    if output is None:
        for each in sample.chosen:
            click.echo(f"{each.key}  {each.id}  {', '.join(each.stratum)}  "
                       f"{each.share.drawn} of {each.share.listed:,}")
        return
    _write(output, table=table, sample=sample, its=its, digest=digest, minimum=minimum)
    click.echo(f"Written to {output}. {paper.FILL_IN}")


def _write(
    output: Path, *, table: "Table", sample: "Sample", its: "Listing", digest: str, minimum: int
) -> None:
    from dueregard import documents
    from dueregard.cli.writing import write
    from dueregard.documents.document import Document, Part
    from dueregard.findings import drawn_paper as paper

    suffix = output.suffix.lower()
    # The same list and words give the same bytes, so a file that is data carries no time.
    plain = suffix in (".csv", ".xlsx")
    made_at = "" if plain else datetime.now(UTC).isoformat(timespec="seconds")
    whole = paper.document(
        sample, strata=its.strata, minimum=minimum, digest=digest, notes=its.notes,
        made_at=made_at, table_=table)
    if plain:
        whole = Document(kind=whole.kind, title=whole.title, made_at=made_at,
                         parts=(Part(title="Sample", key="sample", blocks=(table,)),))
    write(path=output, content=documents.write(whole, suffix))


def _say_notes(its: "Listing") -> None:
    for each in its.notes:
        click.echo(each)
