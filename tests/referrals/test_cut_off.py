"""S32: the data-sharing agreement of an organisation is over, and referrals wait or go on there."""

from datetime import timedelta

import pytest

from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from referrals.actions import answers
from referrals.models import Referral
from referrals.refusals import MayNotBeSentTo, OnlyTheReceiver
from referrals.states import ReferralState
from tests.referrals.directory import a_service
from tests.referrals.referring import a_referral, page, page_of_sender, to_clinic
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db
OVER = "1 referral that its organisation cannot see"
IN_A_LIST = "They cannot see it: their data-sharing agreement is over"


def ended(cast, **changed):
    over = {"sharing_agreement_until": today() - timedelta(days=1)} | changed
    Organisation.objects.filter(pk=cast.clinic.pk).update(**over)


@pytest.fixture
def referral(cast):
    """To the clinic, where somebody signs in."""
    assert cast.harriet
    return to_clinic(cast)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.mark.parametrize("accepted", [False, True])
def test_its_sender_is_told_and_what_to_do(alice, cast, referral, accepted):
    if accepted:
        answers.accept(referral=referral, by=cast.harriet)
    there = page_of_sender(cast, "referral", referral.pk)
    of_receiver = page("one", referral)
    pages = ("/", there, of_receiver, "/referrals?show=sent", page_of_sender(cast, "referrals"))
    for url in pages:
        shown = alice.get(url).text
        assert "data-sharing agreement" not in shown
        assert OVER not in shown
    ended(cast)
    start, one, as_receiver, sent, of_household = (alice.get(url).text for url in pages)
    assert OVER in start
    for shown in (one, as_receiver):
        assert "The data-sharing agreement of Larkfield Health Visiting Team ended on" in shown
        assert "Withdraw it, or ask the administrator to renew the agreement" in shown
    assert IN_A_LIST in sent
    assert IN_A_LIST in of_household
    with as_page_of(cast.harriet):
        assert not Referral.objects.visible_to(cast.harriet).exists()


def test_it_is_said_of_one_that_takes_part_no_longer(alice, cast, referral):
    ended(cast, is_active=False)
    shown = alice.get(page_of_sender(cast, "referral", referral.pk)).text
    assert "no longer takes part in the partnership" in shown


def test_renewed_it_goes_on(alice, cast, referral):
    ended(cast)
    ended(cast, sharing_agreement_until=today())
    assert OVER not in alice.get("/").text
    assert answers.accept(referral=referral, by=cast.harriet).is_going_on


def test_what_is_over_or_the_councils_own_is_nobodys_to_act_on(alice, cast, referral):
    answers.decline(referral=referral, because="full", by=cast.harriet)
    a_referral(cast, organisation=cast.council, service=a_service(organisation=cast.council))
    ended(cast)
    assert OVER not in alice.get("/").text
    assert IN_A_LIST not in alice.get(page_of_sender(cast, "referrals")).text


def test_where_the_sender_has_left_the_hubs_manager_is_told(client, cast, referral):
    ended(cast)
    client.force_login(cast.henry)
    assert "cannot see" not in client.get("/").text
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    assert (
        "1 referral of somebody who left that its organisation cannot see" in client.get("/").text
    )
    assert IN_A_LIST in client.get("/referrals?show=left").text


def test_what_they_tell_meanwhile_is_written_down(alice, cast, referral):
    """As for an organisation that nobody signs in for; nothing is opened to them by it."""
    with pytest.raises(OnlyTheReceiver):
        answers.receive(referral=referral, by=cast.alice)
    ended(cast)
    there = page_of_sender(cast, "referral", referral.pk)
    shown = alice.get(there).text
    assert "Write down their answer" in shown
    assert page_of_sender(cast, "referral-paper", referral.pk) not in shown
    with pytest.raises(MayNotBeSentTo, match="cannot be accepted"):
        answers.accept(referral=Referral.objects.get(pk=referral.pk), by=cast.alice)
    refused = alice.post(page("answer", referral), {"state": "accepted"}).text
    assert "The data-sharing agreement of Larkfield Health Visiting Team ended on" in refused
    alice.post(page("answer", referral), {"state": "declined", "because": "full"})
    referral.refresh_from_db()
    assert referral.state == ReferralState.DECLINED
