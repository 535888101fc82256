"""What an agreement lets a partner see: that household, those people, those details."""

import pytest

from consent.actions import agreements
from familyhubs.records.dates import today
from households.actions import people
from households.backends import LiveGrantBackend
from households.categories import PERSON_CATEGORIES, Category
from households.models import (
    Address,
    Membership,
    Person,
    ProtectionKind,
    Relationship,
)
from tests.factories import (
    AddressFactory,
    AgreementFactory,
    HouseholdFactory,
    PersonFactory,
)
from tests.sight import granted, seen_by, sees_nothing

pytestmark = pytest.mark.django_db


class TestWhoSeesWhat:
    def test_the_partner_sees_that_household_and_nothing_else(self, cast):
        assert cast.strangers.episodes.count() == 1
        family = cast.family
        seen = seen_by(cast.pat)
        assert seen == {
            "Household": {family.household.pk},
            "Person": {family.mother.pk, family.child.pk},
            "Membership": set(family.household.memberships.values_list("pk", flat=True)),
            "Relationship": {family.mother.relationships.get().pk},
            "Address": {family.address.pk},
            "Episode": {cast.episode.pk},
            "Goal": {family.goal.pk},
            "Score": {score.pk for score in family.scores},
            "LeadAssignment": {family.lead.pk},
            "Involvement": {family.household.involvements.get().pk},
            "Agreement": {family.agreement.pk},
            "AgreementRecipient": {family.agreement.recipients.get().pk},
        }

    def test_django_permissions_say_the_same(self, cast):
        assert cast.strangers
        assert cast.family
        assert granted(cast.pat) == {
            ("households.view_household", cast.household.pk),
            ("households.see_hub_record", cast.household.pk),
            *(
                (f"households.see_{category}", person.pk)
                for person in (cast.mother, cast.child)
                for category in PERSON_CATEGORIES
            ),
        }

    @pytest.mark.parametrize("who", ["charlie", "harriet", "ann", "adam"])
    def test_whoever_the_family_did_not_agree_to_sees_nothing(self, cast, who):
        assert cast.family
        assert sees_nothing(getattr(cast, who))

    def test_the_council_sees_every_household(self, cast):
        assert cast.family
        both = {cast.household.pk, cast.strangers.pk}
        assert seen_by(cast.alice)["Household"] == both
        assert seen_by(cast.dana)["Household"] == both

    def test_colleagues_of_the_partner_see_the_same(self, cast):
        assert cast.family
        assert seen_by(cast.paula) == seen_by(cast.pat)

    def test_the_hub_record_alone_tells_no_name_and_no_address(self, cast):
        AgreementFactory(
            household=cast.household, recipients=[cast.clinic], categories=[Category.HUB_RECORD]
        )
        seen = seen_by(cast.harriet)
        assert {"Household", "Goal", "Score", "LeadAssignment"} <= set(seen)
        assert not {"Person", "Membership", "Relationship", "Address"} & set(seen)

    def test_names_alone_tell_no_goal_and_no_address(self, cast):
        AgreementFactory(
            household=cast.household, recipients=[cast.clinic], categories=[Category.IDENTITY]
        )
        seen = seen_by(cast.harriet)
        assert {"Household", "Person", "Membership", "Relationship"} <= set(seen)
        assert not {"Goal", "Score", "LeadAssignment", "Episode", "Address"} & set(seen)

    @pytest.mark.parametrize("covered", ["mother", "child"])
    def test_only_the_people_it_covers_are_seen(self, cast, covered):
        person = getattr(cast, covered)
        AgreementFactory(household=cast.household, recipients=[cast.clinic], covers=[person])
        seen = seen_by(cast.harriet)
        assert seen["Person"] == {person.pk}
        assert "Relationship" not in seen  # it would tell of the other

    def test_no_partner_sees_that_a_child_is_or_was_looked_after(self, cast):
        """ "Names, dates of birth and how people are related": the family agreed to no more."""
        people.protect(
            person=cast.child,
            household=cast.household,
            kind=ProtectionKind.LOOKED_AFTER,
            since=today(),
            by=cast.alice,
        )
        assert "Protection" not in seen_by(cast.pat)
        assert "Protection" in seen_by(cast.alice)

    def test_somebody_added_later_is_not_covered(self, cast):
        assert cast.family
        baby = PersonFactory(household=cast.household, given_name="Baby")
        assert baby.pk not in seen_by(cast.pat)["Person"]

    def test_nobody_inactive_sees_anything(self, cast):
        assert cast.family
        cast.pat.is_active = False
        cast.pat.save()
        assert sees_nothing(cast.pat)

    def test_an_organisation_that_takes_part_no_more_sees_nothing(self, cast):
        assert cast.family
        cast.school.is_active = False
        cast.school.save()
        assert sees_nothing(cast.pat)

    def test_a_partner_sees_no_agreement_with_another_partner(self, cast):
        theirs = AgreementFactory(household=cast.household, recipients=[cast.clinic])
        assert seen_by(cast.pat)["Agreement"] == {cast.agreement.pk}
        assert seen_by(cast.harriet)["Agreement"] == {theirs.pk}
        assert len(seen_by(cast.pat)["AgreementRecipient"]) == 1

    def test_the_backend_itself_knows_who_is_inactive(self, cast):
        """However it is asked, not only through the user."""
        household, pat = cast.household, cast.pat
        asked = LiveGrantBackend()
        assert asked.has_perm(pat, "households.view_household", household)
        pat.is_active = False
        assert not asked.has_perm(pat, "households.view_household", household)
        assert asked.get_all_permissions(pat, household) == set()


