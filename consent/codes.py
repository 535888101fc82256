"""The code of a receipt: worked out from the secret key, so that it is kept nowhere and cannot be
guessed.

Twelve of twenty letters are 51 bits. With a million receipts, somebody trying a thousand codes a
second meets one in a month, and learns a date and whether it still holds.
"""

from familyhubs.keys.sealing import lookup

# No vowels, so that no code is a word; no figures, so that none is taken for a letter.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 12


def code_of(agreement_id: int, words_hash: str, withdrawal_id: int | None = None) -> str:
    """The code of an agreement's receipt, or of a withdrawal's: KWDR-BZFM-XNTC."""
    number = int(lookup("receipt", f"{agreement_id}:{withdrawal_id or ''}:{words_hash}"), 16)
    letters = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return written(letters)


def written(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def as_typed(text: str) -> str:
    """A code as somebody types it, in any case, with dashes or none; "" where it is none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    is_one = len(letters) == LENGTH and set(letters) <= set(LETTERS)
    return written(letters) if is_one else ""


def lookup_of(code: str) -> str:
    """The keyed hash by which a code is found."""
    return lookup("receipt_code", code)
