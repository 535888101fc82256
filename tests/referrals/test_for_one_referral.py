"""S60, S63: an agreement says that it was made for one referral, and nothing is guessed of it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection

from consent import due
from consent.actions import agreements
from consent.models import Agreement, Withdrawal
from households.models import Involvement, InvolvementReason
from referrals.actions import answers
from tests.referrals.referring import a_referral, to_clinic

pytestmark = pytest.mark.django_db


def now(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def decline(referral, by):
    return answers.decline(referral=referral, because="full", by=by)


def test_it_is_said_when_it_is_made(cast):
    assert to_clinic(cast).agreement.for_one_referral
    assert not cast.agreement.for_one_referral


def test_what_was_made_apart_is_no_other_once_what_it_opened_is_disposed_of(cast, as_worker):
    """Involvements go before agreements. It shows nothing any more: another is asked for."""
    referral = a_referral(cast)
    opened = Involvement.objects.filter(reason=InvolvementReason.AGREEMENT)
    with as_worker():
        opened.update(source_id=0)
    decline(referral, cast.pat)
    assert now(cast.agreement).is_in_force
    assert a_referral(cast).agreement.for_one_referral


class TestLookingAtItAgain:
    """Its words promise that the family is asked again."""

    def again(self, cast, agreement):
        with time_machine.travel(agreement.review_on):
            return agreement in due.to_look_at_again(cast.alice)

    def test_while_its_referral_waits(self, cast):
        assert cast.harriet
        sent = to_clinic(cast)
        assert self.again(cast, sent.agreement)
        answers.put_on_the_list(referral=sent, by=cast.harriet)
        assert self.again(cast, sent.agreement)

    def test_while_it_goes_on(self, cast):
        assert cast.harriet
        sent = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        assert self.again(cast, sent.agreement)

    def test_no_more_once_it_is_over(self, cast):
        sent = to_clinic(cast)
        decline(sent, cast.harriet)
        assert not self.again(cast, sent.agreement)

    @pytest.mark.parametrize("part", [False, True])
    def test_no_more_once_it_is_taken_back(self, cast, part):
        sent = to_clinic(cast)
        each = [{"category": one} for one in sent.categories] if part else [{}]
        for taken in each:
            agreements.withdraw(
                agreement=sent.agreement, asked_by=cast.mother, by=cast.alice, **taken
            )
        assert not self.again(cast, sent.agreement)


class TestThoseThatAreThere:
    """As the migration finds them."""

    def unsaid(self, as_owner, *referrals):
        """As they were before it was said of them, and before any was closed."""
        moved = import_module("referrals.migrations.0022_agreements_for_one_referral")
        made = [referral.agreement_id for referral in referrals]
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(moved.OFF)
            for said in moved.SAID:
                cursor.execute(said.replace("= true", "= false"), [made])
            cursor.execute(moved.ON)
            moved.say(None, SimpleNamespace(connection=connection))

    def test_it_is_said_of_what_a_referral_stands_on_and_opened_nothing(self, cast, as_owner):
        alone, apart = to_clinic(cast), a_referral(cast)
        self.unsaid(as_owner, alone, apart)
        assert now(alone.agreement).for_one_referral
        assert now(alone.agreement).history.get().for_one_referral
        assert now(alone.agreement).is_in_force
        assert not now(apart.agreement).for_one_referral

    def test_it_ends_where_its_referral_was_over(self, cast, as_owner, as_worker):
        alone = to_clinic(cast)
        decline(alone, cast.harriet)
        with as_worker(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM consent_withdrawal")
        self.unsaid(as_owner, alone)
        ended = now(alone.agreement)
        assert (ended.is_in_force, ended.is_done) == (False, True)
        kept = Withdrawal.history.get(id=Withdrawal.objects.get().pk)
        assert kept.agreement_id == alone.agreement_id

    def test_an_agreement_stays_as_it_is_afterwards(self, cast, as_owner):
        self.unsaid(as_owner, to_clinic(cast))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal "
                "AND tgrelid IN ('consent_agreement'::regclass, "
                "'consent_historicalagreement'::regclass)"
            )
            assert set(cursor.fetchall()) == {
                ("consent_agreement_append_only", "O"),
                ("consent_agreement_no_truncate", "O"),
                ("consent_agreement_stays", "A"),
                ("consent_historicalagreement_append_only", "O"),
                ("consent_historicalagreement_no_truncate", "O"),
            }
