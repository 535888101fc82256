"""S39: the own record of a child who was looked after or on a child protection plan."""

from collections.abc import Callable
from datetime import date

import pytest

from consent.models import Agreement
from familyhubs.keys import vault
from familyhubs.records.privacy import RecordClass
from households.actions import people
from households.models import Household, Membership, Person, Protection, Relationship
from referrals.models import Referral, ServiceUse
from retention import verdict
from retention.lines import Block, Line
from retention.models import Certificate, SweepRun
from retention.reasons import BIRTH_MISSING
from retention.scope import Scope
from tests.cast import Cast
from tests.households import merging
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.referred import a_referral_that_was_finished

Due = Callable[[date], list[Line]]
Stopped = Callable[[date], list[Block]]
Sweep = Callable[[date], SweepRun]

BORN = date(2012, 6, 1)
AT_75 = date(2087, 6, 1)


@pytest.fixture
def siblings(family: TokenFamily) -> TokenFamily:
    """Fern was looked after; her brother Moss and their mother were not."""
    family.fern = family.add("Fern", date_of_birth=BORN, telephone="01632960123")  # type: ignore[attr-defined]
    moss = family.add("Moss")
    family.relate(family.fern, moss)  # type: ignore[attr-defined]
    family.relate(family.mother, family.fern, "parent")  # type: ignore[attr-defined]
    family.protect(family.fern)  # type: ignore[attr-defined]
    family.close(CLOSED)
    return family


def test_the_siblings_go_and_the_child_stays(siblings: TokenFamily, sweep_on: Sweep) -> None:
    """75 years are for that child's own record, not for the siblings'."""
    sweep_on(SERVICE_DUE)
    fern = Person.objects.get()
    assert fern.given_name == siblings.word("Fern")
    assert fern.telephone == "01632960123"  # it is her own record: whole
    assert Protection.objects.get().person == fern
    assert Membership.objects.get().person == fern
    assert not Relationship.objects.exists()
    for gone in ("Moss", "Mother", "Child", "goal", "street", "purpose", "opening", "Known"):
        assert tables_with(siblings.word(gone)) == {}, gone


