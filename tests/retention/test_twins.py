"""Two records of one person: what was merged away goes exactly when what was kept goes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from consent.actions import agreements
from households.actions import identifiers, merges, people
from households.models import Household, Identifier, IdentifierKind, Merge, Person
from retention.lines import Block
from retention.models import Certificate, SweepRun
from retention.reasons import CAN_BE_PARTED
from tests.cast import Cast
from tests.factories import AgreementFactory
from tests.households import merging
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.restoring import Backup, Town, command, dispose, every_row

Sweep = Callable[[date], SweepRun]
Stopped = Callable[[date], list[Block]]
BORN, AT_75 = date(2012, 6, 1), date(2087, 6, 1)


def merged(family: TokenFamily, kept: Person, twin: Person, on: date) -> Merge:
    with at(on):
        return merging.people(family.cast, kept, twin, household=family.household)


@pytest.fixture
def fern(family: TokenFamily) -> Person:
    """A protected child of whom there were two records, each with a number."""
    fern, twin = family.add("Fern", date_of_birth=BORN), family.add("Firn", date_of_birth=BORN)
    family.protect(fern)
    for person, number in ((fern, "AB123456C"), (twin, "AB123457C")):
        identifiers.record(
            household=family.household,
            person=person,
            kind=IdentifierKind.NI,
            number=number,
            by=family.cast.alice,
        )
    merged(family, fern, twin, date(2019, 6, 1))
    family.close(CLOSED)
    return fern


def test_s39_what_a_protected_child_s_duplicate_has_stays_as_long_as_the_child(
    family: TokenFamily, fern: Person, sweep_on: Sweep
) -> None:
    """The number that was not chosen is the child's own, too."""
    run = sweep_on(SERVICE_DUE)
    assert Person.objects.filter(merged_into=fern).exists()
    assert Identifier.objects.filter(person__isnull=False).count() == 2
    (certificate,) = Certificate.objects.filter(run=run, record_class="service")
    assert len(certificate.named["kept"]) == 2
    run = sweep_on(AT_75)
    assert run.disposed == 1
    assert len(Certificate.objects.get(run=run).named["people"]) == 2
    assert tables_with(family.token, family.reference) == {}


def test_it_stays_where_what_was_kept_lives_elsewhere(family: TokenFamily, sweep_on: Sweep) -> None:
    """Only the merge's own row named it here, and that goes."""
    other, twin = TokenFamily(family.cast), family.add("Muther")
    people.also_lives_in(person=family.mother, household=other.household, by=family.cast.alice)
    merged(family, family.mother, twin, date(2019, 6, 1))
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert set(Person.objects.filter(pk__in=[family.mother.pk, twin.pk])) == {family.mother, twin}
    other.close(SERVICE_DUE)
    run = sweep_on(date(2032, 3, 3))
    assert tables_with(family.token, other.token) == {}
    (certificate,) = Certificate.objects.filter(run=run, record_class="service")
    assert len(certificate.named["people"]) == 4  # of the other home two, the mother and her twin


# --- While it can be undone -----------------------------------------------------------------------
@pytest.fixture
def elsewhere(family: TokenFamily) -> TokenFamily:
    """Another family, due, with whom the mother's duplicate only has to do."""
    return TokenFamily(family.cast)


def _asked_there(family: TokenFamily, elsewhere: TokenFamily, twin: Person) -> None:
    with at(date(2019, 6, 1)):
        agreement = AgreementFactory(household=elsewhere.household, by=family.cast.alice)
    agreements.withdraw(agreement=agreement, asked_by=twin, by=family.cast.alice)


def _related(family: TokenFamily, elsewhere: TokenFamily, twin: Person) -> None:
    people.relate(
        person=twin,
        other=elsewhere.mother,
        kind="sibling",
        household=family.household,
        by=family.cast.alice,
    )


@pytest.mark.parametrize("tie", [_asked_there, _related])
def test_whatever_household_an_undo_would_touch_waits_for_it(
    family: TokenFamily,
    elsewhere: TokenFamily,
    sweep_on: Sweep,
    stopped_on: Stopped,
    tie: Callable[[TokenFamily, TokenFamily, Person], None],
) -> None:
    twin = family.add("Muther")
    tie(family, elsewhere, twin)
    elsewhere.close(CLOSED)
    row = merged(family, family.mother, twin, SERVICE_DUE - timedelta(days=10))
    stopped = Block(elsewhere.household.pk, elsewhere.reference, None, CAN_BE_PARTED)
    assert stopped in stopped_on(SERVICE_DUE)
    assert sweep_on(SERVICE_DUE).disposed == 0
    with at(SERVICE_DUE):
        merges.undo(merge=row, by=family.cast.alice)
    assert stopped not in stopped_on(SERVICE_DUE)


# --- A restore ------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_restore_brings_no_duplicate_back(town: Town, backup: Backup) -> None:
    twin = town.shell.add("Firn", date_of_birth=BORN)
    merged(town.shell, town.child, twin, date(2019, 6, 1))
    backup.take()
    cast: Cast = town.due.cast
    for day in (SERVICE_DUE, AT_75):
        dispose(day, approving=cast)
    as_disposed = every_row()
    backup.put_back()
    command("--commit")
    assert every_row() == as_disposed
    assert not Household.objects.filter(pk=town.shell.household.pk).exists()
    assert not Person.objects.filter(pk__in=[town.child.pk, twin.pk]).exists()
