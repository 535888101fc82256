"""What an involvement stands on is known, so that an undone merge puts it back with that."""

import pytest
from django.apps import apps
from django.conf import settings

from households.models import InvolvementReason


@pytest.mark.parametrize("reason", InvolvementReason.values)
def test_each_reason_says_on_what_it_stands(reason):
    model = apps.get_model(settings.INVOLVEMENT_STANDS_ON[reason])
    assert model._meta.get_field("household").related_model._meta.label == "households.Household"
