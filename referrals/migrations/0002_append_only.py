"""What was in the directory, and who changed it, is only ever added to (house rule 8)."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [AppendOnly("referrals_historicalservice", disposable=True)]
