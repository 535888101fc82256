"""Two records of one person or household made one: nothing is lost, and nobody sees more."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from consent.actions import agreements
from familyhubs.keys import sealing
from familyhubs.records.dates import today
from households.actions import merges, people
from households.actions.merging.links import links_to
from households.categories import Category
from households.models import (
    Address,
    Contact,
    Episode,
    Household,
    HouseholdGrant,
    Identifier,
    LeadAssignment,
    LeadState,
    Membership,
    Person,
    PersonGrant,
    Relationship,
)
from tests.factories import (
    AddressFactory,
    AgreementFactory,
    ContactFactory,
    GoalFactory,
    HouseholdFactory,
    LeadFactory,
    PersonFactory,
)
from tests.households import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast):
    """Marigold once more, in a household of her own."""
    home = HouseholdFactory(
        name="Quilfeather",
        hub=cast.north_hub,
        by=cast.alice,
        first_person={
            "given_name": "Mary",
            "family_name": "Quilfeather",
            "date_of_birth": cast.mother.date_of_birth,
            "email": "mary@family.example",
        },
    )
    return Person.objects.living_in(home).get()


@pytest.fixture
def other(cast):
    """The Quillfeathers taken on a second time, with much recorded."""
    household = HouseholdFactory(name="Quillfether", hub=cast.south_hub, by=cast.alice)
    GoalFactory(household=household, by=cast.alice)
    AddressFactory(household=household, lines="1 Elsewhere", postcode="ZZ11 1AA", by=cast.alice)
    LeadFactory(household=household, practitioner=cast.alice, by=cast.henry)
    return household


class TestPeople:
    def test_she_lives_in_both_households_and_stands_once(self, cast, twin):
        home = twin.memberships.get().household
        merging.people(cast, cast.mother, twin)
        seen = Person.objects.visible_to(cast.alice)
        assert set(seen.living_in(home)) == {cast.mother}
        assert not seen.filter(pk=twin.pk).exists()

    def test_who_wins_is_chosen_field_by_field(self, cast, twin):
        merging.people(cast, cast.mother, twin, email=True, given_name=False)
        cast.mother.refresh_from_db()
        assert cast.mother.given_name == "Marigold"
        assert cast.mother.email == "mary@family.example"

    def test_the_history_says_who_merged_what(self, cast, twin):
        merge = merging.people(cast, cast.mother, twin)
        assert merge.history.get().history_user == cast.alice
        assert cast.mother.history.latest("history_id").history_change_reason.startswith("Merged")
        assert twin.history.latest("history_id").merged_into_id == cast.mother.pk

    def test_every_link_of_every_floor_is_moved(self, cast, twin):
        """Whatever points to a person points to the one that is kept."""
        AgreementFactory(
            household=twin.memberships.get().household, recipients=[cast.clinic], by=cast.alice
        )
        give_number(twin, "9434765919")
        merging.people(cast, cast.mother, twin)
        left = [link for link in links_to(Person) if link.rows(twin).exists()]
        assert left == []

    def test_two_places_in_one_household_are_one(self, cast):
        twice = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
        merging.people(cast, cast.mother, twice)
        rows = Membership.objects.visible_to(cast.alice).filter(household=cast.household)
        assert [row.person for row in rows.filter(person=cast.mother)] == [cast.mother]
        assert not rows.filter(person=twice).exists()

    def test_a_relationship_between_the_two_is_none(self, cast):
        twice = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
        for one, two in ((cast.mother, twice), (twice, cast.child)):
            people.relate(
                person=one, other=two, kind="other", household=cast.household, by=cast.alice
            )
        merging.people(cast, cast.mother, twice)
        kept = Relationship.objects.filter(person=cast.mother, other=cast.child)
        assert {row.kind for row in kept} == {"parent", "other"}

    def test_s10_a_number_opens_under_the_key_of_who_is_kept(self, cast, twin):
        give_number(twin, "9434765919")
        merging.people(cast, cast.mother, twin)
        number = Identifier.objects.get(person=cast.mother)
        assert number.read("value") == "9434765919"
        assert number.key_id == cast.mother.data_key

    def test_of_two_numbers_of_a_kind_that_of_who_is_kept_stays(self, cast, twin):
        give_number(cast.mother, "9434765919")
        give_number(twin, "9434765870")
        merging.people(cast, cast.mother, twin)
        assert Identifier.objects.get(person=cast.mother).read("value") == "9434765919"
        assert Identifier.objects.get(person=twin).read("value") == "9434765870"

    def test_an_agreement_follows_and_stays_evidence(self, cast, twin):
        home = twin.memberships.get().household
        agreement = AgreementFactory(household=home, recipients=[cast.clinic], by=cast.alice)
        agreements.withdraw(agreement=agreement, asked_by=twin, by=cast.alice)
        merging.people(cast, cast.mother, twin)
        agreement.refresh_from_db()
        assert agreement.given_by == cast.mother
        assert agreement.withdrawals.get().asked_by == cast.mother
        for change in (
            "purpose = 'x'",
            f"given_by_id = {cast.child.pk}",
            f"given_by_id = {twin.pk}, purpose = 'x'",
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                execute(f"UPDATE consent_agreement SET {change} WHERE id = {agreement.pk}")


class TestWhatPartnersSee:
    def test_an_agreement_about_the_one_lets_see_no_more_of_the_other(self, cast, twin):
        """The clinic may know Mary's name: it is the same woman. Nothing else of Marigold."""
        home = twin.memberships.get().household
        AgreementFactory(
            household=home,
            recipients=[cast.clinic],
            categories=[Category.IDENTITY],
            by=cast.alice,
        )
        before = seen_by(cast.harriet)
        merging.people(cast, cast.mother, twin)
        assert seen_by(cast.harriet) == {
            **before,
            "people": {cast.mother.pk},
            "households": {home.pk},
        }
        assert not has(cast.harriet, "see_contact_details")

    def test_who_saw_the_one_that_is_kept_sees_no_new_category(self, cast, twin):
        assert cast.agreement
        grants = set(
            PersonGrant.objects.filter(content_object=cast.mother).values_list("permission")
        )
        merging.people(cast, cast.mother, twin)
        after = PersonGrant.objects.filter(content_object=cast.mother).values_list("permission")
        assert set(after) == grants

    def test_a_partner_of_both_keeps_one_permission_of_each(self, cast):
        twice = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
        AgreementFactory(
            household=cast.household, recipients=[cast.clinic], covers=[cast.mother, twice]
        )
        merging.people(cast, cast.mother, twice)
        assert Person.objects.visible_to(cast.harriet).filter(pk=cast.mother.pk).exists()

    def test_a_restricted_household_makes_the_other_restricted(self, cast, other):
        Household.objects.filter(pk=other.pk).update(restricted=True)
        other.refresh_from_db()
        merging.homes(cast, cast.household, other, by=cast.henry)
        assert not Household.objects.visible_to(cast.henry).filter(pk=cast.household.pk).exists()

    def test_an_address_hidden_in_either_is_hidden(self, cast, other):
        assert cast.agreement
        assert cast.address
        Address.objects.filter(household=other).update(
            hidden=True, lines=cast.address.lines, postcode=cast.address.postcode
        )
        merging.homes(cast, cast.household, other)
        assert not Address.objects.visible_to(cast.pat).exists()


