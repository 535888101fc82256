from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0005_revealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("sealed_at", models.DateTimeField()),
                ("after", models.BigIntegerField()),
                ("up_to", models.BigIntegerField()),
                ("events", models.PositiveIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=40, verbose_name="signed with")),
                ("signature", models.CharField(max_length=128)),
            ],
            options={"verbose_name": "anchor of the access log"},
        ),
        AppendOnly("audit_anchor"),
        migrations.AlterField(
            model_name="accessevent",
            name="event",
            field=models.CharField(
                choices=[
                    ("signed_in", "Signed in"),
                    ("opened", "Opened"),
                    ("searched", "Searched"),
                    ("exported", "Exported"),
                    ("revealed", "Revealed"),
                    ("changed", "Changed"),
                    ("denied", "Was refused"),
                    ("disposed", "Disposed of"),
                ],
                max_length=20,
            ),
        ),
    ]
