"""What retention keeps, one of everything an address can name."""

from datetime import date
from functools import cached_property

from familyhubs.database.roles import DatabaseRole
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from retention.actions import holds, partner_records, schedule_requests
from retention.models import (
    Certificate,
    DisposedCount,
    DueLine,
    Hold,
    HoldReason,
    PaperFile,
    PartnerRecord,
    ScheduleRequest,
    ScheduleVersion,
)
from tests.cast import Cast
from tests.database import with_the_rights_of
from tests.retention.filing import a_file, destroyed_long_ago, lent
from tests.retention.issued import a_certificate
from tests.retention.nights import a_line


class Kept(Cast):
    """The cast, and what retention keeps of the Quillfeathers."""

    @cached_property
    def hold(self) -> Hold:
        return holds.place(
            household=self.household, reason=HoldReason.POLICE, review_on=today(), by=self.dana
        )

    @cached_property
    def class_hold(self) -> Hold:
        return holds.place_on_class(
            record_class=RecordClass.HUB,
            reason=HoldReason.STATUTORY_INQUIRY,
            review_on=today(),
            by=self.dana,
        )

    @cached_property
    def counted(self) -> DisposedCount:
        """Of a year that is over."""
        year = today().year - 2
        with with_the_rights_of(DatabaseRole.WORKER):
            return DisposedCount.objects.create(
                counted_in=year,
                closed_in=date(year - 5, 1, 1),
                hub=self.north_hub,
                outcome="met",
                families=9,
            )

    @cached_property
    def due_line(self) -> DueLine:
        """Put forward by somebody who has left since."""
        return a_line(self.household, needs_approval=True, put_forward_by=self.ann)

    @cached_property
    def pointer(self) -> PartnerRecord:
        made = partner_records.record(
            household=self.household, organisations=[self.clinic], how_known="family", by=self.alice
        )
        return made[0]

    @cached_property
    def paper_file(self) -> PaperFile:
        """Checked out."""
        file = a_file(self.household, self.alice)
        lent(file, self.alice)
        return file

    @cached_property
    def destroyed_file(self) -> PaperFile:
        file = a_file(self.household, self.alice, label="gone")
        destroyed_long_ago(file, self)
        return file

    @cached_property
    def schedule_request(self) -> ScheduleRequest:
        """Recorded by the hub's worker."""
        return schedule_requests.record(
            asked_on=today(),
            way="letter",
            schedule=ScheduleVersion.objects.latest("in_force_from"),
            given="post",
            by=self.alice,
        )

    @cached_property
    def certificate(self) -> Certificate:
        return a_certificate()
