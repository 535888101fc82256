"""Requests for support that wait for somebody who signs in."""

from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from referrals import triage
from referrals.forms.requests import RequestFilter


def for_user(user: User) -> list[Waiting]:
    """What nobody claimed in time, what is new, and what this user claimed: one query for all."""
    if not user.may(Permission.TRIAGE_REQUESTS):
        return []
    count, page = triage.counts(user), reverse("referrals:requests")
    lines = [
        counted(
            count["late"],
            (
                "request for support was not claimed in time",
                "requests for support were not claimed in time",
            ),
            f"{page}?show={RequestFilter.LATE}",
            ("Overdue", "red", 1),
            hint="Two working days have gone by, and nobody has answered the family",
        ),
        counted(
            count["new"],
            ("new request for support", "new requests for support"),
            page,
            ("New", "blue", 2),
        ),
        counted(
            count["mine"],
            ("request for support that you claimed", "requests for support that you claimed"),
            f"{page}?show={RequestFilter.MINE}",
            ("To answer", "yellow", 3),
        ),
    ]
    return [line for line in lines if line is not None]
