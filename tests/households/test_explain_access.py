"""`manage.py explain_access`: why somebody sees a household, and until when (issue 4, S58, S60)."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from consent.actions import agreements, emergency
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
    start = today()
    agreement = AgreementFactory(
        household=cast.household,
        covers=[cast.child, cast.mother],
        recipients=[cast.harriet.organisation],
        categories=[Category.IDENTITY, Category.HEALTH, Category.HUB_RECORD],
        given_on=start - timedelta(days=9),
        by=cast.alice,
    )
    taken_back = {"agreement": agreement, "asked_by": cast.mother, "by": cast.alice}

    def told(day):
        on = (start + timedelta(days=day)).isoformat()
        because = as_json(cast.household, cast.harriet, as_of=on)["because"]
        return [(reason["categories"], set(reason["people"])) for reason in because]

    whole = (["health", "hub_record", "identity"], {cast.child.full_name, cast.mother.full_name})
    part = (["hub_record", "identity"], {cast.mother.full_name})
    with time_machine.travel(start + timedelta(days=3)):
        agreements.withdraw(category=Category.HEALTH, **taken_back)
        agreements.withdraw(person=cast.child, **taken_back)
        assert (told(2), told(3)) == ([whole], [part])
    with time_machine.travel(start + timedelta(days=5)):
        agreements.withdraw(**taken_back)
        assert (told(2), told(4), told(5)) == ([whole], [part], [])
        # Given nine days before it was recorded here, it let nobody see anything till then.
        assert (told(-1), told(0)) == ([], [whole])


def test_what_is_taken_as_it_is_today_is_said(cast):
    yesterday = (today() - timedelta(days=1)).isoformat()
    for user in (cast.alice, cast.harriet):
        assert "as they are today" in explained(cast.household, user, as_of=yesterday)
        assert "as they are today" not in explained(cast.household, user)


@pytest.mark.parametrize("hour", [12, 23])
def test_an_emergency_counts_for_each_day_on_which_it_ran(cast, hour):
    opened = timezone.localtime().replace(hour=hour, minute=30)
    with time_machine.travel(opened, tick=False):
        emergency.open_for_an_hour(
            reference=cast.household.reference,
            reason="Nobody answers",
            at_risk="The baby",
            by=cast.harriet,
        )
    with time_machine.travel(opened + timedelta(days=5)):
        days = [(opened + timedelta(days=day)).date().isoformat() for day in (-1, 0, 1, 2)]
        seen = [as_json(cast.household, cast.harriet, as_of=day)["sees"] for day in days]
    assert seen == [False, True, hour == 23, False]


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
