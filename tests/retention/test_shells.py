"""S39, S40: nothing is added to a shell, where nothing would say when it goes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.actions import details, goals, merges, people, protections
from households.actions.locks import DisposedOf
from households.models import DetailKind, Household, Person, Protection
from referrals.actions.surveying import answering, tickets
from referrals.models import SurveyAnswer, UnnamedAnswer
from retention import download
from retention.actions import due_lines, holds
from retention.lines import Line
from retention.models import DueLine, SweepRun
from retention.reasons import BIRTH_MISSING
from tests.cast import Cast
from tests.factories import ContactFactory
from tests.households import merging
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.test_pages import page

Due = Callable[[date], list[Line]]
Sweep = Callable[[date], SweepRun]


@pytest.fixture
def fern(family: TokenFamily, sweep_on: Sweep) -> Person:
    """A protected child, of whose household a shell is left."""
    fern = family.add("Fern")
    family.protect(fern)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    return fern


ADDED: dict[str, Callable[..., Any]] = {
    "a note": lambda household, by: ContactFactory(household=household, by=by),
    "a goal": lambda household, by: goals.set_goal(
        words="Sleep", set_on=today(), baseline=2, target=8, household=household, by=by
    ),
    "a newcomer": lambda household, by: people.add(
        given_name="Rowan", family_name="Quill", household=household, by=by
    ),
}


@pytest.mark.parametrize("what", ADDED)
def test_nothing_is_added_to_a_shell(family: TokenFamily, fern: Person, what: str) -> None:
    """A page that was open, or that waited for the sweep, still holds the household it read."""
    before = tables_with(family.token)
    with pytest.raises(DisposedOf, match="Open support first"):
        ADDED[what](household=family.household, by=family.cast.alice)
    assert tables_with(family.token) == before


def test_nor_somebody_of_another_home(family: TokenFamily, fern: Person) -> None:
    other = TokenFamily(family.cast)
    with pytest.raises(DisposedOf):
        people.also_lives_in(person=other.mother, household=family.household, by=family.cast.alice)


def test_once_support_is_open_it_is_a_household_like_any(family: TokenFamily, fern: Person) -> None:
    family.reopen(SERVICE_DUE)
    for add in ADDED.values():
        add(household=family.household, by=family.cast.alice)
    assert family.household.memberships.count() == 2


def test_what_is_the_child_s_own_is_still_put_right(family: TokenFamily, fern: Person) -> None:
    cast, here = family.cast, family.household
    status = Protection.objects.get()
    protections.end(protection=status, until=date(2020, 1, 1), by=cast.alice, household=here)
    details.record(
        person=fern,
        kind=DetailKind.ETHNIC_ORIGIN,
        state="prefers_not_to_say",
        by=cast.alice,
        household=here,
    )
    fern.refresh_from_db()
    people.correct(
        person=fern,
        seen_version=fern.version,
        why="Her birth certificate",
        date_of_birth=date(2012, 6, 2),
        by=cast.alice,
        household=here,
    )
    hold = holds.place(reason="police", review_on=date(2099, 1, 1), by=cast.dana, household=here)
    holds.lift(hold=hold, why="The inquiry is over", by=cast.dana, household=here)


def test_an_answer_to_a_survey_is_kept_without_a_name(family: TokenFamily, fern: Person) -> None:
    """S21: the family let it stand in its record, and there is none any more."""
    household = family.household
    with at(SERVICE_DUE):
        secret = tickets.issue(tickets.Asked(household.pk, household.hub_id, "review"))
        answering.by_link(secret=secret, family_says="a_lot", linked=True)
    assert not SurveyAnswer.objects.exists()
    assert UnnamedAnswer.objects.get().hub == household.hub


@pytest.mark.parametrize("kept_is_shell", [True, False])
def test_a_shell_merged_with_a_household_is_a_household(
    family: TokenFamily, fern: Person, due_on: Due, cast: Cast, kept_is_shell: bool
) -> None:
    """One of which support was never opened has no episode either: its name tells the two apart."""
    with at(SERVICE_DUE):
        other = Household(name="Quill", hub=cast.north_hub)
        other.keep(by=cast.alice, why="Taken on")
        people.add(household=other, given_name="Rowan", family_name="Quill", by=cast.alice)
        pair = (family.household, other) if kept_is_shell else (other, family.household)
        row = merging.homes(cast, *pair, name=not kept_is_shell)
    kept = pair[0]
    kept.refresh_from_db()
    assert kept.name == "Quill"
    ADDED["a note"](household=kept, by=cast.alice)
    (line,) = [line for line in due_on(date(2033, 1, 1)) if line.person is None]
    assert (line.household_id, line.due_on) == (kept.pk, date(2032, 3, 3))
    with at(SERVICE_DUE):
        merges.undo(merge=row, by=cast.alice)
    assert Household.objects.get(pk=family.household.pk).name == ""


def test_a_child_whose_birth_date_is_missing_is_on_the_list_until_it_is_found(
    family: TokenFamily, fern: Person, night: Sweep, officer: Client
) -> None:
    """A shell has no line of its own, and nobody knows the child's day: who would look for it?"""
    born = fern.date_of_birth
    Person.objects.filter(pk=fern.pk).update(date_of_birth=None)
    night(SERVICE_DUE)
    line = DueLine.objects.standing().get()
    assert (line.person, line.record_class) == (fern, RecordClass.PROTECTED_CHILD)
    assert (line.stopped, line.given_on, line.needs_approval) == ([BIRTH_MISSING.words], None, True)
    assert line.rule == "75 years from: The child was born"
    place = officer.get(reverse("retention:due-line", args=[family.reference, line.pk]))
    for text in (page(officer, "retention:due-list", next="stopped"), place.content.decode()):
        assert escape(BIRTH_MISSING.words) in text
        assert "No day yet" in text
    (row,) = download.lines(DueLine.objects.standing())
    assert [row[4], row[7]] == ["", ""]
    Person.objects.filter(pk=fern.pk).update(date_of_birth=born)
    night(SERVICE_DUE)
    assert not DueLine.objects.standing().exists()
    assert DueLine.objects.get(pk=line.pk).left_because == due_lines.NOT_COMING


def test_it_is_listed_under_a_hold_too_and_nothing_of_it_goes(
    family: TokenFamily, fern: Person, night: Sweep
) -> None:
    Person.objects.filter(pk=fern.pk).update(date_of_birth=None)
    holds.place(
        reason="police",
        review_on=date(2099, 1, 1),
        by=family.cast.dana,
        household=family.household,
    )
    assert night(date(2090, 1, 1)).disposed == 0
    line = DueLine.objects.standing().get()
    assert line.stopped == ["A hold stands: police investigation."]
    assert line.has_no_day
