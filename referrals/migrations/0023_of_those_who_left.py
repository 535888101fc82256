"""What was sent by people who left, in order; and the requests somebody has taken, who has few."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("referrals", "0022_agreements_for_one_referral")]

    operations = [
        AddIndexConcurrently(
            "referral",
            models.Index(
                fields=["sent_at", "id", "sent_by"],
                condition=models.Q(
                    state__in=["sent", "received", "waiting", "accepted", "started"]
                ),
                name="open_referrals_in_order",
            ),
        ),
        AddIndexConcurrently(
            "supportrequest",
            models.Index(
                fields=["claimed_by", "made_at", "id"],
                condition=models.Q(state__in=["new", "claimed"], claimed_by__isnull=False),
                name="open_requests_of_claimant",
            ),
        ),
    ]
