"""Emergency access: one worker, one household, an hour, three categories, both walls; reviewed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from consent.actions import emergency
from consent.models import EmergencyAccess, Outcome
from familyhubs.audit import log
from familyhubs.organisations.models import Role
from familyhubs.records.models import StaleRecord
from households.actions import restricted
from households.explained import explain
from households.models import Address, Contact, Goal, Household, Involvement, Person
from households.reading.search import search
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    GoalFactory,
    UserFactory,
)
from tests.factories.disclosures import EmergencyFactory
from tests.households import merging
from tests.walls import test_second_wall
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=ZoneInfo("Europe/London"))
LATE = datetime(2026, 11, 23, 23, 40, tzinfo=ZoneInfo("Europe/London"))
SAID = {"reason": "The baby was left alone and nobody answers", "at_risk": "The baby"}


@pytest.fixture
def family(cast):
    """One nobody shares with Charlie: with a goal, and a visit that is not for him."""
    ContactFactory(household=cast.household, people=[cast.child], by=cast.alice)
    assert cast.address
    return cast


def seen(user, household):
    """What each wall alone shows of a household: they are always the same."""
    models = (Household, Person, Address, Goal, Contact)
    scoped = [set(model.objects.visible_to(user).values_list("pk", flat=True)) for model in models]
    with as_page_of(user):
        walled = [set(model.objects.values_list("pk", flat=True)) for model in models]
    assert scoped == walled
    return dict(zip(models, scoped, strict=True))


def test_it_shows_who_they_are_how_to_reach_them_and_the_hub_record(family):
    EmergencyFactory(household=family.household, by=family.charlie)
    found = seen(family.charlie, family.household)
    assert found[Household] == {family.household.pk}
    assert found[Person] == {family.mother.pk, family.child.pk}
    assert found[Address] == {family.address.pk}
    assert found[Goal] == {family.goal.pk}
    assert not found[Contact]


@pytest.mark.parametrize("opened", [MONDAY, LATE])
def test_it_ends_after_sixty_minutes_in_both_walls(family, opened):
    with time_machine.travel(opened, tick=False) as clock:
        EmergencyFactory(household=family.household, by=family.charlie)
        clock.shift(timedelta(minutes=59, seconds=59))
        assert seen(family.charlie, family.household)[Household]
        clock.shift(timedelta(seconds=1))
        assert not any(seen(family.charlie, family.household).values())


def test_a_colleague_sees_nothing_of_it(family):
    EmergencyFactory(household=family.household, by=family.charlie)
    colleague = UserFactory(role=Role.PARTNER_MANAGER, organisation=family.outsiders)
    assert not any(seen(colleague, family.household).values())


def test_no_list_and_no_search_by_name_shows_it(family):
    EmergencyFactory(household=family.household, by=family.charlie)
    with as_page_of(family.charlie):
        assert not search(family.charlie, "Quillfeather").hits
        assert Household.objects.newest_ids(family.charlie, 25) == []


def test_both_walls_show_the_same_of_every_table_while_it_runs(family):
    GoalFactory(household=family.household)
    EmergencyFactory(household=family.household, by=family.charlie)
    test_second_wall.the_same_of_every_table(family, ("charlie", "pat", "alice", "dana"))


def test_an_unknown_and_a_restricted_reference_are_answered_alike(family):
    restricted.restrict(household=family.household, reason="A colleague's family", by=family.henry)
    words = set()
    for reference in (family.household.reference, "FH-0000-0000-0000", "?", "x" * 40):
        with pytest.raises(emergency.NoSuchHousehold) as refused:
            emergency.open_for_an_hour(reference=reference, by=family.charlie, **SAID)
        words.add(refused.value.words)
    assert len(words) == 1
    assert not EmergencyAccess.objects.exists()


def test_restricted_meanwhile_it_is_closed_at_once(family):
    EmergencyFactory(household=family.household, by=family.charlie)
    restricted.restrict(household=family.household, reason="A colleague's family", by=family.henry)
    assert not any(seen(family.charlie, family.household).values())


def test_a_second_within_the_hour_is_the_running_one(family):
    with time_machine.travel(MONDAY, tick=False) as clock:
        first = EmergencyFactory(household=family.household, by=family.charlie)
        clock.shift(timedelta(minutes=30))
        again = EmergencyFactory(household=family.household, by=family.charlie)
        assert (again.pk, again.ends_at) == (first.pk, first.ends_at)
        clock.shift(timedelta(minutes=30))
        emergency.open_for_an_hour(reference=family.household.reference, by=family.charlie, **SAID)
    assert EmergencyAccess.objects.count() == 2


def test_who_sees_as_much_already_opens_nothing(family):
    AgreementFactory(household=family.household, recipients=[family.outsiders], by=family.alice)
    emergency.open_for_an_hour(reference=family.household.reference, by=family.charlie, **SAID)
    assert not EmergencyAccess.objects.exists()


def test_a_reference_of_what_was_merged_opens_the_household_that_is_kept(family):
    merging.homes(family, family.household, family.strangers)
    opened = emergency.open_for_an_hour(
        reference=family.strangers.reference, by=family.charlie, **SAID
    )
    assert opened == family.household


def test_s32_who_takes_part_no_longer_opens_nothing(family):
    family.charlie.organisation.is_active = False
    with pytest.raises(emergency.NotTakingPart):
        emergency.open_for_an_hour(reference=family.household.reference, by=family.charlie, **SAID)


def test_ended_early_it_is_over_at_once(family):
    access = EmergencyFactory(household=family.household, by=family.charlie)
    emergency.end(household=family.household, by=family.charlie)
    assert not any(seen(family.charlie, family.household).values())
    access.refresh_from_db()
    assert not access.is_running


def test_the_log_says_so(family):
    EmergencyFactory(household=family.household, by=family.charlie)
    actions = {event.action for event in log.events_about("household", family.household.pk)}
    assert {"emergency.open_for_an_hour", "involvement.begin"} <= actions


def test_s60_it_is_explained(family):
    with time_machine.travel(MONDAY, tick=False) as clock:
        EmergencyFactory(household=family.household, by=family.charlie)
        told = explain(family.household, family.charlie, MONDAY.date())
        assert [reason.reason for reason in told.because] == ["emergency"]
        assert told.because[0].until == MONDAY.date()
        clock.shift(timedelta(hours=2))
        assert not explain(family.household, family.charlie, MONDAY.date()).sees


class TestReview:
    def test_within_two_working_days_by_the_hubs_manager_or_the_officer(self, family):
        with time_machine.travel(datetime(2026, 12, 24, 12, tzinfo=ZoneInfo("Europe/London"))):
            access = EmergencyFactory(household=family.household, by=family.charlie)
        assert f"{access.review_by}" == "2026-12-30"
        elsewhere = UserFactory(
            role=Role.HUB_MANAGER, organisation=family.council, hub=family.south_hub
        )
        for who in (family.alice, family.adam, elsewhere):
            with pytest.raises(emergency.NotTheirsToReview):
                self.review(access, who)
        self.review(access, family.henry)
        access.refresh_from_db()
        assert (access.outcome, access.reviewed_by) == (Outcome.JUSTIFIED, family.henry)
        with pytest.raises(emergency.AlreadyReviewed):
            self.review(access, family.dana, version=2)

    def test_never_their_own(self, family):
        access = EmergencyFactory(household=family.household, by=family.charlie)
        moved = family.charlie
        moved.role, moved.organisation = Role.DPO, family.council
        moved.save()
        with pytest.raises(emergency.NeverTheirOwn):
            self.review(access, moved)

    def test_one_that_was_not_justified_ends_it(self, family):
        access = EmergencyFactory(household=family.household, by=family.charlie)
        with pytest.raises(StaleRecord):
            self.review(access, family.dana, version=7)
        self.review(access, family.dana, outcome=Outcome.NOT_JUSTIFIED)
        assert not any(seen(family.charlie, family.household).values())

    def review(self, access, by, outcome=Outcome.JUSTIFIED, version=1):
        emergency.review(
            access=access, outcome=outcome, what_was_done="Spoke to them", by=by,
            seen_version=version,
        )  # fmt: skip


def test_a_partner_sees_no_register(family):
    EmergencyFactory(household=family.household, by=family.charlie)
    assert not EmergencyAccess.objects.visible_to(family.charlie).exists()
    with as_page_of(family.charlie):
        assert not EmergencyAccess.objects.exists()
        assert Involvement.objects.get(only_for=family.charlie)
