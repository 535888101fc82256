"""The histories of what was added are only ever added to; disposal alone deletes (house rule 8)."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

HISTORIES = [
    "attachment",
    "attainment",
    "contact",
    "correction",
    "goalscale",
    "goalstep",
    "identifier",
    "merge",
    "review",
    "sensitivedetail",
    "teammember",
]


class Migration(migrations.Migration):
    dependencies = [("households", "0005_a_data_key_each")]

    operations = [AppendOnly(f"households_historical{name}", disposable=True) for name in HISTORIES]
