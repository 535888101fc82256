"""What the pages about notices read: the versions, who was given which (S53)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from consent.models import Notice, NoticeGiven, NoticeKind
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.loader import OpenHousehold
from households.models import Household, Person


@dataclass(frozen=True)
class Version:
    """A version with the day the next one took its place; None while it is the newest."""

    notice: Notice
    until: date | None
    before: Notice | None

    @property
    def is_in_force(self) -> bool:
        starts, ends = self.notice.in_force_from, self.until
        return starts <= today() and (ends is None or ends > today())

    @property
    def is_to_come(self) -> bool:
        return self.notice.in_force_from > today()


@dataclass(frozen=True)
class Held:
    """One person of a household and the newest version of each notice they were given."""

    person: Person
    privacy: NoticeGiven | None
    leaflet: NoticeGiven | None
    is_outdated: bool


def versions(kind: str) -> list[Version]:
    """Every version of a kind, newest first."""
    found = list(Notice.objects.filter(kind=kind).order_by("-in_force_from"))
    newer = [None, *(notice.in_force_from for notice in found)]
    older = [*found[1:], None]
    return [Version(*one) for one in zip(found, newer, older, strict=False)]


def version_of(version_id: int, *, published_only: bool) -> Version | None:
    """One version by its id; what is to come only for those who publish."""
    notice = Notice.objects.filter(pk=version_id).first()
    if notice is None or (published_only and notice.in_force_from > today()):
        return None
    return next(one for one in versions(notice.kind) if one.notice.pk == notice.pk)


def held_in(case: OpenHousehold) -> list[Held]:
    """Who lives in a household, and what each was given; nothing for a partner."""
    if not case.sight.everything:
        return []
    rows = NoticeGiven.objects.visible_to(case.user).filter(household=case.household)
    given = list(rows.newest_first().select_related("notice", "given_by"))
    now = Notice.objects.current(NoticeKind.PRIVACY)
    held = []
    for person in Person.objects.visible_to(case.user).living_in(case.household):
        theirs = {
            kind: next(
                (row for row in given if (row.person_id, row.notice.kind) == (person.pk, kind)),
                None,
            )
            for kind in NoticeKind
        }
        privacy = theirs[NoticeKind.PRIVACY]
        outdated = bool(now and privacy and privacy.notice.in_force_from < now.in_force_from)
        held.append(Held(person, privacy, theirs[NoticeKind.LEAFLET], outdated))
    return held


def families_with(user: User, notice: Notice) -> QuerySet[Household]:
    """The families that hold the promises of this version: nobody there was given a newer one."""
    newest = Subquery(_given(user).newest_first().values("notice")[:1])
    return _families(user).annotate(held=newest).filter(held=notice.pk)


def families_without(user: User) -> QuerySet[Household]:
    """The families in which nobody was given a privacy notice."""
    return _families(user).exclude(Exists(_given(user)))


def _families(user: User) -> Any:
    """Those with a record: what stays of one for a protected child alone is nobody's to ask."""
    rows = Household.objects.visible_to(user).exclude(name="", episodes__isnull=True)
    return rows.titled_for(user).select_related("hub").order_by("-pk")


def _given(user: User) -> Any:
    return NoticeGiven.objects.visible_to(user).of_privacy().filter(household=OuterRef("pk"))
