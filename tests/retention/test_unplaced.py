"""A request that came to no household goes when the schedule says, and never before (S38, S43)."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from familyhubs.audit.models import Alias
from familyhubs.database.roles import DatabaseRole
from familyhubs.keys import vault
from familyhubs.records.privacy import RecordClass
from referrals.actions import requests
from referrals.models import SupportRequest
from retention import certificates, sweep, unplaced
from retention.actions import holds
from retention.chain import content_of
from retention.models import Certificate, HoldReason
from tests.database import acting_as
from tests.referrals.asking import a_request
from tests.retention.families import at

MADE = date(2026, 3, 2)
DUE = date(2032, 3, 2)


@pytest.fixture
def asked(cast):
    with at(MADE):
        made = a_request(words="Marigoldish")
        requests.decline(request=made, reason="other", note="Quillish", by=cast.alice)
    return made


def swept(day):
    with at(day), acting_as(DatabaseRole.WORKER):
        return sweep.dispose(day)


def rows_of(request):
    return SupportRequest.history.filter(id=request.pk).count()


def test_it_stays_to_the_day_and_goes_on_it(cast, asked):
    """Declined, or never answered."""
    with at(MADE):
        unanswered = a_request()
    assert swept(DUE - timedelta(days=1)).disposed == 0
    key = SupportRequest.objects.get(pk=asked.pk).data_key
    assert swept(DUE).disposed == 2
    assert not SupportRequest.objects.filter(pk__in=[asked.pk, unanswered.pk]).exists()
    assert not rows_of(asked)
    assert not Alias.objects.filter(subject="supportrequest", subject_id=str(asked.pk)).exists()
    assert vault.destroyed_at([key])


def test_the_certificate_says_what_went_and_names_nobody(cast, asked):
    swept(DUE)
    (certificate,) = certificates.about(asked.reference)
    assert (certificate.record_class, certificate.records, certificate.keys) == ("service", 1, 1)
    assert certificate.rule.startswith("6 years from: The record was made")
    assert certificate.counts == {
        "referrals_supportrequest": 1,
        "referrals_historicalsupportrequest": 2,
    }
    assert asked.reference not in json.dumps(content_of(certificate))


def test_a_hold_on_every_service_record_keeps_it(cast, asked):
    with at(MADE):
        holds.place_on_class(
            record_class=RecordClass.SERVICE,
            reason=HoldReason.STATUTORY_INQUIRY,
            review_on=DUE,
            by=cast.dana,
        )
    run = swept(DUE)
    assert (run.disposed, run.blocked) == (0, 1)
    assert SupportRequest.objects.filter(pk=asked.pk).exists()


def test_one_of_a_household_does_not_go_by_itself(cast):
    with at(MADE):
        asked = a_request()
        requests.join(request=asked, household=cast.household, by=cast.alice)
    swept(DUE)
    assert SupportRequest.objects.filter(pk=asked.pk).exists()


def test_the_command_lists_it_without_changing_anything(cast, asked):
    said = StringIO()
    with at(DUE):
        call_command("retention_sweep", "--json", "--as-of", DUE.isoformat(), stdout=said)
    (line,) = json.loads(said.getvalue())["due"]
    assert (line["household"], line["due_on"]) == (asked.reference, DUE.isoformat())
    assert rows_of(asked) == 2


def test_one_that_a_restore_brings_back_goes_again(cast, asked):
    swept(DUE)
    contents = [content_of(one) for one in Certificate.objects.all()]
    other = a_request()
    SupportRequest.objects.filter(pk=other.pk).update(data_key=asked.data_key)
    stays = a_request()
    with acting_as(DatabaseRole.WORKER):
        assert unplaced.again(contents, None) == 1
    assert list(SupportRequest.objects.all()) == [stays]
