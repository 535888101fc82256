"""S39, S43: a child who was left in a shell by a status that was a mistake goes as the shell's
service record: shown, held, noticed and approved like any, and its paper with it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from households.models import Household, Person
from retention import paper
from retention.actions import holds
from retention.models import DueLine, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_GIVEN, NOT_PUT_FORWARD, Why
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at
from tests.retention.filing import destroyed, filed
from tests.retention.nights import approved_by_two
from tests.retention.test_pages import page
from tests.retention.test_taken_back import taken_back

Night = Callable[[date], SweepRun]
DAY = timedelta(days=1)
NOTICED = SERVICE_DUE + DAY


@pytest.fixture
def fern(family: TokenFamily) -> Person:
    fern = family.add("Fern")
    family.protect(fern)
    family.close(CLOSED)
    return fern


@pytest.fixture
def left(family: TokenFamily, fern: Person, night: Night, cast: Cast) -> Person:
    """All that stays of the family: notice was given of her, and two people approved."""
    night(SERVICE_DUE - NOTICE)
    night(SERVICE_DUE)
    taken_back(family, fern, SERVICE_DUE)
    night(NOTICED)
    with at(NOTICED):
        approved_by_two(cast)
    return fern


@pytest.mark.parametrize("record_class", ["service", "protected_child"])
def test_a_hold_on_its_class_keeps_it_until_it_is_lifted(
    family: TokenFamily, left: Person, night: Night, cast: Cast, record_class: str
) -> None:
    """It is listed as a service record, and was a protected child's own: no hold is too narrow."""
    with at(NOTICED):
        hold = holds.place_on_class(
            record_class=record_class, reason="police", review_on=date(2099, 1, 1), by=cast.dana
        )
    run = night(NOTICED + NOTICE)
    assert (run.disposed, run.blocked) == (0, 1)
    assert Person.objects.get() == left
    assert DueLine.objects.standing().get().stopped_codes == [Why.HELD]
    with at(NOTICED + NOTICE):
        holds.lift(hold=hold, why="Over", by=cast.dana)
    assert night(NOTICED + NOTICE).disposed == 1
    assert not Household.objects.exists()


def test_its_page_says_until_when_and_how(
    family: TokenFamily, left: Person, officer: Client, cast: Cast
) -> None:
    with at(NOTICED):
        hold = holds.place(
            household=family.household, reason="police", review_on=date(2099, 1, 1), by=cast.dana
        )
        text = page(officer, "retention:household", family.reference)
        lift = reverse("retention:hold-lift", args=[family.reference, hold.pk])
        freed = officer.get(lift).content.decode()
    for said in ("1 March 2025", "A second person", "Approved by two people."):
        assert said in text
    assert "Nothing is left here" not in text
    assert "Service record: due since 1 March 2025." in freed
    assert "it goes on 3 April 2026 at the earliest" in freed


def test_its_paper_waits_for_notice_and_two_people(
    family: TokenFamily, fern: Person, night: Night, cast: Cast
) -> None:
    file = filed(family, family.word("cover"), person=fern)
    night(SERVICE_DUE - NOTICE)
    night(SERVICE_DUE)
    taken_back(family, fern, SERVICE_DUE)
    assert paper.verdict(file, SERVICE_DUE).reasons == [NOT_GIVEN, NOT_PUT_FORWARD]
    night(NOTICED)
    over = NOTICED + NOTICE
    assert paper.verdict(file, over).reasons == [NOT_PUT_FORWARD]
    with at(NOTICED):
        approved_by_two(cast)
    assert paper.verdict(file, over).may
    with at(over):
        destroyed(file, cast.henry)
    assert night(over).disposed == 1
