"""A partner may be involved because it accepted a referral (S63)."""

from django.db import migrations, models

CHOICES = [
    ("lead", "It leads the support"),
    ("agreement", "The family agreed to share with it"),
    ("referral", "It accepted a referral of the family"),
    ("disclosure", "Details were disclosed to it without agreement"),
    ("emergency", "Somebody may be at risk"),
]


class Migration(migrations.Migration):
    dependencies = [("households", "0029_protections_confirmed")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="reason",
            field=models.CharField(choices=CHOICES, max_length=20),
        )
        for name in ("historicalinvolvement", "involvement")
    ]
