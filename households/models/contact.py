"""One timeline of contact: appointments, calls, visits, letters, notes (S11, S13, S19, S22)."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import month_after, today
from familyhubs.records.privacy import RecordClass, classified
from familyhubs.records.sealed import SealedRecord
from households.categories import Category, codename
from households.models.household import Household
from households.models.person import Person
from households.models.scope import GrantedOfPerson, ScopedQuerySet

MOVED_HERE = "Moved here from another household"


class ContactKind(models.TextChoices):
    APPOINTMENT = "appointment", "Appointment"
    CALL = "call", "Call"
    VISIT = "visit", "Visit"
    LETTER = "letter", "Letter or email"
    NOTE = "note", "Note"


# Of these one asks whether they came; they may be planned ahead.
ATTENDABLE = frozenset({ContactKind.APPOINTMENT, ContactKind.VISIT})


class Attended(models.TextChoices):
    """What became of an appointment or a visit (S11)."""

    ATTENDED = "attended", "Attended"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    CANCELLED = "cancelled", "Cancelled"


class Channel(models.TextChoices):
    """How it came: compulsory on what the family gave (S19)."""

    FACE_TO_FACE = "face_to_face", "Face to face"
    TELEPHONE = "telephone", "Telephone"
    VIDEO = "video", "Video call"
    LETTER = "letter", "Letter"
    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    ONLINE_FORM = "online_form", "Online form"
    SURVEY = "survey", "Survey"


class Source(models.TextChoices):
    """From whom it came (S13)."""

    FAMILY = "family", "The family"
    WORKER = "worker", "The worker's own observation"
    OTHER = "other", "Somebody else"


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """A partner sees a contact when it may see the contact history of everybody it is about."""

    wall: ClassVar[str] = (
        "familyhubs_sees({row}.household_id) AND ({council} OR NOT {row}.in_error "
        "AND familyhubs_knows_all_in({row}.id, {row}.household_id))"
    )

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        if not user.is_partner:
            return scoped
        # What was recorded by mistake may be about another family altogether.
        return scoped.filter(self._about_shared_people(user), in_error=False)

    def not_told_yet(self) -> Self:
        """What came from somebody else and the family has not been told (S22), without what is
        not told for now because that would put somebody in danger."""
        waits = Q(source=Source.OTHER, family_told_on__isnull=True, in_error=False)
        due = Q(look_again_on__isnull=True) | Q(look_again_on__lte=today())
        return self.filter(waits, due, received_on__isnull=False)

    def _about_shared_people(self, user: User) -> Q:
        wanted = codename(Category.CONTACT_HISTORY)
        shared = GrantedOfPerson(user, wanted, "person_id", OuterRef("household_id"))
        about = Contact.people.through.objects.filter(contact_id=OuterRef("pk"))
        return Q(Exists(about)) & ~Q(Exists(about.filter(~shared)))


class Contact(SealedRecord):
    """Something that happened between the hub, the family and others, on a day."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="contacts")
    people = models.ManyToManyField(Person, related_name="+", verbose_name="about whom")
    kind = models.CharField(max_length=20, choices=ContactKind)
    on = models.DateField("date")
    at = models.TimeField("time", null=True, blank=True)
    attended = models.CharField(max_length=20, choices=Attended, blank=True)
    channel = models.CharField(max_length=20, choices=Channel, blank=True)
    source = models.CharField("who said so", max_length=10, choices=Source, default=Source.FAMILY)
    source_name = models.CharField("their name or role", max_length=120, blank=True)
    source_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # S22: what came from somebody else is told to the family within a month.
    received_on = models.DateField(null=True, blank=True)
    family_told_on = models.DateField("family told on", null=True, blank=True)
    # Unless telling them would put somebody in danger: then why not, and when to look again.
    not_told_why = models.CharField("not told, because", max_length=200, blank=True)
    look_again_on = models.DateField("look again on", null=True, blank=True)
    note = models.BinaryField(null=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    in_error = models.BooleanField("recorded by mistake", default=False)

    objects = ContactQuerySet.as_manager()
    history_shown_from = MOVED_HERE

    privacy = classified(
        RecordClass.SERVICE,
        link="household people source_organisation recorded_by",
        detail="kind attended channel source in_error",
        identity="source_name",
        free_text="not_told_why",
        event="on at received_on family_told_on look_again_on",
        sealed="note",
        technical="id version sealed_as",
    )

    class Meta:
        ordering = ["-on", "-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=Source.FAMILY) | ~Q(channel=""),
                name="contact_of_the_family_has_its_channel",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.OTHER)
                | Q(received_on__isnull=False)
                & (Q(source_organisation__isnull=False) | ~Q(source_name="")),
                name="contact_from_somebody_else_says_whom",
            ),
            models.CheckConstraint(
                condition=Q(not_told_why="", look_again_on__isnull=True)
                | ~Q(not_told_why="") & Q(look_again_on__isnull=False),
                name="contact_not_told_is_looked_at_again",
            ),
        ]
        indexes = [models.Index(fields=["household", "-on", "-id"], name="contact_timeline")]

    def __str__(self) -> str:
        return f"Contact {self.pk}"

    @property
    def key_id(self) -> uuid.UUID:
        return self.household.data_key

    @property
    def tell_by(self) -> date | None:
        """The day by which the family is told of it, while it has not been (S22); none while it
        is not told for a reason, and then the day on which that is looked at again."""
        if not self.is_to_be_told or self.in_error or self.is_not_told_for_now:
            return None
        return self.look_again_on or (month_after(self.received_on) if self.received_on else None)

    @property
    def is_to_be_told(self) -> bool:
        """It came from somebody else, and the family has not been told, for whatever reason."""
        return self.source == Source.OTHER and self.family_told_on is None

    @property
    def is_not_told_for_now(self) -> bool:
        """Whether somebody said why the family is not told, until a day that is to come."""
        return self.look_again_on is not None and self.look_again_on > today()

    @property
    def is_late_to_tell(self) -> bool:
        return self.tell_by is not None and self.tell_by < today()

    @property
    def asks_attendance(self) -> bool:
        """An appointment or visit whose day has come, of which nobody has said what became."""
        waits = self.kind in ATTENDABLE and not self.attended and not self.in_error
        return waits and self.on <= today()


