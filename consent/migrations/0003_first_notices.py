"""The notice and the leaflet of 23 April 2024, as they were given to families (S53)."""

from datetime import date
from pathlib import Path

from django.db import migrations

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FIRST = [
    ("privacy", "Family hubs service area privacy notice", "privacy-notice-2024-04-23.txt"),
    (
        "leaflet",
        "What information do we keep about children and families?",
        "leaflet-2024-04-23.txt",
    ),
]


def publish_first(apps, schema_editor):
    notice = apps.get_model("consent", "Notice")
    for kind, title, file in FIRST:
        notice.objects.get_or_create(
            kind=kind,
            in_force_from=date(2024, 4, 23),
            defaults={"title": title, "text": (SEEDS / file).read_text(encoding="utf-8")},
        )


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_append_only")]

    # Evidence stays when the migration is undone: the table goes with 0001.
    operations = [migrations.RunPython(publish_first, migrations.RunPython.noop)]
