"""A survey's link: answered once, with the record or without a name, and logged nowhere."""

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
from referrals.actions.surveying import answering, tickets
from referrals.models import (
    SurveyAnswer,
    SurveyTicket,
    UnnamedAnswer,
)
from tests.factories import HouseholdFactory
from tests.households import merging
from tests.referrals.surveying import ALONE, NAMED, THANKS, asked, page, secret_of


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
