"""Of numbers and sensitive details each person has one of a kind: what is empty hides no real one
(S10, S16), and of two that differ somebody chooses."""

import pytest
from django.urls import reverse

from familyhubs.files import storage
from households.actions import details, identifiers, merges
from households.actions.merging.sealed import CannotBeOpened
from households.models import (
    Attachment,
    Contact,
    DetailState,
    Identifier,
    SensitiveDetail,
)
from tests.factories import ContactFactory, HouseholdFactory, PersonFactory
from tests.households import merging
from tests.households.test_attachments import file, send
from tests.households.test_merge import give_number

pytestmark = pytest.mark.django_db

ONE, OTHER = "9434765919", "9434765870"


def say(cast, person, state=DetailState.GIVEN, **said):
    return details.record(
        person=person,
        household=person.memberships.get().household,
        kind="health",
        state=state,
        by=cast.alice,
        **said,
    )


def remove_number(cast, person):
    identifiers.remove(
        identifier=Identifier.objects.get(person=person),
        household=cast.household,
        reason="Typed for somebody else",
        by=cast.alice,
    )


def number_of(person):
    return Identifier.objects.get(person=person).read("value")


def health_of(person):
    return SensitiveDetail.objects.get(person=person).read("answer")


def compare(client, cast, twin):
    client.force_login(cast.alice)
    url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
    return client.get(url, {"other": twin.pk})


class TestWhatIsEmptyYields:
    def test_s10_a_number_that_was_removed(self, client, cast, twin):
        give_number(cast.mother, ONE)
        remove_number(cast, cast.mother)
        give_number(twin, OTHER)
        assert (("identifier", 1)) in compare(client, cast, twin).context["comparison"].moves
        row = merging.people(cast, cast.mother, twin)
        assert number_of(cast.mother) == OTHER
        merges.undo(merge=row, by=cast.alice)
        assert number_of(twin) == OTHER
        assert not Identifier.objects.get(person=cast.mother).lookup
        assert set(Identifier.objects.values_list("kind", flat=True)) == {"nhs"}

    def test_s16_a_detail_that_was_not_asked(self, cast, twin):
        say(cast, cast.mother, DetailState.NOT_ASKED)
        say(cast, twin, answer="Asthma", relevance="The damp flat")
        row = merging.people(cast, cast.mother, twin)
        assert health_of(cast.mother) == "Asthma"
        merges.undo(merge=row, by=cast.alice)
        assert health_of(twin) == "Asthma"

    def test_what_is_empty_takes_no_place(self, client, cast, twin):
        give_number(twin, OTHER)
        remove_number(cast, twin)
        give_number(cast.mother, ONE)
        moves = dict(compare(client, cast, twin).context["comparison"].moves)
        assert "identifier" not in moves
        merging.people(cast, cast.mother, twin)
        assert number_of(cast.mother) == ONE


class TestTwoThatDiffer:
    @pytest.fixture
    def both(self, cast, twin):
        for person, number, words in ((cast.mother, ONE, "Asthma"), (twin, OTHER, "Eczema")):
            give_number(person, number)
            say(cast, person, answer=words, relevance="The damp flat")

    def test_the_page_asks_which_and_shows_no_number(self, client, cast, twin, both):
        page = compare(client, cast, twin)
        fields = page.context["form"].fields
        assert "Held, hidden" in dict(fields["identifier_nhs"].choices)["kept"]
        assert "Eczema" in dict(fields["sensitivedetail_health"].choices)["merged"]
        assert ONE not in page.text
        assert OTHER not in page.text
        assert (
            not {"identifier", "sensitive detail"} & dict(page.context["comparison"].moves).keys()
        )

    def test_the_chosen_one_wins_and_both_are_there_again(self, cast, twin, both):
        row = merging.people(
            cast, cast.mother, twin, identifier_nhs=True, sensitivedetail_health=True
        )
        assert (number_of(cast.mother), health_of(cast.mother)) == (OTHER, "Eczema")
        assert (number_of(twin), health_of(twin)) == (ONE, "Asthma")
        merges.undo(merge=row, by=cast.alice)
        assert (number_of(cast.mother), health_of(cast.mother)) == (ONE, "Asthma")
        assert (number_of(twin), health_of(twin)) == (OTHER, "Eczema")

    def test_unless_chosen_that_of_the_kept_record_stays(self, cast, twin, both):
        merging.people(cast, cast.mother, twin)
        assert (number_of(cast.mother), health_of(cast.mother)) == (ONE, "Asthma")

    def test_the_same_twice_is_no_question(self, client, cast, twin):
        for person in (cast.mother, twin):
            give_number(person, ONE)
            say(cast, person, answer="Asthma", relevance="The damp flat")
        fields = compare(client, cast, twin).context["form"].fields
        assert not {"identifier_nhs", "sensitivedetail_health"} & fields.keys()


class TestWhatStays:
    def test_a_second_place_in_the_same_household_is_not_counted(self, client, cast):
        twice = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
        moves = dict(compare(client, cast, twice).context["comparison"].moves)
        assert "place in the household" not in moves

    def test_what_moves_is_said_in_words(self, client, cast):
        other = HouseholdFactory(name="Quilfeather", by=cast.alice)
        PersonFactory(household=other, by=cast.alice)
        client.force_login(cast.alice)
        url = reverse("households:merge", args=[cast.household.reference])
        moves = client.get(url, {"other": other.reference}).context["comparison"].moves
        assert ("places in the household", 2) in moves


def test_a_file_that_is_gone_is_a_refusal(client, cast):
    other = HouseholdFactory(name="Quilfeather", by=cast.alice)
    contact = ContactFactory(household=other, by=cast.alice)
    client.force_login(cast.alice)
    send(client, contact, file())
    storage.remove(Attachment.objects.get().stored_as)
    with pytest.raises(CannotBeOpened):
        merging.homes(cast, cast.household, other)
    assert Contact.objects.get().household == other
