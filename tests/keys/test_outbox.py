"""A key goes after the commit that gave it up, and never before."""

from uuid import uuid4

import pytest
from django.db import transaction

from familyhubs.keys import outbox, tasks, vault
from familyhubs.keys.models import DoomedKey
from familyhubs.keys.sealing import keyring, seal

pytestmark = pytest.mark.django_db


def made(many=1):
    ids = [uuid4() for _ in range(many)]
    keyring(ids, make=True)
    return ids


def test_the_task_destroys_what_is_doomed_and_nothing_else(as_worker):
    doomed, kept = made(2)
    outbox.doom([doomed, doomed])
    assert doomed in keyring([doomed])
    with as_worker():
        assert tasks.destroy_doomed_keys() == 1
        assert tasks.destroy_doomed_keys() == 0
    ring = keyring([doomed, kept])
    assert doomed not in ring
    assert kept in ring


def test_a_disposal_that_is_rolled_back_destroys_nothing(as_worker):
    [key_id] = made()
    with transaction.atomic():
        outbox.doom([key_id])
        transaction.set_rollback(True)
    with as_worker():
        assert outbox.destroy_doomed() == 0
    assert key_id in keyring([key_id])


def test_killed_after_the_key_and_before_its_row_it_goes_on(as_worker):
    ids = made(3)
    outbox.doom(ids)
    with as_worker():
        vault.destroy(ids[:1])
        assert outbox.destroy_doomed() == 3
    assert not DoomedKey.objects.exists()
    assert not any(key_id in keyring(ids) for key_id in ids)


def test_more_than_a_batch(as_worker, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    ids = made(5)
    outbox.doom(ids)
    with as_worker():
        assert outbox.destroy_doomed() == 5


def test_the_web_dooms_and_the_worker_destroys():
    [key_id] = made()
    outbox.doom([key_id])
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        outbox.destroy_doomed()
    assert seal(key_id, "label", "still there")
