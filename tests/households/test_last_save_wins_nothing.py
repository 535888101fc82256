"""A page overwrites only what it showed: what is sealed has no former value to go back to (S9)."""

import pytest

from households.actions import details, identifiers, people, relationships
from households.models import (
    DetailKind,
    Identifier,
    IdentifierKind,
    Relationship,
    SensitiveDetail,
)
from tests.households.saving import hidden
from tests.households.test_pages import page_of

pytestmark = pytest.mark.django_db
OTHERS, MINE, WHY = "Waits for an assessment", "Carries an inhaler", "Mornings"
CHANGED = "changed this at"
NUMBER, ANOTHER = "AB123456C", "AB123457C"


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def meanwhile(cast, kind=DetailKind.HEALTH, **said):
    said = said or {"answer": OTHERS, "relevance": WHY}
    return details.record(
        person=cast.child, household=cast.household, kind=kind, by=cast.henry, **said
    )


class TestDetails:
    @pytest.mark.parametrize("kept_before", [True, False])
    @pytest.mark.parametrize("kind", [DetailKind.HEALTH, DetailKind.FINANCE])
    def test_the_second_save_is_shown_both_texts(self, alice, cast, kind, kept_before):
        url = page_of(cast, "detail-record", cast.child.pk, kind)
        if kept_before:
            meanwhile(cast, kind, answer="Long ago", relevance=WHY)
        typed = {"answer": MINE, "relevance": WHY, **hidden(alice.get(url))}
        meanwhile(cast, kind)
        answer = alice.post(url, typed)
        assert f"Henry Hartwell {CHANGED}" in answer.text
        assert OTHERS in answer.text
        assert MINE in answer.text
        assert SensitiveDetail.objects.get().read("answer") == OTHERS
        again = {"answer": f"{OTHERS}. {MINE}", "relevance": WHY, **hidden(answer)}
        assert alice.post(url, again).status_code == 302
        assert SensitiveDetail.objects.get().read("answer") == f"{OTHERS}. {MINE}"

    def test_an_answer_of_a_list_too(self, alice, cast):
        url = page_of(cast, "detail-record", cast.child.pk, DetailKind.ETHNIC_ORIGIN)
        typed = {"state": "given", "answer": "roma", **hidden(alice.get(url))}
        meanwhile(cast, DetailKind.ETHNIC_ORIGIN, answer="other_asian\nMalay")
        answer = alice.post(url, typed)
        assert "Any other Asian background: Malay" in answer.text
        assert SensitiveDetail.objects.get().read("answer") == "other_asian\nMalay"

    def test_why_religion_matters_too(self, alice, cast):
        url = page_of(cast, "detail-relevance", cast.child.pk, DetailKind.RELIGION)
        typed = {"relevance": MINE, **hidden(alice.get(url))}
        details.say_relevance(
            person=cast.child,
            household=cast.household,
            kind=DetailKind.RELIGION,
            relevance=OTHERS,
            by=cast.henry,
        )
        answer = alice.post(url, typed)
        assert OTHERS in answer.text
        assert SensitiveDetail.objects.get().read("relevance") == OTHERS

    def test_what_was_written_meanwhile_is_not_removed_unread(self, alice, cast):
        meanwhile(cast, answer="Long ago", relevance=WHY)
        url = page_of(cast, "detail-remove", cast.child.pk, DetailKind.HEALTH)
        typed = {"reason": "At her word", **hidden(alice.get(url))}
        meanwhile(cast)
        assert CHANGED in alice.post(url, typed).text
        assert SensitiveDetail.objects.get().read("answer") == OTHERS


class TestNumbers:
    def number(self, cast, number=ANOTHER):
        return identifiers.record(
            kind=IdentifierKind.NI,
            number=number,
            person=cast.mother,
            household=cast.household,
            by=cast.henry,
        )

    @pytest.mark.parametrize("held", [True, False])
    def test_another_number_meanwhile_is_said_and_not_shown(self, alice, cast, held):
        url = page_of(cast, "identifier-record", cast.mother.pk, "ni")
        if held:
            self.number(cast, "AB123458C")
        typed = {"number": NUMBER, **hidden(alice.get(url))}
        self.number(cast)
        answer = alice.post(url, typed)
        assert f"Henry Hartwell {CHANGED}" in answer.text
        assert "look at it before you save another" in answer.text
        assert ANOTHER not in answer.text
        assert Identifier.objects.get().read("value") == ANOTHER

    def test_another_number_meanwhile_is_not_removed(self, alice, cast):
        url = page_of(cast, "identifier-remove", self.number(cast, NUMBER).pk)
        typed = {"reason": "Not hers", **hidden(alice.get(url))}
        self.number(cast)
        assert CHANGED in alice.post(url, typed).text
        assert Identifier.objects.get().read("value") == ANOTHER

    def test_removed_a_second_time_it_says_so(self, alice, cast):
        held = self.number(cast)
        url = page_of(cast, "identifier-remove", held.pk)
        typed = {"reason": "Not hers", **hidden(alice.get(url))}
        alice.post(url, typed)
        again = alice.post(url, typed, follow=True)
        assert again.status_code == 200
        assert "The National Insurance number was removed already" in again.text
        with pytest.raises(identifiers.RemovedAlready):
            identifiers.remove(identifier=held, household=cast.household, reason="-", by=cast.alice)


class TestRelationships:
    @pytest.fixture
    def bond(self, cast):
        assert cast.household
        return Relationship.objects.get()

    def test_responsibility_said_meanwhile(self, alice, cast, bond):
        url = page_of(cast, "relationship-responsibility", bond.pk)
        typed = {"parental_responsibility": "does_not_hold", **hidden(alice.get(url))}
        self.say(cast, bond)
        answer = alice.post(url, typed)
        assert CHANGED in answer.text
        assert "Holds parental responsibility" in answer.text
        bond.refresh_from_db()
        assert bond.parental_responsibility == "holds"

    def test_what_changed_meanwhile_is_not_marked_unread(self, alice, cast, bond):
        url = page_of(cast, "relationship-mistake", bond.pk)
        typed = {"reason": "Her aunt", **hidden(alice.get(url))}
        self.say(cast, bond)
        assert CHANGED in alice.post(url, typed).text
        bond.refresh_from_db()
        assert not bond.in_error

    def test_each_choice_says_what_it_asks(self, alice, cast):
        assert cast.household
        page = alice.get(page_of(cast, "relate")).text
        for label in (
            "Who is the first person?",
            "Who is the second person?",
            "What is the first person to the second?",
        ):
            assert label in page

    def say(self, cast, bond):
        relationships.say_responsibility(
            relationship=bond,
            parental_responsibility="holds",
            household=cast.household,
            by=cast.henry,
        )


def test_whoever_leaves_is_saved_as_the_row_that_was_held(cast):
    """The row handed over may be older than the one that is locked."""
    place = cast.child.memberships.get()
    newer = cast.child.memberships.get()
    newer.joined_on = newer.person.date_of_birth
    newer.keep(by=cast.henry, why="They know the day now")
    people.leave(membership=place, on=cast.agreement.given_on, by=cast.alice)
    place.refresh_from_db()
    assert place.joined_on == newer.joined_on
    assert place.left_on == cast.agreement.given_on