def test_a_referral_of_the_child_goes_and_what_the_child_had_of_it_stays(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    fern = family.add("Fern", date_of_birth=BORN)
    family.protect(fern)
    family.close(CLOSED)
    a_referral_that_was_finished(family, fern)
    sweep_on(SERVICE_DUE)
    assert Person.objects.get() == fern
    assert not Referral.objects.exists()
    assert not Agreement.objects.exists()
    used = ServiceUse.objects.get()
    assert (used.person, used.what) == (fern, family.word("club"))


def test_the_household_stays_as_a_shell_without_its_name(
    siblings: TokenFamily, sweep_on: Sweep
) -> None:
    """The reference still finds the child's record; the family's name and history are gone."""
    sweep_on(SERVICE_DUE)
    shell = Household.objects.get()
    assert (shell.reference, shell.name) == (siblings.reference, "")
    assert not Household.history.exists()
    assert tables_with(siblings.word("Family")) == {}
    assert Certificate.objects.get(record_class=RecordClass.SERVICE).child_remains


def test_the_child_s_history_stays_with_the_child(siblings: TokenFamily, sweep_on: Sweep) -> None:
    sweep_on(SERVICE_DUE)
    assert set(Person.history.values_list("given_name", flat=True)) == {siblings.word("Fern")}
    assert Protection.history.count() == 2  # recorded, then confirmed
    assert Membership.history.count() == 1


def test_nothing_more_happens_until_the_75_years_are_over(
    siblings: TokenFamily, due_on: Due, sweep_on: Sweep
) -> None:
    sweep_on(SERVICE_DUE)
    day_before = date(2087, 5, 31)
    assert due_on(day_before) == []
    assert sweep_on(day_before).disposed == 0
    assert Person.objects.exists()


def test_at_75_the_child_and_the_shell_go(
    siblings: TokenFamily, due_on: Due, sweep_on: Sweep
) -> None:
    sweep_on(SERVICE_DUE)
    fern = Person.objects.get().pk
    (line,) = due_on(AT_75)
    assert (line.person, line.record_class) == (fern, RecordClass.PROTECTED_CHILD)
    assert (line.trigger, line.trigger_on, line.due_on) == ("birth", BORN, AT_75)
    run = sweep_on(AT_75)
    assert run.disposed == 1
    assert tables_with(siblings.token, siblings.reference) == {}
    certificate = Certificate.objects.get(run=run)
    assert certificate.records == line.records
    assert not certificate.child_remains


def test_two_protected_children_leave_one_after_the_other(
    siblings: TokenFamily, sweep_on: Sweep
) -> None:
    ivy = siblings.add("Ivy", date_of_birth=date(2014, 2, 28))
    siblings.protect(ivy, "child_protection_plan")
    siblings.relate(siblings.fern, ivy)  # type: ignore[attr-defined]
    sweep_on(SERVICE_DUE)
    assert Relationship.objects.count() == 1  # both are kept, so is what binds them
    sweep_on(AT_75)
    assert tables_with(siblings.word("Fern")) == {}
    assert Person.objects.get() == ivy
    assert not Relationship.objects.exists()
    assert Household.objects.exists()
    sweep_on(date(2089, 2, 28))
    assert tables_with(siblings.token, siblings.reference) == {}


def test_a_child_born_on_29_february(family: TokenFamily, due_on: Due) -> None:
    child = family.add("Leap", date_of_birth=date(2012, 2, 29))
    family.protect(child)
    family.close(CLOSED)
    assert _child_lines(due_on(date(2087, 2, 28))) == []
    assert _child_lines(due_on(date(2087, 3, 1)))[0].due_on == date(2087, 3, 1)


@pytest.mark.parametrize(
    ("kind", "died", "due"),
    [
        # Looked after and died before 18: 15 years from the death.
        ("looked_after", date(2019, 5, 5), date(2034, 5, 5)),
        ("looked_after", date(2030, 5, 31), date(2045, 5, 31)),
        # On the 18th birthday, or after: 75 from birth.
        ("looked_after", date(2030, 6, 1), AT_75),
        ("looked_after", date(2050, 1, 1), AT_75),
        # On a child protection plan only: the regulation says nothing of it.
        ("child_protection_plan", date(2019, 5, 5), AT_75),
    ],
)
def test_a_child_who_died(
    family: TokenFamily, due_on: Due, kind: str, died: date, due: date
) -> None:
    """Reading 2: regulation 50, for a looked-after child who died before 18."""
    child = family.add("Lost", date_of_birth=BORN, died_on=died)
    family.protect(child, kind)
    family.close(CLOSED)
    (line,) = _child_lines(due_on(date(2100, 1, 1)))
    assert (line.due_on, line.trigger) == (due, "birth" if due == AT_75 else "death")


def test_the_record_of_a_child_who_died_goes_15_years_later(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    child = family.add("Lost", date_of_birth=BORN, died_on=date(2019, 5, 5))
    family.protect(child)
    family.close(CLOSED)
    sweep_on(date(2034, 5, 4))
    assert tables_with(family.word("Lost"))
    sweep_on(date(2034, 5, 5))
    assert tables_with(family.token, family.reference) == {}


def test_a_child_s_record_is_never_shorter_than_the_family_s(
    family: TokenFamily, due_on: Due
) -> None:
    """A grandmother in care as a child: 75 years from her birth were over long ago."""
    elder = family.add("Elder", date_of_birth=date(1940, 1, 1))
    family.protect(elder)
    family.close(CLOSED)
    assert _child_lines(due_on(date(2026, 3, 2))) == []
    assert _child_lines(due_on(SERVICE_DUE))[0].due_on == SERVICE_DUE


def test_a_missing_birth_date_stops_the_service_record_and_says_so(
    family: TokenFamily, stopped_on: Stopped, sweep_on: Sweep
) -> None:
    """Nobody can work out that child's date, and the family's papers may be where it stands."""
    child = family.add("Nobirth", date_of_birth=None)
    family.protect(child)
    family.close(CLOSED)
    (block,) = stopped_on(SERVICE_DUE)
    assert (block.person, block.reason) == (child.pk, BIRTH_MISSING)
    sweep_on(SERVICE_DUE)
    assert Household.objects.get().name == family.word("Family")
    assert tables_with(family.word("street"))
    assert not tables_with(family.word("goal"))  # five years, whoever was born when


def test_a_birth_date_given_later_lets_it_go(family: TokenFamily, sweep_on: Sweep) -> None:
    child = family.add("Nobirth", date_of_birth=None)
    family.protect(child)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    people.correct(
        person=child,
        household=family.household,
        seen_version=child.version,
        by=family.cast.alice,
        why="Told by the school",
        date_of_birth=BORN,
    )
    sweep_on(SERVICE_DUE)
    assert Household.objects.get().name == ""
    sweep_on(AT_75)
    assert tables_with(family.token) == {}


def _merged_away(siblings: TokenFamily, *, child_lived_there: bool) -> TokenFamily:
    """Another record of the same family, in which Fern may have a place that cannot be moved."""
    twin = TokenFamily(siblings.cast)
    if child_lived_there:
        people.also_lives_in(
            person=siblings.fern,  # type: ignore[attr-defined]
            household=twin.household,
            by=siblings.cast.alice,
        )
    twin.close(CLOSED)
    with at(date(2021, 1, 1)):
        merging.homes(siblings.cast, siblings.household, twin.household)
    return twin


def test_a_household_that_was_merged_away_goes_though_a_shell_stays(
    siblings: TokenFamily, sweep_on: Sweep
) -> None:
    """S39: 75 years are for the child. The shell's own reference is enough to find it by."""
    twin = _merged_away(siblings, child_lived_there=False)
    key = Household.objects.values_list("data_key", flat=True).get(pk=twin.household.pk)
    sweep_on(SERVICE_DUE)
    shell = Household.objects.get()
    assert (shell.reference, shell.name) == (siblings.reference, "")
    assert tables_with(twin.token, twin.reference) == {}
    assert vault.destroyed_at([key])


def test_where_the_child_has_a_place_in_it_its_name_goes(
    siblings: TokenFamily, sweep_on: Sweep, due_on: Due
) -> None:
    twin = _merged_away(siblings, child_lived_there=True)
    announced = sum(line.records for line in due_on(SERVICE_DUE))
    run = sweep_on(SERVICE_DUE)
    assert sum(Certificate.objects.filter(run=run).values_list("records", flat=True)) == announced
    assert list(Household.objects.values_list("name", flat=True)) == ["", ""]
    assert tables_with(twin.token) == {}
    assert not Household.history.exists()
    sweep_on(AT_75)
    assert tables_with(siblings.token, siblings.reference, twin.reference) == {}
    assert not Household.objects.exists()


def test_the_search_finds_a_name_that_is_left_of_what_was_merged_into_a_shell(
    siblings: TokenFamily,
) -> None:
    _merged_away(siblings, child_lived_there=True)
    nobody = Scope(
        *(set(), set(), set()),
        new_shells={siblings.household.pk},
        people={},
        protected=set(),
        kept=set(),
        homes={},
    )
    Household.objects.filter(pk=siblings.household.pk).update(name="")
    with pytest.raises(verdict.LeftBehind, match="name"):
        verdict.nothing_is_left(nobody, {})


def test_support_opened_again_on_a_shell_starts_a_household_again(
    siblings: TokenFamily, due_on: Due, sweep_on: Sweep, cast: Cast
) -> None:
    sweep_on(SERVICE_DUE)
    siblings.household.refresh_from_db()
    siblings.reopen(date(2030, 1, 1))
    siblings.add("Newcomer")
    assert due_on(date(2100, 1, 1)) == []
    siblings.close(date(2031, 1, 1))
    lines = {(line.record_class, line.due_on) for line in due_on(date(2100, 1, 1))}
    assert lines == {
        (RecordClass.SERVICE, date(2037, 1, 1)),
        (RecordClass.PROTECTED_CHILD, AT_75),
    }


def _child_lines(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.record_class == RecordClass.PROTECTED_CHILD]
