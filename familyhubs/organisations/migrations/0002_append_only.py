"""Who was who, and what was changed by whom, is only ever added to (house rule 8)."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

HISTORIES = ["hub", "organisation", "user"]


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        AppendOnly(f"organisations_historical{name}", disposable=True) for name in HISTORIES
    ]
