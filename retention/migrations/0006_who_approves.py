"""Each rule says whether a second person approves its disposals: a protected child's does.

The rows of a version are evidence, and a trigger keeps them as they are. It is left alone here:
the column is filled as its type is set, which changes no row through it. Every version that a
database holds by now is the first one.
"""

from django.db import migrations, models

FILLED = migrations.RunSQL(
    """
    ALTER TABLE retention_schedulerule
        ALTER COLUMN needs_approval TYPE boolean USING record_class = 'protected_child'
    """,
    migrations.RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_squashed_0005_marks_on_certificates")]

    operations = [
        migrations.AddField(
            model_name="schedulerule",
            name="needs_approval",
            field=models.BooleanField("a second person has to approve", default=False),
        ),
        FILLED,
    ]
