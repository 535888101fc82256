"""An agreement, and who withdrew it, follow two records of one household or person made one."""

from django.db import migrations

from familyhubs.database.triggers import FollowsMerge

HOUSEHOLD, PERSON = "households_household", "households_person"


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0006_append_only_disclosures"),
        ("households", "0010_search"),
    ]

    operations = [
        FollowsMerge("consent_agreement", household_id=HOUSEHOLD, given_by_id=PERSON),
        FollowsMerge("consent_withdrawal", asked_by_id=PERSON),
    ]
