"""No row of a restricted household is seen by anybody who is not named for it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone

from consent.models import (
    AgreementReview,
    Disclosure,
    EmergencyAccess,
    NoticeGiven,
    Occasion,
    Representation,
    Way,
)
from consent.models.agreement import Manner
from consent.models.proof import Evidence
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from households.actions import people
from households.categories import Category
from households.models import (
    Attachment,
    Attainment,
    Channel,
    Contact,
    ContactKind,
    GoalScale,
    GoalStep,
    HouseholdUserGrant,
    Identifier,
    IdentifierKind,
    Membership,
    Person,
    Review,
    SensitiveDetail,
    TeamMember,
)
from households.reading.search import search
from referrals.models import (
    Attendance,
    AttendanceState,
    Email,
    Message,
    Referral,
    ReferralOutcome,
    ReferralStep,
    ServiceUse,
    SupportRequest,
    Survey,
    SurveyAnswer,
    YesToReferral,
)
from retention.models import (
    ContractorCertificate,
    PaperDestruction,
    PaperFile,
    PaperLoan,
    PartnerRecord,
)
from tests.factories import HouseholdFactory

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
# Rows that no family of the cast has, and why that is all right here.
NOT_MADE = {
    "Address",
    "Hold",
    "DueLine",
    "Withdrawal",
    "Correction",
    "Merge",
    "Protection",
    "Reveal",
    # Told to an organisation itself, with no name: that sharing with it stopped.
    "StopNotice",
    "Suggestion",
}


@pytest.fixture
def restricted(cast):
    """The Quillfeathers with one of everything, seen only by those named."""
    assert cast.family
    for row in one_of_each(cast):
        row.keep(by=cast.alice, why="Made for this test")
    for row in hanging_on_them(cast):
        row.keep(by=cast.alice, why="Made for this test")
    contact = Contact.objects.get()
    contact.people.set([cast.mother, cast.child])
    Attachment(
        contact=contact, name="plan.pdf", media_type="application/pdf", size=1, stored_as="x"
    ).keep(by=cast.alice, why="Made for this test")
    cast.household.restricted = True
    cast.household.keep(by=cast.dana, why="A colleague's family")
    return cast


def one_of_each(cast):
    yield TeamMember(
        household=cast.household,
        organisation=cast.council,
        worker=cast.alice,
        role="Family worker",
        since=today(),
    )
    yield Review(household=cast.household, planned_for=today())
    yield GoalStep(goal=cast.goal, words="Ring the school", who="Alice", by_when=today())
    yield GoalScale(
        goal=cast.goal, much_less="a", less="b", expected="c", better="d", much_better="e"
    )
    yield Attainment(goal=cast.goal, on=today(), level=0)
    yield Contact(
        household=cast.household,
        kind=ContactKind.CALL,
        channel=Channel.TELEPHONE,
        on=date(2026, 5, 4),
    )
    yield Identifier(person=cast.child, kind=IdentifierKind.NHS)
    yield SensitiveDetail(person=cast.child, kind="health")
    yield ServiceUse(
        household=cast.household,
        person=cast.child,
        service_name="Stay and play",
        started_on=today(),
    )
    yield Disclosure(
        household=cast.household,
        organisation=cast.clinic,
        categories=[Category.IDENTITY],
        on=today(),
        occasion=Occasion.CHILD_SAFEGUARDING,
        authorised_by="Henry Hartwell",
    )
    yield Representation(
        agreement=cast.agreement,
        name="Ada Attorney",
        relation="Solicitor",
        evidence=Evidence.COURT_ORDER,
        reference="ZC26P00001",
        seen_on=today(),
    )
    yield AgreementReview(
        agreement=cast.agreement,
        held_on=today(),
        next_on=today() + timedelta(days=365),
        held_by=cast.alice,
    )
    yield NoticeGiven(
        household=cast.household,
        person=cast.mother,
        notice=cast.agreement.notice,
        given_on=today(),
        how=Way.PAPER,
        given_by=cast.alice,
    )
    yield Message(
        household=cast.household, recipient=cast.alice, kind="referral_accepted", path="/"
    )
    on = {"household": cast.household, "occasion": "review"}
    yield Survey(**on, way="paper", asked_on=today(), worker_says="a_lot", asked_by=cast.alice)
    yield SurveyAnswer(**on, answered_on=today(), family_says="not")
    yield Email(household=cast.household, address="them@school.example", kind="referral_waits")
    yield Referral(
        household=cast.household,
        organisation=cast.clinic,
        categories=[Category.IDENTITY],
        needs=["health"],
        reason="Help with sleep",
        discussed_on=today(),
        discussed_with=cast.mother,
        sent_by=cast.alice,
    )
    yield SupportRequest(
        household=cast.household,
        sent_as=uuid4(),
        channel=Channel.ONLINE_FORM,
        for_whom="self",
        best_time="any",
        answers=b"sealed",
        state="household",
        answered_at=timezone.now(),
        answered_by=cast.alice,
    )
    yield PaperFile(household=cast.household, label="2019/44", place="Shelf 4")
    yield PartnerRecord(household=cast.household, organisation=cast.clinic, how_known="family")
    yield EmergencyAccess(
        household=cast.household,
        opened_by=cast.charlie,
        organisation=cast.outsiders,
        reason="Nobody answers",
        at_risk="The baby",
        ends_at=timezone.now(),
        review_by=today(),
    )


def hanging_on_them(cast):
    use = ServiceUse.objects.get()
    yield Attendance(
        use=use,
        household=use.household,
        person=use.person,
        on=today(),
        state=AttendanceState.ATTENDED,
    )
    referral = Referral.objects.get()
    yield ReferralStep(referral=referral, state="sent", by=cast.alice)
    yield ReferralOutcome(referral=referral, words="Quiet nights")
    yield YesToReferral(referral=referral, manner=Manner.TELEPHONE)
    file = {"file": PaperFile.objects.get(), "household": cast.household}
    yield PaperLoan(**file, to_user=cast.alice, why="Court", due_on=today())
    yield PaperDestruction(**file, how="on_site", by_whom="Us", on=today(), recorded_by=cast.henry)
    yield ContractorCertificate(**file, number="C-1", added_by=cast.henry)


def seen_by(user):
    return {model.__name__ for model in RECORDS if model.objects.visible_to(user).exists()}


def test_one_of_each_was_made(restricted):
    there = {model.__name__ for model in RECORDS if model.objects.exists()}
    assert {model.__name__ for model in RECORDS} - there <= NOT_MADE


@pytest.mark.parametrize("name", ["alice", "henry", "pat", "paula", "harriet", "charlie"])
def test_nobody_else_sees_a_row_of_it(restricted, name):
    assert seen_by(getattr(restricted, name)) == set()


def test_the_officer_sees_it(restricted):
    assert "Household" in seen_by(restricted.dana)


@pytest.mark.parametrize("name", ["alice", "pat"])
def test_whoever_is_named_sees_what_they_saw_before(restricted, name):
    user = getattr(restricted, name)
    restricted.household.restricted = False
    with transaction.atomic():
        restricted.household.keep(by=restricted.dana, why="To compare")
        before = seen_by(user)
        restricted.household.restricted = True
        restricted.household.keep(by=restricted.dana, why="A colleague's family")
    HouseholdUserGrant.objects.create(
        user=user,
        permission=Permission.objects.get(codename="view_household"),
        content_object=restricted.household,
        valid_from=today(),
    )
    assert "Household" in before
    assert seen_by(user) == before


class TestWhoFledToARestrictedHousehold:
    """Their old home is open to everybody of the hub, and leads nobody to the new one."""

    @pytest.fixture
    def fled(self, cast):
        refuge = HouseholdFactory(name="Refuge", hub=cast.north_hub, by=cast.dana)
        people.also_lives_in(person=cast.mother, household=refuge, by=cast.dana)
        people.leave(
            membership=cast.mother.memberships.get(household=cast.household),
            on=today(),
            by=cast.dana,
        )
        refuge.restricted = True
        refuge.keep(by=cast.dana, why="She is in danger")
        return cast.mother

    def test_neither_list_nor_page_nor_search_shows_them(self, cast, fled):
        assert fled not in Person.objects.visible_to(cast.alice)
        assert not Membership.objects.visible_to(cast.alice).filter(person=fled).exists()
        assert fled not in [hit.person for hit in search(cast.alice, fled.full_name).hits]

    def test_the_officer_and_the_others_of_the_old_home_are_as_before(self, cast, fled):
        assert fled in Person.objects.visible_to(cast.dana)
        assert cast.child in Person.objects.visible_to(cast.alice)
        assert cast.child in [hit.person for hit in search(cast.alice, "Bramble").hits]

    def test_who_left_for_an_open_household_is_still_seen(self, cast):
        open_home = HouseholdFactory(name="Elsewhere", hub=cast.north_hub, by=cast.dana)
        people.also_lives_in(person=cast.mother, household=open_home, by=cast.dana)
        place = cast.mother.memberships.get(household=cast.household)
        people.leave(membership=place, on=today(), by=cast.dana)
        assert cast.mother in Person.objects.visible_to(cast.alice)
