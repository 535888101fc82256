"""`{% load households %}`: what stands at the top of each of a household's pages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse

from familyhubs.design.parts import NavigationItem, Row
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households import reading
from households.loader import READING, OpenHousehold
from households.models import Protection
from households.models.scale import signed

register = template.Library()

# Words, section, address, the permission it needs.
SECTIONS = [
    ("Overview", "overview", "households:overview", Permission.SEE_HOUSEHOLDS),
    ("People", "people", "households:people", Permission.SEE_HOUSEHOLDS),
    ("Goals", "goals", "households:goals", Permission.SEE_HOUSEHOLDS),
    ("Team", "team", "households:team", Permission.SEE_HOUSEHOLDS),
    ("Timeline", "timeline", "households:timeline", Permission.SEE_HOUSEHOLDS),
    ("Services", "services", "referrals:uses", Permission.SEE_HOUSEHOLDS),
    ("Surveys", "surveys", "referrals:surveys", Permission.SEE_HOUSEHOLDS),
    ("Referrals", "referrals", "referrals:referrals", Permission.SEE_HOUSEHOLDS),
    ("Paper files", "paper", "retention:paper", Permission.SEE_RECORD),
    ("Sharing", "sharing", "consent:sharing", Permission.SEE_HOUSEHOLDS),
    ("History", "history", "households:history", Permission.SEE_RECORD),
    ("How long we keep it", "retention", "retention:household", Permission.SEE_RECORD),
    ("Who looked", "who-looked", "households:who-looked", Permission.SEE_WHO_LOOKED),
]


@register.filter
def standing_today(protections: Iterable[Protection]) -> list[str]:
    """What a child is today, looked after or on a plan: each once, and nothing that ended."""
    day = today()
    standing = [one for one in protections if one.until is None or one.until > day]
    return list(dict.fromkeys(one.get_kind_display() for one in standing))


@register.inclusion_tag("households/bar.html")
def household_bar(case: OpenHousehold) -> dict[str, Any]:
    """The identity bar: whose record, its hub and lead, and how to contact them safely."""
    episode, lead = reading.latest_episode(case), reading.lead(case)
    facts = [Row("Reference", case.household.reference), Row("Hub", case.household.hub)]
    if case.sight.goals:
        facts.append(Row("Lead", _lead(lead)))
    members = reading.people(case)
    warned = [m.person for m in members if m.contactable and m.person.contact_warning]  # type: ignore[attr-defined]
    status, colour = "", ""
    if episode is not None:
        status, colour = ("Closed", "grey") if episode.closed_on else ("Open", "green")
    return {
        "title": f"{case.title} family" if case.title != case.household.reference else case.title,
        "url": case.household.get_absolute_url(),
        "facts": facts,
        "status": status,
        "colour": colour,
        "warning": "; ".join(f"{p.full_name}: {p.contact_warning}" for p in warned),
    }


@register.simple_tag
def household_sections(case: OpenHousehold, section: str) -> list[NavigationItem]:
    """The parts of the record that this user may go to."""
    return [
        NavigationItem(text, reverse(name, args=[case.household.reference]), key == section)
        for text, key, name, permission in SECTIONS
        if case.user.may(permission)
    ]


@register.simple_tag(takes_context=True)
def may(context: Any, user: Any, name: str) -> bool:
    """Whether a role allows a thing: `{% may user "CHANGE_GOALS" as may_change %}`.

    In an emergency a page of the household offers only what is read.
    """
    case = context.get("case")
    if isinstance(case, OpenHousehold) and case.sight.emergency and Permission[name] not in READING:
        return False
    return bool(getattr(user, "may", None)) and user.may(Permission[name])


register.filter("signed", signed)


def _lead(lead: Any) -> str:
    if lead is None:
        return "Nobody yet"
    return (
        f"{lead.organisation} ({lead.practitioner})"
        if lead.practitioner
        else str(lead.organisation)
    )


@register.filter
def of(found: dict[Any, Any], key: Any) -> Any:
    """What a dictionary holds for a key; nothing where there is none."""
    return found.get(key, [])
