"""When each household's and each protected child's clock started, and what stops it.

Read by the database for a whole batch at once; nothing here asks a question per household.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from familyhubs.records.privacy import RecordClass
from households.models import (
    Episode,
    Household,
    Membership,
    Merge,
    Person,
    Protection,
    Relationship,
    Suggestion,
)
from households.models.merge import UNDO_DAYS
from households.models.shells import is_a_shell
from retention import removal
from retention.lookups import Named
from retention.of_one import HouseholdClock, PersonClock
from retention.plan import PLAN
from retention.promises import given_to
from retention.schedule import Schedule, Trigger, begun, schedule_on
from retention.statements import Statement

NONE: frozenset[Schedule] = frozenset()


def clocked() -> QuerySet[Any]:
    """Every household with what its clock is made of."""
    episodes = Episode.objects.filter(household=OuterRef("pk")).order_by()
    closed = episodes.filter(closed_on__isnull=False).order_by("-closed_on")
    still_open = episodes.filter(closed_on__isnull=True)
    members = Membership.objects.filter(household=OuterRef("pk"))
    statuses = Protection.objects.filter(person=OuterRef("person"))
    protected = members.filter(Exists(statuses.standing()))
    merged = Household.objects.filter(merged_into=OuterRef("pk")).order_by("-created_at")
    return (
        Household.objects.filter(merged_into__isnull=True)
        .annotate(
            is_open=Exists(still_open),
            last_closed=Subquery(closed.values("closed_on")[:1]),
            # Where support is open for the first time, its opening stands in, for the list alone.
            # Two records made one are as young as the younger: a merge has nothing go early.
            clock=Coalesce(
                "last_closed",
                Subquery(still_open.values("opened_on")[:1]),
                TruncDate(Greatest("created_at", Subquery(merged.values("created_at")[:1]))),
            ),
            made_on=TruncDate("created_at"),
            birth_missing=Exists(protected.filter(person__date_of_birth__isnull=True)),
            unconfirmed=Exists(members.filter(Exists(statuses.unconfirmed()))),
            is_shell=Case(When(is_a_shell(), then=True), default=False),
            hub_left=_any_left(RecordClass.HUB),
        )
        .order_by("pk")
    )


def candidates(as_of: date) -> QuerySet[Any]:
    """Households of which something may be due on a day, or would be if nothing stopped it.

    By the shortest period of any version up to that day, since a family may have been promised
    it; which one holds for each, `household_clocks` says.
    """
    members = Membership.objects.filter(household=OuterRef("pk"))
    statuses = Protection.objects.filter(person=OuterRef("person"))
    protected = members.filter(Exists(statuses.standing()))
    taken_back = members.filter(Exists(statuses), ~Exists(statuses.standing()))
    grown_old = _cutoff(RecordClass.PROTECTED_CHILD, Trigger.BIRTH, as_of)
    long_dead = _cutoff(RecordClass.PROTECTED_CHILD, Trigger.DEATH, as_of)
    over_or_unknown = protected.filter(
        Q(person__date_of_birth__isnull=True)
        | Q(person__date_of_birth__lte=grown_old)
        | Q(person__died_on__lte=long_dead)
    )
    return clocked().filter(
        Q(Exists(over_or_unknown) | Exists(taken_back), is_shell=True)
        | Q(_over(RecordClass.SERVICE, as_of), is_shell=False)
        | Q(_over(RecordClass.HUB, as_of), is_shell=False, hub_left=True)
    )


def service_candidates(as_of: date) -> QuerySet[Any]:
    """Those of the candidates whose service record's time is over, or of which only a protected
    child's record is left; support is not open."""
    over = Q(_over(RecordClass.SERVICE, as_of)) | Q(is_shell=True)
    return candidates(as_of).filter(over, is_open=False)


def household_clocks(ids: Collection[int], as_of: date) -> dict[int, HouseholdClock]:
    given = given_to(ids, as_of)
    found = (dict(zip(CLOCKED, row, strict=True)) for row in _clocked_now().rows({"ids": ids}))
    can_be_parted = _can_be_parted(ids, as_of)
    return {
        row["pk"]: HouseholdClock(
            pk=row["pk"],
            reference=row["reference"],
            trigger=Trigger.SUPPORT_CLOSED if row["last_closed"] else Trigger.NEVER_OPENED,
            trigger_on=row["clock"],
            is_shell=row["is_shell"],
            is_open=row["is_open"],
            birth_missing=row["birth_missing"],
            unconfirmed=row["unconfirmed"],
            hub_left=row["hub_left"],
            can_be_parted=row["pk"] in can_be_parted,
            as_of=as_of,
            given=given.get(row["pk"], frozenset()),
            made_under=schedule_on(min(row["made_on"], as_of)),
        )
        for row in found
    }


CLOCKED = (
    *("pk", "reference", "last_closed", "is_open", "clock", "is_shell", "made_on"),
    *("birth_missing", "unconfirmed", "hub_left"),
)


@cache
def _clocked_now() -> Statement:
    return Statement.of(clocked().filter(pk__any_of=Named("ids")).values_list(*CLOCKED))


