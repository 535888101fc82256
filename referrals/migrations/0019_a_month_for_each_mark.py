"""A mark that an unmet need was counted has a month, and goes after thirteen.

Those that are there count as made this month: none goes too early.
"""

from django.db import migrations, models

import referrals.models.unmet


class Migration(migrations.Migration):
    dependencies = [("referrals", "0018_emails_that_went_nowhere")]

    operations = [
        migrations.AddField(
            "unmetcounted",
            "month",
            models.DateField(
                default=referrals.models.unmet.this_month,
                editable=False,
                verbose_name="month, its first day",
            ),
        ),
    ]
