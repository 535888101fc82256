"""A review written up wrongly is mended; the partner that leads keeps the reviews (S55)."""

from datetime import timedelta

import pytest

from familyhubs.records.dates import today
from households.actions import leads, reviews, team
from households.models import Review
from tests.factories import AgreementFactory, LeadFactory
from tests.households.test_pages import page_of, split
from tests.households.test_reviews import TOMORROW, YESTERDAY, hold, plan, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


class TestCorrecting:
    @pytest.fixture
    def held(self, cast):
        member = team.add(
            household=cast.household,
            worker=cast.harriet,
            role="Health visitor",
            since=YESTERDAY,
            by=cast.alice,
        )
        return hold(cast, members=[member], family=[cast.mother], decisions="Ring the land lord")

    def test_attendance_decisions_and_the_next_date_are_mended_with_history(
        self, alice, cast, held
    ):
        assert "Correct this review" in alice.get(page_of(cast, "team")).text
        url = page_of(cast, "review-correct", held.pk)
        page = alice.get(url)
        assert "Ring the land lord" in page.text
        assert page.text.count(" checked") == 2
        data = posted(page, family=[cast.child.pk], why="A slip", **split("next_on", TOMORROW))
        assert alice.post(url, data | {"decisions": "Ring the landlord"}).status_code == 302
        row = Review.objects.get(held_on__isnull=False)
        assert row.decisions == "Ring the landlord"
        assert (list(row.family.all()), list(row.members.all())) == ([cast.child], [])
        assert Review.objects.get(held_on__isnull=True).planned_for == TOMORROW
        told = alice.get(page_of(cast, "history")).text
        assert "Review corrected: A slip; who came was changed" in told
        assert "Ring the land lord" in told

    def test_the_next_one_is_moved_or_left(self, cast, held):
        facts = {"held_on": today(), "decisions": "Go on", "why": "-", "by": cast.alice}
        ahead, later = plan(cast), today() + timedelta(days=9)
        reviews.correct(review=held, seen_version=1, **facts)
        ahead.refresh_from_db()
        assert ahead.planned_for == TOMORROW
        reviews.correct(review=held, seen_version=2, next_on=later, **facts)
        ahead.refresh_from_db()
        assert ahead.planned_for == later
        with pytest.raises(reviews.NextBeforeThis):
            reviews.correct(review=held, seen_version=3, next_on=today(), **facts)
        with pytest.raises(reviews.NotHeld):
            reviews.correct(review=ahead, seen_version=2, **facts)

    def test_a_stale_tab_is_shown_both(self, alice, cast, held):
        url = page_of(cast, "review-correct", held.pk)
        data = posted(alice.get(url), family=[cast.mother.pk], why="A slip")
        facts = {"held_on": today(), "why": "-", "by": cast.henry}
        reviews.correct(review=held, seen_version=1, decisions="Write to them", **facts)
        answer = alice.post(url, data)
        assert "Henry" in answer.text
        assert "Write to them" in answer.text
        assert Review.objects.get().decisions == "Write to them"

    def test_one_of_another_household_or_not_held_is_not_found(self, alice, cast, held):
        url = page_of(cast, "review-correct", held.pk)
        other = url.replace(cast.household.reference, cast.strangers.reference)
        assert alice.get(other).status_code == 404
        assert alice.get(page_of(cast, "review-correct", plan(cast).pk)).status_code == 404


class TestAPartnerThatLeads:
    @pytest.fixture
    def led(self, cast):
        """The clinic leads, and was told of the child alone."""
        AgreementFactory(
            household=cast.household, recipients=[cast.clinic], covers=[cast.child], by=cast.alice
        )
        return LeadFactory(household=cast.household, practitioner=cast.harriet, by=cast.alice)

    def test_it_plans_records_and_corrects_the_reviews(self, client, cast, led):
        client.force_login(cast.harriet)
        plan(cast, YESTERDAY)
        assert "review of your families is overdue" in client.get("/").text
        assert "Record the review" in client.get(page_of(cast, "team")).text
        url = page_of(cast, "review-held")
        data = posted(client.get(url), came=["lead"], family=[cast.child.pk])
        assert client.post(url, data).status_code == 302
        assert not Review.objects.overdue().exists()
        url = page_of(cast, "review-plan")
        assert client.post(url, split("on", TOMORROW)).status_code == 302

    def test_whom_it_may_not_see_stays_as_having_come(self, client, cast, led):
        held = hold(cast, family=[cast.mother, cast.child])
        client.force_login(cast.harriet)
        url = page_of(cast, "review-correct", held.pk)
        page = client.get(url)
        assert "Marigold" not in page.text.split("<main")[1]
        answer = client.post(url, posted(page, came=["lead"], why="He was ill"))
        assert answer.status_code == 302
        assert list(held.family.all()) == [cast.mother]

    def test_the_others_and_a_lead_that_has_lapsed_do_not(self, client, cast, led):
        assert cast.agreement
        client.force_login(cast.pat)
        assert "Record one that was held" not in client.get(page_of(cast, "team")).text
        assert client.get(page_of(cast, "review-held")).status_code == 403
        leads.end_for(
            household=cast.household, organisation=cast.clinic, why="Moved", by=cast.alice
        )
        client.force_login(cast.harriet)
        assert client.get(page_of(cast, "review-held")).status_code == 403
