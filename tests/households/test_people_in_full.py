"""S7, S9: one person in two homes, both sides of a bond, mistakes marked, names of any kind."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import addresses, people, protections, relationships
from households.models import (
    Correction,
    ParentalResponsibility,
    Person,
    Protection,
    ProtectionKind,
    Relationship,
    RelationshipKind,
)
from households.reading import unread_corrections
from tests.factories import PersonFactory
from tests.households.saving import save
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def pat(client, cast):
    assert cast.household
    client.force_login(cast.pat)
    return client


@pytest.fixture
def bond(cast):
    return Relationship.objects.get(person=cast.family.mother)


def to_correct(cast, **changed):
    mother = Person.objects.get(pk=cast.mother.pk)
    return {
        "given_name": mother.given_name,
        "family_name": mother.family_name,
        "telephone": mother.telephone,
        "email": mother.email,
        "version": mother.version,
        "why": "At her word",
        **split("date_of_birth", mother.date_of_birth),
        **changed,
    }


class TestPersonPage:
    def test_it_tells_who_they_are_and_asks_a_fixed_number_of_queries(
        self, alice, cast, django_assert_max_num_queries
    ):
        url = page_of(cast, "person", cast.mother.pk)
        alice.get(url)
        with django_assert_max_num_queries(32):
            page = alice.get(url).text
        assert "Marigold Quillfeather" in page
        assert "07700 900123" in page or "07700900123" in page
        assert "Child" in page

    def test_a_partner_sees_neither_numbers_to_change_nor_protection(self, pat, cast):
        page = pat.get(page_of(cast, "person", cast.child.pk)).text
        assert "Looked after" not in page
        assert "/numbers/nhs" not in page

    @pytest.mark.parametrize("page", ["people", "person"])
    def test_s39_what_a_child_is_today_is_said_once_and_what_ended_not(self, alice, cast, page):
        ids = [cast.child.pk] if page == "person" else []
        tag = 'govuk-tag--purple">'
        for days in (400, 300):
            people.protect(
                person=cast.child,
                household=cast.household,
                kind=ProtectionKind.LOOKED_AFTER,
                since=today() - timedelta(days=days),
                by=cast.alice,
            )
        assert alice.get(page_of(cast, page, *ids)).text.count(tag) == 1
        Protection.objects.update(until=today())
        assert tag not in alice.get(page_of(cast, page, *ids)).text

    def test_somebody_of_another_household_is_not_found(self, alice, cast):
        other = Person.objects.living_in(cast.strangers).get()
        assert alice.get(page_of(cast, "person", other.pk)).status_code == 404


class TestTwoHomes:
    @pytest.fixture
    def also(self, cast):
        return people.also_lives_in(person=cast.child, household=cast.strangers, by=cast.alice)

    @pytest.mark.parametrize("page", ["people", "person"])
    def test_s7_the_council_is_shown_the_other_home(self, alice, cast, also, page):
        args = [] if page == "people" else [cast.child.pk]
        assert cast.strangers.reference in alice.get(page_of(cast, page, *args)).text

    @pytest.mark.parametrize("page", ["people", "person"])
    def test_s7_a_partner_without_sight_of_it_is_not(self, pat, cast, also, page):
        args = [] if page == "people" else [cast.child.pk]
        assert cast.strangers.reference not in pat.get(page_of(cast, page, *args)).text


class TestRelationships:
    def test_both_sides_are_told(self, alice, cast):
        assert "Parent" in alice.get(page_of(cast, "person", cast.child.pk)).text
        assert "Child" in alice.get(page_of(cast, "person", cast.mother.pk)).text

    def test_responsibility_is_asked_after_a_parent_is_recorded(self, alice, cast):
        baby = PersonFactory(household=cast.household, by=cast.alice, date_of_birth=today())
        answer = alice.post(
            page_of(cast, "relate"),
            {"person": cast.mother.pk, "kind": "parent", "other": baby.pk},
        )
        made = Relationship.objects.get(other=baby)
        asked = page_of(cast, "relationship-responsibility", made.pk)
        assert answer.url == asked
        save(alice, asked, {"parental_responsibility": "holds"})
        page = alice.get(page_of(cast, "person", baby.pk)).text
        assert "Marigold Quillfeather holds parental responsibility" in page
        save(alice, asked, {"parental_responsibility": "not_known"})
        made.refresh_from_db()
        assert made.parental_responsibility == ParentalResponsibility.NOT_KNOWN

    def test_it_is_not_asked_of_brothers_nor_of_adults(self, alice, cast):
        brother = PersonFactory(household=cast.household, by=cast.alice)
        alice.post(
            page_of(cast, "relate"),
            {"person": brother.pk, "kind": "sibling", "other": cast.child.pk},
        )
        bond = Relationship.objects.get(person=brother)
        url = page_of(cast, "relationship-responsibility", bond.pk)
        assert alice.get(url).status_code == 404
        with pytest.raises(people.CannotHold):
            relationships.say_responsibility(
                relationship=bond,
                parental_responsibility="holds",
                household=cast.household,
                by=cast.alice,
            )

    def test_a_mistake_stays_in_the_history_and_on_no_page(self, alice, cast, bond):
        url = page_of(cast, "relationship-mistake", bond.pk)
        assert alice.get(url).status_code == 200
        assert "Enter why" in save(alice, url, {"reason": ""}).text
        save(alice, url, {"reason": "It is her aunt"})
        assert "Child" not in alice.get(page_of(cast, "person", cast.mother.pk)).text
        assert "It is her aunt" in alice.get(page_of(cast, "history")).text
        assert alice.get(url).status_code == 404
        again = people.relate(
            person=cast.mother,
            other=cast.child,
            kind=RelationshipKind.PARENT,
            household=cast.household,
            by=cast.alice,
        )
        assert again.pk != bond.pk


class TestProtections:
    @pytest.fixture
    def status(self, cast):
        return people.protect(
            person=cast.child,
            household=cast.household,
            kind="looked_after",
            since=today() - timedelta(days=30),
            by=cast.alice,
        )

    def test_it_ends(self, alice, cast, status):
        url = page_of(cast, "protection-end", cast.child.pk, status.pk)
        early = split("until", today() - timedelta(days=31))
        assert "The day it ended must be on or after" in alice.post(url, early).text
        assert "The day it ended must" in alice.post(url, {"until_day": "3"}).text
        alice.post(url, split("until", today()))
        status.refresh_from_db()
        assert status.until == today()
        with pytest.raises(protections.AlreadyEnded):
            protections.end(
                protection=status, until=today(), household=cast.household, by=cast.alice
            )

    def test_s39_a_mistake_counts_no_longer(self, alice, cast, status):
        url = page_of(cast, "protection-mistake", cast.child.pk, status.pk)
        alice.post(url, {"reason": "Another child of the same name"})
        assert not Protection.objects.standing().exists()
        assert "Another child of the same name" in alice.get(page_of(cast, "history")).text
        assert alice.get(url).status_code == 404


class TestCorrections:
    """S18: a correction reaches those who received the old value."""

    def test_whoever_saw_the_old_value_is_told_and_notes_it(self, alice, cast):
        alice.post(page_of(cast, "person-correct", cast.mother.pk), to_correct(cast, telephone=""))
        told = Correction.objects.get()
        assert told.organisation == cast.school
        assert told.fields == ["telephone"]
        alice.force_login(cast.pat)
        page = alice.get(page_of(cast, "people")).text
        assert "Telephone. What you were shown before" in page
        alice.post(page_of(cast, "correction-noted", told.pk))
        told.refresh_from_db()
        assert told.noted_by == cast.pat
        assert not unread_corrections(cast.pat)
        assert "What you were shown before" not in alice.get(page_of(cast, "people")).text

    def test_the_corrector_s_own_organisation_is_not_told(self, pat, cast):
        pat.post(
            page_of(cast, "person-correct", cast.mother.pk), to_correct(cast, given_name="Mari")
        )
        assert Person.objects.get(pk=cast.mother.pk).given_name == "Mari"
        assert not Correction.objects.exists()

    def test_a_second_correction_adds_to_the_unread_one(self, cast):
        for name, value in (("telephone", ""), ("given_name", "Mari")):
            person = Person.objects.get(pk=cast.mother.pk)
            people.correct(
                person=person,
                household=cast.household,
                seen_version=person.version,
                by=cast.alice,
                why="",
                **{name: value},
            )
        assert Correction.objects.get().fields == ["telephone", "given_name"]

    def test_a_move_is_told_once_an_organisation(self, cast):
        addresses.move(household=cast.household, lines="9 Mallow Way", by=cast.alice)
        assert Correction.objects.get().fields == ["address"]

    def test_the_first_address_is_no_correction(self, cast):
        addresses.move(household=cast.strangers, lines="9 Mallow Way", by=cast.alice)
        assert not Correction.objects.exists()

    def test_a_correction_of_another_organisation_is_not_found(self, client, cast):
        told = addresses.move(household=cast.household, lines="9 Mallow Way", by=cast.alice)
        told = Correction.objects.get()
        Correction.objects.filter(pk=told.pk).update(organisation=cast.clinic)
        client.force_login(cast.pat)
        assert client.post(page_of(cast, "correction-noted", told.pk)).status_code == 404


NAMES = ["O'Brien-Nwosu", "Zoë 🌻", "محمد", "Ñandú", "Sødergård", "A" * 80]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_kind_is_kept_as_it_is(alice, cast, name):
    answer = alice.post(
        page_of(cast, "person-add"), {"given_name": name, "family_name": "Quillfeather"}
    )
    assert answer.status_code == 302
    person = Person.objects.latest("pk")
    assert person.given_name == name
    page = alice.get(page_of(cast, "person", person.pk))
    assert page.status_code == 200


BAD = {
    "a name of 200 characters": ({"given_name": "x" * 200}, "80 characters or fewer"),
    "a null byte": ({"given_name": "Mari\0gold"}, "Null characters"),
    "an interpreter of 200 characters": ({"interpreter": "x" * 200}, "80 characters or fewer"),
    "born in 2100": (split("date_of_birth", today().replace(year=2100, day=1)), "in the past"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_refused_by_the_field(alice, cast, what):
    typed, said = BAD[what]
    answer = alice.post(page_of(cast, "person-correct", cast.mother.pk), to_correct(cast, **typed))
    assert answer.status_code == 200
    assert said in answer.text
    assert Person.objects.get(pk=cast.mother.pk).given_name == "Marigold"


def test_somebody_born_in_1890_may_be_recorded(alice, cast):
    typed = {"given_name": "Ada", "family_name": "Old"}
    answer = alice.post(
        page_of(cast, "person-add"),
        {**typed, **split("date_of_birth", today().replace(year=1890, day=1))},
    )
    assert answer.status_code in (200, 302)


def test_needs_stand_beside_the_telephone(alice, cast):
    needs = {"interpreter": "Tigrinya", "communication_needs": "Large print"}
    alice.post(page_of(cast, "person-correct", cast.mother.pk), to_correct(cast, **needs))
    page = alice.get(reverse("households:people", args=[cast.household.reference])).text
    assert "Tigrinya" in page
    assert "Large print" in page
