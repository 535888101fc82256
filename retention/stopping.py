"""What stops the disposal of a household's record, and of paper: decided here for every page.

`blocks` is for what is over: what the sweep leaves, and the due list. `of_record` and `of_paper`
answer whatever the dates say. Each goes by one assessment and by the sentences of
`retention.reasons`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from familyhubs.records.privacy import RecordClass
from retention.due import Assessment
from retention.lines import Block
from retention.of_one import HouseholdClock, PersonClock
from retention.reasons import (
    BIRTH_MISSING,
    CAN_BE_PARTED,
    LIVES_ELSEWHERE,
    SUPPORT_OPEN,
    UNCONFIRMED,
    Reason,
    child_not_over,
    service_not_over,
)


@dataclass(frozen=True)
class Stopped:
    """What stops disposal; `person` where it is about one."""

    reason: Reason
    person: int | None = None


def blocks(found: Assessment, of: Collection[int] | None = None) -> list[Block]:
    """What is over and stopped, of these households, else of all that were asked about."""
    living: dict[int, list[PersonClock]] = defaultdict(list)
    for pk, homes in sorted(found.homes.items()):
        for home in homes:
            living[home].append(found.people[pk])
    return [
        Block(pk, found.households[pk].reference, stopped.person, stopped.reason)
        for pk in sorted(found.asked if of is None else of)
        for stopped in _of_what_is_over(found, found.households[pk], living[pk])
    ]


def of_record(found: Assessment, household: HouseholdClock) -> Iterator[Stopped]:
    """What stops a household's record but its paper, whatever the dates say."""
    yield from _of_everything(found, household)
    yield from _of_class(found, household, RecordClass.SERVICE)
    for child in children_of(found, household):
        yield from _of_status(child)


def of_anything(found: Assessment, household: HouseholdClock) -> Iterator[Stopped]:
    """The same, and what keeps the children alone, and the paper once its time has come."""
    yield from of_record(found, household)
    yield from of_people(found, people_of(found, household))
    if household.is_shell or household.is_over(RecordClass.SERVICE):
        yield from _of_paper_left(found, household)


def of_people(found: Assessment, people: Collection[PersonClock]) -> Iterator[Stopped]:
    """What keeps people's own records, and nothing else of the household."""
    holds = dict.fromkeys(hold for person in people for hold in found.class_holds_of(person))
    return (Stopped(hold.stops) for hold in holds)


def of_paper(
    found: Assessment, household: HouseholdClock, person: PersonClock | None, due_on: date | None
) -> list[Reason]:
    """What stops the destruction of paper of a household, or about one person.

    Args: `due_on`, when the record it belongs to is due, where that can be said."""
    reasons = [each.reason for each in of_record(found, household)]
    reasons += [each.reason for each in of_people(found, [person] if person else [])]
    waits = due_on is not None and due_on > found.as_of
    if person is None or not person.is_protected:
        if due_on and waits:
            reasons.append(service_not_over(due_on))
        return reasons
    if person.term is None and BIRTH_MISSING not in reasons:
        reasons.append(BIRTH_MISSING)
    if due_on and waits:
        reasons.append(child_not_over(due_on))
    homes = [found.households[pk] for pk in found.homes[person.pk] if pk != household.pk]
    if not reasons and not all(found.is_free(home, RecordClass.SERVICE) for home in homes):
        reasons.append(LIVES_ELSEWHERE)
    return reasons


def children_of(found: Assessment, household: HouseholdClock) -> list[PersonClock]:
    """The protected children who are named in a household."""
    return [person for person in people_of(found, household) if person.is_protected]


def left_by_mistake(found: Assessment, household: HouseholdClock) -> list[PersonClock]:
    """Those of a shell whose every protection status was taken back: they go as its service record
    does."""
    people = people_of(found, household) if household.is_shell else []
    return [person for person in people if person.taken_back]


def people_of(found: Assessment, household: HouseholdClock) -> list[PersonClock]:
    """Everybody who is named in a household."""
    homes = sorted(found.homes.items())
    return [found.people[pk] for pk, of_person in homes if household.pk in of_person]


def _of_everything(found: Assessment, household: HouseholdClock) -> Iterator[Stopped]:
    """What stops each class of a household, and everybody in it."""
    if household.is_open:
        yield Stopped(SUPPORT_OPEN)
    for hold in found.holds.on.get(household.pk, ()):
        yield Stopped(hold.stops, hold.person)
    if household.can_be_parted:
        yield Stopped(CAN_BE_PARTED)


def _of_class(
    found: Assessment, household: HouseholdClock, record_class: RecordClass
) -> Iterator[Stopped]:
    return (Stopped(hold.stops) for hold in found.class_holds(household, record_class))


def _of_paper_left(found: Assessment, household: HouseholdClock) -> Iterator[Stopped]:
    return map(Stopped, found.paper.of_household.get(household.pk, ()))


def _of_status(person: PersonClock) -> Iterator[Stopped]:
    """What is not known yet of a protected child."""
    if person.is_protected and person.born is None:
        yield Stopped(BIRTH_MISSING, person.pk)
    if person.unconfirmed:
        yield Stopped(UNCONFIRMED, person.pk)


def _of_what_is_over(
    found: Assessment, household: HouseholdClock, people: Collection[PersonClock]
) -> Iterator[Stopped]:
    """What stops all of it is told alone; else what stops a class, and the people one by one."""
    hub_over = household.hub_left and household.is_over(RecordClass.HUB)
    service_over = household.is_shell or household.is_over(RecordClass.SERVICE)
    if not (hub_over or service_over):
        return
    stops = list(_of_everything(found, household))
    if stops:
        yield from stops[:1] if household.is_open else stops
        return
    over = RecordClass.SERVICE if service_over else RecordClass.HUB
    yield from _of_class(found, household, over)
    if service_over:
        yield from _of_paper_left(found, household)
        for person in people:
            yield from _of_person(found, household, person)


def _of_person(
    found: Assessment, household: HouseholdClock, person: PersonClock
) -> Iterator[Stopped]:
    """What of one of its people stops the service record, or keeps that person."""
    reasons = [each.reason for each in _of_status(person)]
    over = person.is_protected or household.is_over(RecordClass.SERVICE)
    if not reasons and over and person.is_over:
        reasons = [each.reason for each in of_people(found, [person])]
        reasons += found.paper.of_child.get(person.pk, [])
    if not reasons and found.may_go(household, RecordClass.SERVICE):
        reasons = [LIVES_ELSEWHERE] if _held_elsewhere(found, person) else []
    return (Stopped(reason, person.pk) for reason in reasons)


def _held_elsewhere(found: Assessment, person: PersonClock) -> bool:
    """Whether the person would go, if it were not for another household."""
    return found.is_over(person) and not all(
        found.may_go(found.households[home], RecordClass.SERVICE) for home in found.homes[person.pk]
    )
