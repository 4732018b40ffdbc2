"""Drawing an inspector's sample again: needs no database, and no trust in whoever drew it first."""

from pathlib import Path

import click

from dueregard.answers import DueRegardError, No
from dueregard.report.inspection import rules
from dueregard.report.inspection.rules import Drawn, Listed


@click.command()
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--seed", required=True, metavar="WORDS", help="The inspector's words, in quotes.")
@click.option("--size", type=int, default=None, metavar="N", help="How many, of the whole list.")
@click.option("--stratum", "strata", multiple=True, metavar="STATUS=N",
              help="So many with this status, such as live=3. May be given several times.")
def sample(file: Path, seed: str, size: int | None, strata: tuple[str, ...]) -> None:
    """Draw a sample from a lodged list, the same that anybody draws with these words."""
    try:
        content = _read(file)
        listed = rules.read_list(content.decode())
        wanted = _strata(strata)
        size = _size(size, wanted)
        answer = rules.may_ask_for(listed, size=size, strata=wanted)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not a lodged list: it is not text.") from error
    except DueRegardError as error:
        raise click.ClickException(str(error)) from error
    if isinstance(answer, No):
        raise click.ClickException(answer.reason)
    _print(content, listed, seed=seed, size=size, strata=wanted)


def _print(
    content: bytes, listed: tuple[Listed, ...], *, seed: str, size: int, strata: dict[str, int]
) -> None:
    root = rules.digest_of(content)
    click.echo(f"Root of the list (SHA-256 of the file): {root}")
    click.echo(f"{len(listed)} records on it. Seed: {rules.seed_of(seed)}")
    drawn: tuple[Drawn, ...] = rules.draw(listed, seed=seed, root=root, size=size, strata=strata)
    for each in drawn:
        click.echo(f"{each.key}  {each.ref}  {each.status}  {each.digest}")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DueRegardError(
            f"There is no list at {file}. Give the file that the inspection page lets you download."
        ) from error


def _strata(given: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for each in given:
        status, sign, count = each.partition("=")
        if not (status and sign and count.isdecimal()) or status in found:
            raise DueRegardError(
                f"'{each}' is not a status and a number, such as live=3, once for each status."
            )
        found[status] = int(count)
    return found


def _size(size: int | None, strata: dict[str, int]) -> int:
    if size is None and not strata:
        raise DueRegardError("Say how many to draw: --size 5, or --stratum live=3.")
    return sum(strata.values()) if size is None else size
