"""`{% load services %}`: who uses a service, how often they came, and how to reach it."""

from typing import Any

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from households.loader import OpenHousehold
from referrals import reading

register = template.Library()


@register.simple_tag
def came(use: Any) -> str:
    """ "Came to 5 of 7, 1 cancelled"; cancelled days are not held against anybody."""
    held = use.came + use.missed
    if not held:
        return f"{use.cancelled} cancelled" if use.cancelled else "No session yet"
    words = f"Came to {use.came} of {held}"
    return f"{words}, {use.cancelled} cancelled" if use.cancelled else words


@register.simple_tag
def user_of_service(case: OpenHousehold, use: Any) -> str:
    """Their name, where this user may know it."""
    return reading.name_of(case, use)


@register.filter
def linked(text: str) -> SafeString:
    """The text, escaped, in which web and email addresses are links."""
    # No "<" of the text's own is left in what urlize gives: each is of a link that it made.
    made = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(made.replace("<a ", '<a class="govuk-link" '))  # noqa: S308
