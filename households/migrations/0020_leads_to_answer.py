"""The offers that wait for an organisation, the longest asked first, in a council of any size."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("households", "0019_walls_in_an_emergency")]

    operations = [
        AddIndexConcurrently(
            "leadassignment",
            models.Index(
                fields=["organisation", "offered_at", "id"],
                condition=models.Q(state="offered"),
                name="leads_to_answer",
            ),
        )
    ]
