"""The lists of a receiver and of waiting times, the longest first, from indexes in that order."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("referrals", "0013_requests_for_support")]

    operations = [
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["organisation", "sent_at", "id"],
                condition=models.Q(state__in=["sent", "received", "waiting"]),
                name="referrals_to_answer",
            ),
        ),
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["organisation", "sent_at", "id"],
                condition=models.Q(state__in=["accepted", "started"]),
                name="referrals_going_on",
            ),
        ),
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["state_since", "id"],
                condition=models.Q(
                    state__in=["sent", "received", "waiting", "accepted", "started"]
                ),
                name="referrals_open_since",
            ),
        ),
        RemoveIndexConcurrently("referral", "referrals_of_receiver"),
    ]
