"""The synthetic council that `make demo` serves, filled as there and smaller."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from familyhubs.demo.partnership import address_of
from familyhubs.organisations.models import Organisation, Role, User
from familyhubs.records.dates import today
from households.models import Household
from referrals.actions.outgoing import digests
from referrals.models import Message
from retention import demo_mark, sweep
from retention.models import Certificate, DueLine, Hold, PaperDestruction
from retention.models.due_line import NOTICE

HOUSEHOLDS = 24  # the fewest among which something is in each state that the demo shows


@pytest.mark.django_db
def test_it_is_filled_and_the_sweep_looks_over_it(
    as_worker: Callable[[], AbstractContextManager[None]],
) -> None:
    said = StringIO()
    with as_worker():  # as `manage.py` runs it
        call_command("demo_council", households=HOUSEHOLDS, seed=1, stdout=said)
    assert f"Made {HOUSEHOLDS} synthetic households" in said.getvalue()
    assert demo_mark.is_demo()
    assert Household.objects.count() == HOUSEHOLDS
    assert set(User.objects.values_list("role", flat=True)) == set(Role)
    assert Organisation.objects.count() > 1
    assert PaperDestruction.objects.exists()
    assert DueLine.objects.going(today(), today() + NOTICE).exists()
    assert DueLine.objects.waiting_for_approval().exists()
    assert Hold.objects.exists()
    for name in ("worker", "manager", "health", "school"):
        unread = Message.objects.visible_to(User.objects.get(email=address_of(name))).unread()
        assert unread.exists(), name
    assert Message.objects.filter(read_at__isnull=False).exists()
    tomorrow = datetime.combine(today() + timedelta(days=1), time(9), UTC)
    with as_worker(), time_machine.travel(tomorrow, tick=False):
        assert digests.write_digests() == 1
    with as_worker():
        seen = list(sweep.look(today()))
    assert any(each.due for each in seen)
    assert any(each.blocked for each in seen)
    assert Household.objects.count() == HOUSEHOLDS
    assert not Certificate.objects.exists()
