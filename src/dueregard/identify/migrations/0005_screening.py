"""Why a use is looked at so closely, in words for anybody; written for the uses there are."""

from django.db import migrations, models


def write(apps, schema_editor):
    use_model = apps.get_model("identify", "Use")
    for use in use_model.objects.exclude(tier=None).iterator():
        known = [
            each["text"] for each in use.tier_reasons
            if each["tier"] == use.tier and not each["unknown"]
        ]
        if use.tier == 1:
            use.tier_because = "Nothing that we know of it asks for a closer look."
        else:
            use.tier_because = " ".join(known) or (
                "We do not know enough about it yet, so we look as closely as if the worst were so."
            )
        use.save(update_fields=["tier_because"])


class Migration(migrations.Migration):

    dependencies = [
        ("identify", "0004_profile"),
    ]

    operations = [
        migrations.AddField(
            model_name="use",
            name="tier_because",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
