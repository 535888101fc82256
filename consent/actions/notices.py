"""Publishing a notice: a new dated version; the older ones stay (S53)."""

from datetime import date

from consent.models import Notice
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User


@action
def publish(*, kind: str, in_force_from: date, title: str, text: str, by: User | None) -> Notice:
    """A new version of a notice. Raises IntegrityError for a second one on the same day."""
    notice = Notice.objects.create(kind=kind, in_force_from=in_force_from, title=title, text=text)
    log.wrote(by, "notice", notice.pk, action="notices.publish")
    return notice
