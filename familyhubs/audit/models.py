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
    ASKED = "asked", "Asked for what is public"


class AccessEvent(models.Model):
    """Append-only, by trigger. Holds ids as text: no names, no free text, no foreign keys."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    event = models.CharField(max_length=20, choices=Event)
    user_id = models.CharField("user", max_length=40, blank=True)
    organisation_id = models.CharField("organisation", max_length=40, blank=True)
    # What was reached: "household" and its alias (below). Never a name, never a family's own id.
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


class Alias(models.Model):
    """Whose events stand in the log under which alias: all that leads from them to a family.

    Added by the database at the first event (migration 0008); taken away by disposal alone.
    """

    subject = models.CharField(max_length=40)
    subject_id = models.CharField("subject's id", max_length=40)
    alias = models.CharField(max_length=40)

    class Meta:
        verbose_name = "alias of the access log"
        verbose_name_plural = "aliases of the access log"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id"], name="audit_alias_of_subject"
            ),
            models.UniqueConstraint(fields=["subject", "alias"], name="audit_alias_is_of_one"),
        ]

    def __str__(self) -> str:
        return f"Alias of a {self.subject}"


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
