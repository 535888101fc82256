"""What a lapsed lead, a shown disclosure and a representative may not bring about (S24, S60)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consent.actions import agreements
from consent.actions.authority import MayNotAnswerFor
from consent.models import Notice, NoticeKind
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Goal, Involvement, InvolvementReason, LeadAssignment, LeadState
from tests.consent.test_answers import GUARDIAN
from tests.factories import AgreementFactory, LeadFactory
from tests.factories.disclosures import DisclosureFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def involvements(cast, organisation, reason):
    return Involvement.objects.filter(
        household=cast.household, organisation=organisation, reason=reason
    )


def test_s60_a_lead_that_lapsed_is_not_reopened_by_an_agreement_without_the_hub_record(
    cast, time_machine
):
    cast.goal  # noqa: B018  made
    AgreementFactory(
        household=cast.household,
        recipients=[cast.clinic],
        categories=[Category.HUB_RECORD, Category.IDENTITY],
        until=today() + 10 * DAY,
        by=cast.alice,
    )
    LeadFactory(household=cast.household, practitioner=cast.harriet, by=cast.henry)
    time_machine.move_to(today() + 20 * DAY)
    assert not Goal.objects.visible_to(cast.harriet).exists()
    AgreementFactory(
        household=cast.household,
        recipients=[cast.clinic],
        categories=[Category.IDENTITY],
        by=cast.alice,
    )
    assert not Goal.objects.visible_to(cast.harriet).exists()
    assert involvements(cast, cast.clinic, InvolvementReason.LEAD).get().until is not None


def test_a_disclosure_carries_no_lead_further_than_the_agreement(cast):
    cast.goal  # noqa: B018  made
    agreement = AgreementFactory(household=cast.household, recipients=[cast.clinic], by=cast.alice)
    LeadFactory(household=cast.household, practitioner=cast.harriet, by=cast.henry)
    DisclosureFactory(
        household=cast.household,
        organisation=cast.clinic,
        categories=[Category.IDENTITY],
        shown_until=today() + 30 * DAY,
        by=cast.henry,
    )
    assert Goal.objects.visible_to(cast.harriet).exists()
    agreements.withdraw(agreement=agreement, asked_by=cast.mother, by=cast.alice)
    assert not Goal.objects.visible_to(cast.harriet).exists()
    led = LeadAssignment.objects.get(organisation=cast.clinic)
    assert led.state == LeadState.ENDED


def test_s24_a_representative_answers_for_nobody_else(cast):
    with pytest.raises(MayNotAnswerFor, match="answers for Bramble Quillfeather alone") as refusal:
        AgreementFactory(
            household=cast.household,
            given_by=cast.child,
            covers=[cast.child, cast.mother],
            recipients=[cast.clinic],
            representative=GUARDIAN,
            by=cast.alice,
        )
    assert refusal.value.field == "covers"


def test_s53_the_notice_is_the_one_of_the_day_they_answered(cast):
    before = Notice.objects.current(NoticeKind.PRIVACY)
    newer = Notice.objects.create(
        kind=NoticeKind.PRIVACY, in_force_from=today(), title="Privacy notice", text="Newer"
    )
    paper = AgreementFactory(household=cast.household, given_on=today() - 21 * DAY, by=cast.alice)
    assert paper.notice == before
    assert AgreementFactory(household=cast.household, by=cast.alice).notice == newer


def test_a_partner_is_told_of_no_others_disclosure(client, cast):
    assert cast.agreement
    DisclosureFactory(
        household=cast.household,
        organisation=cast.clinic,
        categories=[Category.IDENTITY],
        shown_until=today() + 30 * DAY,
        by=cast.henry,
    )
    for name in ("households:overview", "consent:sharing"):
        url = reverse(name, args=[cast.household.reference])
        client.force_login(cast.alice)
        assert "Larkfield Health Visiting Team" in client.get(url).text
        client.force_login(cast.pat)
        assert "Larkfield Health Visiting Team" not in client.get(url).text


def test_who_takes_part_no_longer_is_not_said_to_see_it(client, cast):
    assert cast.agreement
    cast.school.is_active = False
    cast.school.save()
    client.force_login(cast.alice)
    page = client.get(reverse("households:overview", args=[cast.household.reference])).text
    assert "No partner organisation" in page.split('id="who-sees"')[1]
