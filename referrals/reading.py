"""What the pages of services accessed read, scoped by `visible_to` (S12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, Value, When

from familyhubs.organisations.models import Hub, Organisation
from households.categories import SOMEBODY, Category
from households.loader import OpenHousehold
from households.models import Person
from referrals.models import Attendance, AttendanceState, Service, ServiceUse

MOST_FOUND = 10


@dataclass(frozen=True)
class Group:
    """One service with everybody of the household who uses or used it."""

    service: Service | None
    name: str
    uses: list[ServiceUse]

    @property
    def open_uses(self) -> list[ServiceUse]:
        return [use for use in self.uses if use.ended_on is None]


def uses(case: OpenHousehold) -> QuerySet[ServiceUse]:
    """Who uses what, with how often they came: `came`, `missed`, `cancelled`, `last_on`."""
    rows = ServiceUse.objects.visible_to(case.user).filter(household=case.household)
    return rows.select_related("service__organisation", "recorded_by__organisation").annotate(
        came=_counted(AttendanceState.ATTENDED),
        missed=_counted(AttendanceState.DID_NOT_ATTEND),
        cancelled=_counted(AttendanceState.CANCELLED),
        last_on=Max("attendances__on", filter=Q(attendances__in_error=False)),
    )


def groups(case: OpenHousehold) -> list[Group]:
    """The services in use first, then those of the past; each with its people."""
    found: dict[object, Group] = {}
    rows = _with_people(case, uses(case).filter(in_error=False).order_by("-started_on", "pk"))
    for use in sorted(rows, key=lambda use: (-use.started_on.toordinal(), *_eldest(case, use))):
        key = use.service_id or use.service_name.casefold()
        group = found.setdefault(key, Group(use.service, use.what, []))
        group.uses.append(use)
    return sorted(found.values(), key=lambda group: not group.open_uses)


def mistakes(case: OpenHousehold) -> list[ServiceUse]:
    """What was recorded by mistake: the council's to see."""
    return _with_people(case, uses(case).filter(in_error=True).order_by("-started_on", "pk"))


def use(case: OpenHousehold, use_id: int) -> ServiceUse | None:
    return uses(case).filter(pk=use_id).first()


def open_together(case: OpenHousehold, shown: ServiceUse) -> list[ServiceUse]:
    """The open uses of the same service in this household: whose session is one page."""
    same = uses(case).filter(in_error=False).filter(ended_on__isnull=True, service=shown.service)
    if shown.service is None:
        same = same.filter(service_name__iexact=shown.service_name)
    return sorted(_with_people(case, same.order_by("pk")), key=lambda use: _eldest(case, use))


def _with_people(case: OpenHousehold, rows: Iterable[ServiceUse]) -> list[ServiceUse]:
    """Each with its person, where this user may know them. Not joined: a row stays where its
    person's name is not shared."""
    found = list(rows)
    known = Person.objects.visible_to(case.user).in_bulk({use.person_id for use in found})
    for use in found:
        if use.person_id in known:
            use.person = known[use.person_id]
    return found


def _eldest(case: OpenHousehold, use: ServiceUse) -> tuple[bool, date, int]:
    """The eldest first, and last whose birthday is not known here."""
    known = case.sight.of_person(use.person_id, Category.IDENTITY)
    born = use.person.date_of_birth if known else None
    return born is None, born or date.max, use.pk


def attendances(case: OpenHousehold, shown: ServiceUse) -> QuerySet[Attendance]:
    """The days of one use, newest first."""
    rows = Attendance.objects.visible_to(case.user).filter(use=shown, in_error=False)
    rows = rows.select_related("recorded_by")
    return rows.order_by("-on", "-pk")


def attendance(case: OpenHousehold, use_id: int, attendance_id: int) -> Attendance | None:
    rows = Attendance.objects.visible_to(case.user).filter(in_error=False)
    rows = rows.select_related("recorded_by")
    return rows.filter(household=case.household, use=use_id, pk=attendance_id).first()


def name_of(case: OpenHousehold, use: ServiceUse) -> str:
    """Who uses it, where this user may know the name here."""
    known = case.sight.of_person(use.person_id, Category.IDENTITY)
    return use.person.full_name if known else SOMEBODY


def name_shown(case: OpenHousehold, person: Person) -> str:
    """The name, where this user may know it here."""
    known = case.sight.of_person(person.pk, Category.IDENTITY)
    return person.full_name if known else SOMEBODY


def sees_services(case: OpenHousehold) -> bool:
    """Whether anybody's services are seen at all."""
    shared = case.sight.people.items()
    return case.sight.everything or any(Category.SERVICES in seen for _, seen in shared)


def people_of_services(case: OpenHousehold) -> QuerySet[Person]:
    """Who lives here; for a partner, those whose name and services are shared with it."""
    rows = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    if not case.sight.everything:
        shared = case.sight.people.items()
        rows = rows.filter(pk__in=[pk for pk, seen in shared if Category.SERVICES in seen])
    return rows.living_in(case.household)


def found_in_directory(words: str) -> tuple[list[Service], int]:
    """The first services on offer that have all these words, and how many there are besides."""
    if not words:
        return [], 0
    found = _directory(words)
    first = list(found[:MOST_FOUND])
    return first, found.count() - len(first) if len(first) == MOST_FOUND else 0


def whom_to_ring() -> dict[str, Any]:
    """The council and its open hubs, for the pages on which a family finds a number (S1)."""
    return {"council": Organisation.objects.council(), "hubs": Hub.objects.filter(is_open=True)}


def answering(needs: Collection[str], place: str = "") -> QuerySet[Service]:
    """Services on offer for any of these needs; of a postcode, those near it first."""
    services = Service.objects.on_offer().select_related("organisation")
    if needs:
        services = services.filter(needs__overlap=list(needs))
    return services.near(place) if place else services.order_by("name", "pk")


def _directory(words: str) -> QuerySet[Service]:
    """By name, organisation, place or description; those found by their name first."""
    found = Service.objects.on_offer().select_related("organisation")
    for word in words.split()[:6]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(what_it_does__icontains=word)
            | Q(place__icontains=word)
        )
    by_name = Case(When(name__icontains=words.strip(), then=Value(0)), default=Value(1))
    return found.order_by(by_name, "name", "pk")


def _counted(state: str) -> Count:
    counted = Q(attendances__state=state, attendances__in_error=False)
    return Count("attendances", filter=counted)
