"""How long a household is kept, in a line of its overview."""

from datetime import date

from django.urls import reverse

from familyhubs.design.dates import spoken
from familyhubs.design.parts import Row
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.loader import OpenHousehold
from retention.clocks import household_clocks
from retention.explanations import Explained, Explanation, explain
from retention.holding import standing
from retention.noticed import in_a_line
from retention.reasons import Why

CLASS_NAMES = {RecordClass.HUB: "hub record", RecordClass.SERVICE: "service record"}


def kept(case: OpenHousehold) -> Row | None:
    """The dates of both classes, or why there are none, and that something stops disposal; None for
    whoever sees no retention."""
    if not case.user.may(Permission.SEE_RECORD):
        return None
    day, kept_on = today(), case.household.pk
    clock = household_clocks([kept_on], day)[kept_on]
    if clock.is_open:
        # Most families' page: what stops it is read in full once there are dates.
        text = "Support is open: the clock starts when it is closed."
        held = standing([kept_on])
        stops = [*held.on.values(), *map(held.classes.get, CLASS_NAMES)]
        text += " A hold stands." if any(stops) else ""
    else:
        text = _said(explain(case.household, day), day)
    if noticed := in_a_line(case.user, case.household, clock):
        text += f" {noticed}"
    url = reverse("retention:household", args=[case.household.reference])
    return Row("How long we keep it", text, "What the dates are made of", url)


def _said(found: Explained, day: date) -> str:
    """The dates, and that something stops disposal."""
    classes = [each for each in found.classes if each.person is None]
    if classes:
        text = f"{', '.join(_until(each, day) for each in classes)}."
        text = text[:1].upper() + text[1:]
        if len(classes) < len(found.classes):
            text += " A child's own record is kept by a time of its own."
    else:
        text = "Only what is kept of a child who was looked after or on a plan is left."
    if not found.stopped:
        return text
    is_held = any(each.reason.why == Why.HELD for each in found.stopped)
    return f"{text} {'A hold stands.' if is_held else 'Something stops disposal.'}"


def _until(each: Explanation, day: date) -> str:
    name = CLASS_NAMES[each.record_class]
    if each.is_gone or each.due_on is None:
        return f"{name} disposed of"
    return f"{name} {'due since' if each.due_on <= day else 'until'} {spoken(each.due_on)}"
