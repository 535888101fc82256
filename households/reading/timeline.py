"""The timeline: what happened, newest first, with its notes opened by one keyring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from familyhubs.design.dates import spoken
from familyhubs.keys.sealing import Keyring, keyring
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households import unreadable
from households.categories import Category
from households.loader import OpenHousehold
from households.models import Attachment, Channel, Contact, ContactKind, Person, Source
from households.models.contact import ATTENDABLE

CANNOT_OPEN = "This note cannot be read any more. Tell whoever looks after the system."
TITLES: dict[tuple[str, str], str] = {
    (ContactKind.CALL, Channel.TELEPHONE): "Telephone call",
    (ContactKind.CALL, Channel.VIDEO): "Video call",
    (ContactKind.LETTER, Channel.LETTER): "Letter",
    (ContactKind.LETTER, Channel.EMAIL): "Email",
    (ContactKind.LETTER, Channel.TEXT): "Text message",
    (ContactKind.VISIT, Channel.FACE_TO_FACE): "Visit",
}
NOT_SAID = "not_said"  # of an appointment: nobody said yet whether they came


@dataclass(frozen=True)
class Entry:
    """One contact as a page shows it."""

    contact: Contact
    about: list[str]
    note: str
    files: list[Attachment] = field(default_factory=list)
    opens: bool = True  # where it does not, the note is a sentence of ours

    @property
    def is_planned(self) -> bool:
        return self.contact.on > today() and not self.contact.attended

    @property
    def title(self) -> str:
        """What it was, and how: "Telephone call", "Appointment, face to face"."""
        contact = self.contact
        if words := TITLES.get((contact.kind, contact.channel)):
            return words
        kind, channel = contact.get_kind_display(), contact.get_channel_display()
        return f"{kind}, {channel.lower()}" if channel else kind

    @property
    def day(self) -> str:
        """When it was: "3 March 2026 at 2:15pm"."""
        contact = self.contact
        at = f" at {contact.at:%-I:%M%p}".lower() if contact.at else ""
        return spoken(contact.on) + at

    @property
    def said_by(self) -> str:
        """Who says so: the family, or somebody else by name and organisation."""
        contact = self.contact
        if contact.source == Source.OTHER:
            who = [contact.source_name, str(contact.source_organisation or "")]
            return ", ".join(filter(None, who))
        if contact.source_organisation:
            return f"{contact.get_source_display()} ({contact.source_organisation})"
        return contact.get_source_display()

    @property
    def told_by(self) -> str:
        """For the list: where it came from, when that was not the family."""
        if self.contact.source != Source.OTHER or self.contact.received_on is None:
            return ""
        return f"From {self.said_by}, received on {spoken(self.contact.received_on)}"

    @property
    def tell_words(self) -> str:
        """The day by which the family is told, "" where there is none."""
        return spoken(self.contact.tell_by) if self.contact.tell_by else ""

    @property
    def look_again_words(self) -> str:
        """The day on which it is looked at again why the family is not told."""
        again = self.contact.look_again_on
        return spoken(again) if again and self.contact.is_not_told_for_now else ""

    @property
    def recorder(self) -> str:
        """Who recorded it, and for whom they work."""
        by = self.contact.recorded_by
        return f"{by}, {by.organisation}" if by else "the system"


@dataclass(frozen=True)
class FormerNote:
    """What a note said until it was changed."""

    note: str
    who: str
    when: datetime
    why: str


def to_tell_the_family(user: User) -> QuerySet[Contact]:
    """What came from somebody else and the family has not been told, the oldest first (S22).

    A partner is asked only about what its own people recorded.
    """
    if not user.may(Permission.RECORD_CONTACT):
        return Contact.objects.none()
    rows = Contact.objects.visible_to(user).not_told_yet().select_related("household")
    if user.is_partner:
        rows = rows.filter(recorded_by__organisation=user.organisation)
    return rows.order_by("received_on", "pk")


def timeline(case: OpenHousehold, asked: Mapping[str, Any]) -> QuerySet[Contact]:
    """The household's contacts that answer to the filters of `TimelineFilter`, newest first."""
    rows = _contacts(case)
    if not asked.get("mistakes"):
        rows = rows.filter(in_error=False)
    wanted = {
        "kind": asked.get("kind"),
        "channel": asked.get("channel"),
        "source": asked.get("source"),
        "people": asked.get("person"),
        "on__gte": asked.get("since"),
        "on__lte": asked.get("until"),
    }
    rows = rows.filter(**{path: value for path, value in wanted.items() if value})
    if (attended := asked.get("attended")) == NOT_SAID:
        return rows.filter(kind__in=ATTENDABLE, attended="", on__lte=today())
    return rows.filter(attended=attended) if attended else rows


