"""`manage.py explain_access`: why somebody sees a household, and until when (issue 4, S58, S60)."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from consent.actions import agreements
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Person
from tests.factories import AgreementFactory


def explained(household, user, **options):
    out = StringIO()
    call_command("explain_access", household.reference, user=user.email, stdout=out, **options)
    return out.getvalue()


def as_json(household, user, **options):
    return json.loads(explained(household, user, json=True, **options))


def test_the_council_sees_it_all(cast):
    told = as_json(cast.household, cast.alice)
    assert told["household"] == cast.household.reference
    assert (told["user"], told["on"], told["sees"]) == (
        cast.alice.email,
        today().isoformat(),
        True,
    )
    (reason,) = told["because"]
    assert (reason["reason"], reason["from"], reason["until"]) == ("council", None, None)
    assert reason["categories"] == sorted(Category)
    living = Person.objects.living_in(cast.household)
    assert {one["person"] for one in told["people"]} == {person.full_name for person in living}


def test_a_partner_sees_what_was_agreed_until_its_last_day(cast):
    until = today() + timedelta(days=9)
    AgreementFactory(
        household=cast.household,
        covers=[cast.child],
        recipients=[cast.harriet.organisation],
        categories=[Category.IDENTITY, Category.HUB_RECORD],
        until=until,
        by=cast.alice,
    )
    told = as_json(cast.household, cast.harriet)
    assert told["sees"]
    assert told["because"] == [
        {
            "reason": "agreement",
            "from": today().isoformat(),
            "until": until.isoformat(),
            "categories": ["hub_record", "identity"],
            "people": [cast.child.full_name],
        }
    ]
    assert told["people"] == [{"person": cast.child.full_name, "categories": ["identity"]}]
    after = (until + timedelta(days=1)).isoformat()
    assert not as_json(cast.household, cast.harriet, as_of=after)["sees"]
    words = explained(cast.household, cast.harriet)
    assert f"sees {cast.household.reference}, because:" in words
    assert "agreement" in words


def test_after_a_withdrawal_it_says_why_not(cast):
    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    told = as_json(cast.household, cast.pat)
    assert (told["sees"], told["because"], told["people"]) == (False, [], [])
    assert "is not involved" in explained(cast.household, cast.pat)


def test_what_was_taken_back_since_was_seen_before(cast):
    told_on = today() + timedelta(days=2)
    agreement = AgreementFactory(
        household=cast.household,
        covers=[cast.child, cast.mother],
        recipients=[cast.harriet.organisation],
        categories=[Category.IDENTITY, Category.HEALTH, Category.HUB_RECORD],
        given_on=today() - timedelta(days=9),
        by=cast.alice,
    )
    taken_back = {"agreement": agreement, "asked_by": cast.mother, "by": cast.alice}
    agreements.withdraw(category=Category.HEALTH, **taken_back)
    agreements.withdraw(person=cast.child, **taken_back)
    (now,) = as_json(cast.household, cast.harriet)["because"]
    assert (now["categories"], now["people"]) == (
        ["hub_record", "identity"],
        [cast.mother.full_name],
    )
    yesterday = (today() - timedelta(days=1)).isoformat()
    (before,) = as_json(cast.household, cast.harriet, as_of=yesterday)["because"]
    assert before["categories"] == ["health", "hub_record", "identity"]
    assert set(before["people"]) == {cast.child.full_name, cast.mother.full_name}
    with time_machine.travel(today() + timedelta(days=5)):
        agreements.withdraw(**taken_back)
        (since,) = as_json(cast.household, cast.harriet, as_of=told_on.isoformat())["because"]
        assert since["categories"] == ["hub_record", "identity"]
        assert since["people"] == [cast.mother.full_name]


def test_a_restricted_household_is_seen_by_those_named(cast):
    Household.objects.filter(pk=cast.household.pk).update(restricted=True)
    assert not as_json(cast.household, cast.alice)["sees"]
    assert "restricted" in explained(cast.household, cast.alice)
    assert as_json(cast.household, cast.dana)["sees"]


def test_a_role_that_sees_no_households_is_told_so(cast):
    assert "sees no households" in explained(cast.household, cast.ann)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"as_of": "31/12/2026"}, "--as-of"),
        ({"user": "nobody@nowhere.example"}, "nobody signs in"),
        ({"reference": "FH-0000-0000-0000"}, "no household"),
    ],
)
def test_bad_input_is_told_in_a_sentence(cast, options, words):
    asked = {"reference": cast.household.reference, "user": cast.alice.email} | options
    with pytest.raises(CommandError, match=words):
        call_command("explain_access", asked.pop("reference"), **asked)
