"""S18: a correction of anything shared reaches who could see it, and nobody else."""

import pytest
from django.test import override_settings

from households.actions import corrections, details, people, relationships
from households.categories import BY_THE_HUB_ALONE, PERSON_FIELDS
from households.forms.people import CorrectPersonForm
from households.models import Correction, DetailKind, Person, Relationship
from households.models.detail import CATEGORY_OF
from tests.factories import AgreementFactory
from tests.households.test_pages import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bond(cast):
    assert cast.agreement
    return Relationship.objects.get()


def told():
    return [(row.organisation.name, row.fields) for row in Correction.objects.all()]


def test_the_date_of_death(cast):
    assert cast.agreement
    person = Person.objects.get(pk=cast.child.pk)
    people.correct(
        person=person,
        household=cast.household,
        seen_version=person.version,
        by=cast.alice,
        why="",
        died_on=person.date_of_birth,
    )
    assert told() == [(cast.school.name, ["died_on"])]
    assert Correction.objects.get().fields_in_words == "Date of death"


def test_parental_responsibility_that_changed(cast, bond):
    about = {"relationship": bond, "household": cast.household, "by": cast.alice}
    relationships.say_responsibility(parental_responsibility="", **about)
    assert told() == []
    relationships.say_responsibility(parental_responsibility="holds", **about)
    assert told() == [(cast.school.name, ["parental_responsibility"])]


def test_a_relationship_that_was_a_mistake(cast, bond):
    relationships.mark_mistake(
        relationship=bond, reason="Her aunt", household=cast.household, by=cast.alice
    )
    assert told() == [(cast.school.name, ["relationships"])]


def test_a_relationship_is_told_to_those_who_know_both(cast, bond):
    AgreementFactory(
        household=cast.household,
        recipients=[cast.clinic],
        covers=[cast.mother],
        categories=["identity"],
        by=cast.alice,
    )
    relationships.mark_mistake(
        relationship=bond, reason="Her aunt", household=cast.household, by=cast.alice
    )
    assert told() == [(cast.school.name, ["relationships"])]


def test_a_sensitive_detail_to_those_with_its_category(cast):
    AgreementFactory(
        household=cast.household,
        recipients=[cast.clinic],
        covers=[cast.child],
        categories=["identity"],
        by=cast.alice,
    )
    about = {"person": cast.child, "household": cast.household, "kind": DetailKind.FINANCE}
    about |= {"relevance": "Rent", "by": cast.alice}
    details.record(answer="In debt", **about)
    assert told() == []  # nobody had seen another answer
    details.record(answer="Out of debt", **about)
    assert told() == [(cast.school.name, ["finance"])]
    assert Correction.objects.get().fields_in_words == "Money"


def test_one_table_says_which_field_is_of_which_category():
    fields = {name for names in PERSON_FIELDS.values() for name in names}
    assert fields | {"why", "version"} == set(CorrectPersonForm.base_fields)
    assert fields >= BY_THE_HUB_ALONE
    assert fields <= set(corrections.CATEGORY_OF)
    assert {kind: corrections.CATEGORY_OF[kind] for kind in DetailKind} == CATEGORY_OF


def test_a_partner_corrects_what_it_sees_of_how_to_reach_them(client, cast):
    client.force_login(cast.pat)
    page = client.get(page_of(cast, "person-correct", cast.mother.pk)).text
    assert 'name="interpreter"' in page
    assert 'name="died_on_day"' not in page


@override_settings(DETAILS_STALE_AFTER_MONTHS=9)
def test_how_many_months_is_the_setting(client, cast):
    Person.objects.filter(pk=cast.child.pk).update(confirmed_on=None)
    client.force_login(cast.pat)
    assert "for 9 months" in client.get("/").text
    from django.urls import reverse

    assert "more than 9 months" in client.get(reverse("households:stale")).text
