"""How long a household is kept, in a line of its overview."""

from django.urls import reverse

from familyhubs.design.dates import spoken
from familyhubs.design.parts import Row
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.loader import OpenHousehold
from retention.clocks import household_clocks
from retention.models import Hold
from retention.noticed import in_a_line


def kept(case: OpenHousehold) -> Row | None:
    """The dates of both classes, or why there are none; None for whoever sees no retention."""
    if not case.user.may(Permission.SEE_RECORD):
        return None
    clock = household_clocks([case.household.pk], today())[case.household.pk]
    if clock.is_open:
        text = "Support is open: the clock starts when it is closed."
    elif clock.is_shell:
        text = "Only what is kept of a child who was looked after or on a plan is left."
    else:
        hub, service = (clock.term(each).due_on for each in (RecordClass.HUB, RecordClass.SERVICE))
        text = f"Hub record until {spoken(hub)}, service record until {spoken(service)}."
    held = Hold.objects.visible_to(case.user).standing().filter(household=case.household)
    if held.exists():
        text += " A hold stands."
    if noticed := in_a_line(case.user, case.household, clock):
        text += f" {noticed}"
    url = reverse("retention:household", args=[case.household.reference])
    return Row("How long we keep it", text, "What the dates are made of", url)
