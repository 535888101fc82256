"""An agreement without an end is looked at again with the family."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from consent.actions import agreements, going_on
from consent.models import Agreement
from consent.waiting_agreements import for_user
from familyhubs.records.dates import today, years_after
from tests.consent.test_pages import page_of
from tests.factories import AgreementFactory

pytestmark = pytest.mark.django_db


class TestAskedAgain:
    def test_where_no_end_is_set_it_is_looked_at_in_a_year(self, cast):
        assert cast.agreement.review_on == years_after(today(), 1)
        ends = AgreementFactory(household=cast.strangers, until=today() + timedelta(days=9))
        assert ends.review_on is None

    def test_when_its_day_comes_it_waits_for_the_worker_until_it_goes_on(self, client, cast):
        assert cast.agreement
        assert for_user(cast.alice) == []
        with time_machine.travel(cast.agreement.review_on):
            assert [line.text for line in for_user(cast.alice)] == [
                "1 agreement to share to look at again"
            ]
            assert for_user(cast.henry), "the manager of their hub, too"
            assert for_user(cast.pat) == []
            client.force_login(cast.alice)
            assert "Quillfeather" in client.get(reverse("consent:reviews")).text
            url = page_of(cast, "goes-on", cast.agreement.pk)
            later = today() + timedelta(days=100)
            facts = {
                "next_on_day": later.day,
                "next_on_month": later.month,
                "next_on_year": later.year,
            }
            assert client.post(url, {**facts, "next_on_year": "1999"}).status_code == 200
            assert client.post(url, facts).status_code == 302
            assert for_user(cast.alice) == []
        with time_machine.travel(later):
            assert for_user(cast.alice)

    def test_what_is_withdrawn_is_not_looked_at(self, client, cast):
        agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
        with time_machine.travel(cast.agreement.review_on):
            assert for_user(cast.alice) == []
        with pytest.raises(going_on.HoldsNoMore):
            going_on.confirm(
                agreement=Agreement.objects.get(pk=cast.agreement.pk),
                next_on=today() + timedelta(days=1),
                by=cast.alice,
            )
        client.force_login(cast.alice)
        url = page_of(cast, "goes-on", cast.agreement.pk)
        assert "withdrawn already" in client.get(url, follow=True).text

    def test_it_is_asked_again_later_not_today(self, cast):
        with pytest.raises(going_on.TooSoon):
            going_on.confirm(agreement=cast.agreement, next_on=today(), by=cast.alice)
