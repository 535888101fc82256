"""Files on disk are sealed, whole, and nobody else's to read."""

import os
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from familyhubs.files import storage
from familyhubs.keys import vault
from familyhubs.keys.sealing import KeyDestroyed, Tampered

pytestmark = pytest.mark.django_db
LABEL = "households.attachment/1"
CONTENT = b"%PDF-1.7 a letter about Marigold"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_FOLDER = str(tmp_path / "files")
    return tmp_path / "files"


def test_what_is_stored_is_read_again():
    key_id = uuid4()
    name = storage.store(CONTENT, key_id, LABEL)
    assert storage.read(name, key_id, LABEL) == CONTENT


def test_on_the_disk_it_is_sealed_and_this_users_alone(folder):
    name = storage.store(CONTENT, uuid4(), LABEL)
    [path] = [path for path in folder.rglob("*") if path.is_file()]
    assert path == folder / name[:2] / name
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert b"Marigold" not in path.read_bytes()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ab", "A" * 32, "a" * 31 + "/", "0" * 33])
def test_no_other_file_is_ever_read_or_removed(name):
    with pytest.raises(storage.FileGone):
        storage.read(name, uuid4(), LABEL)
    with pytest.raises(storage.FileGone):
        storage.remove(name)


def test_a_file_that_is_gone_is_said_to_be():
    with pytest.raises(storage.FileGone, match="no file"):
        storage.read("0" * 32, uuid4(), LABEL)


def test_two_files_of_one_record_cannot_be_exchanged():
    key_id = uuid4()
    first, second = (storage.store(CONTENT, key_id, LABEL) for _ in range(2))
    storage.path_of(first).rename(storage.path_of(second))
    with pytest.raises(Tampered):
        storage.read(second, key_id, LABEL)


def test_a_changed_byte_is_noticed():
    key_id = uuid4()
    path = storage.path_of(name := storage.store(CONTENT, key_id, LABEL))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(Tampered):
        storage.read(name, key_id, LABEL)


def test_with_its_key_destroyed_nobody_reads_it(as_worker):
    key_id = uuid4()
    name = storage.store(CONTENT, key_id, LABEL)
    with as_worker():
        vault.destroy([key_id])
    with pytest.raises(KeyDestroyed):
        storage.read(name, key_id, LABEL)
    with pytest.raises(KeyDestroyed):
        storage.store(CONTENT, key_id, LABEL)


def test_a_full_disk_leaves_nothing_half_written(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.store(CONTENT, uuid4(), LABEL)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_without_a_folder_it_says_so(settings):
    settings.FILES_FOLDER = ""
    with pytest.raises(ImproperlyConfigured, match="FAMILYHUBS_FILES is not set"):
        storage.store(CONTENT, uuid4(), LABEL)
