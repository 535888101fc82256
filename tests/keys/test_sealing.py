"""What is sealed opens with its own key and label, and with nothing else (S10, S14 to S17)."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings as hypothesis_settings, strategies as st

from familyhubs.keys import vault, wrapping
from familyhubs.keys.sealing import KeyDestroyed, Keyring, Tampered, keyring, lookup, seal, unseal

pytestmark = pytest.mark.django_db
LABEL = "households.contact/1/note"
ODD = ["", " ", "🌱👩‍👩‍👧", "שלום", "مرحبا", "O'Brien", "a\r\nb\tc", "é" * 100_000, "x" * 200_000]


def test_what_is_sealed_is_read_again():
    key_id = uuid4()
    sealed = seal(key_id, LABEL, "Said she is not safe at home.")
    assert b"safe" not in sealed
    assert unseal(key_id, LABEL, memoryview(sealed)) == "Said she is not safe at home."


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_comes_back_as_it_was(text):
    key_id = uuid4()
    assert unseal(key_id, LABEL, seal(key_id, LABEL, text)) == text


KEY = uuid4()
RING = Keyring({KEY: wrapping.new_data_key(KEY)})


@given(st.text(), st.text(), st.text())
def test_any_text_under_any_label(text, label, other):
    sealed = RING.seal(KEY, label, text)
    assert RING.text(KEY, label, sealed) == text
    if other != label:
        with pytest.raises(Tampered):
            RING.text(KEY, other, sealed)


@given(st.binary())
def test_any_bytes(content):
    assert RING.content(KEY, LABEL, RING.seal_bytes(KEY, LABEL, content)) == content


@hypothesis_settings(max_examples=30)
@given(st.binary(max_size=80))
def test_what_was_never_sealed_does_not_open(made_up):
    for sealed in (made_up, wrapping.VERSION + made_up):
        with pytest.raises(Tampered):
            RING.text(KEY, LABEL, sealed)


def test_every_changed_byte_is_noticed():
    key_id = uuid4()
    ring = keyring([key_id], make=True)
    sealed = ring.seal(key_id, LABEL, "a note")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Tampered):
            ring.text(key_id, LABEL, bytes(changed))
    for length in range(len(sealed)):
        with pytest.raises(Tampered):
            ring.text(key_id, LABEL, sealed[:length])


def test_the_same_text_is_never_sealed_alike():
    key_id = uuid4()
    assert len({seal(key_id, LABEL, "yes") for _ in range(20)}) == 20


def test_rows_exchanged_between_records_or_families_do_not_open():
    key_id, another = uuid4(), uuid4()
    ring = keyring([key_id, another], make=True)
    sealed = ring.seal(key_id, LABEL, "a note")
    with pytest.raises(Tampered):
        ring.text(key_id, "households.contact/2/note", sealed)
    with pytest.raises(Tampered):
        ring.text(another, LABEL, sealed)


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


def test_a_key_that_never_was_reads_nothing_and_reading_makes_none():
    key_id = uuid4()
    with pytest.raises(KeyDestroyed):
        unseal(key_id, LABEL, b"\x01")
    assert key_id not in keyring([key_id])


def test_destroying_takes_effect_at_once(as_worker):
    """Nothing of a key is kept between two keyrings."""
    key_id, other = uuid4(), uuid4()
    sealed = seal(key_id, LABEL, "a note")
    seal(other, LABEL, "another")
    assert unseal(key_id, LABEL, sealed) == "a note"
    with as_worker():
        vault.destroy([key_id])
    ring = keyring([key_id, other])
    assert key_id not in ring
    assert other in ring


def test_a_key_is_there_before_what_it_seals_whatever_becomes_of_the_transaction():
    key_id = uuid4()
    with transaction.atomic():
        sealed = seal(key_id, LABEL, "a note")
        transaction.set_rollback(True)
    assert unseal(key_id, LABEL, sealed) == "a note"


def test_the_keyed_hash_is_the_same_each_time_and_needs_the_key(settings):
    said = lookup("nhs", "9990000000")
    assert said == lookup("nhs", "9990000000")
    assert len({said, lookup("upn", "9990000000"), lookup("nhs", "9990000001")}) == 3
    assert len(said) == 64
    settings.LOOKUP_KEY = bytes(32)
    assert lookup("nhs", "9990000000") != said


def test_no_key_stands_in_what_is_printed():
    ring = keyring([KEY], make=True)
    ring.seal(KEY, LABEL, "")
    assert str(KEY) not in repr(ring)
    assert "b'" not in repr(ring)
