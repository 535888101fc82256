"""S63 on the pages: sent after a preview, answered on a page that names nobody, finished."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from consent.models import Agreement
from familyhubs.audit import log
from familyhubs.organisations.models import Organisation
from familyhubs.printing.pdf import document
from familyhubs.records.dates import today
from referrals.actions import answers, referrals
from referrals.models import Referral
from referrals.states import Because, ReferralState
from tests.factories import AgreementFactory, OrganisationFactory
from tests.households.test_pages import split
from tests.referrals.directory import a_service
from tests.referrals.referring import CARRIED, a_referral, page, page_of_sender, to_clinic, typed

pytestmark = pytest.mark.django_db

NAMES = ("Bramble", "Marigold", "Quillfeather", "Thistledown", "afraid of the dark")


def of(answer):
    """The page's own words, without whoever is signed in."""
    return answer.text.split('id="main-content"')[1]


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


class TestSending:
    def make(self, cast):
        return page_of_sender(cast, "referral-make", cast.clinic.pk)

    def test_it_is_shown_before_it_is_sent(self, alice, cast):
        shown = alice.post(self.make(cast), typed(cast))
        assert not Referral.objects.exists()
        assert not Agreement.objects.filter(recipients__organisation=cast.clinic).exists()
        preview = shown.context["preview"]
        assert preview.seen.people == [cast.child.full_name]
        assert "Bramble is afraid of the dark" in shown.content.decode()
        sent = alice.post(self.make(cast), typed(cast, confirm=preview.words_hash))
        referral = Referral.objects.get()
        assert sent.url == page_of_sender(cast, "referral", referral.pk)
        assert alice.get(sent.url).status_code == 200

    def test_sent_twice_leads_to_the_first(self, alice, cast):
        first = to_clinic(cast)
        for said in (typed(cast), typed(cast, confirm="x")):
            again = alice.post(self.make(cast), said)
            assert again.url == page_of_sender(cast, "referral", first.pk)
        assert Referral.objects.count() == 1

    def test_they_said_no(self, alice, cast):
        said = typed(cast, decision="refused", note="They want to wait")
        assert alice.post(self.make(cast), said).status_code == 302
        assert not Referral.objects.exists()
        assert Agreement.objects.get(decision="refused").note == "They want to wait"

    def test_a_name_is_asked_to_be_taken_out_and_nothing_typed_is_lost(self, alice, cast):
        answer = alice.post(self.make(cast), typed(cast, reason="Bramble sleeps badly"))
        assert answer.status_code == 200
        assert "Take the name" in answer.text
        assert "Is on time in the morning" in answer.text

    def test_an_organisation_without_an_agreement_says_why(self, alice, cast):
        cast.clinic.sharing_agreement_until = None
        cast.clinic.save()
        assert "no data-sharing agreement" in alice.post(self.make(cast), typed(cast)).text
        find = page_of_sender(cast, "referral-find")
        assert "Cannot receive referrals" in alice.get(find, {"q": "Larkfield"}).text

    def test_before_a_search_what_answers_their_open_goals_is_offered(self, alice, cast):
        find = page_of_sender(cast, "referral-find")
        a_service(name="Sleep clinic", needs=["health"])
        a_service(name="Rent desk", needs=["housing"])
        assert "what they work on" not in alice.get(find).text
        goal = cast.goal
        goal.need = "health"
        goal.save()
        shown = alice.get(find).text
        assert "Sleep clinic" in shown
        assert "Rent desk" not in shown

    def test_a_service_of_another_organisation_is_not_there(self, alice, cast):
        service = a_service()
        assert alice.get(self.make(cast), {"service": service.pk}).status_code == 404

    def test_withdrawn(self, alice, cast):
        referral = to_clinic(cast)
        url = page_of_sender(cast, "referral-withdraw", referral.pk)
        assert alice.post(url, {"because": "not_needed"}).status_code == 302
        referral.refresh_from_db()
        assert referral.state == ReferralState.WITHDRAWN


