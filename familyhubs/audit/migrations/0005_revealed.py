from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_exported"),
    ]

    operations = [
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
                    ("disposed", "Disposed of"),
                ],
                max_length=20,
            ),
        ),
    ]
