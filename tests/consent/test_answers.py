"""Agreed, refused or undecided (S60, S62), by whom (S24)."""

from datetime import date

import pytest
from django.urls import reverse

from consent.actions import answers, authority
from consent.actions.refusals import refused
from consent.models import Agreement, Decision, Representation
from consent.representatives import LegalRepresentative
from familyhubs.records.dates import today, years_after
from households.actions import relationships
from households.models import Relationship
from tests.factories import AgreementFactory, HouseholdFactory, PersonFactory
from tests.sight import sees_nothing

pytestmark = pytest.mark.django_db
GUARDIAN = LegalRepresentative(
    name="Olive Ashdown",
    relation="special guardian",
    evidence="special_guardianship",
    reference="LK21C00042",
    seen_on=date(2026, 1, 5),
)


def page_of(cast, name, *args):
    return reverse(f"consent:{name}", args=[cast.household.reference, *args])


def said(cast, **changes):
    day = today()
    return {
        "decision": "refused",
        "note": "They want to think about the school",
        "given_by": cast.mother.pk,
        "covers": [cast.mother.pk, cast.child.pk],
        "manner": "face_to_face",
        "given_on_day": day.day,
        "given_on_month": day.month,
        "given_on_year": day.year,
        **changes,
    }


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.mark.parametrize("decision", ["refused", "undecided"])
def test_s62_an_answer_that_is_not_yes_is_kept_and_shares_nothing(alice, cast, decision):
    assert cast.clinic
    assert alice.post(page_of(cast, "not-agreed"), said(cast, decision=decision)).status_code == 302
    answer = Agreement.objects.get(decision=decision)
    assert (answer.categories, list(answer.recipients.all())) == ([], [])
    assert sees_nothing(cast.harriet)
    page = alice.get(page_of(cast, "sharing")).text
    assert "They want to think about the school" in page
    assert answer.get_decision_display() in page
    assert "Nothing is shared by this answer, and no service is refused" in page


def test_s60_a_refusal_is_known_to_the_floors_below(alice, cast):
    alice.post(
        page_of(cast, "not-agreed"),
        said(cast, recipients=[cast.clinic.pk], categories=["health"]),
    )
    assert refused(cast.household) == {cast.clinic.pk} == refused(cast.child)


def test_s62_who_is_not_sure_refused_nobody(alice, cast):
    alice.post(page_of(cast, "not-agreed"), said(cast, decision="undecided"))
    assert refused(cast.household) == set()


def test_what_was_agreed_before_goes_on(alice, cast):
    assert cast.agreement
    alice.post(page_of(cast, "not-agreed"), said(cast))
    assert not sees_nothing(cast.pat)


def test_a_partner_reads_no_refusal(client, cast):
    assert cast.agreement
    client.force_login(cast.alice)
    client.post(page_of(cast, "not-agreed"), said(cast, recipients=[cast.school.pk]))
    client.force_login(cast.pat)
    page = client.get(page_of(cast, "sharing")).text
    assert "Did not agree" not in page
    assert "think about the school" not in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"decision": "agreed"}, "Select"),
        ({"decision": ""}, "Select what they said"),
        ({"note": "  "}, "Enter what was discussed"),
        ({"note": "x" * 2001}, "2000 characters or fewer"),
        ({"given_by": ""}, "Select who answers"),
        ({"covers": []}, "Select whose details it is about"),
        ({"covers": ["x", "424242"]}, "Select"),
        ({"categories": ["everything"]}, "Select"),
        ({"recipients": ["0"]}, "Select"),
        ({"given_on_year": "2999"}, "They answered on"),
        ({"representative": "Olive Ashdown"}, "Enter what the legal representative is to them"),
    ],
)
def test_bad_input_is_told_and_records_nothing(alice, cast, changes, says):
    assert cast.household
    before = Agreement.objects.count()
    answer = alice.post(page_of(cast, "not-agreed"), said(cast, **changes))
    assert answer.status_code == 200
    assert says in answer.text
    assert Agreement.objects.count() == before


def test_an_answer_says_what_was_discussed(cast):
    with pytest.raises(answers.SayWhatWasDiscussed):
        answers.record(
            household=cast.household,
            decision=Decision.REFUSED,
            given_by=cast.mother,
            given_on=today(),
            manner="paper",
            covers=[cast.mother],
            note=" ",
            by=cast.alice,
        )


