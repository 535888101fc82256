"""A certificate of nobody's, for pages that only show one."""

from typing import Any

from familyhubs.records.dates import today
from retention import chain
from retention.models import Certificate, ScheduleVersion, SweepRun


def a_certificate(**said: Any) -> Certificate:
    """The next of the chain, with whatever it is to say."""
    schedule = ScheduleVersion.objects.latest("in_force_from")
    facts: dict[str, Any] = {
        "run": SweepRun.objects.create(as_of=today(), schedule=schedule),
        "schedule": schedule,
        "record_class": "hub",
        "rule": "Made up",
        "rules": [[schedule.version, "Made up"]],
        "subject": "0" * 64,
        "records": 1,
        "counts": {},
        "child_remains": False,
    }
    (made,) = chain.link([Certificate(**facts | said)])
    made.save(force_insert=True)
    return made
