"""Requests for the schedule in person, by telephone, by letter or email (S42)."""

from datetime import date

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.refusals import Refused
from retention.models import ScheduleRequest, ScheduleVersion

SUBJECT = "schedule-request"


class MarkedAlready(Refused):
    words = "This was marked as a mistake meanwhile."


class NotYours(Refused):
    words = "Only whoever recorded it, or the data protection officer, can mark it as a mistake."


@action
def record(
    *, asked_on: date, way: str, schedule: ScheduleVersion, given: str, by: User
) -> ScheduleRequest:
    """Somebody asked for the schedule, and was given it. Nothing of who they are is kept."""
    request = ScheduleRequest.objects.create(
        asked_on=asked_on, way=way, schedule=schedule, given=given, recorded_by=by
    )
    log.wrote(by, SUBJECT, request.pk, action="schedule_requests.record")
    return request


@action
def mark_mistake(*, request_id: int, by: User) -> ScheduleRequest:
    """Nobody asked: it stays, marked, and is no longer counted. Raises MarkedAlready, NotYours."""
    request = ScheduleRequest.objects.select_for_update().get(pk=request_id)
    if request.recorded_by_id != by.pk and not by.may(Permission.KEEP_EVIDENCE):
        raise NotYours
    if request.mistake_at is not None:
        raise MarkedAlready
    request.mistake_at, request.mistake_by = timezone.now(), by
    request.save(update_fields=["mistake_at", "mistake_by"])
    log.wrote(by, SUBJECT, request.pk, action="schedule_requests.mark_mistake")
    return request
