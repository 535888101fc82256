"""Part of an agreement is taken back, by recipient, category or person: the rest goes on (S50)."""

import pytest
from django.urls import reverse

from consent.actions import agreements, stops
from consent.actions.refusals import refused
from consent.models import Agreement, Receipt, StopNotice
from consent.waiting_agreements import for_user
from households.actions import merges
from households.categories import Category
from households.models import (
    Goal,
    Household,
    HouseholdGrant,
    Involvement,
    LeadAssignment,
    Membership,
    Person,
    PersonGrant,
)
from tests.factories import AgreementFactory, LeadFactory, PersonFactory
from tests.households import merging
from tests.sight import seen_by, sees_nothing
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db


def withdraw(cast, **changed):
    facts = {"agreement": cast.agreement, "asked_by": cast.mother, "by": cast.alice}
    return agreements.withdraw(**(facts | changed))


def holds_for(agreement, organisation):
    return Agreement.objects.in_force_for(organisation).filter(pk=agreement.pk).exists()


class TestACategory:
    def test_s50_its_details_are_gone_at_once_and_the_others_are_not(self, cast):
        assert cast.goal.pk in seen_by(cast.pat)["Goal"]
        withdraw(cast, category=Category.HUB_RECORD)
        seen = seen_by(cast.pat)
        assert "Goal" not in seen
        assert seen["Person"] == {cast.mother.pk, cast.child.pk}
        with as_page_of(cast.pat):
            assert not Goal.objects.exists()

    def test_its_permissions_end_and_stay_on_the_record(self, cast):
        withdraw(cast, category=Category.HEALTH)
        involvement = Involvement.objects.get(source_id=cast.agreement.pk)
        assert Category.HEALTH not in involvement.categories
        ended = PersonGrant.objects.filter(involvement=involvement, valid_until__isnull=False)
        names = set(ended.values_list("permission__codename", flat=True))
        assert names == {"see_health"}
        assert not HouseholdGrant.objects.filter(valid_until__isnull=False).exists()

    def test_the_last_of_them_ends_it(self, cast):
        shared = AgreementFactory(
            household=cast.strangers,
            recipients=[cast.clinic],
            categories=[Category.IDENTITY, Category.HEALTH],
        )
        withdraw(cast, agreement=shared, category=Category.HEALTH)
        assert holds_for(shared, cast.clinic)
        withdraw(cast, agreement=shared, category=Category.IDENTITY)
        assert not holds_for(shared, cast.clinic)
        assert sees_nothing(cast.harriet)
        assert not Agreement.objects.get(pk=shared.pk).is_in_force

    def test_a_partner_that_led_on_it_leads_no_more(self, cast):
        household = cast.strangers
        shared = AgreementFactory(household=household, recipients=[cast.clinic])
        LeadFactory(household=household, practitioner=cast.harriet, by=cast.henry)
        withdraw(cast, agreement=shared, category=Category.HUB_RECORD)
        assert not LeadAssignment.objects.filter(household=household, ended_at=None).exists()


class TestAPerson:
    def test_s50_what_is_about_them_is_gone_and_the_rest_is_not(self, cast):
        withdraw(cast, person=cast.child)
        assert seen_by(cast.pat)["Person"] == {cast.mother.pk}
        with as_page_of(cast.pat):
            assert set(Person.objects.all()) == {cast.mother}
            assert Agreement.objects.get() == cast.agreement

    def test_the_last_of_them_ends_it(self, cast):
        withdraw(cast, person=cast.child)
        withdraw(cast, person=cast.mother)
        assert sees_nothing(cast.pat)
        assert not Agreement.objects.get(pk=cast.agreement.pk).is_in_force

    def test_for_one_recipient_alone(self, cast):
        both = AgreementFactory(household=cast.household, recipients=[cast.clinic, cast.outsiders])
        withdraw(cast, agreement=both, person=cast.child, organisation=cast.clinic)
        assert seen_by(cast.harriet)["Person"] == {cast.mother.pk}
        assert seen_by(cast.charlie)["Person"] == {cast.mother.pk, cast.child.pk}

    def test_s50_by_whichever_record_of_them_it_was_shared(self, client, cast):
        twice = PersonFactory(household=cast.household, given_name="Bramble", by=cast.alice)
        shared = AgreementFactory(
            household=cast.household, recipients=[cast.clinic], covers=[cast.child, twice]
        )
        merging.people(cast, cast.child, twice)
        assert seen_by(cast.harriet)["Person"] == {cast.child.pk}
        withdraw(cast, agreement=shared, person=cast.child)
        assert sees_nothing(cast.harriet)
        assert not Agreement.objects.get(pk=shared.pk).is_in_force
        assert not holds_for(shared, cast.clinic)
        with as_page_of(cast.harriet):
            assert not Agreement.objects.exists()
            assert not Household.objects.exists()
        client.force_login(cast.alice)
        page = client.get(reverse("consent:sharing", args=[cast.household.reference])).text
        assert page.count("everything about") == 1

    def test_a_record_that_became_theirs_shares_the_family_no_more(self, cast):
        twice = PersonFactory(household=cast.household, given_name="Bramble", by=cast.alice)
        AgreementFactory(
            household=cast.household, recipients=[cast.clinic], covers=[cast.child, twice]
        )
        row = merging.people(cast, cast.child, twice)
        assert not Membership.objects.filter(person=twice).present().exists()
        merges.undo(merge=row, by=cast.alice)
        assert Membership.objects.filter(person=twice).present().exists()
        assert seen_by(cast.harriet)["Person"] == {cast.child.pk, twice.pk}