class AttachmentQuerySet(ScopedQuerySet["Attachment"]):
    """Seen by whoever sees the contact it hangs on."""

    grant_on: ClassVar[str] = "contact__household_id"
    wall: ClassVar[str] = (
        "({council} OR NOT {row}.in_error) AND EXISTS (SELECT FROM households_contact c "
        "WHERE c.id = {row}.contact_id OFFSET 0)"
    )

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        contacts = Contact.objects.visible_to(user).filter(pk=OuterRef("contact_id"))
        return scoped.filter(Exists(contacts), in_error=False) if user.is_partner else scoped

    def standing(self) -> Self:
        """Without those that were taken away: nobody sees or downloads them."""
        return self.filter(in_error=False)


class Attachment(SealedRecord):
    """A file that belongs to a contact. Its content is sealed, outside the web root."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField("file name", max_length=200)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField("size in bytes", editable=False)
    stored_as = models.CharField(max_length=80, unique=True, editable=False)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True, editable=False)
    # The stored file is gone then; who took it away, and why, is in the history.
    in_error = models.BooleanField("taken away", default=False)

    objects = AttachmentQuerySet.as_manager()
    history_shown_from = MOVED_HERE

    privacy = classified(
        RecordClass.SERVICE,
        link="contact added_by",
        free_text="name",
        detail="media_type size in_error",
        event="added_at",
        technical="id version sealed_as stored_as",
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Attachment {self.pk}"

    def hidden_fields(self) -> frozenset[str]:
        """The name of a file of another family may name that family."""
        return frozenset({"name"} if self.in_error else ())

    @property
    def key_id(self) -> uuid.UUID:
        return self.contact.household.data_key

    @property
    def label(self) -> str:
        """Under which its content is sealed."""
        return self._label("content")
