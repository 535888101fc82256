"""A review written up wrongly is mended; the partner that leads keeps the reviews (S55)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import leads, people, reviews, team
from households.categories import Category
from households.models import Person, Review
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
        reviews.correct(review=held, seen_version=2, next_on=later, next_seen=TOMORROW, **facts)
        ahead.refresh_from_db()
        assert ahead.planned_for == later
        with pytest.raises(reviews.NextBeforeThis):
            reviews.correct(review=held, seen_version=3, next_on=today(), **facts)
        with pytest.raises(reviews.NotHeld):
            reviews.correct(review=ahead, seen_version=2, **facts)

    def test_the_next_one_that_somebody_moved_meanwhile_stays(self, alice, cast, held):
        ahead, later = plan(cast), today() + timedelta(days=9)
        url = page_of(cast, "review-correct", held.pk)
        typed = posted(alice.get(url), family=[cast.mother.pk], why="A slip")
        reviews.move(review=ahead, on=later, seen_version=ahead.version, by=cast.henry)
        changed = typed | split("next_on", today() + timedelta(days=4))
        text = alice.post(url, changed).text
        assert f"planned for {later:%-d %B %Y}" in text
        assert "Go on as now" in text, "what was typed is still there"
        assert alice.post(url, typed | split("next_on", TOMORROW)).status_code == 302
        ahead.refresh_from_db()
        assert ahead.planned_for == later, "the day stood there already, nobody chose it"
        assert Review.objects.get(pk=held.pk).decisions == "Go on as now"

    def test_one_planned_meanwhile_is_not_moved_unseen(self, alice, cast, held):
        url = page_of(cast, "review-correct", held.pk)
        data = posted(alice.get(url), family=[cast.mother.pk], why="A slip")
        later = today() + timedelta(days=9)
        ahead = plan(cast, later)
        assert "planned for" in alice.post(url, data | split("next_on", TOMORROW)).text
        ahead.refresh_from_db()
        assert ahead.planned_for == later

    def test_who_came_before_is_in_the_history_as_far_as_all_may_know(self, client, cast, held):
        assert cast.agreement
        facts = {"held_on": today(), "decisions": "Go on", "why": "A slip", "by": cast.alice}
        reviews.correct(review=held, seen_version=1, family=[cast.child], **facts)
        why = "who came was changed, before: Harriet Holloway, 1 of the family"
        assert held.history.latest().history_change_reason.endswith(why)
        client.force_login(cast.alice)
        assert why in client.get(page_of(cast, "history")).text

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

    def test_whom_it_knows_from_another_home_it_is_not_told_of(self, client, cast):
        """The school knows Bramble at the mother's; of the other home it was told of no child."""
        assert cast.agreement
        home = cast.strangers
        people.also_lives_in(person=cast.child, household=home, by=cast.alice)
        stranger = Person.objects.living_in(home).exclude(pk=cast.child.pk).get()
        AgreementFactory(
            household=home,
            given_by=stranger,
            covers=[stranger],
            recipients=[cast.school],
            categories=[Category.IDENTITY, Category.HUB_RECORD],
            by=cast.alice,
        )
        LeadFactory(household=home, practitioner=cast.pat, by=cast.alice)
        held = hold(cast, household=home, family=[cast.child, stranger])
        client.force_login(cast.pat)
        for name, args in (("review-held", []), ("review-correct", [held.pk])):
            page = client.get(reverse(f"households:{name}", args=[home.reference, *args]))
            assert stranger.given_name in page.text
            assert "Bramble" not in page.text
        data = posted(page, came=["lead"], why="She was ill")
        url = reverse("households:review-correct", args=[home.reference, held.pk])
        assert client.post(url, data).status_code == 302
        assert list(held.family.all()) == [cast.child], "whom the hub ticked stays"

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
