"""S39, S43: a protected child's record goes when two people have approved it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.models import User
from familyhubs.records.privacy import RecordClass
from households.models import Household, Person
from retention.actions import approvals
from retention.models import DueLine, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_APPROVED, NOT_PUT_FORWARD
from tests.retention.families import (
    CLOSED,
    SERVICE_DUE,
    TokenFamily,
    at,
    tables_with,
)
from tests.retention.nights import line_of, notice_given

Night = Callable[[date], SweepRun]
CHILD_DUE = date(2087, 6, 1)


@pytest.fixture
def grown_old(family: TokenFamily, night: Night) -> Person:
    """A protected child whose 75 years are over, notice of it given 30 days ago."""
    child = family.add("Fern", date_of_birth=date(2012, 6, 1))
    family.protect(child)
    family.close(CLOSED)
    for day in (SERVICE_DUE - NOTICE, SERVICE_DUE, CHILD_DUE - NOTICE):
        night(day)
    return child


def test_s39_a_protected_child_s_record_waits_for_two_people(
    family: TokenFamily, grown_old: Person, night: Night, looked: Callable[[date], Any]
) -> None:
    cast, child_class = family.cast, RecordClass.PROTECTED_CHILD
    own = {("protected_child", grown_old.pk)}
    assert night(CHILD_DUE).disposed == 0
    assert looked(CHILD_DUE) == (own, {NOT_PUT_FORWARD})
    approvals.put_forward(line=line_of(family, child_class), by=cast.dana)
    assert night(CHILD_DUE).disposed == 0
    assert looked(CHILD_DUE) == (own, {NOT_APPROVED})
    approvals.approve(line=line_of(family, child_class), by=cast.henry)
    assert looked(CHILD_DUE) == (own, set())
    assert night(CHILD_DUE).disposed == 1
    assert tables_with(family.token) == {}
    assert not Household.objects.filter(pk=family.household.pk).exists()


def test_the_same_person_does_not_approve_twice(family: TokenFamily, grown_old: Person) -> None:
    line = line_of(family, RecordClass.PROTECTED_CHILD)
    approvals.put_forward(line=line, by=family.cast.dana)
    with pytest.raises(approvals.SamePerson):
        approvals.approve(line=line, by=family.cast.dana)
    with pytest.raises(IntegrityError, match="due_line_approved_by_two"), transaction.atomic():
        DueLine.objects.filter(pk=line.pk).update(
            approved_by=family.cast.dana, approved_at="2087-05-20T12:00Z"
        )


def test_nobody_approves_what_was_not_put_forward(family: TokenFamily, grown_old: Person) -> None:
    line = line_of(family, RecordClass.PROTECTED_CHILD)
    with pytest.raises(approvals.NotPutForward):
        approvals.approve(line=line, by=family.cast.henry)


def test_only_officers_and_managers_approve(family: TokenFamily, grown_old: Person) -> None:
    line = line_of(family, RecordClass.PROTECTED_CHILD)
    acts = (approvals.put_forward, approvals.approve, partial(approvals.refuse, because="No."))
    for by in (family.cast.alice, family.cast.pat, family.cast.ann):
        assert [is_refused(act, line, by) for act in acts] == [True, True, True], by


def is_refused(act: Callable[..., Any], line: DueLine, by: User) -> bool:
    try:
        act(line=line, by=by)
    except approvals.NotYours:
        return True
    return False


def test_refused_it_stays_until_it_is_put_forward_again(
    family: TokenFamily, grown_old: Person, night: Night, looked: Callable[[date], Any]
) -> None:
    cast, line = family.cast, line_of(family, RecordClass.PROTECTED_CHILD)
    approvals.put_forward(line=line, by=cast.dana)
    with pytest.raises(approvals.PutForwardAlready):
        approvals.put_forward(line=line, by=cast.dana)
    with at(CHILD_DUE):
        approvals.refuse(line=line, because="Her solicitor has asked.", by=cast.henry)
    assert night(CHILD_DUE).disposed == 0
    (reason,) = looked(CHILD_DUE)[1]
    assert reason.words == "Refused on 1 June 2087: it waits to be put forward again."
    with pytest.raises(approvals.NotPutForward):
        approvals.approve(line=line, by=cast.henry)
    approvals.put_forward(line=line, by=cast.dana)
    approvals.approve(line=line, by=cast.henry)
    with pytest.raises(approvals.ApprovedAlready):
        approvals.approve(line=line, by=cast.henry)
    assert night(CHILD_DUE).disposed == 1


def test_what_was_approved_can_be_refused_until_it_goes(
    family: TokenFamily, grown_old: Person, night: Night
) -> None:
    line = line_of(family, RecordClass.PROTECTED_CHILD)
    approvals.put_forward(line=line, by=family.cast.dana)
    approvals.approve(line=line, by=family.cast.henry)
    approvals.refuse(line=line, because="A mistake.", by=family.cast.dana)
    assert night(CHILD_DUE).disposed == 0
    reasons = line.history.values_list("history_change_reason", flat=True).order_by("history_id")
    assert list(reasons)[-3:] == [
        "Put forward for approval",
        "Disposal approved",
        "Disposal refused",
    ]
    assert AccessEvent.objects.filter(action="approvals.refuse").count() == 1


def test_what_needs_no_approval_is_not_put_forward(family: TokenFamily) -> None:
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE)
    with pytest.raises(approvals.NeedsNone):
        approvals.put_forward(line=line_of(family), by=family.cast.dana)


def test_an_approval_counts_for_its_notice_alone(
    family: TokenFamily, grown_old: Person, night: Night
) -> None:
    line = line_of(family, RecordClass.PROTECTED_CHILD)
    approvals.put_forward(line=line, by=family.cast.dana)
    approvals.approve(line=line, by=family.cast.henry)
    Person.objects.filter(pk=grown_old.pk).update(date_of_birth=date(2012, 5, 30))
    night(CHILD_DUE)
    new = line_of(family, RecordClass.PROTECTED_CHILD)
    assert new.pk != line.pk
    assert new.approved_at is None
    with pytest.raises(approvals.NotOnTheList):
        approvals.refuse(line=line, because="Too late.", by=family.cast.dana)
    assert night(CHILD_DUE + NOTICE).disposed == 0
