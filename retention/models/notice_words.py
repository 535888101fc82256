"""What a line of the due list says of its notice and of its approval, wherever it was read."""

from datetime import date, datetime

from django.utils import timezone

from retention.reasons import NOT_APPROVED, NOT_PUT_FORWARD, Reason, notice_runs, refused


class NoticeWords:
    """For whatever has these of a line."""

    due_on: date
    given_on: date | None
    may_go_from: date | None
    needs_approval: bool
    put_forward_at: datetime | None
    approved_at: datetime | None
    refused_at: datetime | None

    @property
    def goes_from(self) -> date | None:
        """The first day on which it may go, as far as its notice says; None while there is none."""
        return max(self.due_on, self.may_go_from) if self.may_go_from else None

    @property
    def notice(self) -> Reason | None:
        """Since when its notice stands, and until when; None while there is none."""
        if self.given_on is None or self.goes_from is None:
            return None
        return notice_runs(self.given_on, self.goes_from)

    @property
    def notice_words(self) -> str:
        return self.notice.words if self.notice else ""

    @property
    def is_put_forward(self) -> bool:
        """Whether the officer put it forward, and nobody has refused it since."""
        return self.put_forward_at is not None and self.refused_at is None

    @property
    def approval_wanted(self) -> Reason:
        """Whose word it waits for, where somebody has to approve it and nobody has."""
        if self.refused_at:
            return refused(timezone.localdate(self.refused_at))
        return NOT_APPROVED if self.put_forward_at else NOT_PUT_FORWARD

    @property
    def approval_words(self) -> str:
        """Whose word it waits for; "" where nobody has to approve it."""
        if not self.needs_approval:
            return ""
        return "Approved by two people." if self.approved_at else self.approval_wanted.words
