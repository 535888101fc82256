from django.db import migrations

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("consent", "0005_decisions_and_disclosures")]

    operations = [AppendOnly("consent_historicaldisclosure", disposable=True)]
