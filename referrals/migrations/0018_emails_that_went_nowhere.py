"""An email without an address, or given up, says so; those that went nowhere are found by day."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

STATES = [
    ("waiting", "Waits to be sent"),
    ("sent", "Sent"),
    ("refused", "The address was refused"),
    ("no_address", "There was no address to send it to"),
    ("given_up", "It could not be sent for a week"),
    ("dropped", "No longer needed"),
]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("referrals", "0017_figures_by_state")]

    operations = [
        *(
            migrations.AlterField(
                model,
                "state",
                models.CharField(choices=STATES, default="waiting", max_length=10),
            )
            for model in ("email", "historicalemail")
        ),
        AddIndexConcurrently(
            "email",
            models.Index(
                fields=["-done_at", "-id"],
                condition=models.Q(state__in=["refused", "no_address", "given_up"]),
                name="emails_not_delivered",
            ),
        ),
    ]
