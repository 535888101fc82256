"""How the support was: asked by a worker, typed in from paper, and shown."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import AccessEvent
from referrals.actions.surveying import answering
from referrals.models import (
    Email,
    Survey,
    SurveyAnswer,
    SurveyTicket,
    UnnamedAnswer,
)
from tests.printing.paper import Paper
from tests.referrals.surveying import NAMED, asked, page


class TestAsking:
    def ask(self, client, cast, **typed):
        facts = {"worker_says": "a_lot", "occasion": "review", "way": "printed", "address": ""}
        address = reverse("referrals:survey-ask", args=[cast.household.reference])
        return client.post(address, facts | typed)

    def test_a_link_on_paper_names_nobody(self, client, cast):
        client.force_login(cast.alice)
        made = self.ask(client, cast)
        assert made["Content-Type"] == "application/pdf"
        words = Paper(made.content).words
        assert "/survey/" in words
        assert "Quillfeather" not in words
        assert cast.household.reference not in words

    def test_the_questions_on_paper_need_no_link(self, client, cast):
        client.force_login(cast.alice)
        words = Paper(self.ask(client, cast, way="paper").content).words
        assert "It helped a lot" in words
        assert not SurveyTicket.objects.exists()

    def test_by_email_the_link_waits_in_the_outbox(self, client, cast):
        client.force_login(cast.alice)
        said = self.ask(client, cast, way="email", address="kit@family.example")
        assert said.status_code == 302
        email = Email.objects.get()
        assert "/survey/" in email.link
        assert (email.address, email.household) == ("kit@family.example", cast.household)

    @pytest.mark.parametrize("address", ["", "nowhere"])
    def test_by_email_needs_an_address(self, client, cast, address):
        client.force_login(cast.alice)
        answer = self.ask(client, cast, way="email", address=address)
        assert answer.status_code == 200
        assert "email address" in answer.content.decode()
        assert not Survey.objects.exists()

    def test_both_views_stand_apart_in_the_record(self, client, cast):
        client.post(page(asked(cast)), NAMED)
        client.force_login(cast.pat)
        address = reverse("referrals:surveys", args=[cast.household.reference])
        words = client.get(address).content.decode()
        assert "It helped a lot" in words
        assert "It helped a little" in words


class TestFromPaper:
    ADDRESS = reverse("referrals:survey-from-paper")

    def type_in(self, client, cast, reference="", **other):
        typed = {"hub": cast.north_hub.pk, "occasion": "closing", "family_says": "worse"}
        return client.post(self.ADDRESS, typed | {"reference": reference} | other)

    def test_a_page_sent_twice_is_one_answer_and_says_so(self, client, cast):
        client.force_login(cast.alice)
        once = client.get(self.ADDRESS).context["form"]["once"].value()
        assert self.type_in(client, cast, once=once).status_code == 302
        again = self.type_in(client, cast, once=once)
        assert "This answer is saved already" in again.text
        answer = UnnamedAnswer.objects.get()
        assert str(answer.pk) != str(once), "nobody finds it by what the page holds"
        other = client.get(self.ADDRESS).context["form"]["once"].value()
        assert self.type_in(client, cast, once=other).status_code == 302
        assert UnnamedAnswer.objects.count() == 2

    def test_the_paper_of_a_family_is_typed_in_once_a_day(self, client, cast):
        client.force_login(cast.alice)
        reference = cast.household.reference
        assert self.type_in(client, cast, reference).status_code == 302
        again = self.type_in(client, cast, reference)
        assert "You have typed in this answer of this family today already" in again.text
        assert reference in again.text, "nothing typed is lost"
        assert SurveyAnswer.objects.count() == 1
        assert self.type_in(client, cast, reference, family_says="a_lot").status_code == 302
        facts = {"hub": cast.north_hub, "occasion": "closing", "family_says": "worse"}
        answering.from_paper(household=cast.household, by=cast.henry, **facts)
        with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
            answering.from_paper(household=cast.household, by=cast.alice, **facts)
        assert SurveyAnswer.objects.count() == 4

    def test_without_a_reference_no_event_is_left(self, client, cast):
        assert cast.household
        client.force_login(cast.alice)
        before = AccessEvent.objects.count()
        assert self.type_in(client, cast).status_code == 302
        assert AccessEvent.objects.count() == before
        assert UnnamedAnswer.objects.get().family_says == "worse"

    def test_with_one_it_stands_in_the_record(self, client, cast):
        client.force_login(cast.alice)
        assert self.type_in(client, cast, cast.household.reference.lower()).status_code == 302
        answer = SurveyAnswer.objects.get()
        assert (answer.household, answer.typed_by) == (cast.household, cast.alice)

    def test_with_a_wrong_one_nothing_is_lost(self, client, cast):
        client.force_login(cast.alice)
        answer = self.type_in(client, cast, "FH-NOWHERE")
        assert answer.status_code == 200
        assert "No household has this reference" in answer.content.decode()
        assert not UnnamedAnswer.objects.exists()
        assert not SurveyAnswer.objects.exists()
