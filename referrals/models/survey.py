"""Surveys (S21, S57): that a family was asked, what it said with its name, and what without.

Without its name means that nothing leads back: such an answer is no `Record`, because a history
has a time of its own; it has no household, no ticket, no day, and a number that says nothing of its
turn.
"""

import uuid
from typing import ClassVar

from django.db import models

from familyhubs.organisations.models import Hub, User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models import Household
from households.models.scope import ScopedQuerySet


class SurveyOccasion(models.TextChoices):
    CLOSING = "closing", "After support closed"
    REVIEW = "review", "At a review"


class SurveyWay(models.TextChoices):
    EMAIL = "email", "A link by email"
    PRINTED = "printed", "A link on paper"
    PAPER = "paper", "Questions on paper"


class Helped(models.TextChoices):
    """The one question, asked of the family and of the worker in the same words."""

    A_LOT = "a_lot", "It helped a lot"
    A_LITTLE = "a_little", "It helped a little"
    NOT = "not", "It did not help"
    WORSE = "worse", "It made things worse"


class SurveyQuerySet(ScopedQuerySet["Survey"]):
    category: ClassVar[str | None] = Category.HUB_RECORD


class Survey(Record):
    """That a family was asked how the support was, and how its worker saw it that day. Whether it
    answered is not said: somebody would know by it whose an answer is."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="surveys")
    occasion = models.CharField("when in the support", max_length=10, choices=SurveyOccasion)
    way = models.CharField("how it was asked", max_length=10, choices=SurveyWay)
    asked_on = models.DateField()
    worker_says = models.CharField("as the worker sees it", max_length=10, choices=Helped)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = SurveyQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household asked_by",
        detail="occasion way worker_says",
        event="asked_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-asked_on", "-id"]

    def __str__(self) -> str:
        return f"Survey {self.pk}"


class SurveyAnswerQuerySet(ScopedQuerySet["SurveyAnswer"]):
    category: ClassVar[str | None] = Category.HUB_RECORD


class SurveyAnswer(Record):
    """What a family said, and that it may stand in its record."""

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="survey_answers"
    )
    occasion = models.CharField("when in the support", max_length=10, choices=SurveyOccasion)
    answered_on = models.DateField()
    family_says = models.CharField("as the family sees it", max_length=10, choices=Helped)
    # Whoever typed in what stood on paper; nobody where the family answered itself.
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SurveyAnswerQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household typed_by",
        detail="occasion family_says",
        event="answered_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-answered_on", "-id"]
        verbose_name = "answer to a survey"
        verbose_name_plural = "answers to surveys"

    def __str__(self) -> str:
        return f"Survey answer {self.pk}"


class SurveyTicket(models.Model):
    """A link that works once. Whose it is, is sealed under what stands in the link alone: nobody
    who has this table and no link can say. It goes as it is used, and at the end of its time."""

    lookup = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    # The first of a month: a day would say which family was asked on it.
    until = models.DateField(db_index=True)

    def __str__(self) -> str:
        return "A link to a survey"


class UnnamedAnswer(models.Model):
    """What a family said without its name: which hub, which month, what. Nothing else is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10, choices=SurveyOccasion)
    month = models.DateField("the first of the month")
    family_says = models.CharField(max_length=10, choices=Helped)

    class Meta:
        indexes = [models.Index(fields=["month", "hub"], name="unnamed_answers_by_month")]

    def __str__(self) -> str:
        return "An answer without a name"
