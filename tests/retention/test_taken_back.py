"""S39, S43: a child whose confirmed status a manager takes back, while the family's notice runs or
has run, does not go with the family: notice of it is given anew, and two people approve."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from households.actions import people, protections
from households.models import Household, Person, Protection
from retention.actions import due_lines
from retention.models import DueLine, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_PUT_FORWARD
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import approved_by_two, line_of

Night = Callable[[date], SweepRun]
DAY = timedelta(days=1)


@pytest.fixture
def fern(family: TokenFamily) -> Person:
    fern = family.add("Fern")
    family.protect(fern)
    family.close(CLOSED)
    return fern


def taken_back(family: TokenFamily, child: Person, on: date) -> None:
    with at(on):
        protections.mark_mistake(
            protection=Protection.objects.get(person=child, in_error=False),
            reason="Another child's",
            household=family.household,
            by=family.cast.henry,
        )


def test_the_child_stays_that_night_and_goes_after_notice_and_two_approvals(
    family: TokenFamily, fern: Person, night: Night, cast: Cast
) -> None:
    night(SERVICE_DUE - NOTICE)
    taken_back(family, fern, SERVICE_DUE - DAY)
    assert night(SERVICE_DUE).disposed == 2
    assert Person.objects.get() == fern
    assert tables_with(family.word("Mother"), family.word("street")) == {}
    assert Household.objects.get().name == ""
    noticed = SERVICE_DUE + DAY
    assert night(noticed).noticed == 1
    line = line_of(family)
    assert (line.given_on, line.needs_approval) == (noticed, True)
    assert night(noticed + NOTICE).disposed == 0
    assert line_of(family).approval_words == NOT_PUT_FORWARD.words
    approved_by_two(cast)
    assert night(noticed + NOTICE).disposed == 1
    assert tables_with(family.token) == {}
    assert not Household.objects.exists()


def test_on_the_very_day_of_the_notice_the_child_stays_too(
    family: TokenFamily, fern: Person, night: Night
) -> None:
    """The sweep gives notice in the night, and the manager speaks at noon."""
    night(SERVICE_DUE - NOTICE)
    taken_back(family, fern, SERVICE_DUE - NOTICE)
    assert night(SERVICE_DUE).disposed == 2
    assert Person.objects.get() == fern


def test_approved_too_soon_it_still_has_its_thirty_days(
    family: TokenFamily, fern: Person, night: Night, cast: Cast
) -> None:
    night(SERVICE_DUE - NOTICE)
    taken_back(family, fern, SERVICE_DUE - 20 * DAY)
    night(SERVICE_DUE)
    night(SERVICE_DUE + DAY)
    approved_by_two(cast)
    assert night(SERVICE_DUE + NOTICE).disposed == 0
    assert night(SERVICE_DUE + DAY + NOTICE).disposed == 1


def test_taken_back_before_any_notice_the_child_goes_with_the_family(
    family: TokenFamily, fern: Person, night: Night
) -> None:
    """Whoever reads the notice sees a family without a protected child in it."""
    taken_back(family, fern, SERVICE_DUE - 40 * DAY)
    night(SERVICE_DUE - NOTICE)
    assert night(SERVICE_DUE).disposed == 2
    assert tables_with(family.token) == {}


def test_in_another_home_s_notice_too(family: TokenFamily, fern: Person, night: Night) -> None:
    other = TokenFamily(family.cast)
    people.also_lives_in(person=fern, household=other.household, by=family.cast.alice)
    other.close(CLOSED - 3 * DAY)
    night(SERVICE_DUE - NOTICE)
    taken_back(family, fern, SERVICE_DUE - DAY)
    night(SERVICE_DUE)
    assert Person.objects.get() == fern


def test_a_second_child_of_a_shell_has_a_notice_of_its_own(
    family: TokenFamily, fern: Person, night: Night, cast: Cast
) -> None:
    """The shell's was given of her sister: that it has run and was approved says nothing of her."""
    ivy = family.add("Ivy")
    family.protect(ivy)
    night(SERVICE_DUE - NOTICE)
    night(SERVICE_DUE)
    taken_back(family, ivy, SERVICE_DUE + DAY)
    noticed = SERVICE_DUE + 2 * DAY
    night(noticed)
    approved_by_two(cast)
    first = line_of(family)
    taken_back(family, fern, noticed + NOTICE - DAY)
    assert night(noticed + NOTICE).disposed == 0
    assert DueLine.objects.get(pk=first.pk).left_because == due_lines.TAKEN_BACK
    line = line_of(family)
    assert (line.given_on, line.approved_at) == (noticed + NOTICE, None)
    approved_by_two(cast)
    assert night(noticed + 2 * NOTICE).disposed == 1
    assert tables_with(family.token) == {}


def test_between_the_list_and_the_batch_it_counts_too(
    family: TokenFamily, fern: Person, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manager's word is committed after tonight's list was made, before the family is taken."""
    night(SERVICE_DUE - NOTICE)
    listed = due_lines.bring_up_to_date

    def and_then(**given: object) -> int:
        noticed = listed(**given)  # type: ignore[arg-type]
        if Protection.objects.filter(in_error=False).exists():
            taken_back(family, fern, SERVICE_DUE)
        return noticed

    monkeypatch.setattr(due_lines, "bring_up_to_date", and_then)
    assert night(SERVICE_DUE).disposed == 2
    assert Person.objects.get() == fern
