"""The commands for packs: list them, bring one in from a file, read the uses again.

Without it an administrator on a machine that no browser reaches could not update a pack.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.web.importing import somebody
from dueregard.web.readiness import make_ready, migrate

_AS = "Whose doing it is. Default: the first administrator."


@click.group()
def packs() -> None:
    """See what is asked about each technology, and bring in a newer pack from a file."""


@packs.command("list")
def list_() -> None:
    """Every pack in force: its version, who has reviewed it, where it came from."""
    _begin()
    from dueregard.identify.packs import queries

    for each in queries.shelf():
        release = each.release
        came = (
            f"brought in by {release.by_name} on {release.at:%Y-%m-%d}" if release
            else "comes with the software"
        )
        click.echo(f"{each.pack.id} {each.pack.version} ({each.digest_short}), {came}")
        click.echo(f"  {each.pack.name}. {each.pack.reviewed}")


@packs.command("bring-in")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--note", default="", help="Where the pack comes from, and what is new in it.")
@click.option("--as", "email", default="", metavar="EMAIL", help=_AS)
def bring_in(file: Path, note: str, email: str) -> None:
    """Check a pack from a file, put it in force, and read the uses that it concerns again."""
    _begin()
    from dueregard.identify.packs import actions

    if not file.is_file():
        raise DueRegardError(f"There is no file {file}. Check the name and the folder.")
    by = somebody(email)
    made = actions.bring_in(content=file.read_bytes(), note=note, by=by, now=datetime.now(UTC))
    _reread(made.removeprefix("pack-"), email=email)


@packs.command("read-again")
@click.argument("pack", metavar="PACK")
@click.option("--as", "email", default="", metavar="EMAIL", help=_AS)
def read_again(pack: str, email: str) -> None:
    """Raise the points of every use that a pack concerns again; generic concerns all of them."""
    _begin()
    _reread(pack, email=email)


def _begin() -> None:
    make_ready()
    migrate("default")


def _reread(pack_id: str, *, email: str) -> None:
    from dueregard.identify.packs import queries
    from dueregard.identify.rereading import actions as rereading

    pack = queries.sheet(pack_id).pack
    seen = [0]

    def say(done: int, total: int, message: str) -> None:
        seen[0] = total
        if done < total:
            click.echo(f"\r{message}", nl=False, err=True)

    rereading.reread(
        pack_id=pack_id, by=somebody(email), now=datetime.now(UTC), progress=say,
        clock=lambda: datetime.now(UTC),
    )
    if seen[0] > rereading.TOGETHER:
        click.echo(err=True)
    click.echo(f"{pack.name} {pack.version} is in force. {pack.reviewed} Uses read: {seen[0]:,}.")
