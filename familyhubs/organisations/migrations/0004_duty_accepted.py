import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_no_last_login"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyAccepted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("until", models.DateField(verbose_name="to be accepted again after")),
                ("words", models.TextField(verbose_name="words accepted")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "confidentiality duty accepted",
                "verbose_name_plural": "confidentiality duties accepted",
                "ordering": ["-accepted_at", "-id"],
            },
        ),
        AppendOnly("organisations_dutyaccepted"),
    ]