def entries(case: OpenHousehold, contacts: Iterable[Contact]) -> list[Entry]:
    """Contacts with their notes: one question to the keys, however many there are."""
    rows = list(contacts)
    sealed = any(row.note is not None for row in rows)
    ring = keyring([case.household.data_key] if sealed else [])
    return [_entry(case, row, ring) for row in rows]


def entry(case: OpenHousehold, contact_id: int) -> Entry | None:
    """One of the household's contacts; None where there is none that this user may see."""
    return next(iter(entries(case, _contacts(case).filter(pk=contact_id))), None)


def attachment(case: OpenHousehold, contact_id: int, attachment_id: int) -> Attachment | None:
    """A file of one of the household's contacts."""
    rows = Attachment.objects.visible_to(case.user).standing()
    rows = rows.select_related("contact__household", "contact__recorded_by")
    here = Q(contact__household=case.household, contact=contact_id, pk=attachment_id)
    return rows.filter(here).first()


def sees_contacts(case: OpenHousehold) -> bool:
    """Whether anybody's contact history is seen at all."""
    shared = case.sight.people.items()
    return case.sight.everything or any(Category.CONTACT_HISTORY in seen for _, seen in shared)


def people_of_contacts(case: OpenHousehold) -> QuerySet[Person]:
    """Whom a contact may be about: whoever lives or lived here; for a partner, those whose name
    and contact history are shared with it."""
    rows = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    if not case.sight.everything:
        shared = case.sight.people.items()
        rows = rows.filter(pk__in=[pk for pk, seen in shared if Category.CONTACT_HISTORY in seen])
    return rows.filter(memberships__household=case.household).distinct()


def former_notes(case: OpenHousehold, contact: Contact) -> list[FormerNote]:
    """What a note said before, newest first; not what it said in another household."""
    rows = contact.history.filter(household_id=case.household.pk).select_related("history_user")
    ring = keyring([case.household.data_key])
    found: list[FormerNote] = []
    after = None
    for row in rows.order_by("-history_id"):
        then = Contact(household=case.household, sealed_as=row.sealed_as, note=row.note)
        text = _opened(then, ring)
        if after is not None and text != after[1]:
            changed = after[0]
            who = str(changed.history_user or "The system")
            found.append(FormerNote(text, who, changed.history_date, changed.history_change_reason))
        after = (row, text)
    return found


def _contacts(case: OpenHousehold) -> QuerySet[Contact]:
    named = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    files = Attachment.objects.visible_to(case.user).standing()
    rows = Contact.objects.visible_to(case.user).filter(household=case.household)
    with_links = rows.select_related(
        "household", "source_organisation", "recorded_by__organisation"
    )
    with_people = with_links.prefetch_related(Prefetch("people", queryset=named, to_attr="about"))
    return with_people.prefetch_related(Prefetch("attachments", queryset=files, to_attr="files"))


def _entry(case: OpenHousehold, contact: Any, ring: Keyring) -> Entry:
    about = [person.full_name for person in contact.about]
    note = unreadable.read(contact, "note", ring)
    shown = CANNOT_OPEN if note is None else note
    return Entry(contact, about, shown, contact.files, opens=note is not None)


def _opened(contact: Contact, ring: Keyring) -> str:
    note = unreadable.read(contact, "note", ring)
    return CANNOT_OPEN if note is None else note
