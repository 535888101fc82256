"""`{% load contacting %}`: the one place a telephone, an email or an address is drawn.

The warning how to contact somebody safely stands beside each of them (S9), and a hidden address
is never among them. tests/consistency/test_contacting.py keeps every template to it.
"""

from collections.abc import Iterable
from typing import Any

from django import template

from familyhubs.organisations.rules import Permission
from households.loader import OpenHousehold
from households.models import Address, Membership
from households.reading import RING_FIRST

register = template.Library()


@register.filter
def of[Found](by_person: dict[int, list[Found]], person_id: int) -> list[Found]:
    """What belongs to one person: `{% for place in homes|of:person.pk %}`."""
    return by_person.get(person_id, [])


@register.inclusion_tag("households/contact_rows.html")
def contact_rows(member: Membership) -> dict[str, Any]:
    """Rows of a summary list: how to reach somebody, or that it is not shared."""
    return {"person": member.person, "contactable": getattr(member, "contactable", False)}


@register.inclusion_tag("households/where.html")
def where(
    case: OpenHousehold,
    address: Address,
    people: Iterable[Membership],
    *,
    shown: bool = False,
) -> dict[str, Any]:
    """An address with the warnings of whoever lives there; `shown` after a reason was given."""
    return {
        "reference": case.household.reference,
        "address": address,
        "hidden": address.hidden and not shown,
        "ring_first": RING_FIRST,
        "may_ask": case.user.may(Permission.SEE_RECORD),
        "warned": [
            row.person
            for row in people
            if getattr(row, "contactable", False) and row.person.contact_warning
        ],
    }
