"""The household's history, in words."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from familyhubs.design.parts import ChangeEntry
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


def _unsealed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without the sealed notes and numbers: the history shows none of them."""
    return rows.defer(*sealed_fields(rows.model))
