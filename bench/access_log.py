"""What the access log costs: an event beside the page that writes it, sealing, proving it whole."""

import os
from statistics import median
from unittest.mock import Mock

from bench.stock import log_in, prepare, timed

EVENTS = int(os.environ.get("BENCH_EVENTS", "200000"))
TIMES = 60
WORKER = "worker@demo.example"


def run() -> None:
    """Measure and print."""
    os.environ["FAMILYHUBS_DEMO"] = "true"  # style sheets from their sources
    prepare("worker")
    from django.test import Client

    from familyhubs.audit import log
    from familyhubs.organisations.models import User

    user = User.objects.get(email=WORKER)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    with log_in() as admin:
        (reference,) = admin.execute("SELECT reference FROM households_household").fetchone() or ()
        address = f"/households/{reference}/goals"
        client.get(address)
        with_event, without = [], []
        written = log._add
        for _ in range(TIMES):  # by turns, so that whatever else runs slows both
            with_event.append(timed(lambda: client.get(address))[0])
            log._add = Mock()
            without.append(timed(lambda: client.get(address))[0])
            log._add = written
        alone = median(
            timed(lambda: log.opened(user, "household", 1, action="bench", basis="council"))[0]
            for _ in range(200)
        )
        more = median(one - other for one, other in zip(with_event, without, strict=True))
        print(
            f"a page {median(with_event) * 1000:.1f} ms with its event, "
            f"{median(without) * 1000:.1f} ms without, {more * 1000:.2f} ms more by turns; "
            f"writing one event {alone * 1000:.2f} ms"
        )
        admin.execute(
            "INSERT INTO audit_accessevent (event, user_id, organisation_id, subject, subject_id, "
            "action, basis) SELECT 'opened', (n %% 300)::text, '1', 'household', n::text, "
            "'households:overview', 'council' FROM generate_series(1, %s) n",
            [EVENTS],
        )
        bare, _ = timed(
            lambda: admin.execute("SELECT count(md5(e::text)) FROM audit_accessevent e").fetchone()
        )
    _sealing(bare)


def _sealing(bare: float) -> None:
    from familyhubs.audit import anchors

    took, sealed = timed(lambda: anchors.seal(settled=0))
    print(f"sealing {sealed:,} events: {took:.1f} s, {sealed / took:,.0f} a second")
    took, proof = timed(anchors.prove)
    assert not proof.broken, proof.broken
    print(
        f"proving {proof.sealed:,} events whole: {took:.1f} s, {took / bare:.1f} times "
        "PostgreSQL's own md5 of every row"
    )
