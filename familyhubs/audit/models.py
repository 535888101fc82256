"""One row for each time somebody reached a family's record. Knows nobody's models (rule 7)."""

from django.db import models
from django.db.models.functions import Now


class Event(models.TextChoices):
    SIGNED_IN = "signed_in", "Signed in"
    OPENED = "opened", "Opened"
    SEARCHED = "searched", "Searched"
    FOUND = "found", "Found by a search and opened"
    EXPORTED = "exported", "Exported"
    REVEALED = "revealed", "Revealed"
    CHANGED = "changed", "Changed"
    DENIED = "denied", "Was refused"
    DISPOSED = "disposed", "Disposed of"


class AccessEvent(models.Model):
    """Append-only, by trigger. Holds ids as text: no names, no free text, no foreign keys."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    event = models.CharField(max_length=20, choices=Event)
    user_id = models.CharField("user", max_length=40, blank=True)
    organisation_id = models.CharField("organisation", max_length=40, blank=True)
    # What was reached: "household" and its id. Never a name; a reference is an identifier too.
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField("subject's id", max_length=40, blank=True)
    # What was done there, as the action's own name ("goals.score") or the page's.
    action = models.CharField(max_length=60, blank=True)
    # Under which involvement, or "council"; several are joined by a space.
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "access event"
        indexes = [
            models.Index(fields=["subject", "subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["user_id", "-at"], name="audit_by_user"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject} {self.subject_id}".strip()


class Anchor(models.Model):
    """The seal over a batch of events (familyhubs/audit/anchors.py). Append-only, by trigger."""

    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    # The ids it covers: those after the first, up to and including the second.
    after = models.BigIntegerField()
    up_to = models.BigIntegerField()
    events = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    key = models.CharField("signed with", max_length=40)
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = "anchor of the access log"

    def __str__(self) -> str:
        return f"Anchor {self.number}"
