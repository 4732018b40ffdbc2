"""`dueregard identify`: the facts of a use in, and what a careful expert would raise out.

Without this file nobody could look at a use before it is on a server.
"""

import json
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    from dueregard.lenses.identified import Identified
    from dueregard.lenses.raising import Raised
    from dueregard.lenses.shapes import Bank

_EXAMPLE = """\b
Examples:
  dueregard identify examples/fact-sheets/anpr.toml
  dueregard identify examples/fact-sheets/drones.toml -o points.html
  dueregard identify examples/fact-sheets/drones.toml --framework algo-care
  dueregard identify --facts body-worn-video -o body-worn-video.toml"""
_NATIONS = ("england", "wales", "scotland", "northern-ireland")
_WIDTH = 100


@click.command(
    "identify", epilog=_EXAMPLE,
    help="List the risks, the opportunities and the risks of doing nothing that the facts of a "
         "use raise, the facts to find out first, and the law that may apply.",
)
@click.argument("sheet", required=False, type=click.Path(path_type=Path), metavar="[FACTS]")
@click.option("--facts", "technology", metavar="TECHNOLOGY",
              help="Print an empty fact sheet for this technology, with help for each fact. Two "
                   "or more parted by commas, where one tool is several.")
@click.option("--nation", type=click.Choice(_NATIONS), default="england", show_default=True,
              help="Whose law.")
@click.option("--on", "day", metavar="DATE", help="The law of which day, as 2026-03-31; today "
              "unless said.")
@click.option("--profile", type=click.Path(path_type=Path), metavar="FILE",
              help="What your force says of its area, communities, past and priorities. It changes "
                   "which points come first.")
@click.option("--framework", metavar="NAME",
              help="Put the facts, points and law under the headings of this framework, such as "
              "algo-care or uk-data-ai-ethics-2025.")
@click.option("--pack", "brought", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A pack to use in place of the one that comes with the software, or beside "
              "those; may be given more than once.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Write here instead: .json, .html, .md, .pdf, .xlsx, .csv; .toml with --facts.")
def identify(
    sheet: Path | None, technology: str | None, nation: str, day: str | None,
    profile: Path | None, framework: str | None, brought: tuple[Path, ...], output: Path | None,
) -> None:
    """Read a fact sheet and say what it raises, or give an empty one."""
    from dueregard.cli.writing import SUFFIXES, check_output, write
    from dueregard.lenses import fact_sheets

    if (sheet is None) == (technology is None):
        raise click.UsageError(
            "Name a fact sheet, or ask for an empty one with --facts TECHNOLOGY. For example:\n"
            "  dueregard identify examples/fact-sheets/anpr.toml"
        )
    if technology and framework:
        raise click.UsageError("An empty fact sheet has no headings. Leave --framework out.")
    if output:
        check_output(output, suffixes=(".toml",) if technology else SUFFIXES)
    bank = _bank(brought)
    if technology:
        _give(fact_sheets.empty(technology=technology, bank=bank), output)
        return
    assert sheet is not None
    if framework is not None and framework not in bank.frameworks:
        raise click.UsageError(f"There is no framework called {framework}. Choose one of: "
                               f"{', '.join(bank.frameworks)}.")
    found = _identified(sheet, bank=bank, nation=nation, on=_day(day), profile=profile)
    if framework is not None:
        from dueregard.cli.laying_out import lay_out

        lay_out(found, framework=bank.frameworks[framework], bank=bank, output=output)
    elif output:
        from dueregard.lenses.identified_paper import summary

        write(path=output, content=_content(found, bank=bank, suffix=output.suffix.lower()))
        click.echo(summary(found))
        click.echo(f"Written to {output}.")
    else:
        _print(found, bank=bank)


def _give(text: str, output: Path | None) -> None:
    from dueregard.cli.writing import write

    if output:
        write(path=output, content=text.encode())
        click.echo(f"Written to {output}.")
    else:
        click.echo(text, nl=False)