class TestWhoAnswersForWhom:
    """S24, and the rule of consent/actions/authority.py."""

    def agree(self, cast, **who):
        return AgreementFactory(household=cast.household, recipients=[cast.clinic], **who)

    def somebody(self, cast, years, name="Sorrel"):
        born = None if years is None else years_after(today(), -years)
        return PersonFactory(household=cast.household, given_name=name, date_of_birth=born)

    def hold(self, cast, somebody, child, *, value="holds"):
        bond = Relationship.objects.filter(person=somebody, other=child).first()
        relationships.say_responsibility(
            relationship=bond,
            parental_responsibility=value,
            household=cast.household,
            seen_version=bond.version,
            by=cast.alice,
        )

    def refused(self, cast, **who):
        with pytest.raises(authority.MayNotAnswerFor) as refusal:
            self.agree(cast, **who)
        return refusal.value

    @pytest.mark.parametrize("years", [16, 40])
    def test_nobody_agrees_for_somebody_of_16_or_over(self, cast, years):
        other = self.somebody(cast, years)
        refusal = self.refused(cast, given_by=cast.mother, covers=[cast.mother, other])
        assert refusal.field == "covers"
        assert "answers for themselves" in refusal.words
        assert self.agree(cast, given_by=other, covers=[other])

    def test_a_child_under_16_does_not_agree_for_themselves_and_may_say_no(self, cast):
        assert self.refused(cast, given_by=cast.child, covers=[cast.child]).field == "given_by"
        assert answers.record(
            household=cast.household,
            decision=Decision.REFUSED,
            given_by=cast.child,
            given_on=today(),
            manner="face_to_face",
            covers=[cast.child],
            note="Does not want the school to know",
            by=cast.alice,
        )

    def test_an_adult_answers_for_a_child_nobody_is_recorded_responsible_for(self, cast):
        aunt = self.somebody(cast, 30)
        assert self.agree(cast, given_by=aunt, covers=[cast.child])
        (warning,) = authority.warnings(aunt, [aunt, cast.child])
        assert "Nobody is recorded as holding parental responsibility for Bramble" in warning

    def test_nobody_else_does_where_somebody_is_recorded(self, cast):
        aunt = self.somebody(cast, 30)
        self.hold(cast, cast.mother, cast.child)
        refusal = self.refused(cast, given_by=aunt, covers=[cast.child])
        assert refusal.field == "given_by"
        assert "Marigold" not in refusal.words
        assert self.agree(cast, given_by=cast.mother, covers=[cast.child])
        assert authority.warnings(cast.mother, [cast.child]) == []

    def test_who_does_not_hold_it_does_not_answer(self, cast):
        self.hold(cast, cast.mother, cast.child, value="does_not_hold")
        assert self.refused(cast, given_by=cast.mother, covers=[cast.child]).field == "given_by"

    def test_a_brother_of_17_does_not_answer(self, cast):
        brother = self.somebody(cast, 17)
        assert "is under 18" in self.refused(cast, given_by=brother, covers=[cast.child]).words

    def test_who_holds_it_may_live_elsewhere(self, cast):
        home = HouseholdFactory(name="Fatherley")
        father = home.memberships.get().person
        bond = {"person": father, "other": cast.child, "kind": "parent"}
        with pytest.raises(authority.NotOfThisHousehold):
            self.agree(cast, given_by=father, covers=[cast.child])
        Relationship(**bond, parental_responsibility="holds").keep(by=cast.alice, why="Told")
        assert self.agree(cast, given_by=father, covers=[cast.child])

    def test_whose_age_is_not_known_counts_as_a_child_with_a_warning(self, cast):
        other = self.somebody(cast, None)
        assert self.agree(cast, given_by=cast.mother, covers=[other])
        assert "date of birth of Sorrel" in authority.warnings(cast.mother, [other])[0]

    def test_s24_a_representative_answers_with_evidence(self, cast):
        given = self.agree(cast, given_by=cast.child, covers=[cast.child], representative=GUARDIAN)
        kept = Representation.objects.get(agreement=given)
        assert (kept.name, kept.reference) == ("Olive Ashdown", "LK21C00042")
        assert "Olive Ashdown, special guardian of Bramble" in given.words
        assert "special guardianship order, reference LK21C00042" in given.words

    @pytest.mark.parametrize(
        ("missing", "field"),
        [
            ({"evidence": ""}, "evidence"),
            ({"reference": ""}, "evidence_reference"),
            ({"seen_on": None}, "evidence_seen_on"),
            ({"seen_on": date(2999, 1, 1)}, "evidence_seen_on"),
            ({"relation": ""}, "relation"),
            ({"name": ""}, "representative"),
        ],
    )
    def test_s24_without_evidence_it_is_refused(self, cast, missing, field):
        facts = {**GUARDIAN.__dict__, **missing}
        with pytest.raises(authority.NoEvidence) as refusal:
            self.agree(
                cast,
                given_by=cast.child,
                covers=[cast.child],
                representative=LegalRepresentative(**facts),
            )
        assert refusal.value.field == field
        assert not Representation.objects.exists()

    def test_who_is_represented_is_among_those_it_is_about(self, cast):
        refusal = self.refused(
            cast, given_by=cast.child, covers=[cast.mother], representative=GUARDIAN
        )
        assert refusal.field == "covers"
