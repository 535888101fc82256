"""Waiting times, counted from indexes alone: those of one state, the longest first."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("referrals", "0016_the_last_day_of_each")]

    operations = [
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["state", "state_since", "id"],
                include=["household"],
                condition=models.Q(
                    state__in=["sent", "received", "waiting", "accepted", "started"]
                ),
                name="referrals_open_by_state",
            ),
        ),
        AddIndexConcurrently(
            "supportrequest",
            models.Index(
                fields=["state", "made_at", "id"],
                include=["household", "hub"],
                condition=models.Q(state__in=["new", "claimed"]),
                name="requests_open_by_state",
            ),
        ),
    ]
