"""`dueregard share`: would this be allowed, what does an agreement leave open, and in Cedar.

Without this file somebody on duty could ask only a server, and a partner could not check.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    from dueregard.sharing.cases import Case
    from dueregard.sharing.deciding import Decision

_WOULD = """\b
Examples:
  dueregard share would examples/sharing/question.toml
  dueregard share would examples/sharing/marac-cases.toml
  dueregard share would examples/sharing/question.toml -o decision.json"""
_CHECK = """\b
Examples:
  dueregard share check examples/sharing/marac.toml
  dueregard share check examples/sharing/marac.toml --on 2026-11-02"""
_EXPORT = """\b
Example:
  dueregard share export examples/sharing/marac.toml --cedar -o cedar"""
_BEGIN = """\b
Example:
  dueregard share begin marac --ref isa-0008 -o isa-0008.toml"""


@click.group("share", help="Decide what may be shared with a partner, and say why not.")
def share() -> None:
    """Hold the commands about sharing together."""


@share.command(
    "would", epilog=_WOULD,
    help="Say whether what FILE asks would be allowed, and which clause of the agreement stands "
         "in the way. FILE is TOML or JSON: an agreement, a request and what is known. With a "
         "table of cases and their expected answers it says which differ, and ends with 1.",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write the decisions here too, with all that they looked at: .json.")
def would(file: Path, output: Path | None) -> int:
    """Decide each case of a file; 1 where one is not as expected."""
    from dueregard.cli.writing import check_output
    from dueregard.sharing import cases

    if output:
        check_output(output, suffixes=(".json",))
    found = cases.read(file, now=datetime.now(UTC))
    if output:
        _keep(found, output)
    if len(found) == 1:
        _say(found[0].decision)
        for each in found[0].differs:
            click.echo(each)
    else:
        _table(found)
    if output:
        click.echo(f"Written to {output}.")
    return int(any(each.differs for each in found))


@share.command(
    "check", epilog=_CHECK,
    help="Say what the agreement of FILE leaves open, heading by heading, with what to do. Ends "
         "with 1 while a heading is open.",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="Look at it as on this day, such as 2026-11-02. Today unless said.")
def check(file: Path, on: datetime | None) -> int:
    """The gaps of an agreement; 1 where there is one."""
    from dueregard.sharing import reading
    from dueregard.sharing.completeness import completeness

    terms = reading.terms(reading.read(file), name=str(file))
    found = completeness(terms, now=on.replace(hour=12, tzinfo=UTC) if on else datetime.now(UTC))
    click.echo(found.sentence)
    for gap in found.gaps:
        click.echo(f"\n{gap.name}. {gap.sentence}\n  {gap.do}")
    if found.to_confirm:
        click.echo("\nOur lists name these laws without anybody having read them for us. Have "
                   "your lawyers confirm them:")
        for law in found.to_confirm:
            click.echo(f"- {law}")
    return int(bool(found.gaps))


@share.command(
    "export", epilog=_EXPORT,
    help="Write the agreement of FILE in a form by which a partner can enforce the same clauses.",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--cedar", is_flag=True, help="As Cedar policies with their schema.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER",
              help="Write the files into this folder. It is made where there is none.")
def export(file: Path, cedar: bool, output: Path) -> None:
    """Write the policies and the schema."""
    from dueregard.cli.writing import write
    from dueregard.sharing import cedar as written
    from dueregard.sharing import reading

    if not cedar:
        raise click.UsageError("Say in which form: --cedar.")
    terms = reading.terms(reading.read(file), name=str(file))
    if not terms.ref:
        raise DueRegardError(f"{file}: give the agreement a “ref”, by which others call it.")
    try:
        output.mkdir(exist_ok=True)
    except OSError as error:
        raise DueRegardError(f"The folder {output} cannot be made: {error.strerror}. Choose "
                             "another.") from None
    for name, text in written.export(terms).items():
        write(path=output / name, content=text.encode())
        click.echo(f"Written to {output / name}.")


@share.command(
    "begin", epilog=_BEGIN,
    help="Begin an agreement from PRESET (marac, mash, mappa or research): its purposes, laws, "
         "people, roles and schedule with a reason for each item. The rest is left open.",
)
@click.argument("preset")
@click.option("--ref", required=True, help="What others call the agreement, such as isa-0008.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write it here: .toml. It is printed unless said.")
def begin(preset: str, ref: str, output: Path | None) -> None:
    """Write the first version of an agreement."""
    from dueregard.cli.writing import check_output, write
    from dueregard.sharing import catalogue
    from dueregard.sharing.plain import to_plain
    from dueregard.weighing.toml_text import of_plain

    if output:
        check_output(output, suffixes=(".toml",))
    text = of_plain(to_plain(catalogue.begin(preset, ref=ref)))
    if output is None:
        click.echo(text, nl=False)
        return
    write(path=output, content=text.encode())
    click.echo(f"Written to {output}. See what it leaves open: dueregard share check {output}")


def _law(key: str) -> str:
    """A law by its name where our lists have it, otherwise as the agreement writes it."""
    from dueregard.sharing import catalogue

    known = catalogue.load().gateways
    return known[key].name if key in known else key


def _say(decision: "Decision") -> None:
    """One decision: the answer, each reason with what would make it a yes, what it rests on."""
    from dueregard.sharing.deciding import Outcome

    click.echo(decision.sentence)
    heading = "Passed over:" if decision.at_once else ""
    for title, reasons in ((heading, decision.reasons), ("Two people:", decision.referred)):
        if reasons and title:
            click.echo(f"\n{title}")
        for each in reasons:
            click.echo(f"\n- {each.sentence}\n  {each.yes_if}")
    if decision.outcome is not Outcome.REFUSE and decision.rests_on:
        click.echo(f"\nIt rests on: {', '.join(map(_law, decision.rests_on))}.")
    click.echo(f"\nAgreement {decision.terms.ref or 'without a reference'}, version "
               f"{decision.version}, SHA-256 {decision.policy_sha256}.\n"
               f"Decided as at {decision.now.isoformat(timespec='minutes')}.")


def _table(found: "tuple[Case, ...]") -> None:
    """A line a case; those that are not as expected, and why, stand apart at the end."""
    expected = [each for each in found if each.expect is not None or each.failed is not None
                or each.two_people is not None]
    differ = [each for each in expected if each.differs]
    for each in found:
        mark = "" if each not in expected else "differs  " if each.differs else "as expected  "
        why = ", ".join((*each.decision.failed, *each.decision.two_people))
        click.echo(f"{mark}{each.decision.outcome}  {each.name}{f'  ({why})' if why else ''}")
    for each in differ:
        click.echo(f"\n{each.name}")
        for line in each.differs:
            click.echo(f"  {line}")
        for reason in each.decision.reasons:
            click.echo(f"  - {reason.sentence} {reason.yes_if}")
    if expected:
        click.echo(f"\n{len(expected) - len(differ)} of {len(expected)} cases are as expected.")


def _keep(found: "tuple[Case, ...]", output: Path) -> None:
    import json

    from dueregard.cli.writing import write
    from dueregard.sharing.deciding import to_plain

    decisions = [to_plain(each.decision) for each in found]
    kept = decisions[0] if len(decisions) == 1 else [
        {"case": each.name, **plain} for each, plain in zip(found, decisions, strict=True)]
    write(path=output, content=(json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode())
