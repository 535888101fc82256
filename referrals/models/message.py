"""Messages to colleagues, in the application, and the outbox of emails."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household
from households.models.scope import ClosedTo, ScopedQuerySet


class MessageKind(models.TextChoices):
    """What a message or an email is about. What each says stands in wording_messages.py."""

    # To colleagues.
    REFERRAL_RECEIVED = "referral_received", "A referral came to your organisation"
    REFERRAL_ARRIVED = "referral_arrived", "A referral has arrived"
    REFERRAL_LISTED = "referral_listed", "A referral was put on a waiting list"
    REFERRAL_ACCEPTED = "referral_accepted", "A referral was accepted"
    REFERRAL_DECLINED = "referral_declined", "A referral was declined"
    REFERRAL_STARTED = "referral_started", "The support of a referral has started"
    REFERRAL_FINISHED = "referral_finished", "The support of a referral is finished"
    REFERRAL_WITHDRAWN = "referral_withdrawn", "A referral was withdrawn"
    TELL_OF_WITHDRAWAL = (
        "tell_of_withdrawal",
        "Tell the organisation that its referral is withdrawn",
    )
    REQUEST_UNCLAIMED = "request_unclaimed", "A request for help waits for somebody to take it"
    # By email alone.
    DIGEST = "digest", "New messages today"
    REQUEST_REFERENCE = "request_reference", "We have your request for help"
    REFERRAL_WAITS = "referral_waits", "A referral waits for your organisation"
    SURVEY = "survey", "Tell us how the support was"


# Of a kind that this version does not know: it was told by another one.
NEWS = "There is news for you"


class MessageQuerySet(ScopedQuerySet["Message"]):
    """One's own, and of those about a household the ones whose household one may see today."""

    wall: ClassVar[str] = (
        "{row}.recipient_id = {me} AND ({row}.household_id IS NULL OR {row}.limited "
        "OR familyhubs_sees({row}.household_id, NULL))"
    )

    def visible_to(self, user: User) -> Self:
        if not user.is_active:
            return self.none()
        own = self.filter(recipient=user)
        of_nobody = Q(household__isnull=True) | Q(limited=True)
        if not user.may(Permission.SEE_HOUSEHOLDS):
            return own.filter(of_nobody)
        if user.is_partner:
            return own.filter(of_nobody | Q(self._granted(user)))
        if user.may(Permission.SEE_RESTRICTED):
            return own
        return own.filter(of_nobody | ~Q(ClosedTo(self.grant_on, user)))

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Message(Record):
    """Something one colleague is told of. It says what kind of thing happened and where that is to
    be seen; of whom, the page it leads to says."""

    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    # A kind that is added later is no migration.
    kind = models.CharField(max_length=30)
    path = models.CharField("where it is to be seen", max_length=300)
    limited = models.BooleanField("shown before the household may be seen", default=False)
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="recipient household path",
        detail="kind limited",
        event="told_at read_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="messages_of_a_colleague"),
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="unread_messages"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"),
                name="message_leads_into_the_site",
            )
        ]

    def __str__(self) -> str:
        return f"Message {self.pk}"

    @property
    def words(self) -> str:
        """What happened, in words that name nobody."""
        return dict(MessageKind.choices).get(self.kind, NEWS)


class EmailState(models.TextChoices):
    WAITING = "waiting", "Waits to be sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "The address was refused"
    NO_ADDRESS = "no_address", "There was no address to send it to"
    GIVEN_UP = "given_up", "It could not be sent for a week"
    DROPPED = "dropped", "No longer needed"


NOT_DELIVERED = (EmailState.REFUSED, EmailState.NO_ADDRESS, EmailState.GIVEN_UP)


class EmailQuerySet(ScopedQuerySet["Email"]):
    """The council's alone; those about no household are on no page."""

    wall: ClassVar[str] = (
        "{council} AND {row}.household_id IS NOT NULL AND familyhubs_sees({row}.household_id, NULL)"
    )

    def visible_to(self, user: User) -> Self:
        seen = super().visible_to(user)
        return seen.none() if user.is_partner else seen.filter(household__isnull=False)

    def waiting(self) -> Self:
        return self.filter(state=EmailState.WAITING)

    def not_delivered(self) -> Self:
        """Those that were wanted and went nowhere."""
        return self.filter(state__in=NOT_DELIVERED)


class Email(Record):
    """One email of the outbox, written in the transaction of what it tells of.

    The address, the reference and the link of a letter to somebody outside stand here until it is
    sent, and are then gone, from the history too: it never had them.
    """

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField(blank=True)
    reference = models.CharField(max_length=40, blank=True)
    link = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=30)
    digest_of = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=EmailState, default=EmailState.WAITING)
    # What an email is known by to the mail server, each time it is tried.
    token = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    try_at = models.DateTimeField("tried next at", default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = EmailQuerySet.as_manager()

    not_in_history = frozenset({"address", "reference", "link", "token", "try_at", "attempts"})
    privacy = classified(
        RecordClass.SERVICE,
        link="household message recipient link",
        contact="address",
        identity="reference",
        detail="kind state",
        event="digest_of asked_at try_at done_at",
        technical="id version token attempts",
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["try_at", "id"], condition=Q(state="waiting"), name="emails_that_wait"
            ),
            models.Index(
                fields=["done_at"],
                condition=Q(household__isnull=True),
                name="emails_about_no_household",
            ),
            models.Index(
                fields=["-done_at", "-id"],
                condition=Q(state__in=NOT_DELIVERED),
                name="emails_not_delivered",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "digest_of"],
                condition=Q(digest_of__isnull=False),
                name="one_digest_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting")
                | Q(recipient__isnull=False, address="")
                | (Q(recipient__isnull=True) & ~Q(address="")),
                name="email_goes_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", done_at__isnull=True)
                | (
                    ~Q(state="waiting")
                    & Q(done_at__isnull=False, address="", reference="", link="")
                ),
                name="email_that_is_done_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"Email {self.pk}"

    @property
    def words(self) -> str:
        """What it is about, in words that name nobody."""
        return dict(MessageKind.choices).get(self.kind, NEWS)


class EmailChoice(models.TextChoices):
    AT_ONCE = "at_once", "An email for each message"
    DAILY = "daily", "One email a day, where there is something new"
    NEVER = "never", "No email"


class MessagePreference(models.Model):
    """How a colleague wants to hear of messages; without one, at once. Nothing of a family."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    email = models.CharField(
        "email about messages", max_length=10, choices=EmailChoice, default=EmailChoice.AT_ONCE
    )
    history = HistoricalRecords(history_id_field=models.BigAutoField(primary_key=True))

    def __str__(self) -> str:
        return f"Message preference {self.pk}"

    _history_user: "User | None"
