"""A referral that waits for its answer will open one of two records: before they are made one, the
family is asked about that, and its no is heard (S50, S60)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consent.actions import answers as said
from familyhubs.records.dates import today
from households.actions import people
from households.actions.merging.widening import FamilySaidNo, NotAgreed, gains
from households.categories import Category
from referrals.actions import answers, referrals
from referrals.states import Because, ReferralState
from tests.factories import (
    AgreementFactory,
    GoalFactory,
    HouseholdFactory,
    PersonFactory,
)
from tests.households import merging
from tests.referrals.referring import a_referral

pytestmark = pytest.mark.django_db

GROWN = today() - timedelta(days=12000)
CARRIES = [Category.HUB_RECORD, Category.IDENTITY]
MERGES = {"homes": merging.homes, "people": merging.people}


class Two:
    """Two homes of one family, perhaps, with an adult each."""

    def __init__(self, cast):
        self.cast = cast
        self.kept, self.other = (
            HouseholdFactory(name=name, hub=cast.north_hub, by=cast.alice) for name in ("A", "B")
        )
        self.dad, self.mum = (
            PersonFactory(household=home, date_of_birth=GROWN, by=cast.alice)
            for home in (self.kept, self.other)
        )
        GoalFactory(household=self.kept, by=cast.alice)

    def sent(self, categories=CARRIES, **changed):
        facts = {"household": self.other, "people": [self.mum], "discussed_with": self.mum}
        facts["organisation"] = self.cast.clinic
        return a_referral(self.cast, categories=categories, **facts | changed)

    def merge(self, what, **how):
        pairs = {"homes": (self.kept, self.other), "people": (self.dad, self.mum)}
        how |= {"household": self.kept} if what == "people" else {}
        return MERGES[what](self.cast, *pairs[what], **how)

    def said_no(self):
        said.record(
            household=self.kept,
            given_by=self.dad,
            given_on=today(),
            manner="face_to_face",
            covers=[self.dad],
            recipients=[self.cast.clinic],
            decision="refused",
            note="Not them",
            by=self.cast.alice,
        )


@pytest.fixture
def two(cast):
    return Two(cast)


@pytest.mark.parametrize("what", MERGES)
@pytest.mark.parametrize("answer", [None, answers.receive, answers.put_on_the_list])
def test_it_is_asked_about_while_it_waits(cast, two, what, answer):
    referral = two.sent()
    if answer:
        answer(referral=referral, by=cast.harriet)
    with pytest.raises(NotAgreed):
        two.merge(what, agreed=False)
    merge = two.merge(what)
    assert str(cast.clinic) in merge.history.get().history_change_reason


@pytest.mark.parametrize("what", MERGES)
def test_whom_the_family_of_the_other_said_no_to_is_given_neither(two, what):
    two.sent()
    two.said_no()
    with pytest.raises(FamilySaidNo, match="once it accepts a referral"):
        two.merge(what)


@pytest.mark.parametrize("what", MERGES)
def test_what_waits_no_longer_is_not_asked_about(cast, two, what):
    referral = two.sent()
    referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
    assert two.merge(what, agreed=False).pk


def test_a_service_of_the_councils_own_gains_nothing(cast, two):
    two.sent(organisation=cast.alice.organisation)
    assert two.merge("homes", agreed=False).pk


def test_one_waits_of_each_and_either_may_be_declined(cast, two):
    two.sent()
    two.sent(household=two.kept, people=[two.dad], discussed_with=two.dad)
    (clinic,) = gains(two.kept, two.other)
    assert "the goals" in clinic.of_kept
    assert "the goals" in clinic.of_merged
    assert clinic.once_accepted


def test_what_it_sees_already_it_gains_not_by_a_referral(cast, two):
    AgreementFactory(
        household=two.kept,
        given_by=two.dad,
        covers=[two.dad],
        recipients=[cast.clinic],
        categories=CARRIES,
        by=cast.alice,
    )
    two.sent()
    (clinic,) = gains(two.kept, two.other)
    assert clinic.of_kept == "", "it sees that today"
    assert "the goals" in clinic.of_merged
    assert not clinic.once_accepted


def test_of_whoever_stands_in_both_what_is_shared_home_by_home(cast, two):
    people.also_lives_in(person=two.mum, household=two.kept, by=cast.alice)
    two.sent([Category.IDENTITY, Category.SERVICES])
    (clinic,) = gains(two.kept, two.other)
    assert "services accessed of those in both records" in clinic.of_kept
    assert clinic.of_merged == "", "what it carries is the referral's own"


def test_the_page_says_that_it_is_not_accepted_yet(client, cast, two):
    referral = two.sent()
    assert referral.state == ReferralState.SENT
    client.force_login(cast.alice)
    url = reverse("households:merge", args=[two.kept.reference])
    page = client.get(url, {"other": two.other.reference})
    words = " ".join(page.text.split())
    assert f"{cast.clinic}</strong>, once it accepts what was sent to it, will see" in words
    assert "agreed" in page.context["form"].fields
