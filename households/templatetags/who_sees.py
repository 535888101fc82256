"""`{% who_sees case %}`: at the foot of each of a household's pages, why its reader may see it and
who else may (S58)."""

from typing import Any

from django import template

from households import reading
from households.loader import OpenHousehold

register = template.Library()


@register.inclusion_tag("households/who_sees.html")
def who_sees(case: OpenHousehold) -> dict[str, Any]:
    """The reasons of this user, and those of every other organisation that sees it today."""
    return {"case": case, "others": reading.others_involved(case)}
