import django.db.models.deletion
from django.db import migrations, models


def take_apart(apps, editor):
    """Give each document its own row, so that nothing is unread between two releases."""
    record, text = apps.get_model("public", "PublicRecord"), apps.get_model("public", "RecordText")
    rows = record.objects.using(editor.connection.alias).filter(withdrawn_at=None)
    for row in rows.iterator(chunk_size=200):
        text.objects.using(editor.connection.alias).create(record=row, document=row.document)


class Migration(migrations.Migration):

    dependencies = [("public", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RecordText",
            fields=[
                ("record", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="text", serialize=False, to="public.publicrecord")),
                ("document", models.JSONField()),
            ],
        ),
        migrations.RunPython(take_apart, migrations.RunPython.noop),
    ]
