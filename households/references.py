"""Household references that cannot be guessed.

Twelve characters of a 32-letter alphabet are 60 bits: with 400,000 households, somebody trying a
thousand a second meets one once in ninety years, and still has to be allowed to see it.
"""

import secrets

# Crockford's: no I, L, O or U, so that a reference survives being read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LIKE = str.maketrans("OIL", "011")


def new_reference() -> str:
    """For example FH-7K3M-Q9TD-X2AB."""
    return drawn("FH", 3)


def drawn(prefix: str, groups: int) -> str:
    """A reference of so many groups of four letters, drawn by lot."""
    return f"{prefix}-{letters_drawn(groups)}"


def letters_drawn(groups: int) -> str:
    """So many groups of four letters, 20 bits each: 7K3M-Q9TD."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))


def letters_of(text: str) -> str:
    """The letters that somebody means: any case, O for 0, I or L for 1, dashes or none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return letters.translate(LIKE)


def as_typed(text: str) -> str:
    """One of our references as somebody types it (any case, O for 0, I or L for 1, dashes or none).

    Whoever looks a household up asks `Household.objects.referenced`, which knows of others as well.
    """
    letters = letters_of(text)
    if len(letters) == len("FH") + 12:  # without it, F and H may be the reference's own
        letters = letters.removeprefix("FH")
    return f"FH-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def candidates_for(typed: str) -> tuple[str, ...]:
    """What somebody may mean by a reference, likeliest first: as it stands, then one of ours.

    A reference that came from another system is kept as it was there, so it is looked for as it
    was typed before it is read as one of ours. Compare without regard to capitals, as
    `Household.objects.referenced` does: no two references differ in them alone.
    """
    text = typed.strip()
    return tuple(dict.fromkeys([text, as_typed(text)])) if text else ()
