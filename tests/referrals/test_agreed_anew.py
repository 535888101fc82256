"""S50, S63: the family agrees anew, and a referral whose agreement would have ended goes on."""

from datetime import timedelta

import pytest

from consent.actions import agreements
from familyhubs.records.dates import today
from households.models import Involvement, InvolvementReason
from referrals.actions import answers
from referrals.states import ReferralState
from tests.referrals.referring import CARRIED, to_clinic
from tests.referrals.test_run_out import (
    BUT_HISTORY,
    LASTS,
    NOTHING,
    for_a_while,
    on_day,
    seen_of_it,
    tonight,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(cast):
    """To the clinic, on an agreement with a last day. Somebody works there."""
    assert cast.harriet
    for_a_while(cast)
    return to_clinic(cast)


def anew(cast, **changed):
    given = {
        "household": cast.household,
        "given_by": cast.mother,
        "given_on": today(),
        "manner": "paper",
        "covers": [cast.child],
        "recipients": [cast.clinic],
        "categories": CARRIED,
        "purpose": "nights",
        "by": cast.alice,
    }
    return agreements.record(**given | changed)


def taken_back(cast, agreement):
    agreements.withdraw(agreement=agreement, asked_by=cast.mother, by=cast.alice)


@pytest.mark.parametrize("until", [None, 365])
@pytest.mark.parametrize("accepted", [False, True])
def test_it_goes_on(cast, referral, until, accepted):
    if accepted:
        answers.accept(referral=referral, by=cast.harriet)
    last = until and today() + timedelta(days=until)
    with on_day(LASTS - 1):
        again = anew(cast, until=last)
    referral.refresh_from_db()
    assert (referral.agreement, referral.until) == (again, last)
    assert referral.history.first().history_user == cast.alice
    with on_day(LASTS + 1):
        assert tonight() == 0
        assert seen_of_it(cast.harriet) == BUT_HISTORY
        own = Involvement.objects.live().filter(reason=InvolvementReason.REFERRAL)
        assert own.exists() is accepted
    with on_day(400):
        assert tonight() == (1 if until else 0)
        assert Involvement.objects.live().filter(organisation=cast.clinic).exists() is (
            until is None
        )


def test_nobody_is_asked_to_ask_them_again(client, cast, referral):
    client.force_login(cast.alice)
    assert "referral whose agreement ends soon" in client.get("/").text
    anew(cast)
    assert "ends soon" not in client.get("/").text


@pytest.mark.parametrize(
    "less", [{"categories": CARRIED[:2]}, {"until": LASTS - 1}, {"of": "mother"}]
)
def test_to_less_or_for_a_shorter_time_it_stands_where_it_stood(cast, referral, less):
    if "of" in less:
        less = {"covers": [cast.mother]}
    if "until" in less:
        less = {"until": today() + timedelta(days=less["until"])}
    before = referral.agreement
    anew(cast, **less)
    referral.refresh_from_db()
    assert referral.agreement == before


def test_with_another_organisation_it_stands_where_it_stood(cast, referral):
    before = referral.agreement
    anew(cast, recipients=[cast.school])
    referral.refresh_from_db()
    assert referral.agreement == before


def test_what_is_taken_back_of_the_former_one_takes_nothing_of_it(cast, referral):
    former = referral.agreement
    anew(cast)
    agreements.withdraw(agreement=former, asked_by=cast.mother, by=cast.alice)
    referral.refresh_from_db()
    assert referral.is_open


def test_what_was_taken_back_of_the_former_one_need_not_be_covered(cast):
    assert cast.harriet
    former = anew(cast, covers=[cast.child, cast.mother], until=today() + timedelta(days=LASTS))
    referral = to_clinic(cast, people=[cast.child, cast.mother])
    assert referral.agreement == former
    agreements.withdraw(agreement=former, person=cast.mother, asked_by=cast.mother, by=cast.alice)
    again = anew(cast)
    referral.refresh_from_db()
    assert referral.agreement == again


def test_of_two_it_stands_on_the_one_that_holds_longer(cast):
    longer = anew(cast)
    for_a_while(cast)
    assert to_clinic(cast).agreement == longer


@pytest.mark.parametrize("accepted", [False, True])
def test_where_the_newer_one_is_taken_back_it_goes_on_by_the_former(cast, referral, accepted):
    former = referral.agreement
    if accepted:
        answers.accept(referral=referral, by=cast.harriet)
    newer = anew(cast)
    taken_back(cast, newer)
    referral.refresh_from_db()
    assert (referral.is_open, referral.agreement) == (True, former)
    assert referral.until == former.until
    own = Involvement.objects.filter(reason=InvolvementReason.REFERRAL)
    with on_day(LASTS):
        assert seen_of_it(cast.harriet) == BUT_HISTORY
        assert own.live().exists() is accepted
    with on_day(LASTS + 1):
        assert seen_of_it(cast.harriet) == NOTHING
        assert not own.live().exists()
    taken_back(cast, former)
    referral.refresh_from_db()
    assert referral.state == ReferralState.WITHDRAWN


@pytest.mark.parametrize("less", ["categories", "people"])
def test_it_does_not_go_on_by_one_that_covers_less(cast, less):
    assert cast.harriet
    about = [cast.child, cast.mother]
    small = {"categories": CARRIED[:2]} if less == "categories" else {"covers": [cast.child]}
    anew(cast, **{"covers": about} | small)
    newer = anew(cast, covers=about)
    referral = to_clinic(cast, people=about)
    assert referral.agreement == newer
    taken_back(cast, newer)
    referral.refresh_from_db()
    assert referral.state == ReferralState.WITHDRAWN


def test_what_was_agreed_for_it_alone_and_is_taken_back_takes_it(cast):
    assert cast.harriet
    referral = to_clinic(cast)
    anew(cast)
    assert referral.agreement.for_one_referral
    taken_back(cast, referral.agreement)
    referral.refresh_from_db()
    assert referral.state == ReferralState.WITHDRAWN
