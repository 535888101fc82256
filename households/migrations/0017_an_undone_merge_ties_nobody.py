"""A merge that was undone points to nobody any more: what was parted goes each in its own time."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

FORGET = """
    UPDATE households_merge
    SET merged_household_id = NULL, kept_person_id = NULL, merged_person_id = NULL
    WHERE undone_at IS NOT NULL;
    -- A table is not altered while foreign keys wait to be checked.
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0016_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="merge",
            name="merge_of_people_or_of_households",
        ),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=Q(
                    undone_at__isnull=True,
                    merged_household__isnull=True,
                    kept_person__isnull=False,
                    merged_person__isnull=False,
                )
                | Q(
                    undone_at__isnull=True,
                    merged_household__isnull=False,
                    kept_person__isnull=True,
                    merged_person__isnull=True,
                )
                | Q(
                    undone_at__isnull=False,
                    merged_household__isnull=True,
                    kept_person__isnull=True,
                    merged_person__isnull=True,
                ),
                name="merge_of_people_or_of_households",
            ),
        ),
    ]
