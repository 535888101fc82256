"""The schedule on paper: `templates/print/schedule.typ` sets it."""

from dataclasses import asdict
from datetime import date
from functools import lru_cache

from familyhubs.design.dates import spoken
from familyhubs.organisations.models import Organisation
from familyhubs.printing.pdf import document
from retention import plain
from retention.schedule import Schedule, schedule_on

TITLE = "How long we keep information"
Rows = tuple[tuple[str, str], ...]


def paper(schedule: Schedule, day: date, council: Organisation | None) -> bytes:
    """The PDF of a version, as of a day. Anybody may ask for it without end: set once a day."""
    contact = _contact(council)
    return _set(schedule, day, str(council or "Family Hubs"), contact)


@lru_cache(maxsize=8)
def _set(schedule: Schedule, day: date, council: str, contact: Rows) -> bytes:
    words = f"Version {schedule.version}, from {spoken(schedule.in_force_from)}"
    later = [one for one in plain.begun(day) if one.in_force_from > schedule.in_force_from]
    if later:
        words += f" until {spoken(min(one.in_force_from for one in later))}. No longer in force"
    elif schedule == schedule_on(day):
        words += f". In force on {spoken(day)}"
    data = {
        "printed_by": council,
        "foot": f"{TITLE}. {council}, version {schedule.version}",
        "version": f"{words}.",
        "kinds": [asdict(kind) for kind in plain.kinds(schedule)],
        "delays": plain.delays(),
        "at_the_end": list(plain.AT_THE_END),
        "contact": list(contact),
    }
    return document("print/schedule.typ", data, title=TITLE)


def _contact(council: Organisation | None) -> Rows:
    if council is None:
        return ()
    rows = (
        ("Write to", council.address),
        ("Telephone", council.telephone),
        ("Email", council.email),
    )
    return tuple((label, value) for label, value in rows if value)
