"""`dueregard plan`: how large a trial must be, before anybody pays for one.

Without this file the first to work it out would be the one who says the trial was too small.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

_EXAMPLE = """\b
Examples:
  dueregard plan trial --ratio 2 --rate 0.001 --groups 6
  dueregard plan trial --ratio 2 --rate 0.001 --groups 6 --passes 10 -o plan.pdf"""


@click.group("plan", help="Plan how large a trial must be.")
def plan() -> None:
    """Hold what can be planned together."""


@plan.command(
    "trial", epilog=_EXAMPLE,
    help="How many volunteers, passes and searches each group needs, to show or to rule out that "
         "a face recognition system treats it worse.",
)
@click.option("--ratio", type=float, default=2.0, show_default=True, metavar="NUMBER",
              help="How many times as many wrongful matches matter.")
@click.option("--rate", type=float, required=True, metavar="SHARE",
              help="The share of wrongful matches in the group compared with, such as 0.001.")
@click.option("--groups", type=int, default=2, show_default=True, metavar="NUMBER",
              help="How many groups, the one compared with among them.")
@click.option("--passes", type=int, default=1, show_default=True, metavar="NUMBER",
              help="How often each volunteer passes.")
@click.option("--correlation", type=float, default=0.3, show_default=True, metavar="NUMBER",
              help="How alike the passes of one volunteer are, from 0 to 1.")
@click.option("--found", type=float, default=0.9, show_default=True, metavar="SHARE",
              help="The share that is found of people on the watchlist.")
@click.option("--points", type=float, default=0.05, show_default=True, metavar="SHARE",
              help="How much less of it matters: 0.05 is five points.")
@click.option("--power", type=float, default=0.8, show_default=True, metavar="SHARE",
              help="How often such a trial should show what is there.")
@click.option("--level", type=float, default=0.95, show_default=True, metavar="SHARE",
              help="How sure the conclusion should be.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write one page here: .pdf, .html, .md, .xlsx, .csv, .json.")
def trial(output: Path | None, **asked: Any) -> None:
    """Work out the trial; print it, or write its page."""
    from dueregard import documents
    from dueregard.cli.writing import check_output, write
    from dueregard.findings import trial_paper
    from dueregard.findings.trial_plan import Asked
    from dueregard.findings.trial_plan import plan as planned

    if output:
        check_output(output)
    made = planned(Asked(**asked))
    paper = trial_paper.as_document(made, made_at=datetime.now(UTC).isoformat(timespec="seconds"))
    if output is None:
        from dueregard.cli import printing

        printing.document(paper)
        return
    write(path=output, content=documents.write(paper, output.suffix.lower()))
    click.echo(trial_paper.sentence(made))
    click.echo(f"Written to {output}.")
