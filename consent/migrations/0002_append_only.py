"""Agreements, withdrawals, notices and their history are evidence: only ever added."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

EVIDENCE = ["agreement", "agreementrecipient", "withdrawal"]


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]

    operations = [
        AppendOnly("consent_notice"),
        *[AppendOnly(f"consent_{name}", disposable=True) for name in EVIDENCE],
        *[AppendOnly(f"consent_historical{name}", disposable=True) for name in EVIDENCE],
    ]
