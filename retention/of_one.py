"""The clock of one household, and of one person: by which version and rule it runs, until when."""

from dataclasses import dataclass
from datetime import date

from familyhubs.records.dates import years_after
from familyhubs.records.privacy import RecordClass
from households.models import ProtectionKind
from retention.schedule import ADULT, Schedule, Term, Trigger, schedule_on, term


@dataclass(frozen=True)
class HouseholdClock:
    """A household's clock. `is_shell`: only a protected child's own record is left of it.
    `birth_missing`, `unconfirmed`: of a protected child who lives or lived there.
    `can_be_parted`: it, or somebody in it, was merged, and that can still be undone.
    `given`: the versions of the schedule that somebody of it was given."""

    pk: int
    reference: str
    trigger: Trigger
    trigger_on: date
    is_shell: bool
    is_open: bool
    birth_missing: bool
    unconfirmed: bool
    hub_left: bool
    can_be_parted: bool
    as_of: date
    given: frozenset[Schedule]
    made_under: Schedule

    @property
    def promised(self) -> frozenset[Schedule]:
        """The versions its people were given; where nobody was, the one it was made under."""
        return self.given or frozenset({self.made_under})

    def term(self, record_class: str) -> Term:
        """By which version and rule that class is due, and when, if nothing stops it."""
        versions = self.promised | {schedule_on(self.as_of)}
        return term(versions, record_class, self.trigger, self.trigger_on)

    def is_over(self, record_class: str) -> bool:
        """Whether that class's period has run out, if nothing stops it."""
        return self.term(record_class).due_on <= self.as_of


@dataclass(frozen=True)
class PersonClock:
    """A person's own clock, which only a protected child has (S39).

    `unconfirmed`: some status of theirs is. `taken_back`: every one was recorded by mistake;
    `taken_back_on`: and of those that somebody had confirmed, the last was taken back that day.
    `promised`: the versions that their households were.
    """

    pk: int
    born: date | None
    died: date | None
    kinds: frozenset[str]
    unconfirmed: bool
    taken_back: bool
    as_of: date
    promised: frozenset[Schedule]
    taken_back_on: date | None = None

    @property
    def is_protected(self) -> bool:
        return bool(self.kinds)

    @property
    def trigger(self) -> Trigger:
        """The death, for a child who was looked after and died before 18; else the birth."""
        if self.died and self.born and ProtectionKind.LOOKED_AFTER in self.kinds:
            return Trigger.DEATH if self.died < years_after(self.born, ADULT) else Trigger.BIRTH
        return Trigger.BIRTH

    @property
    def trigger_on(self) -> date | None:
        return self.died if self.trigger == Trigger.DEATH else self.born

    @property
    def term(self) -> Term | None:
        """None where the birth date is missing: nobody knows, so it stays."""
        if self.trigger_on is None:
            return None
        versions = self.promised | {schedule_on(self.as_of)}
        return term(versions, RecordClass.PROTECTED_CHILD, self.trigger, self.trigger_on)

    @property
    def is_over(self) -> bool:
        """Whether nothing of their own keeps them; a status that is not confirmed does."""
        if not self.is_protected:
            return True
        return self.term is not None and self.term.due_on <= self.as_of and not self.unconfirmed
