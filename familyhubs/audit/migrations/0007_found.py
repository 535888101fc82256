from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_anchors"),
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
                    ("found", "Found by a search and opened"),
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