class TestReceiving:
    @pytest.fixture
    def harriet(self, client, cast):
        client.force_login(cast.harriet)
        return client

    def test_the_limited_page_names_nobody(self, harriet, cast):
        referral = to_clinic(cast)
        for url in ("/referrals", page("one", referral), page("answer", referral)):
            shown = of(harriet.get(url))
            assert not [name for name in NAMES if name in shown], url
        assert "ZZ99" in of(harriet.get(page("one", referral)))
        assert log.events_about("household", cast.household.pk).filter(
            action="referrals:received-one", user_id=str(cast.harriet.pk)
        )

    def test_nor_does_it_for_who_sees_the_household_for_another_reason(self, client, cast):
        """The school sees the Quillfeathers, and not yet that they are who is referred."""
        assert cast.pat
        referral = a_referral(cast)
        client.force_login(cast.pat)
        for url in ("/referrals", page("one", referral), "/messages"):
            assert "Quillfeather" not in of(client.get(url)), url
        assert page("one", referral) in client.get("/referrals").text
        assert referral.number not in client.get(page_of_sender(cast, "referrals")).text
        of_household = page_of_sender(cast, "referral", referral.pk)
        assert client.get(of_household).status_code == 404
        answers.accept(referral=referral, by=cast.pat)
        assert client.get(of_household).status_code == 200

    def test_accepted_started_and_finished(self, harriet, cast):
        referral = to_clinic(cast)
        assert harriet.post(page("arrived", referral)).status_code == 302
        harriet.post(page("answer", referral), {"state": "accepted", "note": "On Monday"})
        shown = of(harriet.get(page("one", referral)))
        assert "Quillfeather" not in shown.split("Open the household")[0]
        assert "afraid of the dark" in shown
        start = {"provided": "another", "service_name": "Night nurse"}
        harriet.post(page("start", referral), {**start, **split("started_on", today())})
        scores = {f"score_{one.pk}": "achieved" for one in referral.outcomes.all()}
        over = harriet.post(page("finish", referral), scores)
        assert over.url == "/referrals"
        assert harriet.get(page("one", referral)).status_code == 404
        states = [step.state for step in referral.steps.all()]
        assert states == ["sent", "received", "accepted", "started", "finished"]

    def test_declined_with_a_reason(self, harriet, cast):
        referral = to_clinic(cast)
        without = harriet.post(page("answer", referral), {"state": "declined"})
        assert "Select why you decline it" in without.text
        said = {"state": "declined", "because": "full", "note": "From March"}
        assert harriet.post(page("answer", referral), said).url == "/referrals"
        assert harriet.get(page("one", referral)).status_code == 404

    def test_somebody_else_was_first(self, harriet, cast):
        """The page stood open; nothing typed is lost."""
        referral = to_clinic(cast)
        answers.accept(referral=referral, by=cast.harriet)
        said = {"state": "declined", "because": "full", "note": "From March"}
        answer = harriet.post(page("answer", referral), said)
        assert "accepted it on" in answer.text
        assert "From March" in answer.text

    def test_each_outcome_is_asked_for(self, harriet, cast):
        referral = to_clinic(cast)
        answers.accept(referral=referral, by=cast.harriet)
        answer = harriet.post(page("finish", referral), {"note": "Well"})
        assert "Select what came of" in answer.text

    @pytest.mark.parametrize("show", ["to-answer", "running", "sent", "nonsense"])
    def test_the_list_asks_no_more_for_more(
        self, harriet, cast, show, django_assert_max_num_queries
    ):
        to_clinic(cast)
        for number in range(3):
            service = a_service(name=f"Number {number}", organisation=cast.clinic)
            to_clinic(cast, service=service)
        with django_assert_max_num_queries(11):
            harriet.get("/referrals", {"show": show})


def test_where_nobody_signs_in_it_goes_on_paper(alice, cast, monkeypatch):
    charity = OrganisationFactory(name="Acorn Charity")
    referral = a_referral(cast, organisation=charity)
    printed = []

    def remembered(template, data, title):
        printed.append(str(data))
        return document(template, data, title)

    monkeypatch.setattr("referrals.paper.document", remembered)
    url = page_of_sender(cast, "referral-paper", referral.pk)
    assert alice.get(url).content.startswith(b"%PDF")
    assert not [name for name in NAMES if name in printed[0]]
    alice.post(page("answer", referral), {"state": "accepted"})
    alice.get(url)
    assert [name for name in NAMES if name not in printed[1]] == ["Marigold"]  # not carried
    assert (
        "Write down their answer" in alice.get(page_of_sender(cast, "referral", referral.pk)).text
    )


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("ended", ["the referral", "its agreement", "the family's agreement"])
def test_nothing_is_printed_that_they_may_see_no_more(alice, cast, ended, accepted):
    charity = OrganisationFactory(name="Acorn Charity")
    until = today() + timedelta(days=3)
    shared = {"covers": [cast.child], "recipients": [charity], "categories": list(CARRIED)}
    AgreementFactory(household=cast.household, given_by=cast.mother, until=until, **shared)
    referral = a_referral(cast, organisation=charity)
    url = page_of_sender(cast, "referral-paper", referral.pk)
    there = page_of_sender(cast, "referral", referral.pk)
    if accepted:
        answers.accept(referral=referral, by=cast.alice)
    assert alice.get(url).content.startswith(b"%PDF")
    assert url in alice.get(there).text
    day = timezone.now()
    if ended == "the referral":
        referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
    elif ended == "its agreement":
        Organisation.objects.filter(pk=charity.pk).update(sharing_agreement_until=None)
    else:
        day += timedelta(days=4)
    with time_machine.travel(day, tick=False):
        alice.logout()
        alice.force_login(cast.alice)
        answer = alice.get(url, follow=True)
        assert answer.redirect_chain == [(there, 302)]
        assert "Nothing is printed" in answer.text
        assert url not in answer.text
        events = log.events_about("household", cast.household.pk)
        assert events.filter(event="exported").count() == 1


def test_who_has_no_address_is_told_of_a_withdrawal_by_the_sender(alice, cast):
    charity = OrganisationFactory(name="Acorn Charity")
    referral = a_referral(cast, organisation=charity)
    there = page_of_sender(cast, "referral", referral.pk)
    assert "Tell Acorn Charity" not in alice.get(there).text
    url = page_of_sender(cast, "referral-withdraw", referral.pk)
    shown = alice.post(url, {"because": "not_needed"}, follow=True).text
    assert f"Tell Acorn Charity that {referral.number} is withdrawn" in shown
    assert "Tell the organisation that its referral is withdrawn" in alice.get("/messages").text


def test_what_waits_stands_on_the_start_page(client, cast):
    to_clinic(cast)
    client.force_login(cast.harriet)
    assert "1 referral to answer" in client.get("/").text
