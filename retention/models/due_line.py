"""A line of the officer's due list, with the notice that was given of its disposal (S43)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household, Person
from households.models.scope import ScopedQuerySet
from retention.models.notice_words import NoticeWords
from retention.models.schedule import CLASSES, ScheduleVersion
from retention.reasons import Reason, Why
from retention.schedule import Trigger

NOTICE = timedelta(days=30)
# Notice is given a week sooner than it has to be: a week of missed nights puts nothing off.
NOTICED = NOTICE + timedelta(days=7)
READ = 200  # letters of a reason: a hub's name and a shelf's may be longer together
WANTS_APPROVAL = Q(
    needs_approval=True,
    approved_at__isnull=True,
    given_on__isnull=False,
    stopped_codes__contained_by=[Why.PAPER_LEFT],
)
# Support is open, or a birth date is missing: what stands as its day is none (`has_no_day`).
NO_DAY = Q(stopped_codes__contains=[Why.SUPPORT_OPEN]) | Q(due_on=F("trigger_on"))


class DueLineQuerySet(ScopedQuerySet["DueLine"]):
    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        """The council's people who see the record's retention; no partner."""
        if user.is_partner or not user.may(Permission.SEE_RECORD):
            return self.none()
        return super().visible_to(user)

    def standing(self) -> Self:
        """What is on the list now."""
        return self.filter(left_on__isnull=True)

    def stopped(self) -> Self:
        """What something stops, but for what only waits for approval and for its paper."""
        return self.standing().exclude(stopped=[]).exclude(WANTS_APPROVAL)

    def waiting_for_approval(self) -> Self:
        """Noticed, stopped by nothing but paper, which waits for the approval itself, and not
        approved by two people yet."""
        return self.standing().filter(WANTS_APPROVAL)

    def going(self, first: date, last: date) -> Self:
        """What goes by itself, nothing more to be said, from one day until another."""
        over = Q(due_on__lte=last, may_go_from__lte=last)
        return self._free().filter(over, Q(due_on__gte=first) | Q(may_go_from__gte=first))

    def late(self, on: date) -> Self:
        """What was to go before a day."""
        return self._free().filter(due_on__lt=on, may_go_from__lt=on)

    def _free(self) -> Self:
        noticed = self.standing().filter(stopped=[], given_on__isnull=False)
        return noticed.filter(Q(needs_approval=False) | Q(approved_at__isnull=False))

    def later(self, than: date) -> Self:
        """Of what is coming, what no notice was given of yet, or goes by itself after a day."""
        coming = self.standing().filter(stopped=[])
        free = Q(needs_approval=False) | Q(approved_at__isnull=False)
        after = Q(due_on__gt=than) | Q(may_go_from__gt=than)
        return coming.filter(Q(given_on__isnull=True) | free & after)


class DueLine(NoticeWords, Record):
    """One class of a household's record, or a protected child's own, that comes up for disposal.

    The sweep lists it before its time and keeps it true, gives notice of it 30 days before it may
    go, and takes it off (`left_on`) when it is coming no more. Where its rule asks for it, an
    officer puts it forward and somebody else approves it; the database holds them to be two.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    record_class = models.CharField("class of record", max_length=20, choices=CLASSES)
    trigger = models.CharField("what started the clock", max_length=20, choices=Trigger)
    trigger_on = models.DateField("clock started on")
    due_on = models.DateField()
    schedule = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=200)
    needs_approval = models.BooleanField("a second person has to approve", default=False)
    # What is read, and the code of each, which is what is asked by.
    stopped = ArrayField(
        models.CharField(max_length=READ), verbose_name="stopped by", default=list, blank=True
    )
    stopped_codes = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        editable=False,
    )
    listed_on = models.DateField()
    given_on = models.DateField("notice given on", null=True, blank=True)
    may_go_from = models.DateField(null=True, blank=True)
    put_forward_at = models.DateTimeField(null=True, blank=True, editable=False)
    put_forward_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    refused_at = models.DateTimeField(null=True, blank=True, editable=False)
    refused_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    refused_because = models.CharField("why it was refused", max_length=300, blank=True)
    left_on = models.DateField("came off the list on", null=True, blank=True)
    left_because = models.CharField("why it came off", max_length=200, blank=True)

    objects = DueLineQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person schedule put_forward_by approved_by refused_by",
        detail="record_class trigger rule needs_approval stopped stopped_codes left_because",
        free_text="refused_because",
        event="trigger_on due_on listed_on given_on may_go_from put_forward_at approved_at "
        "refused_at left_on",
        technical="id version",
    )

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = "line of the due list"
        verbose_name_plural = "lines of the due list"
        constraints = [
            models.UniqueConstraint(
                fields=["household", "record_class", "person"],
                condition=Q(left_on__isnull=True),
                nulls_distinct=False,
                name="one_line_a_class",
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True, may_go_from__isnull=True)
                | Q(
                    given_on__isnull=False,
                    may_go_from__isnull=False,
                    may_go_from__gte=F("given_on") + NOTICE,
                ),
                name="due_line_has_30_days",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_because="")
                | Q(left_on__isnull=False) & ~Q(left_because=""),
                name="due_line_left_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(stopped_codes__len=F("stopped__len")),
                name="due_line_a_code_for_each_reason",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{done}_at__isnull": True, f"{done}_by__isnull": True})
                    | Q(**{f"{done}_at__isnull": False, f"{done}_by__isnull": False}),
                    name=f"due_line_{done}_at_and_by",
                )
                for done in ("put_forward", "approved", "refused")
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(put_forward_by__isnull=False, refused_at__isnull=True)
                & ~Q(approved_by=F("put_forward_by")),
                name="due_line_approved_by_two",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(left_on__isnull=True),
                name="due_lines_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"Line {self.pk} of the due list"

    @property
    def place(self) -> tuple[int, str, int | None]:
        """What it is about."""
        return self.household_id, self.record_class, self.person_id

    @property
    def is_open(self) -> bool:
        """Whether support is open, so that its clock has not started and no day is its own."""
        return Why.SUPPORT_OPEN in self.stopped_codes

    @property
    def has_no_period(self) -> bool:
        """Whether the birth date is missing of a child of whom only a shell is left: it has a place
        on the list, from the day its record was made, so that somebody finds the date."""
        return self.due_on == self.trigger_on

    @property
    def has_no_day(self) -> bool:
        """Whether no day is its own, by either."""
        return self.is_open or self.has_no_period

    @property
    def notice_from(self) -> date:
        """The day from which the sweep gives notice of it."""
        return self.due_on - NOTICED

    def stop_for(self, reasons: Sequence[Reason]) -> None:
        """Have it say what stops it now: nothing, or these."""
        self.stopped = [Truncator(each.words).chars(READ) for each in reasons]
        self.stopped_codes = [each.why.value for each in reasons]
