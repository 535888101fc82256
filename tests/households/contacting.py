"""What the tests of the timeline share: addresses, and what a page posts."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from familyhubs.records.dates import today
from households.models import Contact, ContactKind, Source
from tests.cast import Cast
from tests.factories import ContactFactory
from tests.households.test_pages import split


def page_of(contact_or_household: Any, name: str = "timeline", *args: Any) -> str:
    """The address of a household's page."""
    household = getattr(contact_or_household, "household", contact_or_household)
    return reverse(f"households:{name}", args=[household.reference, *args])


def of(contact: Contact, name: str, *args: Any) -> str:
    """The address of a contact's page."""
    return page_of(contact.household, name, contact.pk, *args)


def a_call(cast: Cast) -> dict[str, Any]:
    """What the page posts: a call with the mother today."""
    return {
        "kind": "call",
        **split("on", today()),
        "people": [cast.mother.pk],
        "channel": "telephone",
        "source": "family",
        "note": "She sleeps better.",
        "once": str(uuid4()),
    }


def from_school(cast: Cast, **changed: Any) -> Contact:
    """What the class teacher said today."""
    return ContactFactory(
        **{
            "household": cast.household,
            "kind": ContactKind.NOTE,
            "source": Source.OTHER,
            "source_organisation": cast.school,
            "source_name": "class teacher",
            "received_on": today(),
            "channel": "",
            "note": "Often late on Mondays.",
            "by": cast.alice,
            **changed,
        }
    )