def person_clocks(
    homes: Mapping[int, set[int]], households: Mapping[int, HouseholdClock], as_of: date
) -> dict[int, PersonClock]:
    """The clocks of people, of whom it is known in which households they are named."""
    found = _people().rows({"ids": list(homes)})
    taken_back = {pk for pk, *_, kinds, _unconfirmed, recorded in found if recorded and not kinds}
    on = _confirmed_and_taken_back(taken_back) if taken_back else {}
    return {
        pk: PersonClock(
            pk,
            *(born, died, frozenset(kinds), unconfirmed),
            taken_back=pk in taken_back,
            as_of=as_of,
            promised=_promised_to([households[home] for home in homes[pk]]) if kinds else NONE,
            taken_back_on=on.get(pk),
        )
        for pk, born, died, kinds, unconfirmed, recorded in found
    }


def _confirmed_and_taken_back(people: Collection[int]) -> dict[int, date]:
    """On which day the last of their confirmed statuses was said to be a mistake; few ever are."""
    history: Any = Protection.history
    rows = history.filter(person__any_of=people, in_error=True, confirmed_at__isnull=False)
    last = rows.order_by().values("person_id").annotate(at=Max("history_date"))
    return {pk: timezone.localdate(at) for pk, at in last.values_list("person_id", "at")}


@cache
def _people() -> Statement:
    statuses = Protection.objects.filter(person=OuterRef("pk")).order_by()
    rows = Person.objects.filter(pk__any_of=Named("ids")).annotate(
        kinds=ArraySubquery(statuses.standing().values("kind")),
        unconfirmed=Exists(statuses.unconfirmed()),
        recorded=Exists(statuses),
    )
    names = ("pk", "date_of_birth", "died_on", "kinds", "unconfirmed", "recorded")
    return Statement.of(rows.values_list(*names))


def _promised_to(homes: Sequence[HouseholdClock]) -> frozenset[Schedule]:
    """What a child was promised: by what anybody of any home of theirs was given, if somebody was.
    The child's own notices are among them, for they name the child in that home."""
    given = NONE.union(*(home.given for home in homes))
    return given or NONE.union(*(home.promised for home in homes))


def ties(*, households: Iterable[int] = (), people: Iterable[int] = ()) -> dict[int, set[int]]:
    """Which people are named in which households' rows, in any table, from either side.

    What is left with a household that was merged into another counts as that other's; whoever was
    merged with somebody is tied to what that one is, so that the two go together.
    """
    found: dict[int, set[int]] = defaultdict(set)
    if households:
        pairs = removal.named_in_households().rows({"households": list(households)})
    elif people:
        pairs = removal.homes_of_people().rows({"people": list(people)})
    else:
        return found
    for person_id, household_id in pairs:
        found[person_id].add(household_id)
    return found


def twins_among(people: Iterable[int]) -> dict[int, int]:
    """Those of these people who were merged into another, each with that one."""
    return dict(_twins().rows({"ids": list(people)}))


@cache
def _twins() -> Statement:
    rows = Person.objects.filter(pk__any_of=Named("ids"), merged_into__isnull=False).order_by()
    return Statement.of(rows.values_list("pk", "merged_into_id"))


def merged_into(households: Iterable[int]) -> dict[int, int]:
    """The households that were merged into one of these, each with that one."""
    return dict(_merged().rows({"ids": list(households)}))


@cache
def _merged() -> Statement:
    rows = Household.objects.filter(merged_into__any_of=Named("ids")).order_by()
    return Statement.of(rows.values_list("pk", "merged_into_id"))


def _cutoff(record_class: str, trigger: str, as_of: date) -> date:
    """The latest start whose period is over by any version up to a day."""
    return max(version.rule(record_class, trigger).cutoff(as_of) for version in begun(as_of))


def _over(record_class: str, as_of: date) -> Q:
    closed = _cutoff(record_class, Trigger.SUPPORT_CLOSED, as_of)
    never = _cutoff(record_class, Trigger.NEVER_OPENED, as_of)
    return Q(last_closed__isnull=False, clock__lte=closed) | Q(
        last_closed__isnull=True, clock__lte=never
    )


def _can_be_parted(ids: Collection[int], as_of: date) -> set[int]:
    """Those of these households that a merge touched which can be undone on a day: their own, or of
    somebody whom any row of theirs names, or whom a relationship ties to somebody so named.

    By the whole day: never sooner than `Merge.objects.undoable()` lets go of it.
    """
    households, people = set(), set()
    for household, *pair in _merged_since(as_of - timedelta(days=UNDO_DAYS)).rows({}):
        households.add(household)
        people.update(pk for pk in pair if pk is not None)
    found = households.intersection(ids)
    if people:
        # A row between two people goes with either of them, and an undo needs it.
        for model in (Relationship, Suggestion):
            either = Q(person__any_of=set(people)) | Q(other__any_of=set(people))
            between = model._base_manager.filter(either).order_by()
            people.update(pk for pair in between.values_list("person", "other") for pk in pair)
        tied = ties(households=ids)
        found = found.union(*(tied[pk] for pk in people & tied.keys())).intersection(ids)
    return found


@lru_cache(maxsize=8)
def _merged_since(day: date) -> Statement:
    merges = Merge.objects.filter(undone_at__isnull=True, merged_at__date__gte=day).order_by()
    return Statement.of(merges.values_list("household", "kept_person", "merged_person"))


def _any_left(record_class: str) -> Any:
    """Whether a household has rows of a class that hang on it directly."""
    exists = [
        When(
            Exists(step.model._base_manager.filter(**{step.household: OuterRef("pk")})),
            then=Value(True),
        )
        for step in PLAN
        # A line of the due list is about a record, and not one that would be left.
        if step.record_class == record_class and step.household and not step.of_class
        if "__" not in step.household
    ]
    return Case(*exists, default=Value(False))
