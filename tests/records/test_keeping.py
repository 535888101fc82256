"""History with who and why, and a version against stale tabs."""

from datetime import date

import pytest

from familyhubs.records.changes import changes_of
from familyhubs.records.models import StaleRecord
from households.actions import households, leads, people
from households.models import Household
from tests.factories import HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_the_first_history_row_says_who_and_why(cast):
    (row,) = cast.household.history.all()
    assert row.history_user == cast.alice
    assert row.history_change_reason == "Taken on"
    assert row.history_type == "+"


def test_every_save_is_another_history_row_and_another_version(cast):
    household = cast.household
    households.change(
        household=household, name="Quill", hub=cast.south_hub, seen_version=1, by=cast.henry
    )
    assert household.version == 2
    newest, first = household.history.order_by("-history_id")
    assert (newest.name, newest.history_user) == ("Quill", cast.henry)
    assert first.name == "Quillfeather"


def test_a_stale_tab_overwrites_nothing(cast):
    in_one_tab, in_another = (Household.objects.get(pk=cast.household.pk) for _ in range(2))
    hub = cast.north_hub
    households.change(household=in_one_tab, name="First", hub=hub, seen_version=1, by=cast.henry)
    with pytest.raises(StaleRecord, match="Henry Hartwell changed this") as refusal:
        households.change(
            household=in_another, name="Second", hub=hub, seen_version=1, by=cast.alice
        )
    assert refusal.value.current_version == 2
    assert Household.objects.get(pk=cast.household.pk).name == "First"
    assert cast.household.history.count() == 2


def test_saving_again_from_the_version_that_was_shown_goes_through(cast):
    household, hub = cast.household, cast.north_hub
    for version, name in enumerate(["First", "Second"], start=1):
        households.change(
            household=household, name=name, hub=hub, seen_version=version, by=cast.alice
        )
    assert Household.objects.get(pk=household.pk).version == 3


def test_the_change_list_tells_each_field_before_and_after(cast):
    people.correct(
        person=cast.child,
        household=cast.household,
        seen_version=1,
        by=cast.henry,
        why="Misheard on the telephone",
        given_name="Bryony",
        date_of_birth=date(2019, 2, 28),
    )
    changed, recorded = changes_of([cast.child])
    assert (changed.who, changed.why) == ("Henry Hartwell", "Misheard on the telephone")
    assert changed.what == "Person changed"
    told = {change.field: (change.before, change.after) for change in changed.changes}
    assert told["First name"] == ("Bramble", "Bryony")
    assert told["Date of birth"][1] == "28 February 2019"
    assert set(told) == {"First name", "Date of birth"}
    assert recorded.what == "Person recorded"
    assert {change.before for change in recorded.changes} == {""}


def test_choices_and_people_stand_in_the_change_list_in_words(cast):
    leads.end_for(
        household=cast.household, organisation=cast.council, why="Moved away", by=cast.henry
    )
    newest = changes_of([cast.lead])[0]
    told = {change.field: change.after for change in newest.changes}
    assert told["State"] == "Handed over or ended"
    assert told["Why it ended"] == "Moved away"


def test_the_system_is_named_where_nobody_asked(db):
    household = HouseholdFactory()
    household.name = "Renamed"
    household.keep(by=None, why="Nightly repair")
    assert changes_of([household])[0].who == "The system"


def test_the_change_list_asks_the_database_no_more_for_more_people(cast, django_assert_num_queries):
    memberships = cast.household.memberships
    few = list(memberships.all())
    for _ in range(5):
        PersonFactory(household=cast.household)
    many = list(memberships.all())
    assert (len(few), len(many)) == (2, 7)
    for records in (few, many):
        with django_assert_num_queries(1):
            assert len(changes_of(records)) == len(records)
