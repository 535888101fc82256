"""A worker's own families, and what is next for each, most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from familyhubs.design.dates import spoken
from familyhubs.design.parts import Colour
from familyhubs.organisations.models import Role, User
from familyhubs.records.dates import today
from households.models import (
    Contact,
    Episode,
    GoalOutcome,
    GoalStep,
    Household,
    LeadAssignment,
    Review,
    TeamMember,
)
from households.models.team import REVIEW_WITHIN
from households.reading.stale import stale_people

SORTS = {
    "": ("due", "pk"),
    "name": ("title", "pk"),
    "contact": (F("last_contact").asc(nulls_first=True), "pk"),
}


def oversees(user: User) -> bool:
    """Whether this user answers for a hub's or an organisation's families, not only for theirs."""
    return user.role in (Role.HUB_MANAGER, Role.PARTNER_MANAGER)


def my_household_ids(user: User) -> set[int]:
    """The households this user leads as practitioner, or is in the team of, today.

    Asked for first, and given to the pages as numbers: so the list is found by them alone,
    whatever the number of households in the council.
    """
    led = LeadAssignment.objects.visible_to(user).leading().filter(practitioner=user)
    joined = TeamMember.objects.visible_to(user).present().filter(worker=user)
    return {
        household
        for rows in (led, joined)
        for household in rows.order_by().values_list("household_id", flat=True)
    }


def my_families(user: User) -> QuerySet[Any]:
    """This user's households with open support, with what is due when.

    Each has its `title`, `next_review`, `no_review_since` where none is planned, `next_step`,
    `stale`, and `due`: the first day on which something of it is to be done.
    """
    rows = Household.objects.visible_to(user).titled_for(user).with_open_support()
    here = {"household": OuterRef("pk")}
    opened = Episode.objects.visible_to(user).filter(**here, closed_on__isnull=True)
    reviews = Review.objects.visible_to(user).filter(**here).order_by()
    steps = GoalStep.objects.visible_to(user).filter(
        goal__household=OuterRef("pk"),
        goal__outcome=GoalOutcome.OPEN,
        done_on__isnull=True,
        dropped=False,
    )
    within = timedelta(days=REVIEW_WITHIN)
    return (
        rows.filter(pk__in=my_household_ids(user))
        .annotate(
            next_review=Subquery(reviews.filter(held_on__isnull=True).values("planned_for")[:1]),
            last_review=_of_all(reviews, "household", Max("held_on")),
            opened_on=Subquery(opened.values("opened_on")[:1]),
            next_step=_of_all(steps.order_by(), "goal__household", Min("by_when")),
            stale=Exists(stale_people(user).filter(household=OuterRef("pk"))),
        )
        .annotate(no_review_since=Greatest("opened_on", "last_review"))
        .annotate(
            review_by=Coalesce("next_review", Cast(_later("no_review_since", within), DateField()))
        )
        .annotate(due=Least("review_by", "next_step"))
    )


def shown() -> dict[str, Q]:
    """What the caseload can be narrowed to."""
    return {
        "reviews": Q(next_review__lt=today()),
        "unplanned": Q(next_review__isnull=True, review_by__lte=today()),
        "steps": Q(next_step__lt=today()),
        "stale": Q(stale=True),
    }


def caseload(user: User, show: str = "", sort: str = "") -> QuerySet[Any]:
    """This user's families for a list: narrowed (`shown`), and in the order asked for."""
    contacts = Contact.objects.visible_to(user).filter(
        household=OuterRef("pk"), in_error=False, on__lte=today()
    )
    leading = LeadAssignment.objects.visible_to(user).leading().filter(household=OuterRef("pk"))
    rows = my_families(user).filter(shown().get(show, Q()))
    return (
        rows.select_related("hub")
        .annotate(
            last_contact=Subquery(contacts.order_by("-on").values("on")[:1]),
            leads=Exists(leading.filter(practitioner=user)),
        )
        .order_by(*SORTS.get(sort, SORTS[""]))
    )


def counted(user: User) -> dict[str, int]:
    """How many of this user's families there are, and of those with something due: one query.

    Not those with stale details: it is people that are counted there (`to_confirm`).
    """
    due = ("reviews", "unplanned", "steps")
    kinds: dict[str, Any] = {name: Count("pk", filter=shown()[name]) for name in due}
    found: dict[str, int] = my_families(user).aggregate(all=Count("pk"), **kinds)
    return found


@dataclass(frozen=True)
class Next:
    """One thing that is next for a family: words, and a tag where it presses."""

    text: str
    status: str = ""
    colour: Colour = ""


def whats_next(family: Any) -> list[Next]:
    """What is next for a family of the caseload, in words."""
    found = [_review(family)]
    if family.next_step and family.next_step < today():
        found.append(Next(f"was due on {spoken(family.next_step)}", "Step overdue", "red"))
    elif family.next_step:
        found.append(Next(f"Step due on {spoken(family.next_step)}"))
    if family.stale:
        found.append(Next("", "Details to confirm", "yellow"))
    return found


def _review(family: Any) -> Next:
    planned: date | None = family.next_review
    if planned and planned < today():
        return Next(f"was planned for {spoken(planned)}", "Review overdue", "red")
    if planned:
        return Next(f"Review on {spoken(planned)}")
    if family.review_by <= today():
        return Next(f"since {spoken(family.no_review_since)}", "No review planned", "yellow")
    return Next(f"Plan a review by {spoken(family.review_by)}")


def _later(day: str, by: timedelta) -> ExpressionWrapper:
    return ExpressionWrapper(F(day) + Value(by), output_field=DateTimeField())


def _of_all(rows: Any, by: str, what: Any) -> Subquery:
    """The greatest or least of a household's rows."""
    return Subquery(rows.values(by).annotate(found=what).values("found"))
