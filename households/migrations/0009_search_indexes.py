"""What a search stands on, made while everybody goes on working: no table is locked."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Reverse


def name_keys(*names):
    return Func(
        *names,
        function="familyhubs_name_keys",
        output_field=ArrayField(base_field=models.TextField()),
    )


NAMES = [F("given_name"), F("family_name"), F("preferred_name")]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("households", "0008_ways_to_spell_a_name")]

    operations = [
        AddIndexConcurrently("person", GinIndex(name_keys(*NAMES), name="person_name_keys")),
        AddIndexConcurrently(
            "household",
            GinIndex(name_keys(F("name"), Value(""), Value("")), name="household_name_keys"),
        ),
        AddIndexConcurrently(
            "person",
            GinIndex(
                OpClass(
                    Func(
                        *NAMES, function="familyhubs_plain_names", output_field=models.TextField()
                    ),
                    name="gin_trgm_ops",
                ),
                name="person_plain_names",
            ),
        ),
        AddIndexConcurrently("person", models.Index(fields=["date_of_birth"], name="person_born")),
        AddIndexConcurrently(
            "person",
            models.Index(
                OpClass(
                    Reverse(
                        Func(
                            F("telephone"),
                            Value(r"\D"),
                            Value(""),
                            Value("g"),
                            function="regexp_replace",
                            output_field=models.TextField(),
                        )
                    ),
                    name="text_pattern_ops",
                ),
                condition=~Q(telephone=""),
                name="person_telephone",
            ),
        ),
        AddIndexConcurrently(
            "address",
            models.Index(
                fields=["postcode"],
                opclasses=["varchar_pattern_ops"],
                condition=Q(until__isnull=True) & ~Q(postcode=""),
                name="address_postcode",
            ),
        ),
    ]
