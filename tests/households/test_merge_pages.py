"""The pages that compare two records and make them one."""

import pytest
from django.urls import reverse

from familyhubs.audit.models import AccessEvent, Event
from households.actions import households, merges
from households.actions.locks import MergedMeanwhile
from households.models import Contact, Household, Person
from tests.factories import AddressFactory, HouseholdFactory
from tests.households.contacting import a_call, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast):
    """Marigold once more."""
    return Person.objects.living_in(HouseholdFactory(name="Quilfeather", by=cast.alice)).get()


@pytest.fixture
def other(cast):
    """The Quillfeathers taken on a second time."""
    return HouseholdFactory(name="Quillfether", hub=cast.south_hub, by=cast.alice)


class TestPages:
    def test_both_are_shown_side_by_side_and_merged(self, client, cast, twin):
        client.force_login(cast.alice)
        url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
        page = client.get(f"{url}?other={twin.pk}")
        assert "Quilfeather" in page.text
        assert "place in the household" in page.text
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert client.post(f"{url}?other={twin.pk}", data).status_code == 302
        twin.refresh_from_db()
        assert twin.merged_into == cast.mother

    def test_households_too(self, client, cast, other):
        client.force_login(cast.alice)
        url = reverse("households:merge", args=[cast.household.reference])
        assert "Reference of the other record" in client.get(url).text
        assert "that you can open" in client.get(url, {"other": "FH-0000"}).text
        page = client.get(url, {"other": other.reference.lower()})
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert client.post(f"{url}?other={other.reference}", data).status_code == 302
        assert "Undo" in client.get(url).text

    def test_nobody_merges_with_whom_they_may_not_see(self, client, cast, twin):
        Household.objects.filter(memberships__person=twin).update(restricted=True)
        client.force_login(cast.alice)
        url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
        assert client.get(f"{url}?other={twin.pk}").status_code == 404

    def test_comparing_is_an_event_of_each_household_once(self, client, cast, twin, other):
        client.force_login(cast.alice)
        home, args = twin.memberships.get().household, [cast.household.reference]
        person = reverse("households:person-merge", args=[*args, cast.mother.pk])
        for url, asked, whose in (
            (person, twin.pk, home),
            (reverse("households:merge", args=args), other.reference, other),
        ):
            before = list(AccessEvent.objects.values_list("pk", flat=True))
            assert client.get(url, {"other": asked}).status_code == 200
            events = AccessEvent.objects.exclude(pk__in=before).filter(event=Event.OPENED)
            opened = sorted(events.values_list("subject_id", flat=True))
            assert opened == sorted([str(cast.household.pk), str(whose.pk)])


class TestAPageThatWasOpenWhenItsHouseholdWasMerged:
    """Nothing that was typed is lost, and nothing is saved where nobody sees it."""

    def test_what_was_typed_is_saved_in_the_household_that_is_kept(self, client, cast, other):
        client.force_login(cast.alice)
        typed = a_call(cast)
        merge(cast, other)
        answer = client.post(page_of(other, "contact-add"), typed, follow=True)
        assert answer.redirect_chain[0] == (page_of(cast.household, "contact-add"), 307)
        assert Contact.objects.get().household == cast.household

    def test_it_overwrites_nothing_unseen(self, client, cast, other):
        other = households.change(
            household=other, name="Quill", hub=other.hub, seen_version=other.version, by=cast.alice
        )
        client.force_login(cast.alice)
        page = client.get(reverse("households:change", args=[other.reference]))
        form = page.context["form"]
        typed = {name: form[name].value() for name in form.fields} | {"name": "Feather"}
        merge(cast, other)
        url = reverse("households:change", args=[other.reference])
        answer = client.post(url, typed, follow=True)
        assert "Feather" in answer.text
        assert "changed this" in answer.text
        assert Household.objects.get(pk=cast.household.pk).name == "Quillfeather"

    def test_a_question_in_the_address_goes_with_it(self, client, cast, other):
        merge(cast, other)
        client.force_login(cast.alice)
        answer = client.get(page_of(other, "people"), {"page": "2"})
        assert answer.url == f"{page_of(cast.household, 'people')}?page=2"

    def test_a_save_that_was_under_way_is_refused(self, cast, other):
        merge(cast, other)
        with pytest.raises(MergedMeanwhile, match=f"merged into {cast.household.reference}"):
            AddressFactory(household=other, by=cast.alice)


def merge(cast, other):
    merges.merge_households(kept=cast.household, merged=other, take={}, agreed=True, by=cast.alice)
