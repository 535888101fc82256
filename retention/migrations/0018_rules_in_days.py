"""A rule of the schedule can count in days; a request that was none starts a clock of its own.

The rows of a version are evidence: they get the column as it is made, past no trigger.
"""

from django.db import migrations, models

TRIGGERS = [
    ("support_closed", "Support was last closed"),
    ("never_opened", "The record was made, and support was never opened"),
    ("not_a_request", "A request was answered as not real, or as asked twice"),
    ("birth", "The child was born"),
    ("death", "The child died before the age of 18, having been looked after"),
]


class Migration(migrations.Migration):
    dependencies = [("retention", "0017_a_code_for_each_reason")]

    operations = [
        migrations.AddField(
            "schedulerule",
            "days",
            models.PositiveSmallIntegerField("or, where these are 0, for (days)", default=0),
        ),
        *(
            migrations.AlterField(
                model, "trigger", models.CharField(words, choices=TRIGGERS, max_length=20)
            )
            for model, words in (
                ("dueline", "what started the clock"),
                ("historicaldueline", "what started the clock"),
                ("schedulerule", "what starts the clock"),
            )
        ),
    ]
