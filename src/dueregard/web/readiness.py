"""What every command does before its own work: start Django, bring the tables up to date.

Without it each command would find a missing library or an old table in a way of its own.
"""

import os
from typing import Any

import click

from dueregard.answers import DueRegardError


def make_ready() -> None:
    """Start Django, or say what is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.web.settings")
    try:
        import django as library
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "This command needs the workbench: pip install 'dueregard[workbench]'"
        ) from error
    try:
        library.setup()
    except DueRegardError as error:
        raise click.ClickException(str(error)) from error


def migrate(alias: str) -> None:
    """Bring a database to the tables of this version."""
    from django.core.management import call_command
    from django.db import connections

    _refuse_network_share(connections[alias])
    # The workbench knows of all tables, and the public database holds those of one app: to walk
    # through the history of the others there would change nothing and take half of the time.
    only = ("public",) if alias == "public" else ()
    call_command("migrate", *only, database=alias, verbosity=0, interactive=False)
    if alias == "default" and os.environ.get("DUEREGARD_DOOR") != "public":
        call_command("createcachetable", verbosity=0)
    connections[alias].close()


def refuse_old_tables() -> None:
    """Stop where the tables are not those of this version: only the workbench changes them."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise click.ClickException(
            "The tables are not those of this version. Start the workbench once: it brings them "
            "up to date. Then start this door."
        )
    connection.close()


def _refuse_network_share(connection: Any) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        raise click.ClickException(
            f"The file {connection.settings_dict['NAME']} is on a disk where it could lose what "
            "is written to it (a network share?). Set DUEREGARD_HOME to a local folder, or use "
            "PostgreSQL with DUEREGARD_DATABASE_URL."
        )
