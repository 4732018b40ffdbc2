"""What was signed is never changed or removed: the database itself refuses."""

from django.db import migrations

_TABLES = ("ledger_signedhead", "ledger_cosignature")


def forbid(apps, schema_editor):
    """Make the triggers of this kind of database."""
    if schema_editor.connection.alias != "default":
        return
    for table in _TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION ledger_signed_stays()"
            )
            continue
        for doing in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{doing.lower()} BEFORE {doing} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'what was signed stays as it is'); END"
            )


def make_function(apps, schema_editor):
    """On PostgreSQL a trigger calls a function."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION ledger_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'what was signed stays as it is'; END $$"
        )


class Migration(migrations.Migration):
    """Signed heads and signatures stay."""

    dependencies = [("ledger", "0003_evidence")]
    operations = [
        migrations.RunPython(make_function, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(forbid, migrations.RunPython.noop, elidable=False),
    ]
