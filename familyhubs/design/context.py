"""What `base.html` needs on every page: the context processor `chrome`.

Settings it reads:
- `DESIGN_NAVIGATION`: dotted path of a function from the request to a list of NavigationItem;
- `DESIGN_HEADER_LINK`: dotted path of a function from the request to a NavigationItem beside the
  name of whoever is signed in, or None;
- `DESIGN_FOOTER`: pairs of text and URL name. A name with no page yet is left out;
- `DESIGN_SIGN_OUT`: the URL name the sign-out button posts to; `LOGIN_URL`: the sign-in page.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from familyhubs.design.navigation import NavigationItem

SERVICE_NAME = "Family Hubs"
PHASE = "Alpha"


@dataclass(frozen=True)
class Person:
    """Who is signed in, as the header says it."""

    name: str
    organisation: str


def url_or_nothing(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def person(request: HttpRequest) -> Person | None:
    """Return who is signed in. Users may have a `name` and an `organisation`; neither is needed."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return Person(
        name=str(getattr(user, "name", "") or user.get_username()),
        organisation=str(getattr(user, "organisation", None) or ""),
    )


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the service navigation; none for a request that failed before anyone was known."""
    path = getattr(settings, "DESIGN_NAVIGATION", "")
    if not path or not hasattr(request, "user"):
        return []
    items: list[NavigationItem] = import_string(path)(request)
    return items


def header_link(request: HttpRequest) -> NavigationItem | None:
    """Return the link beside the name of whoever is signed in, where there is one."""
    path = getattr(settings, "DESIGN_HEADER_LINK", "")
    if not path or not hasattr(request, "user"):
        return None
    item: NavigationItem | None = import_string(path)(request)
    return item


def footer() -> list[NavigationItem]:
    pairs = getattr(settings, "DESIGN_FOOTER", [("Components", "design:catalogue")])
    found = [NavigationItem(text, url_or_nothing(name)) for text, name in pairs]
    return [item for item in found if item.url]


def sign_in_url() -> str:
    try:
        return resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        return ""


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the names that `base.html` uses."""
    return {
        "service_name": getattr(settings, "SERVICE_NAME", SERVICE_NAME),
        "phase": getattr(settings, "SERVICE_PHASE", PHASE),
        "person": person(request),
        "header_link": header_link(request),
        "navigation": navigation(request),
        "footer": footer(),
        "sign_in_url": sign_in_url(),
        "sign_out_url": url_or_nothing(
            getattr(settings, "DESIGN_SIGN_OUT", "organisations:sign-out")
        ),
    }
