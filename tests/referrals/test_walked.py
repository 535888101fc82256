"""A manager's lists and figures are read by an index of theirs, not from all that waits."""

import pytest
from django.db import connection

from familyhubs.database.planning import walked_in_order
from familyhubs.organisations.models import User
from referrals import referring, triage
from referrals.forms.requests import RequestFilter
from tests.referrals.referring import to_clinic

pytestmark = pytest.mark.django_db


def plan_of(rows):
    """As a large council's: here, all rows are read sooner than any index."""
    with walked_in_order(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        return rows.values_list("pk")[:1000].explain()


@pytest.mark.parametrize("number", [1, 2])
def test_what_people_sent_who_left(cast, number):
    assert to_clinic(cast)
    assert cast.dana
    User.objects.filter(pk__in=[cast.alice.pk, cast.charlie.pk][:number]).update(is_active=False)
    plan = plan_of(referring.listed(cast.henry, referring.LEFT))
    assert "open_referrals_in_order" in plan
    assert "Sort" not in plan
    assert "organisations_user" not in plan


def test_the_requests_one_has_taken(cast):
    plan = plan_of(triage.listed(cast.henry, {"show": RequestFilter.MINE}))
    assert "open_requests_of_claimant" in plan
    assert "Sort" not in plan
