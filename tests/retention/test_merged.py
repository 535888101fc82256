"""A merge has nothing disposed of early, and what was merged away goes with what was kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import merges, people
from households.models import Episode, Household, Merge, Person
from households.models.merge import UNDO_DAYS
from retention import due
from retention.actions import holds
from retention.explanations import explain
from retention.models import Hold, HoldReason
from retention.reasons import CAN_BE_PARTED, hold_stands
from retention.stopping import Stopped, blocks
from tests.factories import GoalFactory, HouseholdFactory, PersonFactory
from tests.households import merging
from tests.retention.families import at
from tests.retention.nights import dispose_after_notice

pytestmark = pytest.mark.django_db

SIX_YEARS = timedelta(days=6 * 366 + 1)


@pytest.fixture
def pair(cast):
    """Two records of one household; the support of each was closed on another day."""
    kept, merged = (HouseholdFactory(name=name, by=cast.alice) for name in ("Quill", "Quil"))
    PersonFactory(household=merged, by=cast.alice)
    GoalFactory(household=merged, by=cast.alice)
    return kept, merged


def close(household, days_ago):
    on = today() - timedelta(days=days_ago)
    Episode.objects.filter(household=household).update(opened_on=on, closed_on=on)


def due_on(household, as_of):
    return [
        line
        for assessed in due.in_batches(as_of)
        for line in assessed.lines()
        if line.household_id == household.pk
    ]


def stopped_on(household, as_of):
    return [
        block.reason
        for assessed in due.in_batches(as_of)
        for block in blocks(assessed)
        if block.household_id == household.pk
    ]


def long_ago():
    """So long that a merge of that day cannot be undone any more."""
    return at(today() - timedelta(days=UNDO_DAYS + 1))


def test_s38_the_later_closing_counts(cast, pair, as_worker):
    kept, merged = pair
    close(kept, 2300)
    close(merged, 100)
    with as_worker():
        assert due_on(kept, today())
    with long_ago():
        merging.homes(cast, kept, merged)
    with as_worker():
        assert due_on(kept, today()) == []
        assert due_on(merged, today()) == []
        assert due_on(kept, today() + SIX_YEARS)


def test_the_shell_goes_with_what_was_kept(cast, pair, as_worker):
    kept, merged = pair
    close(kept, 2300)
    close(merged, 2300)
    with long_ago():
        merging.homes(cast, kept, merged)
    with as_worker():
        dispose_after_notice(today())
    assert not Household.objects.filter(pk__in=[kept.pk, merged.pk]).exists()
    assert not Person.objects.exists()
    assert not Merge.objects.exists()


def test_what_could_not_move_goes_too(cast, pair, as_worker):
    """Somebody who lived in both: the second place stays with the shell, and goes with it."""
    kept, merged = pair
    somebody = Person.objects.living_in(merged).order_by("pk").last()
    people.also_lives_in(person=somebody, household=kept, by=cast.alice)
    close(kept, 2300)
    close(merged, 2300)
    with long_ago():
        merging.homes(cast, kept, merged)
    assert merged.memberships.count() == 1
    with as_worker():
        dispose_after_notice(today())
    assert not Household.objects.filter(pk__in=[kept.pk, merged.pk]).exists()


def test_a_person_merged_away_goes_with_the_one_that_was_kept(cast, pair, as_worker):
    kept, merged = pair
    one = Person.objects.living_in(kept).get()
    twin = Person.objects.living_in(merged).order_by("pk").first()
    with long_ago():
        merging.people(cast, one, twin, household=kept)
    close(kept, 2300)
    close(merged, 100)
    with as_worker():
        dispose_after_notice(today())
    both = set(Person.objects.filter(pk__in=[one.pk, twin.pk]))
    assert both == {one, twin}, "she lives in the other"
    close(merged, 2300)
    with as_worker():
        dispose_after_notice(today())
    assert not Person.objects.filter(pk__in=[one.pk, twin.pk]).exists()


def test_s38_households_that_were_parted_again_go_each_in_its_own_time(cast, pair, as_worker):
    kept, merged = pair
    close(merged, 2300)
    with long_ago():
        merges.undo(merge=merging.homes(cast, kept, merged), by=cast.alice)
    with as_worker():
        dispose_after_notice(today())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(Household.objects.all()) == [kept]
    row = Merge.objects.get()
    assert (row.household, row.merged_household) == (kept, None), "that there was one is evidence"
    assert merged.pk in row.history.values_list("merged_household", flat=True)


def test_s38_nor_does_a_merge_of_people_that_was_undone_tie_them(cast, pair, as_worker):
    kept, merged = pair
    one = Person.objects.living_in(kept).get()
    twin = Person.objects.living_in(merged).order_by("pk").first()
    close(merged, 2300)
    with long_ago():
        row = merging.people(cast, one, twin, household=kept)
        merges.undo(merge=row, by=cast.alice)
    with as_worker():
        dispose_after_notice(today())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(Person.objects.all()) == [one]
    assert list(Household.objects.all()) == [kept]


def test_a_merge_of_merges_leaves_one_step(cast, pair):
    kept, merged = pair
    third = HouseholdFactory(by=cast.alice)
    merging.homes(cast, merged, third)
    merging.homes(cast, kept, merged)
    shells = Household.objects.filter(merged_into__isnull=False)
    assert set(shells) == {merged, third}
    assert not shells.exclude(merged_into=kept).filter(version__gte=F("version")).exists()


def test_nothing_goes_while_a_merge_of_households_can_be_undone(cast, pair, as_worker):
    kept, merged = pair
    close(kept, 2300)
    close(merged, 2300)
    made = merging.homes(cast, kept, merged)
    with as_worker():
        assert dispose_after_notice(today()).disposed == 0
        assert due_on(kept, today()) == []
        assert stopped_on(kept, today()) == [CAN_BE_PARTED]
    assert Stopped(CAN_BE_PARTED) in explain(kept, today()).stopped
    last = today() + timedelta(days=UNDO_DAYS)
    assert stopped_on(kept, last) == [CAN_BE_PARTED]
    assert due_on(kept, last + timedelta(days=1))
    merges.undo(merge=made, by=cast.alice)
    assert stopped_on(kept, today()) == []
    assert due_on(kept, today())


def test_nor_while_somebody_in_any_home_of_theirs_can_be_parted(cast, pair):
    """The one who was kept lives in another household too: that one's rows were moved as well."""
    kept, merged = pair
    one = Person.objects.living_in(kept).get()
    twin = Person.objects.living_in(merged).order_by("pk").first()
    close(kept, 2300)
    close(merged, 2300)
    merging.people(cast, one, twin, household=kept)
    for household in pair:
        assert stopped_on(household, today()) == [CAN_BE_PARTED]
        assert due_on(household, today()) == []


