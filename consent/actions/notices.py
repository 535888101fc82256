"""Publishing a notice, a dated version beside the older ones, and giving it to people (S53)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from consent.models import Agreement, Notice, NoticeGiven, NoticeKind, Way
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.guards import all_here
from households.actions.locks import lock
from households.models import Household, Person


class NoNotice(Refused):
    """No privacy notice has been published, so nobody can have been shown one."""

    words = "No privacy notice has been published. Ask the data protection officer to publish one."


class OnePerDay(Refused):
    """A version is known by its day."""

    words = "There is a version from that day already. Choose another day"
    field = "in_force_from"


class NothingChanged(Refused):
    """The text is that of the version before."""

    words = "The text is the same as the version before. Nothing has been published"
    field = "text"


class NotPublishedYet(Refused):
    """Nobody can have been given a notice before there was one."""

    words = "There was no such notice on that day. Check the date"
    field = "given_on"


@action
def publish(*, kind: str, in_force_from: date, title: str, text: str, by: User | None) -> Notice:
    """A new version of a notice. Raises OnePerDay, NothingChanged."""
    if Notice.objects.filter(kind=kind, in_force_from=in_force_from).exists():
        raise OnePerDay
    before = Notice.objects.current(kind, in_force_from)
    if before and (before.title, before.text) == (title, text):
        raise NothingChanged
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


@action
def give(
    *,
    household: Household,
    people: Sequence[Person],
    kinds: Sequence[str],
    given_on: date,
    how: str,
    by: User,
) -> list[NoticeGiven]:
    """Record that people of a household were given notices, in the versions in force that day.

    Raises NotPublishedYet, NotTheirs.
    """
    lock(household)
    all_here(household, people, by)
    versions = [Notice.objects.current(kind, given_on) for kind in kinds]
    if None in versions:
        raise NotPublishedYet
    given = [
        _keep(household=household, person=person, notice=notice, given_on=given_on, how=how, by=by)
        for person in people
        for notice in versions
        if notice is not None
    ]
    log.wrote(by, "household", household.pk, action="notices.give")
    return given


@action
def show_when_asked(*, answer: Agreement, by: User) -> None:
    """Whoever is asked about sharing is shown the privacy notice: part of the recording action."""
    lock(answer.household_id)
    if answer.notice:
        _keep(
            household=answer.household,
            person=answer.given_by,
            notice=answer.notice,
            given_on=answer.given_on,
            how=Way.ASKED,
            by=by,
        )
        log.wrote(by, "household", answer.household_id, action="notices.show_when_asked")


def _keep(*, by: User, **facts: Any) -> NoticeGiven:
    given = NoticeGiven(given_by=by, **facts)
    given.keep(by=by, why="They were given the notice")
    return given
