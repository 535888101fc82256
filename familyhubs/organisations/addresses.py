"""Whether an address is in the United Kingdom, by the postcode it ends with (S46)."""

import re

from django.core.exceptions import ValidationError
from localflavor.gb.forms import GBPostcodeField

# Of the same form, and not the United Kingdom: Jersey, Guernsey, the Isle of Man, Gibraltar, and
# the forces abroad.
COUNTRY = re.compile(r"\b(UNITED KINGDOM|U\.?K|ENGLAND|WALES|SCOTLAND|NORTHERN IRELAND)$")
ELSEWHERE = ("JE", "GY", "IM", "GX", "BF")


def is_in_the_united_kingdom(address: str) -> bool:
    """By its last two words, however they are written: "NN16 8TL", "nn168tl"."""
    words = COUNTRY.sub("", address.upper().rstrip(" .,")).rstrip(" .,").split()
    return any(_is_postcode(" ".join(words[-number:])) for number in (1, 2) if len(words) >= number)


def _is_postcode(text: str) -> bool:
    try:
        postcode = str(GBPostcodeField().clean(text))
    except ValidationError:
        return False
    return bool(postcode) and not postcode.startswith(ELSEWHERE)
