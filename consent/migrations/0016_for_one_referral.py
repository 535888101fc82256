"""That an agreement was made for one referral is said when it is made, and guessed no more.

Those that are there get it from the referrals that stand on them (referrals/0022).
"""

from django.db import migrations, models

from familyhubs.database.tables import AtOnce


def said():
    return models.BooleanField(default=False, verbose_name="for one referral")


class Migration(migrations.Migration):
    dependencies = [("consent", "0015_ended_by_nobody")]

    operations = [
        AtOnce(
            migrations.AddField("agreement", "for_one_referral", said()),
            migrations.AddField("historicalagreement", "for_one_referral", said()),
        ),
    ]
