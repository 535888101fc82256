"""Publishing a notice: a new dated version; the older ones stay (S53)."""

from datetime import date

from consent.models import Notice, NoticeKind
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused


class NoNotice(Refused):
    """No privacy notice has been published, so nobody can have been shown one."""

    words = "No privacy notice has been published. Ask the data protection officer to publish one."


@action
def publish(*, kind: str, in_force_from: date, title: str, text: str, by: User | None) -> Notice:
    """A new version of a notice. Raises IntegrityError for a second one on the same day."""
    notice = Notice.objects.create(kind=kind, in_force_from=in_force_from, title=title, text=text)
    log.wrote(by, "notice", notice.pk, action="notices.publish")
    return notice


def notice_shown(on: date) -> Notice | None:
    """The privacy notice that a family was shown on a day; None before there was any.

    Raises NoNotice where none is published today.
    """
    if Notice.objects.current(NoticeKind.PRIVACY) is None:
        raise NoNotice
    return Notice.objects.current(NoticeKind.PRIVACY, on)
