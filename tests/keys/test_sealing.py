from uuid import uuid4

import pytest

from familyhubs.keys import vault
from familyhubs.keys.sealing import KeyDestroyed, Tampered, keyring, lookup, seal, unseal

pytestmark = pytest.mark.django_db
LABEL = "households.contact/1/note"


def test_what_is_sealed_is_read_again():
    key_id = uuid4()
    sealed = seal(key_id, LABEL, "Said she is not safe at home.")
    assert b"safe" not in sealed
    assert unseal(key_id, LABEL, memoryview(sealed)) == "Said she is not safe at home."


def test_a_destroyed_key_opens_nothing_and_is_never_made_again(as_worker):
    key_id = uuid4()
    sealed = seal(key_id, LABEL, "a note")
    with as_worker():
        assert vault.destroy([key_id, key_id]) == 1
        assert vault.destroy([key_id]) == 0
    with pytest.raises(KeyDestroyed):
        unseal(key_id, LABEL, sealed)
    with pytest.raises(KeyDestroyed):
        seal(key_id, LABEL, "another note")
    assert key_id not in keyring([key_id], make=True)


def test_the_same_bytes_under_another_label_or_key_do_not_open():
    key_id, another = uuid4(), uuid4()
    ring = keyring([key_id, another], make=True)
    sealed = ring.seal(key_id, LABEL, "a note")
    with pytest.raises(Tampered):
        ring.text(key_id, LABEL + "2", sealed)
    with pytest.raises(Tampered):
        ring.text(another, LABEL, sealed)


def test_the_keyed_hash_is_the_same_each_time():
    assert lookup("nhs", "9990000000") == lookup("nhs", "9990000000")
    assert len({lookup("nhs", "1"), lookup("upn", "1"), lookup("nhs", "2")}) == 3
