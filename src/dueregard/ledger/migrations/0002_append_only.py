"""The database itself refuses to change or remove an entry; only its words may be erased."""

from django.db import migrations

_SQLITE = (
    """
    CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE ON ledger_entry
    WHEN NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.commitment IS NOT OLD.commitment
      OR NEW.head IS NOT OLD.head OR NEW.verb IS NOT OLD.verb OR NEW.about IS NOT OLD.about
      OR NEW.refused IS NOT OLD.refused OR NEW.once IS NOT OLD.once
      OR (NEW.body IS NOT NULL AND NEW.body IS NOT OLD.body)
      OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION ledger_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'the ledger is append-only'; END IF;
      IF (NEW.seq, NEW.at, NEW.commitment, NEW.head, NEW.verb, NEW.about, NEW.refused)
           IS DISTINCT FROM
         (OLD.seq, OLD.at, OLD.commitment, OLD.head, OLD.verb, OLD.about, OLD.refused)
         OR NEW.once IS DISTINCT FROM OLD.once
         OR (NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body)
         OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)
      THEN RAISE EXCEPTION 'the ledger is append-only'; END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_append_only()
    """,
)


def forbid(apps, schema_editor):
    """Make the triggers of this kind of database."""
    if schema_editor.connection.alias != "default":
        return
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for each in statements:
        schema_editor.execute(each)


class Migration(migrations.Migration):
    """Append-only, kept by the database."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forbid, migrations.RunPython.noop, elidable=False)]