def _bank(brought: tuple[Path, ...]) -> "Bank":
    from dueregard.lenses import bank as banks
    from dueregard.lenses import bringing_in

    if not brought:
        return banks.load()
    texts = {}
    for path in brought:
        if not path.is_file():
            raise DueRegardError(f"There is no file {path}. Check the name and the folder.")
        try:
            text = bringing_in.text_of(path.read_bytes())
            texts[bringing_in.id_of(text)] = text
        except DueRegardError as error:
            raise DueRegardError(f"{path}: {error}") from None
    return banks.overlaid(texts)


def _identified(
    sheet: Path, *, bank: "Bank", nation: str, on: date, profile: Path | None
) -> "Identified":
    from dueregard.lenses import fact_sheets, identified, profile_sheets
    from dueregard.lenses.profile import NO_PROFILE
    from dueregard.lenses.shapes import Nation

    facts = fact_sheets.read(path=sheet, bank=bank)
    said = profile_sheets.read(path=profile, bank=bank) if profile else NO_PROFILE
    return identified.identify(
        facts=facts, on=on, nation=Nation(nation), bank=bank, profile=said
    )


def _day(said: str | None) -> date:
    if not said:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise click.UsageError(f"--on {said} is not a date. Write it as 2026-03-31.") from None


def _content(found: "Identified", *, bank: "Bank", suffix: str) -> bytes:
    from dueregard import documents
    from dueregard.lenses.identified import as_plain
    from dueregard.lenses.identified_paper import as_document

    if suffix == ".json":
        return (json.dumps(as_plain(found), ensure_ascii=False, indent=2) + "\n").encode()
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return documents.write(as_document(found, made_at=made_at, bank=bank), suffix)


def _print(found: "Identified", *, bank: "Bank") -> None:
    """The summary, the first points and facts, then every point by lens, and the law's titles."""
    from dueregard.lenses.identified import quoted
    from dueregard.lenses.identified_paper import NOT_ADVICE, displaced, summary
    from dueregard.lenses.law import Status
    from dueregard.lenses.profile import earlier

    _say(found.facts.get("name") or found.pack.name)
    _say(summary(found))
    for technology, keys in found.may_also_be:
        _say(f"It may also be: {bank.packs[technology].name}, because "
             f"{'; '.join(quoted(found=found, keys=keys))}. If so, add also = \"{technology}\".")
    _title("Look at these first")
    for point in found.first:
        _point(point)
        for why in earlier(point=point, facts=found.facts, profile=found.profile):
            _say(f"  Earlier here: {why}", "  ")
    moved = displaced(found)
    if moved:
        _say("Without your profile these would have stood here: "
             f"{'; '.join(f'{each.title} ({each.id})' for each in moved)}.")
    _title("Find out first")
    for each in found.find_out_first:
        _say(f"- {each.fact.label} It would settle: {', '.join(each.settles)}.", "  ")
    if not found.find_out_first:
        _say("Every fact that a point hangs on is known.")
    shown = {each.id for each in found.first}
    for lens in bank.lenses:
        _title(lens.title)
        rest = [each for each in found.points if each.lens == lens.id]
        for point in rest:
            if point.id in shown:
                _say(f"- {_head(point)} See above.", "  ")
            else:
                _point(point)
        if not rest:
            _say("Nothing is raised here.")
    _title("The law that may apply")
    _say(NOT_ADVICE)
    for status in (Status.APPLIES, Status.UNKNOWN):
        for ruling in found.law:
            if ruling.status == status:
                _say(f"- {status.capitalize()}: {ruling.rule.title} ({ruling.rule.citation})", "  ")
    for pack in found.packs:
        _say(f"Pack: {pack.id} {pack.version}. {pack.reviewed}")


def _title(text: str) -> None:
    click.echo()
    click.echo(text)


def _head(point: "Raised") -> str:
    from dueregard.lenses.identified_paper import KINDS

    gap = ", not known yet" if point.find_out else ""
    return f"{KINDS[point.kind]}{gap}: {point.title} ({point.id})."


def _point(point: "Raised") -> None:
    _say(f"- {_head(point)} {point.text}", "  ")
    _say(f"  {point.reason}", "  ")
    for each in point.said_also:
        _say(f"  It is also said: {each.text} ({each.id})", "  ")


def _say(text: str, indent: str = "") -> None:
    click.echo(textwrap.fill(text, width=_WIDTH, subsequent_indent=indent, break_long_words=False,
                             break_on_hyphens=False))
