"""Services that people of a household use: begun, attended, ended (S12)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max, Min

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.guards import Contradiction, all_here, only_its_own
from households.actions.locks import lock
from households.categories import SOMEBODY, Category
from households.models import Household, Person
from households.sight import sight_of
from referrals.models import Attendance, AttendanceState, Service, ServiceUse


class OfOne(Contradiction):
    """About one of several people, whose name not everybody may know who uses the page.

    `sentence` has {who} where the name goes; the page that may say it calls `name`.
    """

    def __init__(self, person: Person, sentence: str, field: str) -> None:
        self.person, self.sentence = person, sentence
        super().__init__(sentence.format(who=SOMEBODY), field)

    def name(self, who: str) -> None:
        self.words = self.sentence.format(who=who)


class UsesItAlready(OfOne):
    """The page was sent twice, or somebody else recorded it."""

    def __init__(self, use: ServiceUse) -> None:
        words = f"uses this service already, since {use.started_on:%-d %B %Y}. Untick the name"
        super().__init__(use.person, f"{{who}} {words}", "people")


class RecordedAlready(OfOne):
    """Somebody recorded the same day otherwise."""

    def __init__(self, attendance: Attendance) -> None:
        words = (
            f"{attendance.get_state_display().lower()} is recorded already for "
            f"{attendance.on:%-d %B %Y}. To correct it, open what they use"
        )
        super().__init__(attendance.person, f"{{who}}: {words}", "on")


class NotBornYet(OfOne):
    """Its words do not say when somebody was born, nor is it asked for whom that is not shared."""

    def __init__(self, person: Person) -> None:
        super().__init__(person, "{who} was born after this date", "started_on")


class OutsideTheUse(OfOne):
    """A session before it began or after it ended."""

    def __init__(self, use: ServiceUse, words: str) -> None:
        super().__init__(use.person, f"{{who}} {words}", "on")


class EndedAlready(Refused):
    words = "Somebody recorded meanwhile that this ended. Nothing has been changed."


@action
def begin(
    *,
    household: Household,
    people: Sequence[Person],
    started_on: date,
    by: User,
    service: Service | None = None,
    service_name: str = "",
) -> list[ServiceUse]:
    """These people begin to use a service, of the directory or by its name.

    Raises NotTheirs, UsesItAlready where one of them does already, NotBornYet, Contradiction.
    """
    lock(household)
    all_here(household, people, by, Category.SERVICES, Category.IDENTITY)
    _not_to_come(started_on, "started_on")
    if service is None and not service_name:
        raise Contradiction("Choose a service, or enter its name", "service_name")
    name = "" if service else service_name
    uses = []
    for person in people:
        _after_birth(household, person, started_on, by)
        _uses_it_not_yet(household, person, service, name)
        use = ServiceUse(
            household=household,
            person=person,
            service=service,
            service_name=name,
            started_on=started_on,
            recorded_by=by,
        )
        use.keep(by=by, why="Began to use a service")
        uses.append(use)
    log.wrote(by, "household", household.pk, action="uses.begin")
    return uses


@action
def attend(
    *, household: Household, on: date, states: Mapping[ServiceUse, str], by: User
) -> list[Attendance]:
    """One day of a service: who came, who did not, for whom it was cancelled.

    The same said twice changes nothing. Raises Contradiction for a day to come, OutsideTheUse,
    RecordedAlready where something else is recorded for that day.
    """
    lock(household)
    all_here(household, [use.person for use in states], by, Category.SERVICES)
    if not states:
        raise Contradiction("Say of at least one person whether they came", "on")
    _not_to_come(on, "on")
    kept = []
    for use, state in states.items():
        _within(use, on)
        known = use.attendances.select_related("person").filter(on=on, in_error=False).first()
        if known is None:
            facts = {"household": household, "person": use.person, "on": on, "state": state}
            attendance = Attendance(use=use, recorded_by=by, **facts)
            attendance.keep(by=by, why="Attendance recorded")
            kept.append(attendance)
        elif known.state != state:
            raise RecordedAlready(known)
    log.wrote(by, "household", household.pk, action="uses.attend")
    return kept


@action
def correct_attendance(
    *, attendance: Attendance, state: str, seen_version: int, why: str, by: User
) -> Attendance:
    """What became of one day was recorded wrongly. Raises StaleRecord, AnothersEntry."""
    only_its_own(attendance.recorded_by, by)
    lock(attendance.household_id)
    attendance.state = AttendanceState(state)
    attendance.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", attendance.household_id, action="uses.correct_attendance")
    return attendance


@action
def end(
    *,
    use: ServiceUse,
    ended_on: date,
    outcome: str,
    seen_version: int,
    by: User,
    outcome_note: str = "",
) -> ServiceUse:
    """They use it no more; what came of it.

    Raises StaleRecord, AnothersEntry, EndedAlready, Contradiction for a day before its beginning or
    last session.
    """
    only_its_own(use.recorded_by, by)
    lock(use.household_id)
    if ServiceUse.objects.select_for_update().get(pk=use.pk).ended_on is not None:
        raise EndedAlready
    _ends_after_all(use, ended_on)
    use.ended_on, use.outcome, use.outcome_note = ended_on, outcome, outcome_note
    use.keep(by=by, why="No longer uses the service", seen_version=seen_version)
    log.wrote(by, "household", use.household_id, action="uses.end")
    return use


@action
def correct(
    *,
    use: ServiceUse,
    started_on: date,
    seen_version: int,
    by: User,
    why: str,
    ended_on: date | None = None,
    outcome: str = "",
    outcome_note: str = "",
) -> ServiceUse:
    """Correct the dates or the outcome. Raises StaleRecord, AnothersEntry, Contradiction."""
    only_its_own(use.recorded_by, by)
    lock(use.household_id)
    _not_to_come(started_on, "started_on")
    _after_birth(use.household, use.person, started_on, by)
    first = use.attendances.filter(in_error=False).aggregate(first=Min("on"))["first"]
    if first and started_on > first:
        raise Contradiction(f"They came on {first:%-d %B %Y}: it began by then", "started_on")
    use.started_on = started_on
    if ended_on:
        _ends_after_all(use, ended_on)
    use.ended_on = ended_on
    use.outcome, use.outcome_note = (outcome, outcome_note) if ended_on else ("", "")
    use.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", use.household_id, action="uses.correct")
    return use


def _uses_it_not_yet(
    household: Household, person: Person, service: Service | None, name: str
) -> None:
    here = ServiceUse.objects.standing().filter(household=household, person=person)
    same = here.filter(ended_on__isnull=True)
    same = same.filter(service=service) if service else same.filter(service_name__iexact=name)
    if use := same.select_related("person").first():
        raise UsesItAlready(use)


def _not_to_come(on: date, field: str) -> None:
    if on > today():
        raise Contradiction("The date must be today or in the past", field)


def _after_birth(household: Household, person: Person, on: date, by: User) -> None:
    """Only for whoever may know when they were born: a refusal would tell it, day by day."""
    known = sight_of(household, by).of_person(person.pk, Category.IDENTITY)
    if known and person.date_of_birth and on < person.date_of_birth:
        raise NotBornYet(person)


def _within(use: ServiceUse, on: date) -> None:
    if use.in_error:
        raise Contradiction(
            "One of these was recorded by mistake meanwhile. Open the page again", "on"
        )
    if on < use.started_on:
        began = f"began on {use.started_on:%-d %B %Y}: the date must be on or after it"
        raise OutsideTheUse(use, began)
    if use.ended_on and on > use.ended_on:
        ended = f"ended on {use.ended_on:%-d %B %Y}: the date must be on or before it"
        raise OutsideTheUse(use, ended)


def _ends_after_all(use: ServiceUse, ended_on: date) -> None:
    _not_to_come(ended_on, "ended_on")
    last = use.attendances.filter(in_error=False).aggregate(last=Max("on"))["last"]
    if ended_on < max(use.started_on, last or use.started_on):
        raise Contradiction(
            "The date must be on or after the first and the last session", "ended_on"
        )
