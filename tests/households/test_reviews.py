"""Review meetings: planned, held with who came and what was decided, overdue (S55)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions import episodes, reviews, team
from households.models import Review, TeamMember
from households.models.team import REVIEW_WITHIN
from tests.factories import AgreementFactory, HouseholdFactory
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def plan(cast, on=TOMORROW, household=None):
    return reviews.plan(household=household or cast.household, on=on, by=cast.alice)


def hold(cast, **changed):
    facts = {
        "household": cast.household,
        "held_on": today(),
        "decisions": "Go on",
        "by": cast.alice,
    }
    return reviews.hold(**(facts | changed))


def posted(page, **changed):
    """What the form of a held review sends, with what the page carries unseen."""
    form = page.context["form"]
    unseen = {bound.name: bound.value() for bound in form.hidden_fields()}
    unseen = {name: value for name, value in unseen.items() if value is not None}
    return {"decisions": "Go on as now", **split("held_on", today()), **unseen} | changed


class TestPlanning:
    def test_one_is_planned_and_moved(self, alice, cast):
        url = page_of(cast, "review-plan")
        assert alice.post(url, split("on", TOMORROW)).status_code == 302
        assert "Planned for" in alice.get(page_of(cast, "team")).text
        later = today() + timedelta(days=9)
        assert alice.post(url, {"version": 1, **split("on", later)}).status_code == 302
        assert Review.objects.get().planned_for == later

    def test_not_for_yesterday(self, alice, cast):
        answer = alice.post(page_of(cast, "review-plan"), split("on", YESTERDAY))
        assert "must be today or in the future" in answer.text

    def test_one_at_a_time_stands_ahead(self, alice, cast):
        plan(cast)
        with pytest.raises(reviews.ReviewIsPlanned):
            plan(cast)
        answer = alice.post(page_of(cast, "review-plan"), split("on", TOMORROW))
        assert "A review is planned already" in answer.text

    def test_a_stale_tab_moves_none(self, cast):
        review = plan(cast)
        stale = Review.objects.get(pk=review.pk)
        reviews.move(review=review, on=today(), seen_version=1, by=cast.alice)
        with pytest.raises(StaleRecord):
            reviews.move(review=stale, on=TOMORROW, seen_version=1, by=cast.henry)

    def test_none_is_planned_for_closed_support(self, cast):
        facts = {"on": today(), "reason": "Done", "by": cast.alice}
        episodes.close_support(episode=cast.episode, **facts)
        with pytest.raises(reviews.NoSupport):
            plan(cast)


class TestHolding:
    def test_who_came_what_was_decided_and_the_next_date_at_once(self, alice, cast):
        assert cast.lead
        facts = {"worker": cast.harriet, "role": "Health visitor", "since": YESTERDAY}
        member = team.add(household=cast.household, by=cast.alice, **facts)
        plan(cast, today())
        url = page_of(cast, "review-held")
        page = alice.get(url)
        assert "Harriet Holloway" in page.text
        assert "Alice Atherton" in page.text, "the lead comes to reviews too"
        data = posted(
            page,
            came=["lead", member.pk],
            family=[cast.mother.pk],
            apologies="The school",
            **split("next_on", TOMORROW),
        )
        assert alice.post(url, data).url == page_of(cast, "team")
        held = Review.objects.get(held_on__isnull=False)
        assert {one.who for one in held.members.all()} == {"Harriet Holloway", "Alice Atherton"}
        assert list(held.family.all()) == [cast.mother]
        assert Review.objects.get(held_on__isnull=True).planned_for == TOMORROW
        text = alice.get(page_of(cast, "team")).text
        assert "Go on as now" in text
        assert "The school" in text

    def test_the_lead_who_came_is_then_in_the_team_once(self, cast):
        for _ in range(2):
            hold(cast, lead=cast.lead)
        assert TeamMember.objects.get().role == "Lead practitioner"

    def test_somebody_came(self, alice, cast):
        url = page_of(cast, "review-held")
        assert "Select who came" in alice.post(url, posted(alice.get(url))).text
        assert not Review.objects.exists()

    def test_what_was_decided_is_needed(self, alice, cast):
        url = page_of(cast, "review-held")
        data = posted(alice.get(url), decisions=" ", family=[cast.mother.pk])
        assert "Enter what was decided" in alice.post(url, data).text

    def test_the_next_one_is_after_this_one(self, cast):
        with pytest.raises(reviews.NextBeforeThis):
            hold(cast, next_on=today())

    def test_somebody_of_another_family_did_not_come(self, alice, cast):
        from households.models import Person

        stranger = Person.objects.living_in(cast.strangers).get()
        url = page_of(cast, "review-held")
        data = posted(alice.get(url), family=[stranger.pk])
        assert "family" in alice.post(url, data).context["form"].errors

    def test_two_tabs_record_it_once(self, alice, cast):
        review = plan(cast, today())
        url = page_of(cast, "review-held")
        data = posted(alice.get(url), family=[cast.mother.pk])
        hold(cast, review=Review.objects.get(pk=review.pk), next_on=TOMORROW)
        answer = alice.post(url, data)
        assert "recorded as held already" in answer.text
        assert "Go on as now" in answer.text, "what was typed is still there"
        with pytest.raises(reviews.AlreadyHeld):
            hold(cast, review=review)
        assert Review.objects.filter(held_on__isnull=False).count() == 1

    def test_moved_meanwhile_it_is_recorded_knowingly(self, alice, cast):
        review = plan(cast, today())
        url = page_of(cast, "review-held")
        data = posted(alice.get(url), family=[cast.mother.pk])
        reviews.move(review=review, on=TOMORROW, seen_version=1, by=cast.henry)
        assert "changed this" in alice.post(url, data).text


class TestWhoSees:
    def test_a_partner_reads_the_decisions_and_only_the_names_it_may_know(self, client, cast):
        hold(cast, family=[cast.mother, cast.child], decisions="Ring the landlord")
        AgreementFactory(
            household=cast.household, recipients=[cast.clinic], covers=[cast.child], by=cast.alice
        )
        client.force_login(cast.harriet)
        text = client.get(page_of(cast, "team")).text
        assert "Ring the landlord" in text
        assert "Bramble" in text
        assert "Marigold" not in text.split("<main")[1]

    def test_a_partner_records_none(self, client, cast):
        assert cast.agreement
        client.force_login(cast.pat)
        for name in ("review-plan", "review-held"):
            assert client.get(page_of(cast, name)).status_code == 403


class TestOverdue:
    def test_planned_for_yesterday_it_is_tagged(self, alice, cast):
        plan(cast, YESTERDAY)
        assert "Overdue" in alice.get(page_of(cast, "team")).text
        assert Review.objects.overdue().count() == 1

    def test_of_closed_support_nothing_is_overdue_and_nothing_is_cancelled(self, alice, cast):
        review = plan(cast, YESTERDAY)
        facts = {"on": today(), "reason": "Done", "by": cast.alice}
        episodes.close_support(episode=cast.episode, **facts)
        text = alice.get(page_of(cast, "team")).text
        assert "Overdue" not in text
        assert "nobody is reminded of it" in text
        assert not Review.objects.overdue().exists()
        review.refresh_from_db()
        assert (review.planned_for, review.held_on) == (YESTERDAY, None)

    def test_support_without_a_review_for_long_is_prompted(self, alice, cast):
        long = HouseholdFactory(
            hub=cast.north_hub,
            support_opened_on=today() - timedelta(days=REVIEW_WITHIN),
            by=cast.alice,
        )
        url = reverse("households:team", args=[long.reference])
        assert "No review planned" in alice.get(url).text
        reviews.hold(household=long, held_on=today(), decisions="Go on", by=cast.alice)
        assert "No review planned" not in alice.get(url).text

    def test_support_is_not_closed_before_its_last_review(self, cast):
        quiet = HouseholdFactory(hub=cast.north_hub, by=cast.alice)
        hold(cast, household=quiet)
        facts = {"on": YESTERDAY, "reason": "Done", "by": cast.alice}
        with pytest.raises(episodes.ClosedBeforeTheRecord) as refusal:
            episodes.close_support(episode=quiet.episodes.get(), **facts)
        assert "review" in refusal.value.words


class TestTheList:
    def test_overdue_ones_stand_first_to_last_and_none_of_closed_support(self, alice, cast):
        plan(cast, YESTERDAY)
        older = HouseholdFactory(name="Oldest", hub=cast.north_hub, by=cast.alice)
        plan(cast, today() - timedelta(days=30), older)
        assert cast.strangers
        text = alice.get(reverse("households:reviews")).text.split("<tbody")[1]
        assert text.index("Oldest") < text.index("Quillfeather")
        assert "Strangeways" not in text

    def test_those_with_none_planned(self, alice, cast):
        assert cast.household  # opened ninety days ago
        plan(cast, household=cast.strangers)
        text = alice.get(reverse("households:reviews"), {"show": "none"}).text
        assert "Quillfeather" in text
        assert "Strangeways" not in text

    def test_another_hubs_are_left_out(self, alice, cast):
        plan(cast, YESTERDAY)
        answer = alice.get(reverse("households:reviews"), {"hub": cast.south_hub.pk})
        assert "No review here" in answer.text

    def test_a_partner_sees_those_of_its_households_alone(self, client, cast):
        assert cast.agreement
        plan(cast, YESTERDAY)
        plan(cast, YESTERDAY, cast.strangers)
        client.force_login(cast.pat)
        text = client.get(reverse("households:reviews")).text
        assert "Quillfeather" in text
        assert "Strangeways" not in text
        assert cast.strangers.reference not in text

    @pytest.mark.parametrize("query", [{"show": "x"}, {"hub": "x"}, {"hub": "9" * 30}])
    def test_an_address_somebody_made_up_is_no_error(self, alice, query):
        assert alice.get(reverse("households:reviews"), query).status_code == 200

    @pytest.mark.parametrize("many", [3, 30])
    @pytest.mark.parametrize("show", ["", "none", "ahead"])
    def test_the_queries_do_not_grow(self, alice, cast, many, show, django_assert_max_num_queries):
        for _ in range(many):
            household = HouseholdFactory(hub=cast.north_hub, by=cast.alice)
            if show != "none":
                plan(cast, TOMORROW if show else YESTERDAY, household)
        with django_assert_max_num_queries(8):
            answer = alice.get(reverse("households:reviews"), {"show": show})
        assert answer.context["page"].paginator.count == many
