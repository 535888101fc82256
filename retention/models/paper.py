"""A family's paper files: where they are, who has them (S47); paper_destroyed.py, how they went.

`household` and `person` stand in each table as in the file itself, so that a merge moves all of it
and what is of a protected child's own file stays with the child.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from familyhubs.organisations.models import Hub, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household, Person
from households.models.scope import ScopedQuerySet


class PaperQuerySet[M: models.Model](ScopedQuerySet[M]):
    """The council's people who see a record's retention; no partner, whatever was agreed."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        if user.is_partner or not user.may(Permission.SEE_RECORD):
            return self.none()
        return super().visible_to(user)


class PaperFileQuerySet(PaperQuerySet["PaperFile"]):
    def standing(self) -> Self:
        """Without what was registered by mistake."""
        return self.filter(in_error=False)

    def left(self) -> Self:
        """Files that are there, or ought to be: disposal waits for them."""
        return self.standing().filter(destruction__isnull=True)

    def out(self) -> Self:
        """Checked out and not back. A file that is lost is looked for, not waited for."""
        open_loans = PaperLoan.objects.open().filter(file=OuterRef("pk"))
        return self.left().filter(Exists(open_loans), lost_on__isnull=True)

    def overdue(self) -> Self:
        """Checked out, and to be back by a day that has passed."""
        late = PaperLoan.objects.open().filter(file=OuterRef("pk"), due_on__lt=today())
        return self.left().filter(Exists(late), lost_on__isnull=True)

    def lost(self) -> Self:
        return self.left().filter(lost_on__isnull=False)


class PaperFile(Record):
    """One file: what its cover says, what is in it, where it is kept."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="paper_files")
    # About one person alone: a protected child's own file stays as long as the child's record.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField("label on the cover", max_length=60)
    contents = models.CharField("what is in it", max_length=300, blank=True)
    volumes = models.PositiveSmallIntegerField(default=1)
    hub = models.ForeignKey(
        Hub, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="site"
    )
    place = models.CharField("room and shelf", max_length=120)
    registered_on = models.DateField(default=today)
    registered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    lost_on = models.DateField("missing since", null=True, blank=True, editable=False)
    lost_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    lost_note = models.CharField("what was done to find it", max_length=300, blank=True)
    in_error = models.BooleanField("registered by mistake", default=False)

    objects = PaperFileQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person hub registered_by lost_by",
        free_text="label contents place lost_note",
        detail="volumes in_error",
        event="registered_on lost_on",
        technical="id version",
    )

    class Meta:
        ordering = ["registered_on", "id"]
        verbose_name = "paper file"
        constraints = [
            models.CheckConstraint(condition=Q(volumes__gte=1), name="paper_file_has_a_volume"),
            models.CheckConstraint(
                condition=Q(lost_on__isnull=True, lost_by__isnull=True)
                | Q(lost_on__isnull=False, lost_by__isnull=False),
                name="paper_file_lost_on_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper file {self.pk}"

    @property
    def number(self) -> str:
        """The register's own number, which is printed on the label and names nobody."""
        return f"PF-{self.pk:05d}"

    @property
    def kept_at(self) -> str:
        """Where it is kept, and to be found when nobody has it."""
        return f"{self.hub}, {self.place}" if self.hub else self.place

    @property
    def is_destroyed(self) -> bool:
        return hasattr(self, "destruction")


class PaperLoanQuerySet(PaperQuerySet["PaperLoan"]):
    def open(self) -> Self:
        """Not back yet."""
        return self.filter(returned_on__isnull=True)


class PaperLoan(Record):
    """A file that somebody has, or had: who, why, until when."""

    file = models.ForeignKey(PaperFile, on_delete=models.PROTECT, related_name="loans")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Somebody who signs in here; or anybody else, by name, and whom they work for.
    to_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_name = models.CharField("name", max_length=120, blank=True)
    to_organisation = models.CharField("organisation", max_length=120, blank=True)
    why = models.CharField(max_length=200)
    lent_on = models.DateField("checked out on", default=today)
    lent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    due_on = models.DateField("due back on")
    returned_on = models.DateField("checked in on", null=True, blank=True)
    returned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = PaperLoanQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="file household person to_user lent_by returned_by",
        identity="to_name",
        detail="to_organisation",
        free_text="why",
        event="lent_on due_on returned_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-lent_on", "-id"]
        verbose_name = "loan of a paper file"
        verbose_name_plural = "loans of paper files"
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(returned_on__isnull=True), name="one_open_loan_a_file"
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True, returned_by__isnull=True)
                | Q(returned_on__isnull=False, returned_by__isnull=False),
                name="paper_loan_returned_on_and_by",
            ),
            models.CheckConstraint(
                condition=Q(to_user__isnull=False, to_name="", to_organisation="")
                | Q(to_user__isnull=True) & ~Q(to_name="") & ~Q(to_organisation=""),
                name="paper_loan_says_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("lent_on"))
                & (Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on"))),
                name="paper_loan_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(returned_on__isnull=True), name="paper_loans_open"
            )
        ]

    def __str__(self) -> str:
        return f"Loan of a paper file {self.pk}"

    @property
    def to(self) -> str:
        """Who has it."""
        return str(self.to_user) if self.to_user else f"{self.to_name} ({self.to_organisation})"

    @property
    def is_overdue(self) -> bool:
        return self.returned_on is None and self.due_on < today()
