"""A permission on a person says through which household, as its involvement does.

Every question of a person asks it. Joined to the involvement, the second wall asked of each whether
it may be seen: half of the time of a partner's list. It is filled in and indexed by the next two,
each of which can be run again where it was stopped.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("households", "0021_found_by_reference")]

    operations = [
        migrations.AddField(
            "persongrant",
            "household",
            models.ForeignKey(
                to="households.household",
                on_delete=models.PROTECT,
                related_name="+",
                null=True,
                db_index=False,
            ),
        )
    ]
