"""`dueregard weigh`: options weighed against carrying on as now, in sentences and as a file.

Without this file nobody could weigh anything before it is on a server.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    from dueregard.documents.document import Document
    from dueregard.weighing.weighed import Weighed

_EXAMPLE = """\b
Examples:
  dueregard weigh examples/live-facial-recognition-proposal.toml
  dueregard weigh examples/live-facial-recognition-proposal.toml -o weighed.json
  dueregard weigh weighed.json
  dueregard weigh examples/live-facial-recognition-proposal.toml --sensitivity
  dueregard weigh --from-register risks.xlsx -o proposal.toml"""
_GRID = (".csv", ".xlsx", ".html", ".md", ".json")


@click.command(
    "weigh", epilog=_EXAMPLE,
    help="Weigh the options of PROPOSAL against carrying on as now: what they would do to whom, "
         "under which values each is best, what waiting costs, what to find out and do next.",
)
@click.argument("proposal", required=False, type=click.Path(path_type=Path),
                metavar="[PROPOSAL]")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write here: .json (with all that went in), .html, .pdf, .md, .xlsx, .csv; "
                   ".toml with --from-register.")
@click.option("--sensitivity", is_flag=True,
              help="Try the constants of the method, and say which conclusions change.")
@click.option("--seed", type=click.IntRange(min=0), metavar="NUMBER",
              help="Draw other numbers than usual, to see that nothing hangs on them.")
@click.option("--public", is_flag=True, help="Write what the public may see: no member's values.")
@click.option("--register", "grid", type=click.Path(path_type=Path), metavar="FILE",
              help="Also write the risks as a 5 by 5 register here: .csv or .xlsx. Not for "
                   "ranking.")
@click.option("--from-register", "risks", type=click.Path(path_type=Path), metavar="FILE",
              help="Begin a proposal from a risk register that you keep, CSV or XLSX.")
def weigh(
    proposal: Path | None, output: Path | None, sensitivity: bool, seed: int | None, public: bool,
    grid: Path | None, risks: Path | None,
) -> None:
    """Weigh a proposal, weigh an old one again, or begin one from a register."""
    from dueregard.cli.writing import SUFFIXES, check_output

    if (proposal is None) == (risks is None):
        raise click.UsageError(
            "Name a proposal, or begin one with --from-register FILE. For example:\n"
            "  dueregard weigh examples/live-facial-recognition-proposal.toml"
        )
    if output:
        check_output(output, suffixes=(".toml",) if risks else SUFFIXES)
    if grid:
        check_output(grid, suffixes=_GRID)
    if risks:
        _begin(risks, output)
        return
    assert proposal is not None
    _weigh(proposal, output=output, sensitivity=sensitivity, seed=seed, public=public, grid=grid)


def _weigh(
    path: Path, *, output: Path | None, sensitivity: bool, seed: int | None, public: bool,
    grid: Path | None,
) -> None:
    from dueregard.weighing import reading, saved
    from dueregard.weighing.weigh import weigh as weighed_of

    plain = reading.read(path)
    old = saved.is_saved(plain)
    if old and seed is not None:
        raise click.UsageError("An old weighing is weighed again with its own seed. Leave --seed "
                               "out.")
    if old:
        weighed = saved.again(plain)
        same = json.loads(saved.to_json(weighed)) == plain
        click.echo(
            f"Weighed again with the constants it was made with, version "
            f"{weighed.constants.version}: "
            + ("everything is as it was." if same else
               "something is not as it was. Either the file was changed, or this version works "
               "it out in another way.")
        )
    else:
        given = reading.from_plain(plain, name=str(path))
        if seed is not None:
            given = replace(given, seed=seed)
        try:
            weighed = weighed_of(given)
        except DueRegardError as error:
            raise DueRegardError(f"{path} cannot be weighed as it is.\n{error}") from None
    if grid:
        _register(weighed, grid)
    if sensitivity:
        _sensitivity(weighed, output=output, public=public)
    else:
        _result(weighed, output=output, public=public)


def _result(weighed: "Weighed", *, output: Path | None, public: bool) -> None:
    from dueregard.cli.writing import write
    from dueregard.documents.audience import Audience
    from dueregard.weighing import paper, saved, sentences

    made = paper.to_document(weighed, Audience.PUBLIC if public else Audience.FORCE,
                             made_at=_now())
    if output is None:
        _print(made)
    elif output.suffix.lower() == ".json" and not public:
        write(path=output, content=saved.to_json(weighed).encode())
    else:
        _write(made, output)
    if output:
        click.echo(sentences.leading(weighed))
        for each in sentences.at_gates(weighed):
            click.echo(each)
        click.echo(f"Written to {output}.")


def _sensitivity(weighed: "Weighed", *, output: Path | None, public: bool) -> None:
    from dueregard.documents.audience import Audience
    from dueregard.weighing import sensitivity

    found = sensitivity.try_constants(weighed.proposal, using=weighed.constants, seed=weighed.seed)
    made = sensitivity.to_document(
        found, made_at=_now(), audience=Audience.PUBLIC if public else Audience.COMMITTEE)
    if output is None:
        _print(made)
        return
    _write(made, output)
    click.echo(made.summary)
    click.echo(f"Written to {output}.")


def _print(made: "Document") -> None:
    """All but the annex, which is wider than a terminal."""
    from dueregard.cli import printing

    kept = []
    for part in made.parts:
        if part.annex:
            break
        kept.append(part)
    printing.document(replace(made, parts=tuple(kept)))
    if len(kept) < len(made.parts):
        click.echo()
        click.echo("The effects as they were given, and how it was worked out, stand in the file "
                   "that -o writes: .html to read, .xlsx to work with, .json to keep.")


def _write(made: "Document", path: Path) -> None:
    from dueregard import documents
    from dueregard.cli.writing import write

    write(path=path, content=documents.write(made, path.suffix.lower()))


def _register(weighed: "Weighed", grid: Path) -> None:
    from dueregard.weighing import risk_register

    _write(risk_register.to_document(weighed.proposal, constants=weighed.constants,
                                     made_at=_now()), grid)
    click.echo(f"{risk_register.NOT_FOR_RANKING} Written to {grid}.")


def _begin(risks: Path, output: Path | None) -> None:
    from dueregard.cli.writing import write
    from dueregard.weighing import register_files, toml_text

    found = register_files.read(risks)
    click.echo(f"{len(found.proposal.effects)} of {found.rows} rows read as first effects. "
               "Columns: " + ", ".join(f"{_field(field)} from “{heading}”"
                                       for field, heading in found.columns.items()) + ".",
               err=output is None)
    for each in found.unread:
        click.echo(f"- {each}", err=output is None)
    text = toml_text.written(found.proposal, notes=(
        f"First effects from {risks.name}. Before it can be weighed: say what carrying on as now "
        'does to people, as effects of the option "now"; say how many people each size word is '
        "for; add opportunities; and look at what was not read.",
        *map(str, found.unread),
    ))
    if output is None:
        click.echo(text, nl=False)
        return
    write(path=output, content=text.encode())
    click.echo(f"Written to {output}. Now say what carrying on as now does to people, then: "
               f"dueregard weigh {output}")


def _field(field: str) -> str:
    names = {"text": "the risk", "id": "its id", "chance": "how likely", "size": "how large",
             "group": "who is affected", "lens": "the lens", "control": "the control",
             "kind": "risk or opportunity"}
    return names[field]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
