"""Support opened, closed, opened again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions import episodes
from households.models import Episode, Household
from tests.factories import EpisodeFactory

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


def close(cast, **changed):
    facts = {"episode": cast.episode, "on": today(), "reason": "All is well", "by": cast.alice}
    return episodes.close_support(**(facts | changed))


def test_support_is_closed_and_opened_again_as_another_episode(cast):
    first = close(cast)
    second = EpisodeFactory(household=cast.household)
    assert list(cast.household.episodes.all()) == [second, first]
    assert Household.objects.with_open_support().contains(cast.household)
    assert first.closing_reason == "All is well"


def test_support_opens_once(cast):
    with pytest.raises(episodes.SupportIsOpen):
        episodes.open_support(household=cast.household, on=today(), reason="", by=cast.alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode(household=cast.household, opened_on=today()).keep(by=cast.alice, why="Twice")


def test_support_closes_once(cast):
    close(cast)
    again = Episode.objects.get(household=cast.household)
    with pytest.raises(episodes.AlreadyClosed):
        close(cast, episode=again, reason="Another reason")
    assert cast.household.episodes.get().closing_reason == "All is well"


def test_support_does_not_close_before_it_opened(cast):
    with pytest.raises(episodes.ClosedBeforeOpened) as refusal:
        close(cast, on=cast.episode.opened_on - timedelta(days=1))
    assert refusal.value.field == "on"
    assert cast.household.episodes.get().closed_on is None


def test_a_stale_tab_closes_nothing(cast):
    with pytest.raises(StaleRecord):
        close(cast, seen_version=cast.episode.version - 1)
    assert cast.household.episodes.get().closed_on is None


def test_closing_support_ends_the_lead(cast):
    assert cast.lead.state == "accepted"
    close(cast)
    cast.lead.refresh_from_db()
    assert (cast.lead.state, cast.lead.end_reason) == ("ended", "Support was closed")


def test_a_closed_household_stands_not_among_those_without_a_lead(cast):
    close(cast)
    assert not Household.objects.without_a_lead().contains(cast.household)
    EpisodeFactory(household=cast.household)
    assert Household.objects.without_a_lead().contains(cast.household)
