"""The categories of detail a family can agree to share (DESIGN: "Who may see what").

Each is a django-guardian permission: some on the household, some on each person.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models


class Category(models.TextChoices):
    HUB_RECORD = "hub_record", "Hub record: who leads, goals and progress"
    IDENTITY = "identity", "Names, dates of birth and how people are related"
    CONTACT_DETAILS = "contact_details", "Address, telephone and email"
    CONTACT_HISTORY = "contact_history", "Appointments, calls, visits, letters and notes"
    SERVICES = "services", "Services accessed"
    HEALTH = "health", "Health"
    FINANCE = "finance", "Money"
    IDENTIFIERS = "identifiers", "NHS number, National Insurance number and other identifiers"
    BACKGROUND = "background", "Ethnic origin and religion"


HOUSEHOLD_CATEGORIES = frozenset({Category.HUB_RECORD})
PERSON_CATEGORIES = frozenset(Category) - HOUSEHOLD_CATEGORIES
# Stands where a name would, for whoever is not let know it.
SOMEBODY = "Somebody of the household"


# Which of a person's fields belongs to which category: who sees it, corrects it, and is told of it.
PERSON_FIELDS = {
    Category.IDENTITY: (
        "given_name",
        "family_name",
        "preferred_name",
        "date_of_birth",
        "died_on",
    ),
    Category.CONTACT_DETAILS: (
        "telephone",
        "email",
        "contact_warning",
        "interpreter",
        "communication_needs",
    ),
}
# A partner sees that somebody died and does not record it: the hub speaks with the family first.
BY_THE_HUB_ALONE = frozenset({"died_on"})
# What is no field of a person's own, and is told of beside them (S18).
TOLD_WITH_THEM = {
    Category.IDENTITY: ("relationships", "parental_responsibility"),
    Category.CONTACT_DETAILS: ("address",),
    Category.HEALTH: ("health",),
    Category.FINANCE: ("finance",),
    Category.BACKGROUND: ("ethnic_origin", "religion"),
}


def codename(category: str) -> str:
    """The guardian permission that stands for a category."""
    return f"see_{category}"


def words_for(categories: Iterable[str]) -> str:
    """Categories as a sentence's part: "names, ...; address, ..."."""
    return "; ".join(Category(category).label.lower() for category in sorted(categories))


def permissions_for(categories: frozenset[Category]) -> list[tuple[str, Any]]:
    """For a model's Meta.permissions."""
    return [(codename(category), f"Can see: {category.label}") for category in sorted(categories)]
