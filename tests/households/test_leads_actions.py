"""Who takes the lead: asked, accepted or declined, handed over, ended (S55)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from consent.actions import agreements
from familyhubs.organisations.models import Role
from familyhubs.records.dates import today
from households.actions import leads
from households.categories import Category
from households.models import Household, Involvement, LeadAssignment, LeadState
from tests.factories import (
    AgreementFactory,
    LeadFactory,
    OfferFactory,
    PartnerUserFactory,
)
from tests.factories.disclosures import DisclosureFactory
from tests.sight import seen_by, sees_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(cast):
    """The school is asked to lead the Quillfeathers."""
    return OfferFactory(household=cast.household, organisation=cast.school, by=cast.alice)


def states(household):
    rows = household.lead_assignments.order_by("pk")
    return [(row.organisation.name.split(maxsplit=1)[0], row.state) for row in rows]


def test_the_present_lead_stays_until_the_answer_is_yes(cast, offer):
    assert states(cast.household) == [("Larkshire", "accepted"), ("Thornbury", "offered")]
    assert not Household.objects.without_a_lead().contains(cast.household)


def test_accepting_hands_over_and_keeps_the_earlier_lead(cast, offer):
    leads.accept(assignment=offer, practitioner=cast.pat, by=cast.paula)
    assert states(cast.household) == [("Larkshire", "ended"), ("Thornbury", "accepted")]
    earlier, present = cast.household.lead_assignments.order_by("pk")
    assert earlier.end_reason == "Handed over to Thornbury Lane Primary School"
    assert (present.practitioner, present.answered_by) == (cast.pat, cast.paula)


def test_declining_says_why_and_leaves_the_lead_where_it_was(cast, offer):
    leads.decline(assignment=offer, reason="No room until May", by=cast.paula)
    assert states(cast.household) == [("Larkshire", "accepted"), ("Thornbury", "declined")]
    offer.refresh_from_db()
    assert (offer.answer_reason, offer.answered_by) == ("No room until May", cast.paula)


def test_a_declined_organisation_may_be_asked_again(cast, offer):
    leads.decline(assignment=offer, reason="No room", by=cast.paula)
    assert OfferFactory(household=cast.household, organisation=cast.school, by=cast.alice)


@pytest.mark.parametrize(
    "answer",
    [
        lambda offer, cast: leads.accept(assignment=offer, practitioner=cast.pat, by=cast.pat),
        lambda offer, cast: leads.decline(assignment=offer, reason="No", by=cast.pat),
        lambda offer, cast: leads.withdraw_offer(assignment=offer, why="Sorry", by=cast.alice),
    ],
    ids=["accept", "decline", "withdraw_offer"],
)
def test_an_offer_is_answered_once(cast, offer, answer):
    stale = LeadAssignment.objects.get(pk=offer.pk)
    leads.decline(assignment=offer, reason="No room", by=cast.paula)
    with pytest.raises(leads.AlreadyAnswered):
        answer(stale, cast)
    assert states(cast.household)[-1] == ("Thornbury", "declined")


def test_one_organisation_is_asked_at_a_time(cast, offer):
    with pytest.raises(leads.LeadIsOffered):
        OfferFactory(household=cast.household, organisation=cast.council, by=cast.alice)


@pytest.mark.parametrize("who", ["clinic", "outsiders"])
def test_a_partner_the_family_has_not_agreed_to_is_not_asked(cast, who):
    with pytest.raises(leads.NotInvolved) as refusal:
        OfferFactory(household=cast.household, organisation=getattr(cast, who), by=cast.alice)
    assert refusal.value.field == "organisation"


def test_an_agreement_without_the_hub_record_is_not_enough_to_lead(cast):
    AgreementFactory(
        household=cast.strangers, recipients=[cast.clinic], categories=[Category.IDENTITY]
    )
    with pytest.raises(leads.NotInvolved):
        OfferFactory(household=cast.strangers, organisation=cast.clinic, by=cast.alice)


def test_what_is_disclosed_without_agreement_lets_nobody_lead(cast):
    DisclosureFactory(
        household=cast.household,
        organisation=cast.clinic,
        categories=[Category.IDENTITY, Category.HUB_RECORD],
        shown_until=today() + timedelta(days=7),
        by=cast.dana,
    )
    assert not sees_nothing(cast.harriet)
    with pytest.raises(leads.NotInvolved):
        OfferFactory(household=cast.household, organisation=cast.clinic, by=cast.alice)


def test_the_lead_practitioner_works_for_the_lead_partner(cast, offer):
    with pytest.raises(leads.NotTheirWorker):
        leads.accept(assignment=offer, practitioner=cast.harriet, by=cast.paula)
    leads.decline(assignment=offer, reason="No", by=cast.paula)
    with pytest.raises(leads.NotTheirWorker):
        OfferFactory(
            household=cast.household,
            organisation=cast.school,
            practitioner=cast.alice,
            by=cast.alice,
        )


def test_an_offer_whose_agreement_ran_out_meanwhile_is_not_accepted(cast):
    """Accepted, it would let the partner see the household for ever."""
    AgreementFactory(household=cast.strangers, recipients=[cast.clinic], until=today())
    offer = OfferFactory(household=cast.strangers, organisation=cast.clinic, by=cast.alice)
    with time_machine.travel(today() + timedelta(days=2)):
        with pytest.raises(leads.NotInvolved):
            leads.accept(assignment=offer, practitioner=cast.harriet, by=cast.harriet)
        assert sees_nothing(cast.harriet)


def test_the_lead_sees_the_hub_record_no_longer_than_the_family_agreed(cast):
    last_day = today() + timedelta(days=30)
    AgreementFactory(household=cast.strangers, recipients=[cast.clinic], until=last_day)
    LeadFactory(household=cast.strangers, practitioner=cast.harriet)
    assert set(seen_by(cast.harriet)["LeadAssignment"])
    with time_machine.travel(last_day):
        assert not sees_nothing(cast.harriet)
    with time_machine.travel(last_day + timedelta(days=1)):
        assert sees_nothing(cast.harriet)


def test_a_newer_agreement_lets_the_lead_go_on(cast):
    AgreementFactory(household=cast.strangers, recipients=[cast.clinic], until=today())
    LeadFactory(household=cast.strangers, practitioner=cast.harriet)
    AgreementFactory(household=cast.strangers, recipients=[cast.clinic])
    lead = Involvement.objects.get(organisation=cast.clinic, reason="lead")
    assert lead.until is None


def test_a_lead_ends_with_the_agreement_it_stands_on(cast, offer):
    leads.accept(assignment=offer, practitioner=cast.pat, by=cast.pat)
    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    assert states(cast.household)[-1] == ("Thornbury", "ended")
    assert Household.objects.without_a_lead().contains(cast.household)
    assert sees_nothing(cast.pat)


def test_an_offer_ends_with_the_agreement_it_stands_on(cast, offer):
    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    assert states(cast.household) == [("Larkshire", "accepted"), ("Thornbury", "withdrawn")]


def test_a_lead_goes_on_while_another_agreement_carries_it(cast, offer):
    another = AgreementFactory(household=cast.household, recipients=[cast.school])
    leads.accept(assignment=offer, practitioner=cast.pat, by=cast.pat)
    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    assert states(cast.household)[-1] == ("Thornbury", "accepted")
    assert not sees_nothing(cast.pat)
    agreements.withdraw(agreement=another, asked_by=cast.mother, by=cast.alice)
    assert states(cast.household)[-1] == ("Thornbury", "ended")
    assert sees_nothing(cast.pat)


def test_handing_over_to_the_council_leaves_the_partner_what_was_agreed(cast, offer):
    leads.accept(assignment=offer, practitioner=cast.pat, by=cast.pat)
    LeadFactory(household=cast.household, practitioner=cast.alice, by=cast.henry)
    assert [state for _, state in states(cast.household)] == ["ended", "ended", "accepted"]
    live = Involvement.objects.live().filter(organisation=cast.school)
    assert [row.reason for row in live] == ["agreement"]


def test_ending_the_lead_puts_the_household_among_those_without(cast):
    assert not Household.objects.without_a_lead().contains(cast.household)
    leads.end_for(
        household=cast.household, organisation=cast.council, why="Alice left", by=cast.henry
    )
    assert Household.objects.without_a_lead().contains(cast.household)


def test_the_database_holds_one_lead_a_household(cast):
    assert cast.lead
    second = LeadAssignment(
        household=cast.household,
        organisation=cast.school,
        state=LeadState.ACCEPTED,
        offered_at=cast.lead.offered_at,
        offered_by=cast.alice,
    )
    with pytest.raises(IntegrityError, match="one_lead"), transaction.atomic():
        second.keep(by=cast.alice, why="Two at once")


def test_what_waits_is_told_to_the_organisation_asked_and_nobody_else(cast, offer):
    told = {
        name
        for name, user in cast.everybody().items()
        if LeadAssignment.objects.offered_to(user).exists()
    }
    assert told == {"pat", "paula"}


def test_nobody_inactive_is_told_what_waits(cast, offer):
    gone = PartnerUserFactory(organisation=cast.school, role=Role.PARTNER_MANAGER, is_active=False)
    assert not LeadAssignment.objects.offered_to(gone).exists()


def test_only_those_who_were_asked_answer(cast):
    assert cast.agreement
    offer = leads.offer(household=cast.household, organisation=cast.school, by=cast.alice)
    with pytest.raises(leads.NotTheirs):
        leads.accept(assignment=offer, practitioner=cast.pat, by=cast.charlie)
    with pytest.raises(leads.NotTheirs):
        leads.decline(assignment=offer, reason="Not ours", by=cast.charlie)
