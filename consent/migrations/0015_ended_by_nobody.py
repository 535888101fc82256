"""An agreement for one thing ends with it: a withdrawal that nobody asked for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consent", "0014_shown_when_asked")]

    operations = [
        migrations.AlterField(
            "withdrawal",
            "asked_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.person",
                verbose_name="asked for by",
            ),
        ),
    ]
