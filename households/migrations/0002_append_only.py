"""History is only ever added; disposal alone deletes it (house rule 8)."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

HISTORIES = [
    "address",
    "episode",
    "goal",
    "household",
    "involvement",
    "leadassignment",
    "membership",
    "person",
    "protection",
    "relationship",
    "score",
]


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial")]

    operations = [AppendOnly(f"households_historical{name}", disposable=True) for name in HISTORIES]
