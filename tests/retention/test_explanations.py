"""S38-S40: each record shows its class, what started the clock, the date due, and the working."""

from datetime import date

import pytest

from familyhubs.records.privacy import RecordClass
from households.models import Household
from retention.explanations import Explained, Explanation, explain
from retention.reasons import BIRTH_MISSING, SUPPORT_OPEN
from retention.stopping import Stopped
from tests.cast import Cast
from tests.retention.families import TokenFamily, at

TODAY = date(2026, 11, 22)


def explained(family: TokenFamily) -> Explained:
    return explain(family.household, TODAY)


def child_of(family: TokenFamily) -> Explanation:
    (child,) = [each for each in explained(family).classes if each.person]
    return child


def test_both_classes_with_their_working(family: TokenFamily) -> None:
    family.close(date(2024, 7, 1))
    hub, service = explained(family).classes
    assert (hub.record_class, service.record_class) == (RecordClass.HUB, RecordClass.SERVICE)
    assert (hub.trigger, hub.trigger_on) == ("Support was last closed", date(2024, 7, 1))
    assert (hub.due_on, service.due_on) == (date(2029, 7, 1), date(2030, 7, 1))
    assert service.working.startswith("1 July 2024 and 6 years is 1 July 2030.")
    assert "opened again" in service.working
    assert "five years" not in service.source
    assert "Leaflet" in hub.source


def test_29_february_is_explained(family: TokenFamily) -> None:
    family.close(date(2024, 2, 29))
    hub, _service = explained(family).classes
    assert "There is no 29 February in 2029, so it falls on the day after." in hub.working


def test_open_support_has_no_date(family: TokenFamily) -> None:
    found = explained(family)
    assert found.stopped == [Stopped(SUPPORT_OPEN)]
    assert [each.due_on for each in found.classes] == [None, None]


def test_a_protected_child(family: TokenFamily) -> None:
    family.protect(family.child)
    family.close(date(2024, 7, 1))
    child = child_of(family)
    assert (child.person, child.due_on) == (family.child.pk, date(2087, 6, 1))
    assert child.working == "1 June 2012 and 75 years is 1 June 2087."


def test_a_child_who_died(family: TokenFamily) -> None:
    family.protect(family.add("Lost", died_on=date(2022, 5, 5)))
    family.close(date(2020, 7, 1))
    child = child_of(family)
    assert child.trigger == "The child died before the age of 18, having been looked after"
    assert child.working == "5 May 2022 and 15 years is 5 May 2037."
    assert "regulation 50" in child.source


def test_a_child_whose_own_time_is_shorter_than_the_family_s(family: TokenFamily) -> None:
    family.protect(family.add("Elder", date_of_birth=date(1940, 1, 1)))
    family.close(date(2024, 7, 1))
    child = child_of(family)
    assert child.due_on == date(2030, 7, 1)
    assert "kept longer, until 1 July 2030" in child.working


def test_a_missing_birth_date(family: TokenFamily) -> None:
    child = family.add("Nobirth", date_of_birth=None)
    family.protect(child)
    family.close(date(2020, 7, 1))
    assert explained(family).stopped == [Stopped(BIRTH_MISSING, child.pk)]
    assert (child_of(family).due_on, child_of(family).working) == (None, BIRTH_MISSING.words)


@pytest.mark.parametrize("made", [date(2020, 2, 29), date(2024, 1, 1)])
def test_support_never_opened(cast: Cast, made: date) -> None:
    with at(made):
        household = Household(name="Never", hub=cast.north_hub)
        household.keep(by=cast.alice, why="Taken on")
    hub, _service = explain(household, TODAY).classes
    assert hub.trigger_on == made
    assert "never opened" in hub.trigger
