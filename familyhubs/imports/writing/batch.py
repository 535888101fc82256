"""Some hundred households on their way into the database."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.utils import timezone

from consent.models import Agreement, AgreementRecipient, Disclosure, Withdrawal
from familyhubs.audit import log
from familyhubs.imports.known import Known
from familyhubs.imports.writing import tables
from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from familyhubs.records.sealed import SealedRecord
from households.models import (
    Address,
    Contact,
    Episode,
    Goal,
    GoalStep,
    Household,
    HouseholdGrant,
    HouseholdUserGrant,
    Identifier,
    Involvement,
    LeadAssignment,
    Membership,
    Person,
    PersonGrant,
    Protection,
    Relationship,
    Score,
    TeamMember,
)
from referrals.models import Attendance, ServiceUse
from retention.models import Hold, PaperFile

# What others point to comes first.
ORDER: tuple[type[Model], ...] = (
    *(Household, HouseholdUserGrant, Person, Membership, Relationship, Protection, Address),
    *(Identifier, Episode, LeadAssignment, TeamMember, Agreement, Agreement.covers.through),
    *(AgreementRecipient, Withdrawal, Involvement, Involvement.people.through, HouseholdGrant),
    *(PersonGrant, Disclosure, Disclosure.people.through, Goal, Score, GoalStep, Contact),
    *(Contact.people.through, ServiceUse, Attendance, Hold, PaperFile),
)


@dataclass
class Batch:
    """The rows of some households, and who brings them."""

    known: Known
    by: User
    # Whether somebody named themselves as doing it: they may open what is restricted.
    in_person: bool
    permission: dict[str, int]
    ids: tables.Ids
    today: date
    rows: dict[type[Model], list[Model | tables.Columns]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # By the categories of an involvement: on the household, and on each person.
    permissions_for: dict[tuple[str, ...], tuple[list[int], list[int]]] = field(
        default_factory=dict
    )
    to_seal: list[tuple[SealedRecord, str, str]] = field(default_factory=list)

    def add[M: Model](self, model: type[M], **fields: Any) -> M:
        """A row with its id, to be written with the others."""
        row = model(pk=self.ids.next(model), **fields)
        self.rows[model].append(row)
        return row

    def put(self, model: type[Model], **columns: Any) -> int:
        """A row nobody needs as an object, by its columns; returns its id. Much quicker."""
        pk = self.ids.next(model)
        self.rows[model].append(tables.columns(model, id=pk, **columns))
        return pk

    def seal(self, row: SealedRecord, name: str, text: str) -> None:
        """Have a text sealed into a field when the batch is written."""
        if text:
            self.to_seal.append((row, name, text))

    def write(self) -> None:
        """Everything, with one event a household; empty afterwards. In a transaction."""
        if self.to_seal:
            # Keys are kept at once, in their own database: where the import fails later, they
            # are left over there and open nothing.
            ring = sealing.keyring({row.key_id for row, _, _ in self.to_seal}, make=True)
            for row, name, text in self.to_seal:
                row.close(name, text, ring)
        for model in ORDER:
            if self.rows[model]:
                tables.insert(model, self.rows.pop(model), self.by)
        assert not any(self.rows.values()), "A table is missing from ORDER."
        self.to_seal.clear()


def begin(day: date) -> datetime:
    """The first moment of a day, where the council is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def log_households(batch: Batch) -> None:
    """One access event a household of a batch that is about to be written."""
    ids = [row.pk for row in batch.rows[Household] if isinstance(row, Household)]
    log.imported(batch.by, "household", ids, action="imports.add")
