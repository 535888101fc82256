"""Who asked the demo's hubs how long records are kept: a few a month, by nobody's name (S42)."""

from datetime import timedelta

from familyhubs.demo.partnership import Partnership
from familyhubs.records.dates import today
from retention.actions import schedule_requests
from retention.models import AskedWay, GivenWay, ScheduleVersion

W, G = AskedWay, GivenWay
# Days ago, how they asked, how they were given it.
REQUESTS = [
    (3, W.IN_PERSON, G.HANDED),
    (12, W.TELEPHONE, G.WEBSITE),
    (17, W.IN_PERSON, G.READ_OUT),
    (38, W.LETTER, G.POST),
    (41, W.EMAIL, G.EMAIL),
    (64, W.TELEPHONE, G.POST),
]


def make_requests(partnership: Partnership) -> None:
    """Recorded by the two of the hub, one of them by mistake."""
    version = ScheduleVersion.objects.latest("in_force_from")
    worker, manager = partnership.workers
    for number, (ago, way, given) in enumerate(REQUESTS):
        by = manager if number % 3 == 2 else worker
        day = today() - timedelta(days=ago)
        made = schedule_requests.record(asked_on=day, way=way, schedule=version, given=given, by=by)
    schedule_requests.mark_mistake(request_id=made.pk, by=made.recorded_by)
