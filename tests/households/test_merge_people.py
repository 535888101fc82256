"""What follows when two people are made one: others who may be the same, and who is told (S18)."""

import pytest

from households.actions import details, merges
from households.categories import Category
from households.models import Correction, Person, Suggestion, SuggestionState
from tests.factories import AgreementFactory, HouseholdFactory, PersonFactory
from tests.households import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast):
    """Marigold once more, in a household of her own."""
    home = HouseholdFactory(name="Quilfeather", hub=cast.north_hub, by=cast.alice)
    twin = Person.objects.living_in(home).get()
    Person.objects.filter(pk=twin.pk).update(
        given_name="Mary",
        family_name="Quillfeather",
        preferred_name="",
        date_of_birth=cast.mother.date_of_birth,
        telephone="01632 960111",
        email=cast.mother.email,
    )
    twin.refresh_from_db()
    return twin


@pytest.fixture
def third(cast):
    """A third record of her."""
    return PersonFactory(household=cast.strangers, given_name="Marie", by=cast.alice)


def pair(one, other, state=SuggestionState.OPEN):
    first, second = sorted((one.pk, other.pk))
    row = Suggestion(person_id=first, other_id=second, likeness=["same_name"], state=state)
    row.keep(by=None, why="Found alike")
    return row


def told():
    rows = Correction.objects.order_by("organisation__name").select_related("organisation")
    return {str(row.organisation): set(row.fields) for row in rows}


class TestPossibleDuplicates:
    def test_s7_who_may_be_the_merged_one_may_be_the_kept_one(self, cast, twin, third):
        row = pair(twin, third)
        done = merging.people(cast, cast.mother, twin)
        row.refresh_from_db()
        assert {row.person_id, row.other_id} == {cast.mother.pk, third.pk}
        assert row in Suggestion.objects.visible_to(cast.alice).open()
        merges.undo(merge=done, by=cast.alice)
        row.refresh_from_db()
        assert {row.person_id, row.other_id} == {twin.pk, third.pk}

    def test_where_that_was_asked_already_nothing_changes(self, cast, twin, third):
        row = pair(twin, third)
        asked = pair(cast.mother, third)
        merging.people(cast, cast.mother, twin)
        row.refresh_from_db()
        assert {row.person_id, row.other_id} == {twin.pk, third.pk}
        assert list(Suggestion.objects.visible_to(cast.alice).open()) == [asked]

    def test_the_pair_itself_is_decided(self, cast, twin):
        row = pair(cast.mother, twin)
        merging.people(cast, cast.mother, twin)
        row.refresh_from_db()
        assert row.state == SuggestionState.MERGED


class TestWhoIsTold:
    @pytest.fixture(autouse=True)
    def _shared(self, cast, twin):
        """The school sees Marigold, the clinic Mary."""
        assert cast.agreement
        AgreementFactory(
            household=twin.memberships.get().household,
            recipients=[cast.clinic],
            categories=[Category.IDENTITY, Category.CONTACT_DETAILS],
            by=cast.alice,
        )

    def test_s18_whoever_saw_what_is_no_longer_so(self, cast, twin):
        """Marigold stays Marigold, and rings by Mary's telephone from now on."""
        merging.people(cast, cast.mother, twin, telephone=True)
        of_school, of_clinic = told()[str(cast.school)], told()[str(cast.clinic)]
        assert of_school == {"telephone"}
        assert "given_name" in of_clinic
        assert "telephone" not in of_clinic
        assert {row.person for row in Correction.objects.all()} == {cast.mother}
        assert Correction.objects.visible_to(cast.harriet).count() == 1

    def test_and_when_it_is_undone(self, cast, twin):
        done = merging.people(cast, cast.mother, twin, telephone=True)
        Correction.objects.update(noted_at=done.merged_at, noted_by=cast.alice)
        merges.undo(merge=done, by=cast.alice)
        rows = Correction.objects.unread()
        assert {row.person: set(row.fields) & {"telephone", "given_name"} for row in rows} == {
            cast.mother: {"telephone"},
            twin: {"given_name"},
        }

    def test_of_a_sensitive_detail_that_another_took_the_place_of(self, cast, twin):
        merging.people(cast, cast.mother, twin, sensitivedetail_health=True)
        assert "health" in told()[str(cast.school)]

    def test_s18_and_of_one_that_is_another_again_when_it_is_undone(self, cast, twin):
        """The clinic saw Marigold's answer as Mary's, and the school Mary's as Marigold's."""
        home = twin.memberships.get().household
        AgreementFactory(household=home, recipients=[cast.clinic], by=cast.alice)
        say(cast, cast.mother, cast.household, "health", answer="Marigold's words")
        say(cast, twin, home, "health", answer="Mary's words")
        say(cast, twin, home, "finance", answer="Mary's words")
        say(cast, cast.mother, cast.household, "ethnic_origin", state="prefers_not_to_say")
        done = merging.people(cast, cast.mother, twin)
        Correction.objects.update(noted_at=done.merged_at, noted_by=cast.alice)
        merges.undo(merge=done, by=cast.alice)
        rows = {row.person: set(row.fields) for row in Correction.objects.unread()}
        sensitive = {"health", "finance", "religion", "ethnic_origin"}
        assert rows[cast.mother] & sensitive == {"finance"}
        assert rows[twin] & sensitive == {"health", "ethnic_origin"}


def say(cast, person, household, kind, **said):
    if "answer" in said:
        said["relevance"] = "It matters to the support"
    details.record(person=person, household=household, kind=kind, by=cast.alice, **said)
