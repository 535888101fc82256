"""Synthetic contact with the families, and the services they use."""

from datetime import date, time, timedelta
from random import Random

from familyhubs.files import kinds
from familyhubs.files.fields import Attachment as Upload
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.actions import contacts, telling
from households.models import Attended, Channel, Contact, ContactKind, Household, Person, Source
from referrals.actions import uses
from referrals.models import AttendanceState, Service, ServiceUse, UseOutcome

K, C = ContactKind, Channel
# What happened, how, and what was said: for "the family says so".
VISIT_NOTE = (
    "Home visit. Bedtimes are easier since the new routine. They would like to try the baby sleep "
    "clinic."
)
MEETING_NOTE = (
    "Met at the hub. Went through the letter about the rent, and agreed to write to the landlord "
    "together next week."
)
SAID = [
    (K.VISIT, C.FACE_TO_FACE, VISIT_NOTE),
    (K.CALL, C.TELEPHONE, "Rang to say that mornings went well all week."),
    (K.APPOINTMENT, C.FACE_TO_FACE, MEETING_NOTE),
    (K.LETTER, C.EMAIL, "Wrote to ask for the dates of the next group."),
    (K.CALL, C.VIDEO, "Talked about how to share the school run between both parents."),
]
HEARD = [
    ("class teacher", "Has been late on three Mondays, and is cheerful once in class."),
    ("health visitor", "Weight is as it should be; speech is being watched."),
    ("housing officer", "The damp in the bedroom is to be treated this month."),
]
LETTER = "Dear family,\n\nthank you for coming. We meet again in two weeks.\n"


class ContactMaker:
    """Puts a little of everything on the timeline of one household after another."""

    def __init__(self, seed: int, partners: list[Organisation]) -> None:
        self.chance = Random(seed)  # noqa: S311  nothing secret is made with it
        self.partners = partners
        self.services = list(Service.objects.on_offer())

    def make(
        self, household: Household, family: list[Person], worker: User, since: date, last: date
    ) -> None:
        """From the day support opened until `last`."""
        for kind, channel, note in self.chance.sample(SAID, self.chance.randint(2, 4)):
            self._said(household, family, worker, kind, channel, note, self._day(since, last))
        if self.chance.random() < 0.4:
            self._heard(household, family, worker, self._day(since, last))
        if last == today() and self.chance.random() < 0.4:
            self._planned(household, family, worker)
        if self.services and self.chance.random() < 0.6:
            self._services(household, family, worker, since, last)

    def _said(
        self,
        household: Household,
        family: list[Person],
        worker: User,
        kind: str,
        channel: str,
        note: str,
        on: date,
    ) -> Contact:
        came = kind in (K.APPOINTMENT, K.VISIT)
        attended = self.chance.choices(Attended.values, weights=[8, 2, 1])[0] if came else ""
        with_file = kind == K.LETTER
        return contacts.record(
            household=household,
            people=self._alive(family, on),
            kind=kind,
            on=on,
            at=time(self.chance.randint(9, 16), self.chance.choice([0, 15, 30])),
            attended=attended,
            channel=channel,
            note=note if attended in ("", Attended.ATTENDED) else "",
            uploads=[Upload("letter.txt", LETTER.encode(), kinds.TEXT)] if with_file else [],
            by=worker,
        )

    def _heard(self, household: Household, family: list[Person], worker: User, on: date) -> None:
        who, note = self.chance.choice(HEARD)
        contact = contacts.record(
            household=household,
            people=self._alive(family, on)[-1:],
            kind=K.NOTE,
            on=on,
            source=Source.OTHER,
            source_name=who,
            source_organisation=self.chance.choice(self.partners),
            received_on=on,
            note=note,
            by=worker,
        )
        told = on + timedelta(days=self.chance.randint(1, 25))
        if told <= today() and self.chance.random() < 0.9:
            telling.family_told(contact=contact, on=told, by=worker)

    def _planned(self, household: Household, family: list[Person], worker: User) -> None:
        contacts.record(
            household=household,
            people=family[:1],
            kind=K.APPOINTMENT,
            on=today() + timedelta(days=self.chance.randint(-4, 14)),
            at=time(10, 30),
            channel=C.FACE_TO_FACE,
            note="To look at the goals together.",
            by=worker,
        )

    def _services(
        self, household: Household, family: list[Person], worker: User, since: date, last: date
    ) -> None:
        begun = self._day(since, max(since, last - timedelta(days=50)))
        rows = uses.begin(
            household=household,
            people=self._alive(family, begun)[:2],
            service=self.chance.choice(self.services),
            started_on=begun,
            by=worker,
        )
        sessions = [begun + timedelta(days=7 * week) for week in range(1, 8)]
        held = [on for on in sessions if on <= last]
        for on in held:
            states = {row: self._state() for row in rows}
            uses.attend(household=household, on=on, states=states, by=worker)
        if len(held) == len(sessions):
            for row in rows:
                self._end(row, held[-1], worker)

    def _end(self, use: ServiceUse, on: date, worker: User) -> None:
        outcome = self.chance.choice(UseOutcome.values)
        facts = {"outcome": outcome, "outcome_note": "Talked about it at the last session"}
        uses.end(use=use, ended_on=on, seen_version=use.version, by=worker, **facts)

    def _state(self) -> str:
        return self.chance.choices(AttendanceState.values, weights=[7, 2, 1])[0]

    def _day(self, since: date, last: date) -> date:
        return since + timedelta(days=self.chance.randint(0, max(0, (last - since).days)))

    def _alive(self, family: list[Person], on: date) -> list[Person]:
        born = [one for one in family if one.date_of_birth and one.date_of_birth <= on]
        return born or family[:1]