class TestHouseholds:
    def test_all_that_hangs_on_it_stands_in_the_one_that_is_kept(self, cast, other):
        assert cast.lead
        child = PersonFactory(household=other, given_name="Moss", by=cast.alice)
        merging.homes(cast, cast.household, other, hub_id=True)
        household = Household.objects.get(pk=cast.household.pk)
        assert household.hub == cast.south_hub
        assert child in Person.objects.living_in(household)
        assert household.goals.count() == 2
        assert Episode.objects.filter(household=household, closed_on__isnull=True).count() == 1
        assert Episode.objects.filter(household=household).count() == 2
        current = Address.objects.get(household=household, until__isnull=True)
        assert current == cast.address
        assert Address.objects.filter(household=household, until=today()).count() == 1
        states = LeadAssignment.objects.filter(household=household).values_list("state", flat=True)
        assert sorted(states) == [LeadState.ACCEPTED, LeadState.ENDED]

    def test_a_note_opens_under_the_key_of_the_one_that_is_kept(self, cast, other):
        contact = ContactFactory(household=other, note="They slept well", by=cast.alice)
        merging.homes(cast, cast.household, other)
        moved = Contact.objects.get(pk=contact.pk)
        assert moved.household == cast.household
        assert moved.read("note") == "They slept well"

    def test_a_partner_of_the_other_sees_the_one_that_is_kept(self, cast, other):
        AgreementFactory(household=other, recipients=[cast.clinic], by=cast.alice)
        merging.homes(cast, cast.household, other)
        assert set(Household.objects.visible_to(cast.harriet)) == {cast.household}
        assert HouseholdGrant.objects.filter(content_object=other).count() == 0

    @pytest.mark.parametrize("page", ["overview", "people", "goals"])
    def test_the_old_reference_leads_to_it(self, client, cast, other, page):
        merging.homes(cast, cast.household, other)
        client.force_login(cast.alice)
        answer = client.get(reverse(f"households:{page}", args=[other.reference]))
        assert answer.url == reverse(f"households:{page}", args=[cast.household.reference])
        client.force_login(cast.charlie)
        told = client.get(reverse(f"households:{page}", args=[other.reference]))
        assert told.status_code == 404

    def test_it_is_gone_from_every_list(self, cast, other):
        merging.homes(cast, cast.household, other)
        assert other not in Household.objects.visible_to(cast.alice)


class TestRefusals:
    def test_one_that_was_merged_is_not_merged_again(self, cast, twin):
        merging.people(cast, cast.mother, twin)
        with pytest.raises(merges.NotTwo):
            merging.people(cast, cast.child, twin)
        with pytest.raises(merges.NotTwo):
            merging.people(cast, cast.mother, cast.mother)

    def test_one_that_was_changed_meanwhile_is_compared_again(self, cast, twin):
        with pytest.raises(merges.SeenBefore):
            merges.merge_people(
                kept=cast.mother,
                merged=twin,
                household=cast.household,
                take={},
                seen=(7, 7),
                by=cast.alice,
            )


def seen_by(user):
    return {
        "people": set(Person.objects.visible_to(user).values_list("pk", flat=True)),
        "households": set(Household.objects.visible_to(user).values_list("pk", flat=True)),
        "addresses": Address.objects.visible_to(user).count(),
        "contacts": Contact.objects.visible_to(user).count(),
        "numbers": Identifier.objects.visible_to(user).count(),
    }


def has(user, codename):
    rows = PersonGrant.objects.live_for(user.organisation)
    return rows.filter(permission__codename=codename).exists()


def give_number(person, number):
    row = Identifier(person=person, kind="nhs", lookup=sealing.lookup("nhs", number))
    row.close("value", number)
    row.keep(by=None, why="A test")


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
