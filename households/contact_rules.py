"""What must be true of an entry on the timeline, said once for the form and for the action."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.models import Attended, ContactKind, Person, Source
from households.models.contact import ATTENDABLE

EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Entry:
    """What is said of one contact, but for its note and the people it is about."""

    kind: str
    on: date
    at: time | None = None
    attended: str = ""
    channel: str = ""
    source: str = Source.FAMILY
    source_name: str = ""
    source_organisation: Organisation | None = None
    received_on: date | None = None

    def problems(
        self, people: Sequence[Person], names: Mapping[int, str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """What contradicts itself or is missing: the field and the words, in the form's order.

        Args: `names`, of those whom the reader of the words may know, by their id.
        """
        yield from self.of_the_day()
        yield from self._of_people(people, names or {})
        yield from self._of_the_source()

    def of_the_day(self) -> Iterator[tuple[str, str]]:
        """What contradicts the day it was, or is to be."""
        if self.on < EARLIEST:
            yield "on", "The date must be in 1900 or later"
        if self.on <= today():
            return
        if self.kind not in ATTENDABLE:
            kind = ContactKind(self.kind).label.lower()
            yield "on", f"The date of a {kind} must be today or in the past"
        elif self.attended in (Attended.ATTENDED, Attended.DID_NOT_ATTEND):
            yield "attended", "It is still to come: say afterwards whether they came"

    def _of_people(
        self, people: Sequence[Person], names: Mapping[int, str]
    ) -> Iterator[tuple[str, str]]:
        """When somebody was born is not said: not everybody who sees this may know it."""
        if not people:
            yield "people", "Select at least one person it is about"
        for person in people:
            if person.date_of_birth and person.date_of_birth > self.on:
                who = names.get(person.pk, "Somebody ticked")
                words = f"{who} was born after this date. Untick the name, or correct the date"
                yield "people", words

    def _of_the_source(self) -> Iterator[tuple[str, str]]:
        if self.source == Source.FAMILY and not self.channel:
            yield "channel", "Select how the family told you"
        if self.source != Source.OTHER:
            return
        if not (self.source_organisation or self.source_name):
            yield "source_name", "Enter who told you, or choose the organisation"
        if self.received_on is None:
            yield "received_on", "Enter the date you received it"
        elif self.received_on > today():
            yield "received_on", "The date you received it must be today or in the past"
