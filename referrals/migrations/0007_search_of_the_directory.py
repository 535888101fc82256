"""What the search of the directory stands on, made while everybody goes on searching."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Upper


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
        AddIndexConcurrently(
            "service",
            GinIndex(
                OpClass(Upper("place"), name="gin_trgm_ops"),
                condition=Q(is_open=True),
                name="service_places",
            ),
        ),
    ]
