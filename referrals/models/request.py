"""Requests for support: what a family asked for, and what a worker made of it (S3, S20)."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.models import Notice
from familyhubs.organisations.models import Hub, User
from familyhubs.organisations.rules import Permission, roles_that_may
from familyhubs.records.privacy import RecordClass, classified
from familyhubs.records.sealed import SealedRecord
from households.models import Channel, Household
from households.models.scope import ScopedQuerySet
from households.needs import Need
from households.references import drawn
from referrals.models.service import Service


class RequestState(models.TextChoices):
    NEW = "new", "New"
    CLAIMED = "claimed", "Claimed"
    HOUSEHOLD = "household", "With a household"
    SIGNPOSTED = "signposted", "Signposted"
    DECLINED = "declined", "Declined"


class ForWhom(models.TextChoices):
    SELF = "self", "Me or my family"
    SOMEBODY = "somebody", "Somebody else"


class BestTime(models.TextChoices):
    ANY = "any", "Any time"
    MORNING = "morning", "In the morning"
    AFTERNOON = "afternoon", "In the afternoon"
    EVENING = "evening", "After 5pm"


class DeclineReason(models.TextChoices):
    NOT_WANTED = "not_wanted", "They do not want support any more"
    NO_ANSWER = "no_answer", "We tried to reach them and could not"
    ELSEWHERE = "elsewhere", "They live outside the area"
    NOT_OURS = "not_ours", "It is not what a family hub does"
    TWICE = "twice", "The same was asked in another request"
    NOT_KNOWN = "not_known", "The person did not know that it was asked for them"
    NOT_REAL = "not_real", "It is not a real request"
    OTHER = "other", "Another reason"


OPEN_STATES = (RequestState.NEW, RequestState.CLAIMED)


def new_reference() -> str:
    """For example RS-7K3M-Q9TD. It opens nothing: a family says it, and a worker looks it up."""
    return drawn("RS", 2)


class SupportRequestQuerySet(ScopedQuerySet["SupportRequest"]):
    """The council's alone, never a partner's. Without a household, it is for those who triage."""

    wall: ClassVar[str] = (
        "{council} AND CASE WHEN {row}.household_id IS NULL "
        "THEN current_setting('familyhubs.sight', true) = 'council' "
        "ELSE familyhubs_sees({row}.household_id) END"
    )

    def visible_to(self, user: User) -> Self:
        if user.is_partner:
            return self.none()
        scoped = super().visible_to(user)
        if user.may(Permission.TRIAGE_REQUESTS):
            return scoped
        return scoped.filter(household__isnull=False)

    def open(self) -> Self:
        """Those nobody has answered yet."""
        return self.filter(state__in=OPEN_STATES)

    def unclaimed(self) -> Self:
        """Those of them that nobody is answering: new, or claimed by somebody who may no more."""
        roles = roles_that_may(Permission.TRIAGE_REQUESTS)
        # Not joined: the list walks its index, and a person would be looked up for each row of it.
        gone = User.objects.exclude(is_active=True, role__in=roles).values("pk")
        left = Q(state=RequestState.CLAIMED, claimed_by__in=gone)
        return self.filter(Q(state=RequestState.NEW) | left)


class SupportRequest(SealedRecord):
    """One request. Who asks, for whom and why is sealed, under a key that is the request's own."""

    reference = models.CharField(max_length=20, unique=True, default=new_reference, editable=False)
    data_key = models.UUIDField(default=uuid.uuid4, editable=False)
    # Of the form it was sent by: sent twice, it is one request.
    sent_as = models.UUIDField(unique=True, editable=False)
    channel = models.CharField(max_length=20, choices=Channel)
    for_whom = models.CharField("for whom", max_length=20, choices=ForWhom)
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    hub = models.ForeignKey(
        Hub, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="hub asked for"
    )
    best_time = models.CharField("best time", max_length=20, choices=BestTime)
    answers = models.BinaryField(editable=False)  # sealed: what was typed (referrals/answers.py)
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="notice shown"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=20, choices=RequestState, default=RequestState.NEW)
    claimed_at = models.DateTimeField(null=True, editable=False)
    claimed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    escalated_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    decline_reason = models.CharField(
        "reason for declining", max_length=20, choices=DeclineReason, blank=True
    )
    note = models.BinaryField(null=True, editable=False)  # sealed: what the family was told
    services = models.ManyToManyField(
        Service, blank=True, related_name="+", verbose_name="services signposted to"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="requests"
    )

    objects = SupportRequestQuerySet.as_manager()

    not_in_history = frozenset({"data_key", "sent_as"})
    privacy = classified(
        RecordClass.SERVICE,
        detail="channel for_whom needs best_time state decline_reason",
        sealed="answers note",
        link="hub notice claimed_by answered_by services household",
        event="made_at claimed_at escalated_at answered_at",
        technical="id version reference sealed_as data_key sent_as",
    )

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = "request for support"
        verbose_name_plural = "requests for support"
        indexes = [
            models.Index(
                fields=["made_at", "id"],
                condition=Q(state__in=OPEN_STATES),
                name="requests_open",
            ),
            models.Index(
                fields=["state", "made_at", "id"],
                include=["household", "hub"],
                condition=Q(state__in=OPEN_STATES),
                name="requests_open_by_state",
            ),
            models.Index(
                fields=["claimed_by", "made_at", "id"],
                condition=Q(state__in=OPEN_STATES, claimed_by__isnull=False),
                name="open_requests_of_claimant",
            ),
            models.Index(
                fields=["-answered_at", "-id"],
                condition=Q(answered_at__isnull=False),
                name="requests_answered",
            ),
            models.Index(
                fields=["made_at"],
                condition=Q(household__isnull=True),
                name="requests_without_a_household",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claimed_by__isnull=True)
                | Q(claimed_at__isnull=False, claimed_by__isnull=False),
                name="request_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                & Q(state__in=OPEN_STATES)
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(state__in=OPEN_STATES),
                name="request_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.HOUSEHOLD, household__isnull=False)
                | ~Q(state=RequestState.HOUSEHOLD) & Q(household__isnull=True),
                name="request_with_its_household",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DECLINED) & ~Q(decline_reason="")
                | ~Q(state=RequestState.DECLINED) & Q(decline_reason=""),
                name="request_declined_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:request", args=[self.reference])

    @property
    def key_id(self) -> uuid.UUID:
        return self.data_key

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def claimant(self) -> User | None:
        """Who claimed it, while they may answer it: not whoever has left, or has another role."""
        by = self.claimed_by
        return by if by and by.may(Permission.TRIAGE_REQUESTS) else None

    @property
    def days_waited(self) -> int:
        """Whole days from the day it was made to the day it was answered, or to today (S3)."""
        until = self.answered_at or timezone.now()
        return (timezone.localdate(until) - timezone.localdate(self.made_at)).days

    @property
    def need_labels(self) -> list[str]:
        """Its needs in words, in the order of the list."""
        return [need.label for need in Need if need in self.needs]
