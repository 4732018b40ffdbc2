"""The commands that keep an installation: backup, restore, upgrade. Each is one line to type."""

from datetime import UTC, datetime
from pathlib import Path

import click

from dueregard.web.readiness import make_ready, migrate


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything to one file, while people go on working."""
    make_ready()
    from dueregard.web import keeping

    kept = keeping.backup(file, now=datetime.now(UTC))
    click.echo(f"{file} holds everything up to entry {kept.entries} of the ledger.")
    click.echo(f"Its head, to note down elsewhere: {kept.head}")
    click.echo("It holds personal data and the key that signs sessions. Keep it as you keep those.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put everything back as it was in FILE. What is there now is set aside, not lost."""
    make_ready()
    from dueregard.web import keeping

    kept = keeping.restore(file, now=datetime.now(UTC))
    migrate("default")
    migrate("public")
    found = keeping.check_ledger()
    if (found.entries, found.head) != (kept.entries, kept.head):
        raise click.ClickException(
            f"The ledger has {found.entries} entries with the head {found.head}, but the backup "
            f"speaks of {kept.entries} with {kept.head}. Do not go on: try another backup."
        )
    click.echo(f"Everything is as it was on {kept.made_at}, up to entry {kept.entries}.")
    click.echo("What was there before lies in the folder before-restore-... of the home.")


@click.command()
@click.option("--no-backup", is_flag=True, help="You have made a backup yourself.")
def upgrade(no_backup: bool) -> None:
    """Bring an installation to this version: back up, change the tables, check the ledger."""
    make_ready()
    if bring_up_to_date(no_backup=no_backup):
        return
    from dueregard.web import keeping

    migrate("default")
    migrate("public")
    click.echo(f"Nothing to change. The ledger fits: {keeping.check_ledger().entries} entries.")


def bring_up_to_date(*, no_backup: bool) -> bool:
    """Upgrade where something waits for this version; False where nothing does."""
    from django.conf import settings

    from dueregard.web import keeping
    from dueregard.web.running import stopped

    if not keeping.pending():
        return False
    now = datetime.now(UTC)
    with stopped(settings.ENV.home):
        before = keeping.check_ledger()
        if not no_backup:
            folder = settings.ENV.home / "backups"
            folder.mkdir(exist_ok=True, mode=0o700)
            file = folder / f"before-upgrade-{now:%Y%m%d-%H%M%S}.zip"
            keeping.backup(file, now=now)
            click.echo(f"Backed up to {file}.")
        migrate("default")
        migrate("public")
        after = keeping.check_ledger()
    if after.head != before.head:
        raise click.ClickException("The ledger changed on the way. Restore the backup.")
    click.echo(f"Upgraded. All {after.entries} entries of the ledger fit.")
    return True
