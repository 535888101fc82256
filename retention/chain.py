"""The chain of certificates: each one's digest is over what it says and over the one before it.

So whoever changes, removes or slips one in has to make every later one anew, and the copies in the
keys database (retention/copies.py) still say what they said.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from familyhubs.keys import disposals
from retention.models import Certificate, ChainCheck

FIRST = "0" * 64  # what stands for the digest before the first certificate
BATCH = 2000

Content = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """What a look through the whole chain found. `broken` is a sentence, "" where it is whole."""

    certificates: int
    copied: int
    newest: str  # the last certificate's digest, to be compared with one kept elsewhere
    broken: str = ""


def content_of(certificate: Certificate) -> Content:
    """Everything a certificate says, as JSON has it: what its digest is over, and its copy."""
    run = certificate.run
    return {
        "number": certificate.number,
        "previous": certificate.previous,
        "batch": str(certificate.batch) if certificate.batch else None,
        "run": run.pk,
        "run_started_at": _moment(run.started_at),
        "as_of": run.as_of.isoformat(),
        "schedule": certificate.schedule.version,
        "class": str(certificate.record_class),
        "rule": certificate.rule,
        "rules": certificate.rules,
        "subject": certificate.subject,
        "records": certificate.records,
        "counts": certificate.counts,
        "keys": certificate.keys,
        "searched": certificate.searched,
        "child_remains": certificate.child_remains,
        "disposed_at": _moment(certificate.disposed_at),
        "marks": certificate.marks,
        "named": certificate.named,
    }


def digest_of(content: Content) -> str:
    """SHA-256 over the content, its names in order: the same from a row and from its copy."""
    said = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def link(certificates: Iterable[Certificate]) -> list[Certificate]:
    """Number new certificates and put each after the one before it.

    One process at a time issues certificates, under the sweep's lock; where two did, the second
    would find its number taken.
    """
    last = Certificate.objects.order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, FIRST)
    linked = []
    for certificate in certificates:
        number += 1
        certificate.number, certificate.previous = number, previous
        previous = certificate.digest = digest_of(content_of(certificate))
        linked.append(certificate)
    return linked


def prove() -> Proof:
    """Go through the whole chain, and through the copies beside it; name the first break.

    Raises VaultClosed.
    """
    seen = copied = 0
    previous = FIRST
    for rows in _in_batches():
        there = disposals.digests(rows[0].number, rows[-1].number)
        for row in rows:
            seen += 1
            if broken := _break_at(row, number=seen, previous=previous, copy=there):
                return Proof(seen, copied, previous, broken)
            copied += row.number in there
            previous = row.digest
    return Proof(seen, copied, previous, _not_here(seen))


def check() -> Proof:
    """Prove the chain, and keep what was found for the officer's register. Raises VaultClosed."""
    proof = prove()
    ChainCheck.objects.create(
        certificates=proof.certificates, newest=proof.newest, broken=proof.broken
    )
    return proof


def _in_batches() -> Iterator[list[Certificate]]:
    rows = Certificate.objects.select_related("run", "schedule").order_by("number")
    last = -1
    while found := list(rows.filter(number__gt=last)[:BATCH]):
        yield found
        last = found[-1].number


def _break_at(row: Certificate, *, number: int, previous: str, copy: dict[int, str]) -> str:
    """What is wrong with one certificate, in a sentence."""
    if row.number != number:
        return f"Certificate {number} is missing: the next that stands is {row.number}."
    if row.previous != previous:
        return f"Certificate {number}: it does not follow from the one before it."
    if row.digest != digest_of(content_of(row)):
        return f"Certificate {number}: it says something else than it did."
    if copy.get(number, row.digest) != row.digest:
        return f"Certificate {number}: its copy in the keys database says something else."
    return ""


def _not_here(newest: int) -> str:
    known = disposals.newest()
    if known is None or known.number <= newest:
        return ""
    if Certificate.objects.filter(number=known.number).exists():
        return ""  # issued while the others were looked at
    return (
        f"Certificates {newest + 1} to {known.number} are known to the keys database and are "
        "missing here: after a restore, run `manage.py replay_disposals`."
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
