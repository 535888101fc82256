"""References that cannot be guessed, and that survive being typed."""

import re

from hypothesis import given, strategies as st

from households import references
from households.references import ALPHABET, as_typed, new_reference

letters = st.text(ALPHABET, min_size=12, max_size=12)


def test_a_reference_has_sixty_bits_of_a_good_source():
    assert re.fullmatch(r"FH(-[0-9A-HJKMNP-TV-Z]{4}){3}", new_reference())
    assert len(set(ALPHABET)) == 32
    assert references.secrets.choice.__self__.__class__.__name__ == "SystemRandom"
    assert len({new_reference() for _ in range(1000)}) == 1000


@given(letters)
def test_a_reference_is_found_however_it_is_typed(drawn):
    reference = f"FH-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"
    for typed in (
        reference,
        reference.lower(),
        reference.replace("-", ""),
        reference.replace("-", " "),
        reference.replace("-", "\u2013"),
        f" {reference.replace('0', 'o').replace('1', 'l')} ",
        drawn,
        reference.removeprefix("FH-"),
    ):
        assert as_typed(typed) == reference


@given(st.text(max_size=40))
def test_nothing_that_is_typed_is_an_error(text):
    assert as_typed(text).startswith("FH-")
