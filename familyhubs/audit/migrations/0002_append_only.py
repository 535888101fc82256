"""Access events are only ever added (house rule 8)."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [AppendOnly("audit_accessevent")]
