"""What the pages of paper files read, scoped by `visible_to` (S47)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.categories import SOMEBODY
from households.loader import OpenHousehold
from households.models import Household, Person, Protection
from retention import clocks
from retention.models import ContractorCertificate, PaperFile, PaperLoan
from retention.undestroyed import with_whereabouts

OUT, OVERDUE, MINE, LOST, DESTROY, ALL = "", "overdue", "mine", "lost", "destroy", "all"
SHORTEST = 2  # letters of a label that are searched for


def files(case: OpenHousehold) -> list[PaperFile]:
    """The household's files, those that are there first; each with its `whom`."""
    rows = PaperFile.objects.visible_to(case.user).filter(household=case.household)
    found = _named(case, with_whereabouts(rows).select_related("hub", "destruction"))
    return sorted(found, key=lambda file: (file.in_error, file.is_destroyed))


def file(case: OpenHousehold, file_id: int) -> PaperFile | None:
    """One of them."""
    rows = PaperFile.objects.visible_to(case.user).filter(household=case.household, pk=file_id)
    rows = with_whereabouts(rows).select_related(
        "hub", "registered_by", "lost_by", "destruction__recorded_by"
    )
    return next(iter(_named(case, rows)), None)


def loans(case: OpenHousehold, shown: PaperFile) -> QuerySet[PaperLoan]:
    """Who had it, the last first."""
    rows = PaperLoan.objects.visible_to(case.user).filter(file=shown)
    return rows.select_related("to_user", "lent_by", "returned_by")


def open_loan(case: OpenHousehold, shown: PaperFile) -> PaperLoan | None:
    """Who has it."""
    return loans(case, shown).open().select_related("file").first()  # type: ignore[attr-defined]


def certificate(case: OpenHousehold, file_id: int) -> ContractorCertificate | None:
    """The contractor's certificate for one of the household's files."""
    rows = ContractorCertificate.objects.visible_to(case.user).select_related("file", "household")
    return rows.filter(household=case.household, file=file_id).first()


def register(user: User, show: str = OUT, hub: str = "", words: str = "") -> QuerySet[Any]:
    """Files of every household this user may see, each with its `household` (and its `title`).

    Args: `show`, which of them; `hub`, the key of the hub that supports the family; `words`, the
    number of a file or a part of its label.
    """
    rows: Any = PaperFile.objects.visible_to(user)
    rows = _shown(rows, user, show)
    if hub.isdecimal():
        rows = rows.filter(household__hub_id=int(hub[:9]))
    if words:
        rows = rows.filter(_called(words))
    named = Household.objects.visible_to(user).titled_for(user).select_related("hub")
    rows = with_whereabouts(rows).select_related("hub", "destruction")
    return rows.prefetch_related(Prefetch("household", queryset=named))


def _shown(rows: Any, user: User, show: str) -> Any:
    out = PaperLoan.objects.visible_to(user).open().filter(file=OuterRef("pk"))
    if show in (OUT, OVERDUE, MINE):
        found = rows.overdue() if show == OVERDUE else rows.out()
        if show == MINE:
            found = found.filter(Exists(out.filter(to_user=user)))
        return found.annotate(due_on=Subquery(out.values("due_on")[:1])).order_by("due_on", "pk")
    if show == LOST:
        return rows.lost().order_by("lost_on", "pk")
    if show == DESTROY:
        return _over(rows.left()).order_by(F("lost_on").asc(nulls_last=True), "pk")
    return rows.standing().order_by("-pk")


def _over(rows: Any) -> Any:
    """Files of records whose time is over; a protected child's own, once the child's record is
    all that is left of the household."""
    due = clocks.service_candidates(today()).order_by()
    shells, others = due.filter(is_shell=True), due.filter(is_shell=False)
    own = Exists(Protection.objects.standing().filter(person=OuterRef("person_id")))
    here = Q(household__in=others.values("pk")) & ~own
    return rows.filter(here | Q(household__in=shells.values("pk")))


def _called(words: str) -> Q:
    number = words.upper().removeprefix("PF-")
    called = Q(label__icontains=words) if len(words) >= SHORTEST else Q(pk=0)
    return called | Q(pk=int(number[:9])) if number.isdecimal() else called


def _named(case: OpenHousehold, rows: QuerySet[PaperFile]) -> list[PaperFile]:
    """Each with `whom` it is about: by name where this user may know it, "" for the household."""
    found: Sequence[Any] = list(rows)
    people = {row.person_id for row in found if row.person_id}
    known = Person.objects.visible_to(case.user).in_bulk(people) if people else {}
    for row in found:
        person = known.get(row.person_id)
        row.whom = person.full_name if person else SOMEBODY if row.person_id else ""
    return list(found)
