"""A nightly look finds where the first wall's copy has drifted from the involvements."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.management import call_command

from consent.actions import agreements, emergency
from familyhubs.records.dates import today
from households.categories import Category
from households.drift import Drift, drifted
from households.models import HouseholdGrant, Involvement, PersonGrant
from households.tasks import compare_walls

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast):
    """What stands on the family's agreement with the school."""
    return Involvement.objects.get(household=cast.household, organisation=cast.school)


def found():
    return list(drifted())


def test_the_walls_agree_through_all_that_is_done(cast, agreed):
    assert found() == []
    emergency.open_for_an_hour(
        reference=cast.household.reference, reason="Nobody answers", at_risk="All", by=cast.charlie
    )
    assert found() == []
    facts = {"agreement": cast.agreement, "asked_by": cast.mother, "by": cast.alice}
    agreements.withdraw(category=Category.HEALTH, **facts)
    agreements.withdraw(person=cast.child, **facts)
    assert found() == []
    agreements.withdraw(**facts)
    assert found() == []


def test_a_permission_that_is_missing(agreed, as_worker):
    with as_worker():
        PersonGrant.objects.filter(involvement=agreed).first().delete()
    assert found() == [Drift(agreed.pk, missing=1, too_much=0)]


def test_a_permission_of_another_day(agreed):
    HouseholdGrant.objects.filter(involvement=agreed).update(
        valid_until=today() + timedelta(days=9)
    )
    assert found() == [Drift(agreed.pk, missing=2, too_much=2)]


def test_a_permission_through_another_household(agreed, cast):
    first = PersonGrant.objects.filter(involvement=agreed).values("pk")[:1]
    PersonGrant.objects.filter(pk__in=first).update(household=cast.strangers)
    assert found() == [Drift(agreed.pk, missing=1, too_much=1)]


def test_permissions_that_outlive_their_involvement(agreed):
    Involvement.objects.filter(pk=agreed.pk).update(until=today())
    (drift,) = found()
    assert drift.involvement == agreed.pk
    assert drift.too_much > 10
    assert drift.missing == 0


def test_whoever_looks_after_the_machine_is_told(agreed, caplog, as_worker, capsys):
    assert compare_walls() == 0
    with caplog.at_level(logging.ERROR), as_worker():
        PersonGrant.objects.filter(involvement=agreed).first().delete()
        assert compare_walls() == 1
    assert "disagree about 1 involvements" in caplog.text
    with pytest.raises(SystemExit):
        call_command("compare_walls")
    assert f"Involvement {agreed.pk}: 1 permissions are missing" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("compare_walls", "--json")
    assert json.loads(capsys.readouterr().out)[0]["missing"] == 1