class TestTwoHomes:
    """What a partner may know of a child in one home must not tell of the other home."""

    @pytest.fixture
    def other_home(self, cast):
        """The child lives with the father, too; the school was told of the mother's home only."""
        home = HouseholdFactory(name="Fatherley")
        people.also_lives_in(person=cast.child, household=home, by=cast.alice)
        father = Person.objects.living_in(home).exclude(pk=cast.child.pk).get()
        people.relate(person=father, other=cast.child, kind="parent", household=home, by=cast.alice)
        return home

    def test_the_child_is_seen_and_the_other_home_is_not(self, cast, other_home):
        seen = seen_by(cast.pat)
        assert cast.child.pk in seen["Person"]
        assert seen["Household"] == {cast.household.pk}
        homes = Membership.objects.visible_to(cast.pat).values_list("household", flat=True)
        assert set(homes) == {cast.household.pk}

    def test_neither_the_father_nor_the_bond_with_him_is_seen(self, cast, other_home):
        bonds = Relationship.objects.visible_to(cast.pat)
        assert {bond.person for bond in bonds} == {cast.mother}

    def test_the_other_address_is_not_seen(self, cast, other_home):
        there = AddressFactory(household=other_home, lines="9 Otherwhere")
        assert not Address.objects.visible_to(cast.pat).contains(there)

    def test_a_child_s_contact_details_in_one_home_tell_no_address_of_the_other(
        self, cast, other_home
    ):
        there = AddressFactory(household=other_home, lines="9 Otherwhere")
        AgreementFactory(
            household=other_home, recipients=[cast.school], categories=[Category.HUB_RECORD]
        )
        assert other_home.pk in seen_by(cast.pat)["Household"]
        assert seen_by(cast.pat)["Address"] == {cast.address.pk}
        assert there.pk

    def test_each_partner_sees_its_own_home(self, cast, other_home):
        AgreementFactory(household=other_home, recipients=[cast.clinic])
        assert seen_by(cast.harriet)["Household"] == {other_home.pk}
        assert seen_by(cast.pat)["Household"] == {cast.household.pk}
        assert cast.child.pk in seen_by(cast.harriet)["Person"] & seen_by(cast.pat)["Person"]

    def test_withdrawing_for_one_home_leaves_the_other(self, cast, other_home):
        AgreementFactory(household=other_home, recipients=[cast.school])
        agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
        seen = seen_by(cast.pat)
        assert seen["Household"] == {other_home.pk}
        assert cast.child.pk in seen["Person"]
        assert cast.mother.pk not in seen["Person"]
