"""How the support was: asked once, answered with the family's record or without its name."""

import logging
import re
from datetime import timedelta
from io import StringIO
from unittest.mock import Mock

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.actions import merges
from households.actions.locks import MergedMeanwhile
from referrals import tasks
from referrals.actions import surveys
from referrals.actions.surveying import answering, tickets
from referrals.models import (
    Email,
    Survey,
    SurveyAnswer,
    SurveyTicket,
    UnnamedAnswer,
)
from tests.factories import HouseholdFactory
from tests.households import merging
from tests.printing.paper import Paper

THANKS = reverse("referrals:survey-thanks")
ALONE = {"family_says": "a_little", "linked": "alone"}
NAMED = {"family_says": "a_little", "linked": "with_record"}


def asked(cast, way="printed", **other):
    facts = {"household": cast.household, "occasion": "review", "worker_says": "a_lot"}
    return surveys.ask(way=way, by=cast.alice, **(facts | other))


def secret_of(link):
    return link.rsplit("/", 1)[1]


def page(link):
    return reverse("referrals:survey", args=[secret_of(link)])


def rows_of_each_table(as_owner):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found


class TestAnswering:
    def test_without_a_name_one_row_is_left_and_nothing_else(self, client, cast, as_owner):
        link = asked(cast)
        before = rows_of_each_table(as_owner)
        assert client.post(page(link), ALONE).url == THANKS
        after = rows_of_each_table(as_owner)
        changed = {table for table in after if after[table] != before[table]}
        assert changed == {"referrals_surveyticket", "referrals_unnamedanswer"}
        assert not SurveyTicket.objects.exists()
        answer = UnnamedAnswer.objects.get()
        kept = {field.name: getattr(answer, field.name) for field in answer._meta.fields}
        del kept["id"]
        assert kept == {
            "hub": cast.household.hub,
            "occasion": "review",
            "month": today().replace(day=1),
            "family_says": "a_little",
        }

    def test_with_their_record_where_they_say_so(self, client, cast):
        assert client.post(page(asked(cast)), NAMED).url == THANKS
        answer = SurveyAnswer.objects.get()
        assert (answer.household, answer.family_says) == (cast.household, "a_little")
        assert not UnnamedAnswer.objects.exists()
        event = AccessEvent.objects.get(action="surveying.answer")
        assert event.user_id == ""

    def test_with_the_record_that_it_was_merged_into(self, client, cast):
        twin = HouseholdFactory(name="Quillfeather", hub=cast.north_hub, by=cast.alice)
        link = asked(cast, household=twin)
        merging.homes(cast, cast.household, twin)
        client.post(page(link), NAMED)
        assert SurveyAnswer.objects.get().household == cast.household

    def test_it_goes_back_to_whom_was_asked_when_merges_are_undone(self, client, cast):
        twin = HouseholdFactory(name="Quillfether", hub=cast.north_hub, by=cast.alice)
        third = HouseholdFactory(name="Quillfeather", hub=cast.north_hub, by=cast.alice)
        link, own = asked(cast, household=twin), asked(cast, household=third)
        first = merging.homes(cast, third, twin)
        second = merging.homes(cast, cast.household, third)
        client.post(page(link), NAMED)
        client.post(page(own), NAMED)
        asked_of_twin, asked_of_third = SurveyAnswer.objects.order_by("pk")
        merges.undo(merge=second, by=cast.alice)
        for answer in (asked_of_twin, asked_of_third):
            answer.refresh_from_db()
            assert answer.household == third
        merges.undo(merge=first, by=cast.alice)
        asked_of_twin.refresh_from_db()
        assert asked_of_twin.household == twin
        asked_of_third.refresh_from_db()
        assert asked_of_third.household == third

    def test_a_merge_at_that_moment_takes_the_answer_along(self, client, cast, monkeypatch):
        twin = HouseholdFactory(name="Quillfeather", hub=cast.north_hub, by=cast.alice)
        link, lock = asked(cast, household=twin), answering.lock

        def after_a_merge(household):
            if household == twin.pk:
                merging.homes(cast, cast.household, twin)
            lock(household)

        monkeypatch.setattr(answering, "lock", after_a_merge)
        assert client.post(page(link), NAMED).url == THANKS
        assert SurveyAnswer.objects.get().household == cast.household

    def test_where_the_record_is_gone_it_is_kept_without_a_name(self, client, cast):
        gone = tickets.Asked(household=0, hub=cast.north_hub.pk, occasion="review")
        link = f"/survey/{tickets.issue(gone)}"
        assert client.post(page(link), NAMED).url == THANKS
        assert UnnamedAnswer.objects.get().hub == cast.north_hub

    def test_whatever_stands_in_the_way_is_the_same_plain_page(self, client, cast, monkeypatch):
        link = asked(cast)
        refused = Mock(side_effect=MergedMeanwhile("FH-7K3M-Q9TD"))
        monkeypatch.setattr(answering, "_with_their_record", refused)
        said = client.post(page(link), NAMED)
        assert (said.status_code, "FH-7K3M" in said.text) == (404, False)
        monkeypatch.undo()
        assert client.post(page(link), NAMED).url == THANKS  # nothing was used up

    def test_a_link_that_was_used_or_changed_or_is_over_says_the_same(self, client, cast):
        used, over = asked(cast), asked(cast)
        assert client.get(page(used)).status_code == 200
        client.post(page(used), ALONE)
        changed = f"{over[:-1]}{'X' if over[-1] != 'X' else 'Y'}"
        answers = [
            client.get(page(used)),
            client.post(page(used), ALONE),
            client.get(page(changed)),
        ]
        with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
            answers.append(client.get(page(over)))
        assert {answer.status_code for answer in answers} == {404}
        texts = {re.sub(r'value="\w{64}"', "", answer.content.decode()) for answer in answers}
        assert len(texts) == 1
        assert UnnamedAnswer.objects.count() == 1

    def test_a_link_is_typed_from_paper_as_people_type(self, client, cast):
        secret = secret_of(asked(cast))
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", secret)
        typed = secret.replace("-", "").lower().replace("0", "o").replace("1", "l")
        address = reverse("referrals:survey", args=[typed])
        assert client.get(address).status_code == 200
        assert client.post(address, ALONE).url == THANKS
        assert client.get(page(f"/{secret}")).status_code == 404

    def test_what_is_missing_is_said_and_the_link_still_works(self, client, cast):
        link = asked(cast)
        answer = client.post(page(link), {"family_says": "a_lot"})
        assert "Select whether your answer may stand with your record" in answer.content.decode()
        assert client.post(page(link), ALONE).url == THANKS

    def test_two_who_send_it_at_once_leave_one_answer(self, cast):
        secret = secret_of(asked(cast))
        answering.by_link(secret=secret, family_says="a_lot", linked=False)
        with pytest.raises(answering.NotThisLink):
            answering.by_link(secret=secret, family_says="not", linked=False)
        assert UnnamedAnswer.objects.get().family_says == "a_lot"

    def test_the_database_does_not_know_whose_a_link_is(self, cast):
        link = asked(cast)
        row = SurveyTicket.objects.values().get()
        held = " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for v in row.values())
        assert secret_of(link) not in held
        assert row["until"].day == 1
        assert tickets.use(secret_of(link)).household == cast.household.pk

    def test_links_go_when_their_time_is_over(self, cast, as_worker):
        assert asked(cast)
        with as_worker():
            assert tasks.remove_survey_links() == 0
            with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
                assert tasks.remove_survey_links() == 1


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


class TestTheServersLog:
    """What Django logs of an address, as the server writes it."""

    @pytest.fixture
    def written(self):
        (handler,) = [one for one in logging.getLogger().handlers if one.name == "console"]
        kept, written = handler.stream, StringIO()
        handler.setStream(written)
        yield written.getvalue
        handler.setStream(kept)

    def test_no_link_stands_in_it_used_or_refused(self, client, cast, written):
        link = asked(cast)
        assert Client(enforce_csrf_checks=True).post(page(link), ALONE).status_code == 403
        client.post(page(link), ALONE)
        assert client.get(page(link)).status_code == 404
        assert written().count("/survey/…") == 2
        assert secret_of(link) not in written()
