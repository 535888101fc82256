"""What the search of the directory stands on, made while everybody goes on searching."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("referrals", "0006_services_of_a_feed")]

    operations = [
        AddIndexConcurrently(
            "service",
            models.Index(fields=["name", "id"], condition=Q(is_open=True), name="service_names"),
        ),
        AddIndexConcurrently(
            "service",
            GinIndex(fields=["needs"], condition=Q(is_open=True), name="service_needs"),
        ),
    ]
