from django.db import migrations

from familyhubs.database.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_services_accessed")]

    operations = [
        AppendOnly("referrals_historicalserviceuse", disposable=True),
        AppendOnly("referrals_historicalattendance", disposable=True),
    ]
