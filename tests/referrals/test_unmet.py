"""Unmet need is counted by whoever works at a hub, of nobody, and each once (S5)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import DataError, IntegrityError, transaction
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from referrals import tasks
from referrals.actions import answers, referrals, unmet
from referrals.models import UnmetCounted, UnmetNeed
from referrals.states import Because
from tests.referrals.referring import a_referral, page_of_sender

pytestmark = pytest.mark.django_db

RECORD = "referrals:unmet-record"


def typed(cast, **other):
    facts = {"need": "housing", "reason": "full", "hub": cast.north_hub.pk, "area": "nn16 8tl"}
    return {**facts, "once": str(uuid4()), **other}


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def test_s5_what_for_why_where_and_the_month_are_kept(alice, cast):
    assert alice.post(reverse(RECORD), typed(cast)).status_code == 302
    need = UnmetNeed.objects.get()
    assert (need.need, need.reason, need.hub) == ("housing", "full", cast.north_hub)
    assert (need.area, need.month) == ("NN16", today().replace(day=1))


def test_nothing_is_kept_of_whose_it_was_who_counted_it_or_when():
    fields = {field.name for field in UnmetNeed._meta.get_fields()}
    assert fields == {"id", "need", "hub", "area", "reason", "month"}
    assert {field.name for field in UnmetCounted._meta.get_fields()} == {"mark", "month"}


def test_the_event_says_who_counted_one_and_not_which(alice, cast):
    alice.post(reverse(RECORD), typed(cast))
    event = AccessEvent.objects.get(subject=unmet.SUBJECT)
    assert (event.user_id, event.subject_id) == (str(cast.alice.pk), "")
    assert event.action == "unmet.record"


def test_a_form_sent_twice_counts_once(alice, cast):
    page = typed(cast)
    for _ in range(2):
        assert alice.post(reverse(RECORD), page).status_code == 302
    assert UnmetNeed.objects.count() == 1
    assert AccessEvent.objects.filter(subject=unmet.SUBJECT).count() == 1
    assert page["once"] not in UnmetCounted.objects.get().mark


def test_two_forms_count_two(alice, cast):
    for _ in range(2):
        alice.post(reverse(RECORD), typed(cast))
    assert UnmetNeed.objects.count() == 2


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"need": "unicorns"}, "Select what the family needed"),
        ({"reason": ""}, "Select why it was not met"),
        ({"hub": "0"}, "Select the hub"),
        ({"area": "the Quillfeathers"}, "Enter a postcode, or the first part of one, like NN16"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_counted(alice, cast, other, said):
    answer = alice.post(reverse(RECORD), typed(cast, **other))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not UnmetNeed.objects.exists()


def test_the_place_may_be_left_out_and_the_hub_is_ones_own(alice, cast):
    assert alice.get(reverse(RECORD)).context["form"].initial["hub"] == cast.alice.hub_id
    alice.post(reverse(RECORD), typed(cast, area=""))
    assert UnmetNeed.objects.get().area == ""


@pytest.mark.parametrize("wrong", [{"area": "NN16 8TL"}, {"area": "Rose"}, {"month": "2026-03-04"}])
def test_no_day_and_no_words_get_into_the_table(cast, wrong):
    facts = {"need": "housing", "hub": cast.north_hub, "reason": "full"}
    with pytest.raises((IntegrityError, DataError), match=r"unmet_|too long"), transaction.atomic():
        UnmetNeed.objects.create(**{**facts, **wrong})


def test_the_directory_leads_a_worker_there_and_nobody_else(client, cast):
    page, link = reverse("referrals:find-support"), reverse(RECORD)
    assert link not in client.get(page).content.decode()
    client.force_login(cast.alice)
    assert link in client.get(page).content.decode()


# --- By a referral ----------------------------------------------------------------------------
def declined(cast, because=Because.FULL, **changed):
    sent = a_referral(cast, **changed)
    answers.decline(referral=sent, because=because, note="", by=cast.pat)
    sent.refresh_from_db()
    return sent


def count_of(cast, referral):
    return reverse("referrals:referral-unmet", args=[cast.household.reference, referral.pk])


def counted():
    return sorted(UnmetNeed.objects.values_list("need", "reason"))


def test_a_declined_referral_counts_with_its_reason_its_hub_and_its_area(cast):
    sent = declined(cast, needs=["health", "housing"])
    assert counted() == [("health", "full"), ("housing", "full")]
    need = UnmetNeed.objects.first()
    assert (need.hub, need.area) == (cast.household.hub, sent.area)


def test_one_that_waits_counts_as_full_and_once_though_it_is_declined_later(cast):
    sent = a_referral(cast)
    answers.put_on_the_list(referral=sent, note="", by=cast.pat)
    assert counted() == [("health", "full")]
    answers.decline(referral=sent, because=Because.NOT_ELIGIBLE, note="", by=cast.pat)
    assert counted() == [("health", "full")]


def test_one_that_the_family_takes_back_counts_and_one_sent_by_mistake_does_not(cast):
    for because in (Because.BY_MISTAKE, Because.NOT_NEEDED):
        referrals.withdraw(referral=a_referral(cast), because=because, by=cast.alice)
    assert counted() == []
    referrals.withdraw(referral=a_referral(cast), because=Because.BY_THE_FAMILY, by=cast.alice)
    assert counted() == [("health", "by_the_family")]


def test_a_need_of_the_family_counts_once_however_many_could_not_meet_it(cast):
    declined(cast)
    declined(cast, because=Because.TOO_FAR, needs=["health", "housing"])
    assert counted() == [("health", "full"), ("housing", "too_far")]


def test_where_the_receiver_gave_another_reason_the_sender_may_say_one(alice, cast):
    sent = declined(cast, because=Because.OTHER)
    assert counted() == []
    form = alice.get(count_of(cast, sent)).context["form"]
    assert form.initial == {"need": "health", "reason": ""}
    said = {"need": "health", "reason": "not_offered"}
    answer = alice.post(count_of(cast, sent), said)
    assert answer.url == page_of_sender(cast, "referral", sent.pk)
    assert counted() == [("health", "not_offered")]
    assert "counted already" in alice.post(count_of(cast, sent), said).content.decode()


def test_the_mark_of_a_referral_does_not_say_which(cast):
    sent = declined(cast)
    assert str(sent.pk) not in UnmetCounted.objects.get().mark[:6]
    assert len(UnmetCounted.objects.get().mark) == 64


def test_a_mark_goes_once_nothing_is_held_against_it(alice, cast, as_worker):
    """A referral of the last day of January is asked after until the last of the next January."""
    with time_machine.travel(datetime(2027, 1, 31, 12, tzinfo=UTC), tick=False):
        sent = declined(cast)
        said = {"need": "health", "reason": "full", "hub": cast.north_hub, "area": ""}
        unmet.record(**said, once=uuid4(), by=cast.alice)
    with time_machine.travel(datetime(2028, 1, 31, 11, tzinfo=UTC), tick=False):
        with as_worker():
            assert tasks.remove_unmet_marks() == 0
        with pytest.raises(unmet.CountedAlready):
            unmet.record(**said, referral=sent, by=cast.alice)
    with time_machine.travel(datetime(2028, 2, 1, 12, tzinfo=UTC), tick=False), as_worker():
        assert tasks.remove_unmet_marks() == 2
        assert not UnmetCounted.objects.exists()
    assert UnmetNeed.objects.count() == 2


def test_what_is_under_way_is_not_unmet(alice, cast):
    sent = a_referral(cast)
    said = {"need": "health", "reason": "full"}
    answer = alice.post(count_of(cast, sent), said, follow=True)
    assert "it is not unmet" in answer.content.decode()
    assert not UnmetNeed.objects.exists()
    shown = alice.get(page_of_sender(cast, "referral", sent.pk)).content.decode()
    assert count_of(cast, sent) not in shown


def test_the_referral_says_that_it_is_counted_or_offers_it_to_the_hub(alice, cast):
    for because, offered in ((Because.OTHER, True), (Because.FULL, False)):
        sent = declined(cast, because=because)
        shown = alice.get(page_of_sender(cast, "referral", sent.pk)).content.decode()
        assert (count_of(cast, sent) in shown) == offered
        assert ("What it left unmet is counted" in shown) != offered
