"""Keys that are given up together are known as a batch, and when the last of it was destroyed."""

from django.db import migrations, models

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="doomedkey",
            name="batch",
            field=models.UUIDField("batch", null=True, editable=False, db_index=True),
        ),
        migrations.CreateModel(
            name="KeyDestruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField("batch", unique=True, editable=False)),
                ("keys", models.PositiveIntegerField("keys destroyed", editable=False)),
                (
                    "destroyed_at",
                    models.DateTimeField("the last of them destroyed", editable=False),
                ),
            ],
            options={
                "verbose_name": "destruction of keys",
                "verbose_name_plural": "destructions of keys",
            },
        ),
        AppendOnly("keys_keydestruction"),
    ]
