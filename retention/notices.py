"""What the notices given of some households' disposals allow on a day, and what they still want.

Nothing goes before its notice stood 30 days (S43), nor, where its rule asks for it, before a second
person approved. Read from the lines of the due list; `retention.actions.due_lines` writes them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from retention.demo_mark import is_demo
from retention.lookups import Named
from retention.models import DueLine
from retention.models.due_line import NOTICE
from retention.models.notice_words import NoticeWords
from retention.of_one import HouseholdClock, PersonClock
from retention.reasons import NOT_GIVEN, NOT_PUT_FORWARD, Reason
from retention.statements import Statement

Place = tuple[int, str, int | None]  # a household, a class, a protected child


@dataclass(slots=True)
class Given(NoticeWords):
    """What a line of the due list says that decides whether it may go. There are thousands in a
    batch: whole lines would take longer to make than to read."""

    trigger_on: date
    due_on: date
    given_on: date | None
    may_go_from: date | None
    needs_approval: bool
    put_forward_at: datetime | None
    approved_at: datetime | None
    refused_at: datetime | None


@dataclass(frozen=True)
class Notices:
    """The standing lines of some households, and what is taken as done by the day asked about.

    `given`: every notice has run by then; `approved`: everything was approved by then.
    """

    as_of: date
    lines: dict[Place, Given]
    given: bool = False
    approved: bool = False

    @property
    def want_nothing(self) -> bool:
        return self.given and self.approved

    def wanted_of(self, household: HouseholdClock, record_class: str) -> list[Reason]:
        """What the notices of a class, and of what goes before it, still want.

        A shell goes with the last of its children, each of whom has a notice."""
        if household.is_shell or self.want_nothing:
            return []
        classes = {RecordClass.HUB, RecordClass(record_class)}
        classes -= set() if household.hub_left else {RecordClass.HUB}
        places = ((household.pk, each, None) for each in sorted(classes))
        wanted = [self._wanted(place, household.trigger_on) for place in places]
        return list(dict.fromkeys(reason for each in wanted for reason in each))

    def wanted_of_shell(self, shell: HouseholdClock) -> list[Reason]:
        """What the notice of a shell still wants, before a child goes from it whose protection
        status was recorded by mistake. It was a protected child's record: two people approve."""
        if self.want_nothing:
            return []
        place = (shell.pk, RecordClass.SERVICE, None)
        return self._wanted(place, shell.trigger_on, needs_approval=True)

    def wanted_of_person(self, person: PersonClock, homes: Collection[int]) -> list[Reason]:
        """What the notice of a protected child's own record still wants.

        Of a child whose confirmed status was taken back since notice of the family's record was
        given, that notice said nothing: the child stays behind, and a shell's is given of it."""
        if self.want_nothing:
            return []
        if not person.is_protected:
            family = [self.lines.get((home, RecordClass.SERVICE, None)) for home in homes]
            old = any(told_before(line, person.taken_back_on) for line in family)
            return [NOT_GIVEN] if old else []
        place = (min(homes), RecordClass.PROTECTED_CHILD, person.pk)
        return self._wanted(place, person.trigger_on, needs_approval=True)

    def _wanted(
        self, place: Place, trigger_on: date | None, *, needs_approval: bool = False
    ) -> list[Reason]:
        """What a line still wants, in words that say until when, or of whom.

        A clock that started on another day since (support was opened again, a date was corrected)
        wants a new notice.
        """
        line = self.lines.get(place)
        if line and (line.trigger_on != trigger_on or not _given_by(line, self.as_of)):
            line = None
        found = [] if self.given else _still_running(line, self.as_of)
        needs = line.needs_approval if line else needs_approval
        if not self.approved and needs and not (line and line.approved_at):
            found.append(line.approval_wanted if line else NOT_PUT_FORWARD)
        return found


def told_before(line: DueLine | Given | None, taken_back_on: date | None) -> bool:
    """Whether notice was given before a confirmed status was said to have been a mistake. Of the
    same day it is not known which came first, and is taken to have been: nothing goes for it."""
    given_on = line.given_on if line else None
    return bool(given_on and taken_back_on and given_on <= taken_back_on)


TAKEN_AS_RUN = Notices(date.min, {}, given=True, approved=True)


def _still_running(line: Given | None, as_of: date) -> list[Reason]:
    if line is None or line.may_go_from is None or line.notice is None:
        return [NOT_GIVEN]
    return [] if line.may_go_from <= as_of else [line.notice]


def _given_by(line: Given, as_of: date) -> bool:
    return line.given_on is not None and line.given_on <= as_of


def standing(ids: Collection[int], as_of: date) -> Notices:
    """The notices of these households. For a day 30 or more days from now every notice is taken to
    have run, for the nights until then give it; in a demo database, where such a day can also be
    swept, the people in between are taken to have approved."""
    ahead = as_of >= today() + NOTICE
    return Notices(
        as_of=as_of,
        lines={
            (household, record_class, person): Given(*said)
            for household, record_class, person, *said in _given().rows({"ids": list(ids)})
        },
        given=ahead,
        approved=ahead and is_demo(),
    )


@cache
def _given() -> Statement:
    rows = DueLine._base_manager.filter(household__any_of=Named("ids"), left_on__isnull=True)
    said = ("household", "record_class", "person", *Given.__dataclass_fields__)
    return Statement.of(rows.order_by().values_list(*said))
