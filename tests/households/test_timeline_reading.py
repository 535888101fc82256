"""The timeline is read: newest first, in pages, by filters."""

from datetime import date, timedelta

import pytest

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from tests.factories import ContactFactory
from tests.households.contacting import of, page_of
from tests.households.test_pages import split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


class TestReading:
    def test_newest_first_in_pages_of_25(self, alice, cast):
        for days in range(27):
            ContactFactory(
                household=cast.household,
                on=today() - timedelta(days=days),
                note=f"Day {days}.",
                by=cast.alice,
            )
        first = alice.get(page_of(cast.household)).text
        assert first.index("Day 0.") < first.index("Day 1.") < first.index("Day 24.")
        assert "Day 25." not in first
        assert "Day 26." in alice.get(page_of(cast.household), {"page": 2}).text

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"kind": "visit"}, {"Visit"}),
            ({"channel": "email"}, {"Letter"}),
            ({"attended": "did_not_attend"}, {"Visit"}),
            ({"attended": "not_said"}, {"Appointment"}),
            ({"person": "child"}, {"Letter"}),
            ({"since": today() - timedelta(days=1)}, {"Appointment"}),
            ({"until": today() - timedelta(days=5)}, {"Letter"}),
            ({"kind": "call"}, set()),
        ],
    )
    def test_filters(self, alice, cast, asked, found):
        made = {"household": cast.household, "by": cast.alice, "people": [cast.mother]}
        ContactFactory(**made, kind="appointment", note="[Appointment]")
        on = today() - timedelta(days=3)
        ContactFactory(**made, kind="visit", attended="did_not_attend", on=on, note="[Visit]")
        made["people"] = [cast.child]
        on = today() - timedelta(days=9)
        ContactFactory(**made, kind="letter", channel="email", on=on, note="[Letter]")
        query = {}
        for name, value in asked.items():
            query |= split(name, value) if isinstance(value, date) else {name: value}
        if query.get("person"):
            query["person"] = cast.child.pk
        page = alice.get(page_of(cast.household), query).text
        assert {name for name in ("Appointment", "Visit", "Letter") if f"[{name}]" in page} == found

    @pytest.mark.parametrize(
        "query",
        [
            {"person": "999999"},
            {"person": "x"},
            {"kind": "dance"},
            {"since_day": "31", "since_month": "2", "since_year": "2026"},
            {"page": "last"},
        ],
    )
    def test_a_bad_filter_is_told_and_breaks_nothing(self, alice, cast, query):
        assert cast.household
        assert alice.get(page_of(cast.household), query).status_code == 200

    def test_the_questions_do_not_grow_with_the_entries(
        self, alice, cast, django_assert_max_num_queries
    ):
        for _ in range(3):
            ContactFactory(household=cast.household, by=cast.alice)
        with django_assert_max_num_queries(22) as few:
            alice.get(page_of(cast.household))
        for _ in range(9):
            ContactFactory(household=cast.household, by=cast.alice)
        with django_assert_max_num_queries(len(few)):
            alice.get(page_of(cast.household))

    def test_opening_it_is_one_event(self, alice, cast):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        before = AccessEvent.objects.count()
        alice.get(page_of(cast.household))
        alice.get(of(contact, "contact"))
        assert AccessEvent.objects.count() == before + 2

    def test_an_entry_of_another_household_is_none_of_this_one(self, alice, cast):
        other = ContactFactory(household=cast.strangers, by=cast.alice)
        for name in ("contact", "contact-change", "contact-mistake", "attachment-add"):
            url = page_of(cast.household, name, other.pk)
            assert alice.get(url).status_code == 404