class TestRefused:
    @pytest.mark.parametrize("part", ["category", "person"])
    def test_twice(self, cast, part):
        what = {"category": Category.HEALTH} if part == "category" else {"person": cast.child}
        withdraw(cast, **what)
        with pytest.raises(agreements.AlreadyWithdrawn):
            withdraw(cast, organisation=cast.school, **what)

    def test_what_the_agreement_does_not_share(self, cast):
        shared = AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.mother],
            categories=[Category.IDENTITY],
        )
        for what in (
            {"category": Category.HEALTH},
            {"category": "everything"},
            {"person": cast.child},
            {"person": cast.mother, "category": Category.IDENTITY},
        ):
            with pytest.raises(agreements.NotShared):
                withdraw(cast, agreement=shared, **what)
        assert holds_for(shared, cast.clinic)


class TestASayingNo:
    """consent.actions.refusals, for the floors below (S60)."""

    def test_a_category_taken_back_is_refused_until_agreed_again(self, cast):
        assert refused(cast.household) == set()
        withdraw(cast, category=Category.HEALTH)
        assert refused(cast.household) == {cast.school.pk} == refused(cast.child)
        AgreementFactory(
            household=cast.household, recipients=[cast.school], categories=[Category.HEALTH]
        )
        assert refused(cast.household) == set()

    def test_a_person_taken_out_is_refused_and_the_others_are_not(self, cast):
        withdraw(cast, person=cast.child)
        assert refused(cast.child) == {cast.school.pk}
        assert refused(cast.mother) == set()
        assert refused(cast.household) == {cast.school.pk}


class TestWhoIsTold:
    """S50: the officer and each recipient, who is told no name and no detail."""

    def lines(self, user):
        return [line.text for line in for_user(user)]

    def test_the_officer_and_those_for_whom_it_stopped(self, cast):
        both = AgreementFactory(household=cast.household, recipients=[cast.clinic, cast.outsiders])
        withdraw(cast, agreement=both, organisation=cast.clinic, reason="A private reason")
        told = StopNotice.objects.all()
        assert {row.organisation for row in told} == {None, cast.clinic}
        assert self.lines(cast.harriet) == self.lines(cast.dana)
        assert self.lines(cast.dana) == ["1 withdrawal of agreement to note"]
        assert self.lines(cast.charlie) == []
        assert self.lines(cast.alice) == []

    def test_a_recipient_that_sees_the_family_no_longer_reads_reference_day_and_what(
        self, client, cast
    ):
        withdraw(cast, reason="A private reason")
        client.force_login(cast.pat)
        assert client.get(reverse("organisations:start")).text.count("withdrawal") == 1
        page = client.get(reverse("consent:stopped")).text
        assert cast.household.reference in page
        assert "Everything that was shared by this agreement" in page
        for secret in ("Marigold", "Quillfeather", "Bramble", "private reason"):
            assert secret not in page

    def test_noted_by_somebody_there_it_is_gone(self, client, cast):
        withdraw(cast, person=cast.child)
        of_school = StopNotice.objects.get(organisation=cast.school)
        url = reverse("consent:stop-noted", args=[of_school.pk])
        client.force_login(cast.harriet)  # of another organisation
        client.post(url)
        of_school.refresh_from_db()
        assert of_school.noted_at is None
        client.force_login(cast.paula)
        client.post(url)
        again = client.post(url, follow=True)
        assert "Somebody noted it already" in again.text
        of_school.refresh_from_db()
        assert of_school.noted_by == cast.paula
        assert self.lines(cast.pat) == []
        assert self.lines(cast.dana)

    def test_a_second_note_changes_nothing(self, cast):
        withdraw(cast)
        notice = StopNotice.objects.get(organisation=None)
        stops.note(notice=notice, by=cast.dana)
        assert stops.note(notice=notice, by=cast.henry).noted_by == cast.dana


def test_it_leaves_a_receipt_of_its_own(cast):
    withdrawal = withdraw(cast, category=Category.HEALTH)
    receipt = Receipt.objects.get(withdrawal=withdrawal)
    assert receipt.lookup != Receipt.objects.get(agreement=cast.agreement, withdrawal=None).lookup


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"what": "category-everything"}, "Select"),
        ({"what": "person-424242"}, "Select"),
        ({"what": "person-x"}, "Select"),
        ({"what": ""}, "Select what they no longer share"),
        ({"organisation": "424242"}, "Select"),
        ({"asked_by": "x"}, "Select"),
        ({"reason": "x" * 301}, "300 characters or fewer"),
        ({"reason": "\x00"}, "Null characters"),
    ],
)
def test_bad_input_withdraws_nothing(client, cast, changes, says):
    client.force_login(cast.alice)
    url = reverse("consent:withdraw", args=[cast.household.reference, cast.agreement.pk])
    answer = client.post(url, {"what": "everything", "asked_by": cast.mother.pk, **changes})
    assert answer.status_code == 200
    assert says in answer.text
    assert holds_for(cast.agreement, cast.school)


def test_a_worker_chooses_what_stops(client, cast):
    client.force_login(cast.alice)
    url = reverse("consent:withdraw", args=[cast.household.reference, cast.agreement.pk])
    page = client.get(url).text
    assert "Everything about Bramble" in page
    assert "All of them" in page
    facts = {"what": f"person-{cast.child.pk}", "asked_by": cast.mother.pk}
    assert client.post(url, facts).status_code == 302
    page = client.get(reverse("consent:sharing", args=[cast.household.reference])).text
    assert "everything about Bramble" in page
    assert "In force" in page
    assert "no service is refused to them" in page
