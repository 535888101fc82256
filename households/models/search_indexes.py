"""What a search stands on (migrations 0008 to 0010): a name's keys, the ends of a telephone
number, a postcode, a day of birth."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Index, Q, Value
from django.db.models.functions import Reverse

NO_NAME = Value("")


def name_keys(*names: str) -> Func:
    """Each word of a name, its sounds, its slips: see migration 0008."""
    three = [*map(F, names), *[NO_NAME] * (3 - len(names))]
    return Func(
        *three, function="familyhubs_name_keys", output_field=ArrayField(models.TextField())
    )


PERSONS_NAMES = ("given_name", "family_name", "preferred_name")
# Its digits from the last to the first, so that the dialling code does not matter.
TELEPHONE_FROM_THE_END = Reverse(
    Func(
        F("telephone"),
        Value(r"\D"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=models.TextField(),
    )
)
OF_PERSON = [
    GinIndex(name_keys(*PERSONS_NAMES), name="person_name_keys"),
    GinIndex(
        OpClass(
            Func(
                *map(F, PERSONS_NAMES),
                function="familyhubs_plain_names",
                output_field=models.TextField(),
            ),
            name="gin_trgm_ops",
        ),
        name="person_plain_names",
    ),
    Index(fields=["date_of_birth"], name="person_born"),
    Index(
        OpClass(TELEPHONE_FROM_THE_END, name="text_pattern_ops"),
        condition=~Q(telephone=""),
        name="person_telephone",
    ),
]
OF_HOUSEHOLD = [GinIndex(name_keys("name"), name="household_name_keys")]
OF_ADDRESS = [
    Index(
        fields=["postcode"],
        opclasses=["varchar_pattern_ops"],
        condition=Q(until__isnull=True) & ~Q(postcode=""),
        name="address_postcode",
    )
]
