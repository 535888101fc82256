"""Links that work once, and of which the database does not know whose they are.

A link holds a secret, in letters that survive being typed from paper. The database has a keyed
hash of it, by which it is found, and the household, sealed under it. The secret itself stands
nowhere but in the link, and in the outbox until that is sent.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from familyhubs.keys.sealing import Tampered, lookup
from familyhubs.keys.wrapping import decrypt, encrypt
from familyhubs.records.dates import month_after, today
from households.references import letters_drawn, letters_of
from referrals.models import SurveyTicket

GROUPS = 5  # of four letters: 100 bits, which nobody guesses
BOND = b"survey-ticket"
MONTHS = 3  # it works until the first of the month after two whole ones


@dataclass(frozen=True)
class Asked:
    """What a link knows: which household was asked, at which hub, on which occasion."""

    household: int
    hub: int
    occasion: str


def issue(asked: Asked) -> str:
    """A new secret for a link."""
    secret = letters_drawn(GROUPS)
    SurveyTicket.objects.create(
        lookup=_lookup(secret),
        sealed=encrypt(_key(secret), json.dumps(vars(asked)).encode(), BOND),
        until=_end(today()),
    )
    return secret


def is_good(secret: str) -> bool:
    """Whether a link can still be used. It is not used by being looked at."""
    return _standing(secret).exists()


def use(secret: str) -> Asked | None:
    """What the link knows, and it is gone; None where it was used, changed, or its time is over."""
    ticket = _standing(secret).select_for_update().first()
    if ticket is None:
        return None
    SurveyTicket.objects.filter(pk=ticket.pk).delete()
    try:
        known = decrypt(_key(secret), bytes(ticket.sealed), BOND)
    except Tampered:
        return None
    return Asked(**json.loads(known))


def remove_old() -> int:
    """Remove the links whose time is over; return how many."""
    return SurveyTicket.objects.filter(until__lte=today()).delete()[0]


def _standing(secret: str) -> QuerySet[SurveyTicket]:
    return SurveyTicket.objects.filter(lookup=_lookup(secret), until__gt=today())


def _lookup(secret: str) -> str:
    return lookup("survey", letters_of(secret))


def _key(secret: str) -> bytes:
    return hashlib.sha256(BOND + letters_of(secret).encode()).digest()


def _end(day: date) -> date:
    end = day.replace(day=1)
    for _ in range(MONTHS):
        end = month_after(end)
    return end
