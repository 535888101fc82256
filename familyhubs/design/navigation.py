"""A link of the service navigation, the footer, a sub-navigation or breadcrumbs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavigationItem:
    """`current` says that the page shown is this one or below it."""

    text: str
    url: str
    current: bool = False
