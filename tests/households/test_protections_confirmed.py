"""Reading 2: a manager compares a protection status with children's social care's record."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from familyhubs.organisations.waiting import waiting_for
from households import reading
from households.actions import people, protections
from households.models import Confirmation, Protection
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def status(cast):
    return people.protect(
        person=cast.child,
        household=cast.household,
        kind="looked_after",
        since=date(2020, 1, 1),
        by=cast.alice,
    )


def address(cast, status):
    return reverse(
        "households:protection-confirm",
        args=[cast.household.reference, cast.child.pk, status.pk],
    )


def confirmed(cast, status):
    return protections.confirm(
        protection=status,
        confirmed_from=Confirmation.WRITTEN,
        household=cast.household,
        by=cast.henry,
    )


def test_a_worker_records_it_unconfirmed(client, cast, status):
    assert status.confirmed_at is None
    client.force_login(cast.alice)
    person = reverse("households:person", args=[cast.household.reference, cast.child.pk])
    text = client.get(person).content.decode()
    assert "Not confirmed" in text
    assert "A manager of the hub confirms it" in text
    assert address(cast, status) not in text


def test_the_manager_reads_what_is_to_be_confirmed_and_who_recorded_it(client, cast, status):
    client.force_login(cast.henry)
    text = client.get(address(cast, status)).content.decode()
    for words in ("Looked after", "1 January 2020", "It still is so", f"by {cast.alice}"):
        assert words in text, words
    mistake = reverse(
        "households:protection-mistake",
        args=[cast.household.reference, cast.child.pk, status.pk],
    )
    assert f'href="{mistake}"' in text


def test_a_manager_confirms_it_and_the_page_says_by_what(client, cast, status):
    client.force_login(cast.henry)
    text = client.post(address(cast, status), {"confirmed_from": ""}).content.decode()
    assert "Select what you compared it with" in text
    said = {"confirmed_from": "record"}
    text = client.post(address(cast, status), said, follow=True).content.decode()
    assert "by Henry Hartwell: The child&#x27;s record in children&#x27;s social care" in text
    status.refresh_from_db()
    assert (status.confirmed_by, status.confirmed_from) == (cast.henry, "record")
    assert status.history.first().history_change_reason == "Protection status confirmed"


def test_nobody_says_that_it_was_imported(client, cast, status):
    client.force_login(cast.henry)
    assert client.post(address(cast, status), {"confirmed_from": "imported"}).status_code == 200
    assert Protection.objects.unconfirmed().exists()


def test_it_is_confirmed_once(cast, status):
    confirmed(cast, status)
    with pytest.raises(protections.AlreadyConfirmed):
        confirmed(cast, status)


def test_a_mistake_is_not_confirmed(cast, status):
    protections.mark_mistake(
        protection=status, reason="A twin", household=cast.household, by=cast.alice
    )
    with pytest.raises(protections.AlreadyEnded):
        confirmed(cast, status)
    assert not Protection.objects.unconfirmed().exists()


def test_s39_only_a_manager_takes_back_what_a_manager_confirmed(client, cast, status):
    """Or one worker's click ends 75 years of keeping, which takes two people."""
    confirmed(cast, status)
    mistake = reverse(
        "households:protection-mistake",
        args=[cast.household.reference, status.person_id, status.pk],
    )
    person = reverse("households:person", args=[cast.household.reference, status.person_id])
    client.force_login(cast.alice)
    assert mistake not in client.get(person).text
    assert client.post(mistake, {"reason": "A twin"}).status_code == 403
    with pytest.raises(protections.AManagersToTakeBack):
        protections.mark_mistake(
            protection=status, reason="A twin", household=cast.household, by=cast.alice
        )
    assert Protection.objects.standing().exists()
    client.force_login(cast.henry)
    assert mistake in client.get(person).text
    assert client.post(mistake, {"reason": "A twin"}).status_code == 302
    assert not Protection.objects.standing().exists()
    assert status.history.first().history_change_reason == "Recorded by mistake: A twin"


def test_who_when_and_by_what_stand_together(cast, status):
    status.confirmed_from = Confirmation.RECORD
    with pytest.raises(IntegrityError, match="protection_confirmed"), transaction.atomic():
        status.keep(by=cast.henry, why="Half of it")


class TestTheList:
    def page(self, client):
        return client.get(reverse("households:statuses-to-confirm")).content.decode()

    def test_it_leads_to_each(self, client, cast, status):
        client.force_login(cast.henry)
        assert address(cast, status) in self.page(client)
        confirmed(cast, status)
        assert "No status to confirm" in self.page(client)

    def test_a_manager_of_a_hub_has_that_hub_s(self, cast, status):
        assert status in reading.unconfirmed(cast.henry)
        cast.henry.hub = cast.south_hub if cast.household.hub != cast.south_hub else cast.north_hub
        assert status not in reading.unconfirmed(cast.henry)

    def test_the_start_page_says_how_many(self, cast, status):
        texts = [line.text for line in waiting_for(cast.henry)]
        assert "1 protection status to confirm" in texts
        assert not any("protection status" in line.text for line in waiting_for(cast.alice))

    def test_it_asks_the_same_however_many(
        self, client, cast, status, django_assert_max_num_queries
    ):
        for kind in ("looked_after", "child_protection_plan"):
            people.protect(
                person=cast.mother,
                household=cast.household,
                kind=kind,
                since=date(2001, 1, 1),
                by=cast.alice,
            )
        client.force_login(cast.henry)
        with django_assert_max_num_queries(6):
            self.page(client)


def test_its_dates_are_named_in_full(client, cast):
    client.force_login(cast.alice)
    url = page_of(cast, "person-protect", cast.child.pk)

    def told(**typed):
        return client.post(url, {"kind": "looked_after", **typed}).content.decode()

    assert "Enter the day it began" in told()
    assert "The day it began must include a month and year" in told(since_day="3")
    dates = split("since", date(2020, 1, 2)) | split("until", date(2020, 1, 1))
    assert "The day it ended must be on or after the day it began" in told(**dates)
