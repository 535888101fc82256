"""Sensitive details: each kind with its own rule, sealed, and gone when the family says so.

S14 and S15: health and money only with why it matters to the support. S16: ethnic origin only if
the family is happy to give it; not asked, and prefers not to say, are two answers. S17: religion
is not asked before its relevance is recorded.
"""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households import unreadable
from households.actions import corrections
from households.actions.locks import lock
from households.answers import CODES_OF
from households.models import DetailKind, DetailState, Household, Person, SensitiveDetail
from households.models.detail import NEEDS_RELEVANCE


class WhyIsItRelevant(Refused):
    """The privacy notice promises it is kept "where relevant" alone."""

    words = "Enter why this matters to the support: it is kept only where it is relevant"
    field = "relevance"


class NotAskedYet(Refused):
    """The question has no place before its relevance is recorded (S17)."""

    words = "Record why their religion matters to the support first, then ask"


class WhatDidTheySay(Refused):
    """An answer that says nothing, or that is not in the list."""

    words = "Enter what they said"
    field = "answer"


class NothingHere(Refused):
    """It was removed, or never recorded."""

    words = "There is nothing to remove. Nothing has been changed."


@action
def say_relevance(
    *,
    person: Person,
    household: Household,
    kind: str,
    relevance: str,
    by: User,
    seen_version: int | None = None,
) -> SensitiveDetail:
    """Why a detail matters to the support, before it is asked (S17).

    Raises CannotBeSealed, StaleRecord.
    """
    detail = _of(person, kind, household)
    _close_relevance(detail, relevance)
    why = f"{_label(kind)}: why it matters recorded"
    detail.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="details.say_relevance")
    return detail


@action
def record(
    *,
    person: Person,
    household: Household,
    kind: str,
    by: User,
    state: str = DetailState.GIVEN,
    answer: str = "",
    relevance: str = "",
    seen_version: int | None = None,
) -> SensitiveDetail:
    """What the family said, or that it was not asked, or that they prefer not to say.

    Args: `answer`, words for health and money, `households.answers.Answer.kept` for the others;
    `seen_version`, of the page that is saved, 0 where it showed that nothing was recorded. What is
    overwritten is gone for good, so a page may overwrite only what it showed; whoever could see
    it is told that it changed (S18).
    Raises WhyIsItRelevant, NotAskedYet, WhatDidTheySay, CannotBeSealed, StaleRecord.
    """
    detail = _of(person, kind, household)
    given = state == DetailState.GIVEN
    if kind == DetailKind.RELIGION and not detail.relevant and state != DetailState.NOT_ASKED:
        raise NotAskedYet
    if relevance and kind in NEEDS_RELEVANCE:
        _close_relevance(detail, relevance)
    if given and kind in NEEDS_RELEVANCE and not detail.relevant:
        raise WhyIsItRelevant
    if given and not _says_something(kind, answer):
        raise WhatDidTheySay
    known = detail.state != DetailState.NOT_ASKED
    with unreadable.unsealed():
        detail.close("answer", answer if given else "")
    detail.state = state
    detail.asked_on = None if state == DetailState.NOT_ASKED else today()
    detail.keep(by=by, why=f"{_label(kind)} recorded", seen_version=seen_version)
    if known:
        corrections.pass_on(person=person, fields=[kind], by=by)
    log.wrote(by, "household", household.pk, action="details.record")
    return detail


@action
def remove(
    *,
    person: Person,
    household: Household,
    kind: str,
    reason: str,
    by: User,
    seen_version: int | None = None,
) -> SensitiveDetail:
    """At the family's word: what was said and why it mattered are gone; that it was removed, by
    whom and why, stays. Raises NothingHere, StaleRecord."""
    detail = _of(person, kind, household)
    if detail.state == DetailState.NOT_ASKED and not detail.relevant:
        raise NothingHere
    known = detail.state != DetailState.NOT_ASKED
    detail.close("answer", "")
    detail.close("relevance", "")
    detail.state, detail.relevant, detail.asked_on = DetailState.NOT_ASKED, False, None
    detail.keep(by=by, why=f"{_label(kind)} removed: {reason}", seen_version=seen_version)
    if known:
        corrections.pass_on(person=person, fields=[kind], by=by)
    log.wrote(by, "household", household.pk, action="details.remove")
    return detail


def _of(person: Person, kind: str, household: Household) -> SensitiveDetail:
    """The person's row of this kind, theirs while the transaction holds the person; a new one
    where none is. Raises MergedMeanwhile, PersonMerged."""
    lock(household, person, of_shell=True)
    found = SensitiveDetail.objects.filter(person=person, kind=kind).first()
    detail = found or SensitiveDetail(person=person, kind=DetailKind(kind))
    detail.person = person
    return detail


def _close_relevance(detail: SensitiveDetail, relevance: str) -> None:
    if not relevance.strip():
        raise WhyIsItRelevant
    with unreadable.unsealed():
        detail.close("relevance", relevance)
    detail.relevant = True


def _says_something(kind: str, answer: str) -> bool:
    codes = CODES_OF.get(DetailKind(kind))
    return bool(answer.strip()) if codes is None else answer.partition("\n")[0] in codes


def _label(kind: str) -> str:
    return str(DetailKind(kind).label)
