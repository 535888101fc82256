"""Sealing the access log in batches, and proving it whole.

An anchor covers the events whose ids follow those of the anchor before it: how many they are and
the SHA-256 of what they say, signed with Ed25519 by a key the web has not, over the digest of the
anchor before it. So writers never queue for a chain, and whoever changes, removes or slips in an
event has to make every later anchor anew, which takes the key.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from familyhubs.audit.models import AccessEvent, Anchor

LOCK = 4684  # an advisory lock of ours: one process seals at a time
MOST = 50_000  # events under one anchor, so that a break is named within a batch
FIRST = "0" * 64  # what stands for the digest before the first anchor
SETTLED = 1.0  # seconds in which whoever has taken an id has begun to write
SAID = ("event", "user_id", "organisation_id", "subject", "subject_id", "action", "basis")


@dataclass(frozen=True)
class Proof:
    """What a look through the whole log found. `broken` is a sentence, "" where it is whole."""

    anchors: int
    sealed: int
    unsealed: int
    newest: str  # the last anchor's digest, to be compared with one kept elsewhere
    broken: str = ""


def require_key() -> None:
    """Raise ImproperlyConfigured where nothing can be signed."""
    if not settings.ACCESS_LOG_KEYS:
        raise ImproperlyConfigured(
            "ACCESS_LOG_KEYS is not set: make a key with `manage.py make_master_key`, and set it "
            "as NAME:KEY. The worker alone has it."
        )


def seal(*, patience: float = 20.0, settled: float = SETTLED) -> int:
    """Seal what was written before now. Returns how many events; 0 where somebody else seals.

    Args: `patience`, how long to wait for transactions that may still write an earlier id, in
    seconds: what they hold up is sealed the next time.
    """
    require_key()
    up_to = _settled(patience, settled)
    sealed = 0
    while up_to and (count := _seal_batch(up_to)):
        sealed += count
    return sealed


def _settled(patience: float, settled: float) -> int:
    """The newest id before which every event is there to be read; 0 where that is not known.

    Ids are taken before they are written, so a lower one may come later: that is waited for.
    """
    newest = AccessEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    time.sleep(settled)
    running = _ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    tries_until = time.monotonic() + patience
    while _ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < running:
        if time.monotonic() > tries_until:
            return 0
        time.sleep(0.1)
    return newest


def _ask(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer: int = cursor.fetchone()[0]
    return answer


@transaction.atomic
def _seal_batch(up_to: int) -> int:
    if not _ask(f"SELECT pg_try_advisory_xact_lock({LOCK})::int"):
        return 0
    last = Anchor.objects.order_by("-pk").first()
    after, previous = (last.up_to, last.digest) if last else (0, FIRST)
    ids = AccessEvent.objects.filter(pk__gt=after, pk__lte=up_to).order_by("pk")
    last_of_batch = ids.values_list("pk", flat=True)[MOST - 1 : MOST]
    name, key = next(iter(settings.ACCESS_LOG_KEYS.items()))
    anchor = Anchor(
        number=last.number + 1 if last else 1,
        sealed_at=timezone.now(),
        after=after,
        up_to=next(iter(last_of_batch), up_to),
        previous=previous,
        key=name,
    )
    anchor.digest, anchor.events = _digest(anchor)
    if not anchor.events:
        return 0
    anchor.signature = _private(key).sign(_signed(anchor)).hex()
    anchor.save(force_insert=True)
    return anchor.events


def prove() -> Proof:
    """Go through the whole log, as it is, and name the first break."""
    count = sealed = after = 0
    previous = FIRST
    for anchor in Anchor.objects.order_by("number").iterator(chunk_size=1000):
        count += 1
        if broken := _break_at(anchor, number=count, after=after, previous=previous):
            return Proof(count, sealed, _newer_than(after), previous, broken)
        sealed, after, previous = sealed + anchor.events, anchor.up_to, anchor.digest
    return Proof(count, sealed, _newer_than(after), previous, _never_sealed())


def _break_at(anchor: Anchor, *, number: int, after: int, previous: str) -> str:
    """What is wrong with one anchor and the events under it, in a sentence."""
    when = timezone.localtime(anchor.sealed_at).strftime("%H:%M on %-d %B %Y")
    here = f"Anchor {anchor.number}, sealed at {when} (events {after + 1} to {anchor.up_to})"
    if anchor.number != number:
        return f"Anchor {number} is missing: the next that stands is {anchor.number}."
    if (anchor.after, anchor.previous) != (after, previous):
        return f"{here}: it does not follow from the anchor before it."
    if anchor.key not in settings.ACCESS_LOG_KEYS:
        return f"{here}: it was signed with the key {anchor.key}, which ACCESS_LOG_KEYS lacks."
    try:
        public = _private(settings.ACCESS_LOG_KEYS[anchor.key]).public_key()
        public.verify(bytes.fromhex(anchor.signature), _signed(anchor))
    except (InvalidSignature, ValueError):
        return f"{here}: its signature is not right."
    digest, events = _digest(anchor)
    if events != anchor.events:
        return f"{here}: {anchor.events} events were sealed, and {events} stand there."
    return "" if digest == anchor.digest else f"{here}: an event says something else than it did."


def _never_sealed() -> str:
    """The database numbers events from 1 up: what stands below was put there by hand."""
    stray = AccessEvent.objects.filter(pk__lte=0).count()
    return f"Events numbered 0 or less, which no seal covers: {stray}." if stray else ""


def _digest(anchor: Anchor) -> tuple[str, int]:
    """SHA-256 over the events an anchor covers, and how many they are."""
    digest, count = hashlib.sha256(anchor.previous.encode()), 0
    for line in _lines(anchor.after, anchor.up_to):
        digest.update(line)
        count += 1
    return digest.hexdigest(), count


def _lines(after: int, up_to: int) -> Iterator[bytes]:
    events = AccessEvent.objects.filter(pk__gt=after, pk__lte=up_to).order_by("pk")
    for pk, at, *said in events.values_list("pk", "at", *SAID).iterator(chunk_size=5000):
        yield json.dumps([pk, _moment(at), *said]).encode() + b"\n"


def _signed(anchor: Anchor) -> bytes:
    """What the signature is over."""
    said = [anchor.number, _moment(anchor.sealed_at), anchor.after, anchor.up_to, anchor.events]
    return json.dumps(["access log", 1, *said, anchor.previous, anchor.digest]).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _private(key: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key)


def _newer_than(after: int) -> int:
    return AccessEvent.objects.filter(pk__gt=after).count()
