"""A merge lets nobody see more than the family agreed to (S50, S60), and says who sees more."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consent.actions import agreements
from consent.models import Agreement, AgreementRecipient, Decision
from consent.models.agreement import Manner
from familyhubs.records.dates import today
from households.actions.merging.widening import FamilySaidNo, NotAgreed
from households.categories import Category
from tests.factories import AgreementFactory
from tests.households import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(twin):
    return twin.memberships.get().household


def shared(cast, home, *categories):
    return AgreementFactory(
        household=home,
        recipients=[cast.clinic],
        categories=list(categories) or [Category.IDENTITY],
        by=cast.alice,
    )


def url_of(cast):
    return reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])


class TestWhoSeesMore:
    def test_s60_the_partners_of_both_with_what_each_gains(self, client, cast, twin, home):
        assert cast.agreement
        shared(cast, home, Category.HEALTH)
        client.force_login(cast.alice)
        page = client.get(url_of(cast), {"other": twin.pk})
        clinic, school = page.context["comparison"].gains
        assert (clinic.organisation, clinic.of_kept) == (cast.clinic, "health")
        assert clinic.of_merged == ""
        assert school.organisation == cast.school
        assert "names, dates of birth" in school.of_merged
        assert school.of_kept == ""
        assert "Thornbury Lane Primary School" in page.text

    def test_of_households_their_goals(self, client, cast, home):
        assert cast.agreement
        shared(cast, home, Category.HUB_RECORD, Category.FINANCE)
        client.force_login(cast.alice)
        url = reverse("households:merge", args=[cast.household.reference])
        page = client.get(url, {"other": home.reference})
        clinic, school = page.context["comparison"].gains
        assert clinic.of_kept == "who leads, the goals and how they go"
        assert "the family name" in school.of_merged

    def test_who_sees_nothing_of_a_household_would_learn_that_it_is_supported(
        self, client, cast, home
    ):
        shared(cast, home, Category.HEALTH)
        client.force_login(cast.alice)
        url = reverse("households:merge", args=[cast.household.reference])
        clinic = client.get(url, {"other": home.reference}).context["comparison"].gains[0]
        assert clinic.of_kept == "that the hub supports the household"

    def test_who_sees_as_much_of_both_gains_nothing(self, cast, twin, home):
        assert cast.agreement
        AgreementFactory(household=home, recipients=[cast.school], by=cast.alice)
        assert merging.people(cast, cast.mother, twin, agreed=False).pk


class TestTheFamilyAgreed:
    def test_without_the_tick_it_is_an_error_of_the_field(self, client, cast, twin, home):
        assert cast.agreement
        client.force_login(cast.alice)
        url = f"{url_of(cast)}?other={twin.pk}"
        form = client.get(url).context["form"]
        data = {name: form[name].value() for name in form.fields if name != "agreed"}
        answer = client.post(url, data)
        assert answer.status_code == 200
        assert "agreed" in answer.context["form"].errors
        assert client.post(url, {**data, "agreed": "on"}).status_code == 302
        twin.refresh_from_db()
        assert twin.merged_into == cast.mother

    def test_it_is_not_asked_where_nobody_gains(self, client, cast, twin):
        client.force_login(cast.alice)
        agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
        form = client.get(f"{url_of(cast)}?other={twin.pk}").context["form"]
        assert "agreed" not in form.fields

    def test_no_action_goes_round_it(self, cast, twin, home):
        shared(cast, home)
        with pytest.raises(NotAgreed):
            merging.people(cast, cast.mother, twin, agreed=False)
        with pytest.raises(NotAgreed):
            merging.homes(cast, cast.household, home, agreed=False)

    def test_the_history_keeps_that_they_agreed(self, cast, twin, home):
        shared(cast, home)
        row = merging.people(cast, cast.mother, twin)
        assert str(cast.clinic) in row.history.get().history_change_reason


class TestTheFamilySaidNo:
    @pytest.fixture
    def withdrawn(self, cast):
        """The clinic saw the Quillfeathers, and they withdrew that."""
        agreement = shared(cast, cast.household)
        agreements.withdraw(agreement=agreement, asked_by=cast.mother, by=cast.alice)

    def test_s50_not_undone_by_a_merge(self, cast, twin, home, withdrawn):
        shared(cast, home)
        with pytest.raises(FamilySaidNo, match="Larkfield Health Visiting Team"):
            merging.people(cast, cast.mother, twin)
        with pytest.raises(FamilySaidNo, match="Larkfield Health Visiting Team"):
            merging.homes(cast, cast.household, home)

    def test_nor_the_other_way_round(self, cast, twin, home, withdrawn):
        shared(cast, home)
        with pytest.raises(FamilySaidNo):
            merging.people(cast, twin, cast.mother, household=home)

    def test_s60_nor_a_refusal(self, cast, twin, home):
        shared(cast, home)
        said = Agreement(
            household=cast.household,
            given_by=cast.mother,
            given_on=today(),
            decision=Decision.REFUSED,
            manner=Manner.FACE_TO_FACE,
            categories=[Category.IDENTITY],
        )
        said.keep(by=cast.alice, why="The family did not agree")
        said.covers.set([cast.mother])
        AgreementRecipient(agreement=said, organisation=cast.clinic).keep(by=cast.alice, why="No")
        with pytest.raises(FamilySaidNo):
            merging.people(cast, cast.mother, twin)

    def test_what_they_agreed_to_again_is_refused_no_more(self, cast, twin, home, withdrawn):
        shared(cast, home)
        shared(cast, cast.household)
        assert merging.people(cast, cast.mother, twin).pk

    def test_an_agreement_that_ran_out_is_no_refusal(self, cast, twin, home):
        day = today() - timedelta(days=9)
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            given_on=day,
            until=day,
            by=cast.alice,
        )
        shared(cast, home)
        assert merging.people(cast, cast.mother, twin).pk

    def test_the_page_says_so_and_nothing_is_merged(self, client, cast, twin, home, withdrawn):
        shared(cast, home)
        client.force_login(cast.alice)
        url = f"{url_of(cast)}?other={twin.pk}"
        page = client.get(url)
        assert "did not agree, or agrees no longer" in page.text
        assert "Merge the two" not in page.text
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert "Nothing has been merged" in client.post(url, data).text
        twin.refresh_from_db()
        assert twin.merged_into is None