def test_s38_where_support_was_never_opened_the_younger_record_counts(cast):
    def taken_on(days_ago):
        with at(today() - timedelta(days=days_ago)):
            household = Household(name="Quill", hub=cast.north_hub)
            household.keep(by=cast.alice, why="Taken on")
        return household

    kept, merged = taken_on(2300), taken_on(100)
    assert due_on(kept, today())
    with long_ago():
        merging.homes(cast, kept, merged)
    assert due_on(kept, today()) == []
    assert stopped_on(kept, today()) == []
    assert due_on(kept, today() + SIX_YEARS)


def test_a_hold_that_a_merged_household_brought_still_stands(cast, pair, client):
    """Both were held for the same reason: the second hold could not be handed over."""
    kept, merged = pair
    for household in pair:
        close(household, 2300)
        next_year = today() + timedelta(days=365)
        holds.place(household=household, reason="police", review_on=next_year, by=cast.dana)
    with long_ago():
        merging.homes(cast, kept, merged)
    own, brought = Hold.objects.get(household=kept), Hold.objects.get(household=merged)
    holds.lift(hold=own, why="Over", by=cast.dana)
    held = [hold_stands(HoldReason.POLICE.label.lower())]
    assert stopped_on(kept, today()) == held
    assert due_on(kept, today()) == []
    client.force_login(cast.dana)
    lift = reverse("retention:hold-lift", args=[kept.reference, brought.pk])
    assert lift in client.get(reverse("retention:household", args=[kept.reference])).text
    assert client.post(lift, {"why": "Over"}).status_code == 302
    assert stopped_on(kept, today()) == []
    assert due_on(kept, today())
