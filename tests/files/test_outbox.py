"""A file goes after the transaction that gave it up, and never before (S13, disposal)."""

import os
import time
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from familyhubs.files import outbox, storage, tasks
from familyhubs.files.models import DoomedFile

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 3600


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_FOLDER = str(tmp_path)
    return tmp_path


def stored():
    return storage.store(b"a letter", uuid4(), "label")


def aged(path, seconds=TWO_DAYS):
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def test_a_doomed_file_is_removed_by_the_task_and_no_other(as_worker):
    doomed, kept = stored(), stored()
    outbox.doom([doomed, doomed])
    assert storage.path_of(doomed).exists()
    with as_worker():
        assert tasks.remove_doomed_files() == 1
        assert tasks.remove_doomed_files() == 0
    assert not storage.path_of(doomed).exists()
    assert storage.path_of(kept).exists()


def test_what_was_rolled_back_dooms_nothing(as_worker):
    name = stored()
    with transaction.atomic():
        outbox.doom([name])
        transaction.set_rollback(True)
    with as_worker():
        assert outbox.remove_doomed() == 0
    assert storage.path_of(name).exists()


def test_killed_after_the_file_and_before_its_row_it_goes_on(as_worker):
    names = [stored() for _ in range(3)]
    outbox.doom(names)
    storage.path_of(names[0]).unlink()
    with as_worker():
        assert outbox.remove_doomed() == 3
        assert not DoomedFile.objects.exists()
    assert not any(storage.path_of(name).exists() for name in names)


def test_more_than_a_batch(as_worker, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    outbox.doom([stored() for _ in range(5)])
    with as_worker():
        assert outbox.remove_doomed() == 5


def test_the_web_removes_no_row(db):
    outbox.doom([stored()])
    with pytest.raises(ProgrammingError, match="permission denied"):
        outbox.remove_doomed()


def test_an_orphan_older_than_a_day_goes_and_nothing_else(folder):
    old, young, known = stored(), stored(), stored()
    half = storage.path_of(old).with_name(f"{uuid4().hex}{storage.HALF_WRITTEN}")
    half.write_bytes(b"")
    others = folder / "lost+found"
    others.write_bytes(b"")
    foreign = storage.path_of(old).with_name("README")
    foreign.write_bytes(b"")
    for path in (storage.path_of(old), storage.path_of(known), half, others, foreign):
        aged(path)
    asked = []

    def known_names(names):
        asked.extend(names)
        return {known}

    assert outbox.sweep_orphans(known_names) == 2
    assert sorted(asked) == sorted([old, known, half.name])
    assert not storage.path_of(old).exists()
    assert not half.exists()
    assert storage.path_of(young).exists()
    assert storage.path_of(known).exists()
    assert others.exists()
    assert foreign.exists()


def test_a_folder_that_is_not_there_yet_has_no_orphans(settings, tmp_path):
    settings.FILES_FOLDER = str(tmp_path / "none")
    assert outbox.sweep_orphans(lambda _names: set()) == 0
