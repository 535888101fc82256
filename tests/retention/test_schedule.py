"""S38-S40: the rules as data, and their dates, by hand."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from familyhubs.records.privacy import RecordClass
from retention import published
from retention.models import ScheduleRule, ScheduleVersion
from retention.schedule import SCHEDULES, Rule, Schedule, Trigger, schedule_on

HUB, SERVICE, CHILD = RecordClass.HUB, RecordClass.SERVICE, RecordClass.PROTECTED_CHILD
FIRST = SCHEDULES[0]


@pytest.mark.parametrize(
    ("record_class", "trigger", "started", "due"),
    [
        # An ordinary day.
        (HUB, Trigger.SUPPORT_CLOSED, date(2020, 3, 3), date(2025, 3, 3)),
        (SERVICE, Trigger.SUPPORT_CLOSED, date(2020, 3, 3), date(2026, 3, 3)),
        (SERVICE, Trigger.NEVER_OPENED, date(2024, 12, 31), date(2030, 12, 31)),
        (CHILD, Trigger.BIRTH, date(2012, 6, 1), date(2087, 6, 1)),
        (CHILD, Trigger.DEATH, date(2020, 6, 1), date(2035, 6, 1)),
        # 29 February where there is none: 1 March, never early.
        (HUB, Trigger.SUPPORT_CLOSED, date(2020, 2, 29), date(2025, 3, 1)),
        (SERVICE, Trigger.SUPPORT_CLOSED, date(2020, 2, 29), date(2026, 3, 1)),
        (CHILD, Trigger.BIRTH, date(2012, 2, 29), date(2087, 3, 1)),
        (CHILD, Trigger.DEATH, date(2020, 2, 29), date(2035, 3, 1)),
        # The days beside it.
        (HUB, Trigger.SUPPORT_CLOSED, date(2020, 2, 28), date(2025, 2, 28)),
        (HUB, Trigger.SUPPORT_CLOSED, date(2020, 3, 1), date(2025, 3, 1)),
        (HUB, Trigger.SUPPORT_CLOSED, date(2019, 2, 28), date(2024, 2, 28)),
        (HUB, Trigger.SUPPORT_CLOSED, date(2019, 3, 1), date(2024, 3, 1)),
        # 2100 is no leap year.
        (CHILD, Trigger.BIRTH, date(2024, 2, 29), date(2099, 3, 1)),
        (SERVICE, Trigger.SUPPORT_CLOSED, date(2094, 2, 28), date(2100, 2, 28)),
        (SERVICE, Trigger.SUPPORT_CLOSED, date(2096, 2, 29), date(2102, 3, 1)),
    ],
)
def test_due_dates(record_class: str, trigger: str, started: date, due: date) -> None:
    assert FIRST.rule(record_class, trigger).due_on(started) == due


@pytest.mark.parametrize("years", [5, 6, 15, 75])
def test_the_cutoff_and_the_due_date_never_disagree(years: int) -> None:
    """The database compares with the cutoff, the pages show the due date: one answer."""
    rule = Rule(HUB, Trigger.SUPPORT_CLOSED, years, "", "")
    for year in (2023, 2024, 2025, 2028, 2100):
        for as_of in (date(year, 2, 27), date(year, 2, 28), date(year, 3, 1), date(year, 3, 2)):
            for start_year in range(year - years - 1, year - years + 2):
                for start in _end_of_february(start_year):
                    assert (start <= rule.cutoff(as_of)) == (rule.due_on(start) <= as_of)


def test_the_cutoff_on_29_february() -> None:
    rule = FIRST.rule(HUB, Trigger.SUPPORT_CLOSED)
    assert rule.cutoff(date(2028, 2, 29)) == date(2023, 2, 28)


def test_each_version_holds_from_its_day() -> None:
    assert schedule_on(date(2024, 4, 23)) is FIRST
    assert schedule_on(date(2130, 1, 1)) is SCHEDULES[-1]
    assert schedule_on(date(2019, 1, 1)) is FIRST  # before the first, the first


def test_every_version_has_every_rule() -> None:
    """A version that forgets one would keep those records for ever."""
    for schedule in SCHEDULES:
        for record_class in (HUB, SERVICE):
            for trigger in (Trigger.SUPPORT_CLOSED, Trigger.NEVER_OPENED):
                assert schedule.rule(record_class, trigger).years
        assert schedule.rule(CHILD, Trigger.BIRTH).years == 75
        assert schedule.rule(CHILD, Trigger.DEATH).years == 15


def test_a_second_person_approves_what_is_of_a_protected_child():
    """S43: the 75 and the 15 years, and nothing else."""
    asked = {(rule.record_class, rule.trigger) for rule in FIRST.rules if rule.needs_approval}
    assert asked == {(CHILD, Trigger.BIRTH), (CHILD, Trigger.DEATH)}


def test_a_database_that_stood_before_says_who_approves(
    as_owner: Callable[[], AbstractContextManager[None]],
) -> None:
    """Its rows are filled as the column comes, past no trigger, and otherwise as they were."""
    filled = import_module("retention.migrations.0006_who_approves").FILLED
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE retention_schedulerule DROP COLUMN needs_approval")
        cursor.execute(
            "ALTER TABLE retention_schedulerule ADD needs_approval boolean NOT NULL DEFAULT false"
        )
        cursor.execute(filled.sql)
    kept = [published.as_kept(version) for version in ScheduleVersion.objects.all()]
    assert kept == list(SCHEDULES)


def test_a_rule_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        FIRST.rule(CHILD, Trigger.SUPPORT_CLOSED)


def test_the_database_says_what_the_code_says(db: None) -> None:
    """The rows are a copy, written after migrating, that nobody changes."""
    kept = [published.as_kept(version) for version in ScheduleVersion.objects.all()]
    assert kept == list(SCHEDULES)


def test_publishing_again_writes_nothing(db: None) -> None:
    published.publish()
    assert ScheduleRule.objects.count() == sum(len(each.rules) for each in SCHEDULES)


def test_a_version_in_force_is_not_rewritten(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """S42: what a family was promised is not changed under its name."""
    longer = tuple(Rule(r.record_class, r.trigger, 99, r.sentence, r.source) for r in FIRST.rules)
    changed = Schedule(FIRST.version, FIRST.in_force_from, longer)
    monkeypatch.setattr("retention.published.SCHEDULES", (changed,))
    with pytest.raises(published.PromiseRewritten):
        published.publish()


@pytest.mark.parametrize("model", [ScheduleVersion, ScheduleRule])
def test_the_rows_cannot_be_changed(db: None, model: type[ScheduleVersion]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id=1)


def _end_of_february(year: int) -> list[date]:
    days = [date(year, 2, 28), date(year, 3, 1)]
    try:
        return [*days, date(year, 2, 29)]
    except ValueError:
        return days
