"""A line of the due list has a code for each reason that stops it; nothing is rewritten yet."""

import django.contrib.postgres.fields
from django.db import migrations, models

from familyhubs.database.tables import AtOnce


def codes():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=20), blank=True, default=list, editable=False
    )


class Migration(migrations.Migration):
    dependencies = [("retention", "0015_evidence_whatever_the_mode")]

    operations = [
        AtOnce(
            migrations.AddField("dueline", "stopped_codes", codes()),
            migrations.AddField("historicaldueline", "stopped_codes", codes()),
        ),
    ]
