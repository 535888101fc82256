"""The services a family uses, on its printed summary."""

from typing import Any

from django.template.defaultfilters import pluralize

from familyhubs.design.dates import spoken
from households.loader import OpenHousehold
from households.paper import Part, Section
from referrals import reading


def services(case: OpenHousehold) -> Section:
    """Each service with who uses it, since when, how often they came and what came of it."""
    heading = "Services accessed"
    if not reading.sees_services(case):
        return Section(heading, notes=["Services are not shared with your organisation."])
    parts = [
        Part(group.name, "", [(reading.name_of(case, use), told(use)) for use in group.uses])
        for group in reading.groups(case)
    ]
    return Section(heading, notes=[] if parts else ["No services yet."], parts=parts)


def told(use: Any) -> str:
    """One use in words. Args: `use`, counted as `reading.groups` does (`came`, `missed`)."""
    words = f"Since {spoken(use.started_on)}"
    if use.ended_on:
        words = f"{spoken(use.started_on)} to {spoken(use.ended_on)}"
    times = [
        f"{word} {number} time{pluralize(number)}"
        for word, number in (("came", use.came), ("did not come", use.missed))
        if number
    ]
    sentences = [words, ", ".join(times).capitalize(), use.get_outcome_display()]
    return ". ".join(filter(None, sentences))
