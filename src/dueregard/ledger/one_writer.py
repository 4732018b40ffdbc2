"""One writer of the ledger at a time, on either kind of database.

Without it two workers could each add an entry after the same last one, and the chain would fork.
"""

from django.db import connection

# Any number will do, as long as every writer of the ledger asks for the same one.
_LOCK = 0x1ED6E2


def alone() -> None:
    """Wait until nobody else writes; held to the end of the transaction that this is called in."""
    # SQLite is serialised by BEGIN IMMEDIATE; PostgreSQL needs one writer at a time named.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
