"""When a paper file may be destroyed, and until when it is kept (S47).

By the same assessment as disposal itself: paper goes when the record it belongs to is due and
nothing but the paper stops it, never sooner; so not before its notice has run, nor a protected
child's own file before two people approved it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from familyhubs.records.privacy import RecordClass
from retention.due import Assessment, assess
from retention.due_but_waiting import wanted_of_shell
from retention.models import PaperFile
from retention.of_one import HouseholdClock, PersonClock
from retention.reasons import Reason
from retention.stopping import of_paper


@dataclass(frozen=True)
class Verdict:
    """Whether a file may be destroyed today; `due_on`, the first day on which it may, as far as is
    known, is None where no date can be given."""

    may: bool
    due_on: date | None
    reasons: list[Reason]


def verdict(file: PaperFile, as_of: date) -> Verdict:
    """Whether this file may be destroyed on a day, and if not, why not and from when."""
    return verdicts([file], as_of)[file.pk]


def verdicts(files: Collection[PaperFile], as_of: date) -> dict[int, Verdict]:
    """The same of many, in as many queries as of one."""
    found = assess({file.household_id for file in files}, as_of).held_to_notices()
    return {file.pk: _of(file, found) for file in files}


def _of(file: PaperFile, found: Assessment) -> Verdict:
    household = found.households[file.household_id]
    person = found.people.get(file.person_id) if file.person_id else None
    if person is not None and person.is_protected:
        due_on = _due_of_child(person, household)
        wanted = _wanted_of_child(person, found)
    else:
        due_on = None if household.is_open else household.term(RecordClass.SERVICE).due_on
        wanted = found.notices.wanted_of(household, RecordClass.SERVICE)
        if person is not None and household.is_shell:  # left there by mistake
            wanted = wanted_of_shell(found, household)
    reasons = of_paper(found, household, person, due_on) or wanted
    return Verdict(not reasons, _not_before(file, found, due_on), reasons)


def _wanted_of_child(child: PersonClock, found: Assessment) -> list[Reason]:
    """What the notice of the child's own record still wants, and that of the family around it."""
    homes = sorted(found.homes[child.pk])
    wanted = found.notices.wanted_of_person(child, homes)
    for home in homes:
        wanted += found.notices.wanted_of(found.households[home], RecordClass.SERVICE)
    return list(dict.fromkeys(wanted))


def _not_before(file: PaperFile, found: Assessment, due_on: date | None) -> date | None:
    """The day it is due, or to which the notices that were given have it wait."""
    child = found.people.get(file.person_id) if file.person_id else None
    homes, people = {file.household_id}, set[int | None]({None})
    if child is not None and child.is_protected:
        homes, people = found.homes[child.pk], {None, child.pk}
    days = [
        line.may_go_from
        for (home, _, person), line in found.notices.lines.items()
        if home in homes and person in people and line.may_go_from
    ]
    return max([due_on, *days]) if due_on else None


def _due_of_child(child: PersonClock, household: HouseholdClock) -> date | None:
    own = child.term.due_on if child.term else None
    if own is None or household.is_open or household.is_shell:
        return own if household.is_shell else None
    return max(own, household.term(RecordClass.SERVICE).due_on)
