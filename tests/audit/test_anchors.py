"""The access log is sealed in batches, and a break in it is found and named."""

import json
import threading
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from familyhubs.audit import anchors, log
from familyhubs.audit.models import AccessEvent, Anchor
from tests.database import acting_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def write(cast):
    """`write(3)`: so many events, each of another household."""
    user = cast.alice

    def written(count):
        for number in range(count):
            log.opened(user, "household", number, action="households:overview", basis="council")

    return written


@pytest.fixture
def meddle():
    """`meddle(statement)`: as a superuser who goes round every trigger."""

    def done(statement, *params):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE; SET LOCAL session_replication_role = replica")
            cursor.execute(statement, params)

    return done


def sealed(patience=20):
    with acting_as("familyhubs_worker"):
        return anchors.seal(settled=0, patience=patience)


def proved():
    with acting_as("familyhubs_worker"):
        return anchors.prove()


def broken():
    return proved().broken


def newest():
    with acting_as("familyhubs_worker"):
        return Anchor.objects.order_by("number").last()


def test_what_was_written_is_sealed_once(write):
    write(3)
    everything = AccessEvent.objects.count()
    assert sealed() == everything
    assert sealed() == 0
    write(2)
    assert sealed() == 2
    proof = proved()
    assert (proof.anchors, proof.sealed, proof.unsealed) == (2, everything + 2, 0)
    assert proof.broken == ""
    assert proof.newest == newest().digest


def test_a_large_batch_goes_under_several_anchors(write, monkeypatch):
    monkeypatch.setattr(anchors, "MOST", 4)
    write(10)
    everything = AccessEvent.objects.count()
    assert sealed() == everything
    assert newest().number == -(-everything // 4)
    assert not broken()


def test_what_is_not_sealed_yet_is_counted(write):
    write(1)
    assert sealed()
    write(2)
    assert proved().unsealed == 2


# An event numbered by whoever writes it.
BY_HAND = (
    "(id, event, user_id, organisation_id, subject, subject_id, action, basis) "
    "VALUES (%s, 'opened', '', '', '', '', '', '')"
)
CHANGES = {
    "an event says something else": (
        "UPDATE audit_accessevent SET basis = 'agreement:9' WHERE id = %s",
        "an event says something else than it did",
    ),
    "an event is gone": ("DELETE FROM audit_accessevent WHERE id = %s", "2 stand there"),
    "the seal is made to fit": (
        "UPDATE audit_anchor SET events = 2 WHERE %s > 0 AND number = 2",
        "its signature is not right",
    ),
    "an anchor is gone": (
        "DELETE FROM audit_anchor WHERE %s > 0 AND number = 1",
        "Anchor 1 is missing",
    ),
    "the last digest is another": (
        "UPDATE audit_anchor SET digest = repeat('a', 64) WHERE %s > 0 AND number = 1",
        "its signature is not right",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_first_break_is_named(write, meddle, change):
    write(3)
    assert sealed()
    write(3)
    assert sealed() == 3
    assert not broken()
    statement, words = CHANGES[change]
    second = AccessEvent.objects.order_by("-pk")[1].pk
    meddle(statement, second)
    assert words in broken()
    if "event" in change:
        assert broken().startswith("Anchor 2, sealed at ")


def test_an_event_slipped_in_afterwards_is_found(write, meddle):
    write(3)
    gap = AccessEvent.objects.order_by("-pk").first().pk
    meddle("DELETE FROM audit_accessevent WHERE id = %s", gap - 1)
    assert sealed()
    meddle(f"INSERT INTO audit_accessevent {BY_HAND}", gap - 1)
    assert "events were sealed, and" in broken()


@pytest.mark.parametrize("number", [0, -7])
def test_an_event_below_every_seal_is_found(write, meddle, number):
    write(1)
    assert sealed()
    meddle(f"INSERT INTO audit_accessevent {BY_HAND}", number)
    assert "0 or less" in broken()


@pytest.mark.parametrize("role", ["familyhubs_web", "familyhubs_worker"])
def test_nobody_chooses_an_events_number(write, role):
    write(1)
    with acting_as(role), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(f"INSERT INTO audit_accessevent {BY_HAND}", [10**12])
        numbered_by_the_database = BY_HAND.replace("(id, ", "(").replace("(%s, ", "(")
        cursor.execute(f"INSERT INTO audit_accessevent {numbered_by_the_database}")


def test_a_seal_made_with_another_key_is_found(write, settings):
    write(1)
    settings.ACCESS_LOG_KEYS = {"mine": b"k" * 32}
    assert sealed()
    settings.ACCESS_LOG_KEYS = {"mine": b"?" * 32}
    assert "its signature is not right" in broken()
    settings.ACCESS_LOG_KEYS = {"other": b"k" * 32}
    assert "signed with the key mine, which ACCESS_LOG_KEYS lacks" in broken()


def test_an_older_key_still_proves_what_it_signed(write, settings):
    settings.ACCESS_LOG_KEYS = {"old": b"o" * 32}
    write(1)
    assert sealed()
    settings.ACCESS_LOG_KEYS = {"new": b"n" * 32, "old": b"o" * 32}
    write(1)
    assert sealed() == 1
    assert newest().key == "new"
    assert not broken()


def test_what_is_still_being_written_is_waited_for(write):
    """An earlier id that comes later must not come after its seal."""
    write(1)
    assert sealed()
    begun, may_end = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                log.disposed("household", action="sweep", basis="sweep:7")
                begun.set()
                may_end.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert begun.wait(20)
    write(1)
    assert sealed(patience=0.2) == 0, "the slow one may still write before it"
    may_end.set()
    writer.join()
    assert sealed() == 2
    assert not broken()


def test_the_web_has_nothing_to_do_with_the_seals(write):
    for change in (
        "SELECT * FROM audit_anchor",
        "INSERT INTO audit_anchor SELECT * FROM audit_anchor",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            acting_as("familyhubs_web"),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


class TestTheCommand:
    def run(self, *arguments):
        said = StringIO()
        with acting_as("familyhubs_worker"):
            call_command("verify_access_log", *arguments, stdout=said)
        return said.getvalue()

    def test_whole(self, write):
        write(2)
        everything = AccessEvent.objects.count()
        assert sealed()
        assert f"The access log is whole: {everything} events under 1 anchors." in self.run()
        assert json.loads(self.run("--json"))["sealed"] == everything

    def test_broken(self, write, meddle):
        write(2)
        assert sealed()
        meddle("DELETE FROM audit_accessevent WHERE id = %s", AccessEvent.objects.last().pk)
        with pytest.raises(SystemExit) as ended:
            self.run()
        assert ended.value.code == 1

    def test_without_a_key_it_says_what_to_set(self, settings):
        settings.ACCESS_LOG_KEYS = {}
        with pytest.raises(CommandError, match="ACCESS_LOG_KEYS is not set"):
            self.run()
        with pytest.raises(ImproperlyConfigured):
            anchors.seal()
