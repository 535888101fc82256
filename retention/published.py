"""The schedule's versions in the database: written from `retention.schedule` after migrating.

Rows are only added. A version already there that says something else than the code stops the
deployment: a promise in force is not rewritten, a new version is.
"""

from typing import Any

from retention.schedule import SCHEDULES, Rule, Schedule


class PromiseRewritten(RuntimeError):
    """A version of the schedule that is in force was changed in the code."""


def publish(*, using: str = "default", **_signal: Any) -> None:
    """Write the versions that are missing; safe to run again. Raises PromiseRewritten."""
    from django.db import connections

    from retention.models import ScheduleVersion

    if ScheduleVersion._meta.db_table not in connections[using].introspection.table_names():
        return  # a migration backwards
    for schedule in SCHEDULES:
        kept = ScheduleVersion.objects.using(using).filter(version=schedule.version).first()
        if kept is None:
            _write(schedule, using)
        elif as_kept(kept) != schedule:
            raise PromiseRewritten(
                f"Version {schedule.version} of the retention schedule is in force and says "
                "something else than retention/schedule.py: add a new version instead."
            )


def as_kept(version: Any) -> Schedule:
    """A version's rows as the data class the code has."""
    rules = (
        Rule(
            *(row.record_class, row.trigger, row.years, row.sentence, row.source),
            needs_approval=row.needs_approval,
        )
        for row in version.rules.order_by("pk")
    )
    return Schedule(version.version, version.in_force_from, tuple(rules))


def _write(schedule: Schedule, using: str) -> None:
    from retention.models import ScheduleRule, ScheduleVersion

    version = ScheduleVersion.objects.using(using).create(
        version=schedule.version, in_force_from=schedule.in_force_from
    )
    ScheduleRule.objects.using(using).bulk_create(
        ScheduleRule(
            version=version,
            record_class=rule.record_class,
            trigger=rule.trigger,
            years=rule.years,
            sentence=rule.sentence,
            source=rule.source,
            needs_approval=rule.needs_approval,
        )
        for rule in schedule.rules
    )
