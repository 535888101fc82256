"""The household's history and its access events, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from familyhubs.audit.models import AccessEvent
from familyhubs.design.parts import ChangeEntry
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.changes import changes_of, sealed_fields
from familyhubs.records.models import Record
from households.loader import OpenHousehold
from households.models import (
    Address,
    Attachment,
    Attainment,
    Contact,
    Correction,
    Episode,
    Goal,
    GoalScale,
    GoalStep,
    Identifier,
    Involvement,
    LeadAssignment,
    Membership,
    Merge,
    Person,
    Protection,
    Relationship,
    Reveal,
    Review,
    Score,
    SensitiveDetail,
    Suggestion,
    TeamMember,
)

OF_HOUSEHOLD = (
    *(Address, Contact, Correction, Episode, Goal, Involvement, LeadAssignment, Membership),
    *(Merge, Reveal, Review, TeamMember),
)
OF_GOAL = (Attainment, GoalScale, GoalStep, Score)
OF_PERSON = (Identifier, Protection, Relationship, SensitiveDetail, Suggestion)


def of_household(case: OpenHousehold) -> list[ChangeEntry]:
    """Every change of the household's own records and of its people, newest first."""
    user, household = case.user, case.household
    records: list[Record] = [household]
    for model in OF_HOUSEHOLD:
        records += _unsealed(model.objects.visible_to(user).filter(household=household))
    for of_goal in OF_GOAL:
        records += of_goal.objects.visible_to(user).filter(goal__household=household)
    records += Attachment.objects.visible_to(user).filter(contact__household=household)
    records += _unsealed(Identifier.objects.visible_to(user).filter(address__household=household))
    people = [row.person_id for row in records if isinstance(row, Membership)]
    records += Person.objects.visible_to(user).filter(pk__in=people)
    for about in OF_PERSON:
        records += _unsealed(about.objects.visible_to(user).filter(person__in=people))
    for path in settings.HOUSEHOLD_RECORDS:
        records += import_string(path)(case)
    return changes_of(records)


@dataclass(frozen=True)
class Look:
    """One access event in words."""

    at: datetime
    who: str
    what: str
    why: str


def named(events: Iterable[AccessEvent]) -> list[Look]:
    """Access events with the users' names; one query for all of them."""
    rows = list(events)
    users = _by_key(User.objects.filter(pk__in=_numbers(row.user_id for row in rows)))
    # Whom they worked for then, which is not always whom they work for now.
    employers = _by_key(
        Organisation.objects.filter(pk__in=_numbers(row.organisation_id for row in rows))
    )
    return [
        Look(
            at=row.at,
            who=_who(users.get(row.user_id), employers.get(row.organisation_id)),
            what=f"{row.get_event_display()}: {_page(row.action)}",
            why=row.basis.replace(":", " "),
        )
        for row in rows
    ]


def _unsealed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without the sealed notes and numbers: the history shows none of them."""
    return rows.defer(*sealed_fields(rows.model))


def _who(user: Any, employer: Any) -> str:
    if user is None:
        return "The system"
    return f"{user}, {employer}" if employer else str(user)


def _numbers(keys: Iterable[str]) -> set[int]:
    return {int(key) for key in keys if key.isdecimal()}


def _by_key(rows: Iterable[Any]) -> dict[str, Any]:
    return {str(row.pk): row for row in rows}


def _page(action: str) -> str:
    return action.replace("households:", "").replace(".", ": ").replace("_", " ").replace("-", " ")
