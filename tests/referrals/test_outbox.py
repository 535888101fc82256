"""Emails on their way out: none lost, none sent twice, none with anything of a family."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from familyhubs.mail.mailers import NONE
from familyhubs.organisations.models import User
from households.actions import restricted
from referrals import tasks
from referrals.actions import messages
from referrals.actions.outgoing import sending
from referrals.models import Email, EmailState, Message, MessageKind
from tests.referrals.test_messages import told

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ADDRESS = "kit@family.example"


@pytest.fixture(autouse=True)
def worker(cast, as_worker):
    """What the worker does, it does with its own rights."""
    assert cast.household


@pytest.fixture
def send(as_worker):
    def sent():
        with as_worker():
            return tasks.send_emails()

    return sent


def written(**other):
    facts = {"kind": MessageKind.REQUEST_REFERENCE, "address": ADDRESS, "reference": "RS-7K2M"}
    return messages.write_to(**(facts | other))


def refusing(monkeypatch, error):
    def send_messages(self, email_messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_a_colleague_is_told_no_more_than_that_there_is_a_message(cast, send):
    told(cast, cast.pat)
    assert send() == 1
    (sent,) = mail.outbox
    assert sent.to == [cast.pat.email]
    said = f"{sent.subject} {sent.body} {sent.extra_headers}"
    assert "A referral was accepted." in sent.body
    assert "/messages" in sent.body
    names = ["Quillfeather", "Marigold", "Bramble", cast.household.reference, "Henry"]
    assert not [name for name in names if name in said]


def test_somebody_outside_is_given_the_reference_and_it_is_kept_no_longer(send):
    email = written()
    assert send() == 1
    assert "RS-7K2M" in mail.outbox[0].body
    assert mail.outbox[0].to == [ADDRESS]
    email.refresh_from_db()
    assert (email.state, email.address, email.reference) == (EmailState.SENT, "", "")
    assert not {"address", "reference", "link"} & set(vars(email.history.first()))


def test_what_was_sent_is_not_sent_again(send):
    written()
    assert [send(), send()] == [1, 0]
    assert len(mail.outbox) == 1


def test_what_another_worker_has_in_hand_is_passed_by(as_worker, send):
    written()
    with as_worker():
        assert sending._claimed()
    assert send() == 0
    assert not mail.outbox


def test_a_worker_killed_as_it_sent_is_made_up_for_under_the_same_name(as_worker, send):
    email = written()
    with as_worker():
        assert sending._claimed()
    with later(14):
        assert send() == 0
    with later(16):
        assert send() == 1
    assert str(email.token) in mail.outbox[0].extra_headers["Message-ID"]
    assert mail.outbox[0].may_have_gone


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected()]
)
def test_while_the_mail_server_is_down_none_is_lost(monkeypatch, send, error):
    first, second = written(), written(address="sam@family.example")
    with monkeypatch.context() as patch:
        refusing(patch, error)
        assert send() == 0
    assert send() == 0  # not at once again
    with later(2):
        assert send() == 2
    assert {email.to[0] for email in mail.outbox} == {first.address, second.address}
    assert not Email.objects.waiting()


def test_it_is_left_alone_after_three_that_failed(monkeypatch, send):
    for number in range(5):
        written(address=f"kit{number}@family.example")
    refusing(monkeypatch, ConnectionRefusedError())
    send()
    assert Email.objects.filter(attempts=0).count() == 2


@pytest.mark.parametrize(("code", "state"), [(550, "refused"), (451, "waiting")])
def test_an_address_that_is_refused_for_good_is_not_tried_again(monkeypatch, send, code, state):
    email = written()
    refusing(monkeypatch, smtplib.SMTPRecipientsRefused({ADDRESS: (code, b"No such box")}))
    send()
    email.refresh_from_db()
    assert email.state == state
    assert (email.address == ADDRESS) == (state == "waiting")


def test_after_a_week_it_is_given_up_and_said(settings, send, caplog):
    email = written()
    settings.MAILERS = {"default": {"BACKEND": NONE}}
    with later(6 * 24 * 60):
        send()
    email.refresh_from_db()
    assert email.state == EmailState.WAITING
    with later(8 * 24 * 60):
        send()
    email.refresh_from_db()
    assert (email.state, email.address) == (EmailState.GIVEN_UP, "")
    assert "could not be sent for a week" in caplog.text
    assert ADDRESS not in caplog.text


def test_what_has_no_address_is_not_taken_for_sent_and_a_manager_sees_why(
    client, cast, send, caplog
):
    User.objects.filter(pk=cast.alice.pk).update(email="")
    told(cast, cast.alice, cast.pat)
    assert send() == 1
    assert [email.to for email in mail.outbox] == [[cast.pat.email]]
    email = Email.objects.get(recipient=cast.alice)
    assert email.state == EmailState.NO_ADDRESS
    assert "no address" in caplog.text
    page = flow_page(client, cast.henry)
    assert f"A referral was accepted, to {cast.alice}" in page
    assert "There was no address to send it to" in page
    assert cast.household.get_absolute_url() in page


def flow_page(client, manager):
    client.force_login(manager)
    return client.get(reverse("referrals:flow")).text


def test_a_manager_sees_what_was_refused_or_given_up_and_nothing_of_what_went(
    client, cast, monkeypatch, send
):
    written(household=cast.household)
    refused = written(household=cast.household, kind=MessageKind.SURVEY, link="/survey/x")
    assert "None." in flow_page(client, cast.henry)
    with monkeypatch.context() as patch:
        refusing(patch, smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"No such box")}))
        Email.objects.exclude(pk=refused.pk).update(try_at=timezone.now() + timedelta(hours=1))
        send()
    with later(61):
        send()
    page = flow_page(client, cast.henry)
    assert "Tell us how the support was" in page
    assert "The address was refused" in page
    assert "We have your request" not in page
    assert ADDRESS not in page
    restricted.restrict(household=cast.household, reason="A colleague", by=cast.dana)
    assert "The address was refused" not in flow_page(client, cast.henry)


def test_one_that_cannot_be_written_stops_no_other_and_is_given_up_at_last(send, caplog):
    """One of a kind that another version told of."""
    bad = [written() for _ in range(4)]
    Email.objects.update(kind="by_pigeon")
    good = written(address="sam@family.example")
    assert send() == 1
    assert mail.outbox[0].to == [good.address]
    assert {email.state for email in Email.objects.filter(pk__in=[one.pk for one in bad])} == {
        EmailState.WAITING
    }
    assert "by_pigeon" not in caplog.text
    with later(8 * 24 * 60):
        send()
    assert {email.state for email in Email.objects.exclude(pk=good.pk)} == {EmailState.GIVEN_UP}


def test_a_colleague_is_told_of_a_kind_that_only_another_version_knows(cast, send):
    """Messages that were told before an update keep the kind they had."""
    told(cast, cast.alice, kind="by_pigeon")
    assert send() == 1
    assert "There is news for you." in mail.outbox[0].body


def test_what_was_read_already_needs_no_email(cast, send):
    told(cast, cast.alice)
    messages.read(messages=Message.objects.all(), by=cast.alice)
    assert send() == 0
    assert Email.objects.get().state == EmailState.DROPPED


def test_with_no_mail_server_set_up_they_wait(settings, send):
    settings.MAILERS = {"default": {"BACKEND": NONE}}
    email = written()
    assert send() == 0
    email.refresh_from_db()
    assert (email.state, email.attempts) == (EmailState.WAITING, 0)


class TestDigests:
    @pytest.fixture
    def digest(self, as_worker):
        def asked(hour, day=4):
            moment = NOON.replace(hour=hour, day=day)
            with time_machine.travel(moment, tick=False), as_worker():
                return tasks.write_digests(), tasks.send_emails()

        return asked

    @pytest.fixture
    def daily(self, cast):
        messages.choose_email(email="daily", by=cast.alice)
        with time_machine.travel(NOON - timedelta(days=1), tick=False):
            told(cast, cast.alice)
            told(cast, cast.alice)

    def test_one_a_day_from_seven_on(self, cast, daily, digest):
        assert digest(hour=5) == (0, 0)  # six o'clock where the council is
        assert digest(hour=7) == (1, 1)
        assert digest(hour=12) == (0, 0)
        assert "2 messages unread" in mail.outbox[0].body
        assert mail.outbox[0].to == [cast.alice.email]

    def test_what_was_not_there_yet_is_in_the_next(self, cast, daily, digest):
        """Told by a transaction that ended just after the digest was written."""
        assert digest(hour=7) == (1, 1)
        with time_machine.travel(NOON.replace(hour=6, minute=59), tick=False):
            told(cast, cast.alice)
        assert digest(hour=7, day=5) == (1, 1)

    def test_none_where_nothing_is_new(self, cast, daily, digest):
        assert digest(hour=7) == (1, 1)
        assert digest(hour=7, day=5) == (0, 0)
        with time_machine.travel(NOON.replace(day=5), tick=False):
            told(cast, cast.alice)
        assert digest(hour=7, day=6) == (1, 1)


class TestForgetting:
    @pytest.fixture
    def forget(self, as_worker):
        def forgotten():
            with as_worker():
                return tasks.forget_messages()

        return forgotten

    def test_what_is_about_no_household_goes_after_its_time(self, cast, send, forget):
        written()
        told(cast, cast.alice, household=None, path="/messages")
        send()
        with later(31 * 24 * 60):
            assert forget() == 2
        with later(366 * 24 * 60):
            assert forget() == 1
        for model in (Email, Message):
            assert not model.objects.exists()
            assert not model.history.exists()

    def test_what_is_about_one_goes_with_its_record(self, cast, send, forget):
        told(cast, cast.alice)
        send()
        with later(400 * 24 * 60):
            assert forget() == 0
        assert Message.objects.count() == Email.objects.count() == 1
