"""A merge opens what is restricted to nobody without somebody deciding so who may name people."""

import pytest
from django.urls import reverse

from households.actions import merges, people, restricted
from households.actions.merging.restriction import OpensToOthers
from households.models import Household, HouseholdUserGrant, Person
from tests.factories import HouseholdFactory, PersonFactory, UserFactory
from tests.households import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cast):
    """The Quillfeathers taken on a second time."""
    return HouseholdFactory(name="Quillfether", by=cast.alice)


@pytest.fixture
def twin(other):
    """Marigold once more."""
    return Person.objects.living_in(other).get()


@pytest.fixture
def second(cast):
    """Another hub worker, named for one of the two at most."""
    role, council = cast.alice.role, cast.council
    return UserFactory(name="Beryl Bright", role=role, organisation=council, hub=cast.north_hub)


def restrict(cast, household, *others):
    """Alice and Henry are named for it, and whoever else."""
    restricted.restrict(household=household, reason="A colleague's family", by=cast.alice)
    for user in (cast.henry, *others):
        restricted.name(household=household, user=user, by=cast.alice)


def page_of_households(client, cast, other, user):
    client.force_login(user)
    url = reverse("households:merge", args=[cast.household.reference])
    return client.get(url, {"other": other.reference})


def page_of_people(client, cast, twin, user):
    client.force_login(user)
    url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
    return client.get(url, {"other": twin.pk})


class TestHouseholds:
    def test_who_is_named_for_one_gains_and_the_page_says_who(self, client, cast, other, second):
        restrict(cast, cast.household)
        restrict(cast, other, second)
        page = page_of_households(client, cast, other, cast.henry)
        named = page.context["comparison"].restriction.named
        assert [str(who) for who, alone in named if alone] == ["Beryl Bright"]
        assert "Beryl Bright, named for the record merged into it alone" in " ".join(
            page.text.split()
        )
        assert merging.homes(cast, cast.household, other, by=cast.henry).pk

    def test_a_worker_may_not_let_them_in(self, client, cast, other, second):
        restrict(cast, cast.household)
        restrict(cast, other, second)
        page = page_of_households(client, cast, other, cast.alice)
        assert "Ask a hub manager" in page.text
        assert "Beryl" not in page.text
        assert "Merge the two" not in page.text
        with pytest.raises(OpensToOthers):
            merging.homes(cast, cast.household, other)

    def test_a_worker_restricts_no_open_one_by_a_merge(self, client, cast, other):
        restrict(cast, other)
        with pytest.raises(OpensToOthers):
            merging.homes(cast, cast.household, other)
        page = page_of_households(client, cast, other, cast.henry)
        assert "Only the people named for it" in page.text
        assert "Alice Atherton" in page.text

    def test_where_the_same_are_named_for_both_a_worker_may(self, client, cast, other):
        for household in (cast.household, other):
            restrict(cast, household)
        page = page_of_households(client, cast, other, cast.alice)
        assert page.context["comparison"].restriction is None
        assert merging.homes(cast, cast.household, other).pk

    def test_who_lived_in_both_is_not_seen_through_the_record_merged_away(
        self, cast, other, second
    ):
        people.also_lives_in(person=cast.child, household=other, by=cast.alice)
        restrict(cast, cast.household)
        assert Person.objects.visible_to(second).filter(pk=cast.child.pk).exists()
        row = merging.homes(cast, cast.household, other, by=cast.henry)
        assert not Person.objects.visible_to(second).filter(pk=cast.child.pk).exists()
        assert Person.objects.visible_to(cast.alice).filter(pk=cast.child.pk).exists()
        merges.undo(merge=row, by=cast.henry)
        assert Person.objects.visible_to(second).filter(pk=cast.child.pk).exists()


class TestPeople:
    @pytest.mark.parametrize("which", ["the kept", "the merged"])
    def test_who_lives_in_a_restricted_home_is_shown_to_all_by_a_manager_alone(
        self, client, cast, other, twin, second, which
    ):
        restrict(cast, cast.household if which == "the kept" else other)
        page = page_of_people(client, cast, twin, cast.alice)
        assert "Ask a hub manager" in page.text
        assert "Everybody at the council who may open households will see" in page.text
        assert "Merge the two" not in page.text
        with pytest.raises(OpensToOthers):
            merging.people(cast, cast.mother, twin)
        page = page_of_people(client, cast, twin, cast.henry)
        assert "Everybody at the council who may open households will see" in page.text
        merging.people(cast, cast.mother, twin, by=cast.henry)
        assert Person.objects.visible_to(second).filter(pk=cast.mother.pk).exists()

    def test_two_restricted_homes_with_others_named(self, client, cast, other, twin, second):
        restrict(cast, cast.household, second)
        restrict(cast, other)
        with pytest.raises(OpensToOthers):
            merging.people(cast, cast.mother, twin)
        page = page_of_people(client, cast, twin, cast.henry)
        assert "Beryl Bright, named for the record that is kept alone" in " ".join(
            page.text.split()
        )
        assert merging.people(cast, cast.mother, twin, by=cast.henry).pk

    def test_two_records_in_one_restricted_home_are_a_workers(self, client, cast):
        twice = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
        restrict(cast, cast.household)
        assert page_of_people(client, cast, twice, cast.alice).context["comparison"].refusal == ""
        assert merging.people(cast, cast.mother, twice).pk

    def test_who_has_an_open_home_too_is_seen_by_all_already(self, cast, other, twin):
        people.also_lives_in(person=cast.mother, household=cast.strangers, by=cast.alice)
        restrict(cast, cast.household)
        assert merging.people(cast, cast.mother, twin).pk

    def test_who_was_named_once_is_named_no_more(self, cast, other):
        for household in (cast.household, other):
            restrict(cast, household)
        ended = HouseholdUserGrant.objects.filter(content_object=other, user=cast.henry)
        ended.update(valid_until="2024-01-01")
        with pytest.raises(OpensToOthers):
            merging.homes(cast, cast.household, other)
        assert Household.objects.filter(merged_into__isnull=False).count() == 0
