"""What each recipient would see by an agreement, before it is saved (S61).

The agreement is recorded, looked at as each recipient would through the very scopes their pages
ask, and taken back, in one savepoint: a list of rules beside those of the pages would sooner or
later promise the family something else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from consent import standing
from consent.actions import agreements, authority
from familyhubs.design.parts import Row
from familyhubs.organisations.models import Organisation, Role, User
from households.categories import Category
from households.loader import OpenHousehold


@dataclass(frozen=True)
class Seen:
    """What one recipient would see: people by name, and what stands recorded of each category."""

    organisation: Organisation
    people: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Preview:
    """What is read to the family, and what the worker looks at first."""

    words: str
    words_hash: str
    warnings: list[str]
    seen: list[Seen]


def of(case: OpenHousehold, data: dict[str, Any]) -> Preview:
    """Raises what recording the agreement would raise. Args: `data`, what the form says."""
    with transaction.atomic():
        agreement = agreements.record(household=case.household, by=case.user, **data)
        seen = [
            seen_by(case, organisation, data["categories"]) for organisation in data["recipients"]
        ]
        transaction.set_rollback(True)
    answered_for_others = data["representative"] is None
    return Preview(
        words=agreement.words,
        words_hash=agreement.words_hash,
        warnings=authority.warnings(data["given_by"], data["covers"])
        if answered_for_others
        else [],
        seen=seen,
    )


def reader_at(organisation: Organisation) -> User:
    """Somebody who works there, and nobody by name: no household names them."""
    return User(pk=0, organisation=organisation, role=Role.PARTNER_WORKER, is_active=True)


def seen_by(case: OpenHousehold, organisation: Organisation, categories: Collection[str]) -> Seen:
    """What an organisation sees today of these categories."""
    reader = reader_at(organisation)
    rows = [
        Row(category.label, standing.recorded(case.household, reader, category))
        for category in Category
        if category in categories
    ]
    return Seen(organisation, standing.names(case.household, reader), rows)
