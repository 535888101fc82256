"""That somebody accepted the duty to keep what they read confidential (S33)."""

from django.db import models
from django.utils import timezone

from familyhubs.organisations.models.organisation import Organisation
from familyhubs.organisations.models.user import User


class DutyAccepted(models.Model):
    """Evidence, append-only by trigger: who, for which organisation, to which words, until when."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    # Whoever moves to another organisation accepts it anew: the families there are others.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateField("to be accepted again after")
    words = models.TextField("words accepted")

    class Meta:
        verbose_name = "confidentiality duty accepted"
        verbose_name_plural = "confidentiality duties accepted"
        ordering = ["-accepted_at", "-id"]

    def __str__(self) -> str:
        return f"Accepted on {timezone.localdate(self.accepted_at):%-d %B %Y}"
