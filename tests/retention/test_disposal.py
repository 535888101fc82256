"""S43: what is due is gone, everywhere, and nothing else is touched."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from familyhubs.audit import log
from familyhubs.audit.models import AccessEvent
from familyhubs.records.privacy import RecordClass
from households.models import Goal, Household, LeadAssignment, Person
from retention import tasks
from retention.lines import Line
from retention.models import Certificate, SweepRun
from tests.cast import Cast
from tests.logged import alias_of
from tests.retention.families import (
    CLOSED,
    HUB_DUE,
    SERVICE_DUE,
    TokenFamily,
    an_older_notice,
    rows_of_everything,
    tables_with,
)

Sweep = Callable[[date], SweepRun]
Acting = Callable[[], AbstractContextManager[None]]


def test_a_family_is_found_in_many_tables_before(family: TokenFamily) -> None:
    """The search this file relies on does find."""
    found = tables_with(family.token, family.reference)
    for table in ("household", "person", "address", "goal", "score", "episode"):
        assert {f"households_{table}", f"households_historical{table}"} <= found.keys()
    assert {"consent_agreement", "consent_historicalwithdrawal"} <= found.keys()


def test_six_years_after_closing_nothing_of_it_stands_in_any_table(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    """S38, S43: live rows, history, permissions; "a search of every table finds none"."""
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert tables_with(family.token, family.reference) == {}


def test_disposal_gives_back_every_row_but_the_evidence(cast: Cast, sweep_on: Sweep) -> None:
    """Joining tables and permissions hold no words: their rows are counted instead."""
    _ = cast.alice, cast.pat, cast.north_hub
    an_older_notice()
    evidence = (
        *("audit_accessevent", "keys_keydestruction"),
        *("retention_certificate", "retention_disposedcount", "retention_sweeprun"),
    )
    before = rows_of_everything(leave_out=evidence)
    TokenFamily(cast).close(CLOSED)
    assert rows_of_everything(leave_out=evidence) != before
    sweep_on(SERVICE_DUE)
    assert rows_of_everything(leave_out=evidence) == before


def test_the_hub_record_goes_after_five_years_and_the_service_record_stays(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    """S40: leads, goals, scores and involvement; S38 keeps the rest another year."""
    family.close(CLOSED)
    sweep_on(HUB_DUE)
    assert not Goal.objects.exists()
    assert not LeadAssignment.objects.exists()
    assert not tables_with(family.word("goal"), family.word("note"), family.word("why"))
    assert Household.objects.get().name == family.word("Family")
    assert Person.objects.count() == 2
    assert Certificate.objects.get().record_class == RecordClass.HUB


@pytest.mark.parametrize("day", [HUB_DUE - timedelta(days=1), SERVICE_DUE - timedelta(days=1)])
def test_the_day_before_is_not_due(
    family: TokenFamily, sweep_on: Sweep, due_on: Callable[[date], list[Line]], day: date
) -> None:
    """Never early: S38 and S40 run until the very day."""
    family.close(CLOSED)
    classes = {line.record_class for line in due_on(day)}
    assert RecordClass.SERVICE not in classes
    assert (RecordClass.HUB in classes) == (day > HUB_DUE)
    sweep_on(day)
    assert Household.objects.filter(name=family.word("Family")).exists()


def test_other_families_are_untouched(family: TokenFamily, cast: Cast, sweep_on: Sweep) -> None:
    other = TokenFamily(cast)
    before = tables_with(other.token, other.reference)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert tables_with(other.token, other.reference) == before


def test_looking_changes_nothing(family: TokenFamily, due_on: Callable[[date], list[Line]]) -> None:
    """A sweep is dry unless told to commit."""
    family.close(CLOSED)
    before = rows_of_everything(), tables_with(family.token)
    assert len(due_on(SERVICE_DUE)) == 2
    assert (rows_of_everything(), tables_with(family.token)) == before


def test_a_second_sweep_finds_nothing(family: TokenFamily, sweep_on: Sweep) -> None:
    family.close(CLOSED)
    assert sweep_on(SERVICE_DUE).disposed == 2
    again = sweep_on(SERVICE_DUE)
    assert (again.due, again.disposed) == (0, 0)
    assert Certificate.objects.count() == 2


def test_what_was_announced_is_what_was_counted(
    family: TokenFamily, sweep_on: Sweep, due_on: Callable[[date], list[Line]]
) -> None:
    """The due list and the certificates give the same number of records."""
    family.close(CLOSED)
    announced = {line.record_class: line.records for line in due_on(SERVICE_DUE)}
    sweep_on(SERVICE_DUE)
    certified = dict(Certificate.objects.values_list("record_class", "records"))
    assert announced == certified
    assert announced[RecordClass.SERVICE] > 8


def test_the_events_stay_and_nothing_leads_from_them_to_the_family(
    family: TokenFamily, cast: Cast, sweep_on: Sweep
) -> None:
    """S43: the log's link to the person goes in the transaction of the disposal."""
    household, mother = family.household, family.mother
    log.opened(cast.alice, "person", mother.pk, action="page", basis="council")
    said = list(log.events_about("household", household.pk).values())
    said += log.events_about("person", mother.pk).values()
    aliases = [alias_of(household), alias_of(mother)]
    assert {event["subject_id"] for event in said} == set(aliases)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert not log.events_about("household", household.pk).exists()
    assert not log.events_about("person", mother.pk).exists()
    assert tables_with(*aliases) == {"audit_accessevent": len(said) + 1}  # its closing was one more
    stands = AccessEvent.objects.filter(pk__in=[event["id"] for event in said])
    assert list(stands.order_by("pk").values()) == sorted(said, key=lambda event: event["id"])


def test_the_log_says_that_a_sweep_disposed_and_of_nobody(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    """A certificate of the same moment names the family to whoever holds its reference: an event
    under the alias would join the two."""
    family.close(CLOSED)
    run = sweep_on(SERVICE_DUE)
    event = AccessEvent.objects.get(event="disposed")
    assert (event.subject, event.subject_id, event.user_id) == ("household", "", "")
    assert event.basis == f"sweep:{run.pk}"


def test_a_family_whose_hub_record_went_is_still_found_in_the_log(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    family.close(CLOSED)
    events = log.events_about("household", family.household.pk).count()
    sweep_on(HUB_DUE)
    assert log.events_about("household", family.household.pk).count() == events > 3


def test_a_shell_keeps_its_alias_until_the_child_goes(family: TokenFamily, sweep_on: Sweep) -> None:
    family.protect(family.child)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert log.events_about("household", family.household.pk).exists()
    sweep_on(date(2087, 6, 1))
    assert not Household.objects.exists()
    assert not log.events_about("household", family.household.pk).exists()


def test_an_event_that_comes_a_moment_too_late_leads_nowhere_an_hour_later(
    family: TokenFamily, cast: Cast, sweep_on: Sweep, as_worker: Acting
) -> None:
    """A page that has read a household may write its event after the household is gone."""
    other = alias_of(TokenFamily(cast).household)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    log.opened(cast.alice, "household", family.household.pk, action="page", basis="council")
    with as_worker():
        assert tasks.forget_strays() == 1
        assert tasks.forget_strays() == 0
    assert not log.events_about("household", family.household.pk).exists()
    assert tables_with(other)["audit_alias"] == 1


def test_many_families_in_several_transactions(
    cast: Cast, sweep_on: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retention.disposal.BATCH", 2)
    families = TokenFamily.some(cast, 5)
    for each in families:
        each.close(CLOSED)
    assert sweep_on(SERVICE_DUE).disposed == 10
    assert tables_with(*(each.token for each in families)) == {}
