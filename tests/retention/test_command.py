"""`manage.py retention_sweep`: dry unless told to commit, and one JSON object where asked."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from familyhubs.database.clock import now as database_now
from familyhubs.records.privacy import RecordClass
from retention import demo_mark
from retention.models import DemoDatabase, DueLine, Outcome, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_GIVEN
from tests.retention.families import (
    CLOSED,
    SERVICE_DUE,
    TokenFamily,
    at,
    rows_of_everything,
    tables_with,
)
from tests.retention.nights import notice_given

Acting = Callable[[], AbstractContextManager[None]]


def sweep(*words: str) -> str:
    out = StringIO()
    call_command("retention_sweep", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def answer(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sweep("--json", *words))
    return found


def test_dry_says_what_is_due_and_changes_nothing(family: TokenFamily) -> None:
    family.close(CLOSED)
    before = rows_of_everything()
    found = answer("--as-of", "2026-03-03")
    assert rows_of_everything() == before
    assert list(found) == ["as_of", "schedule", "due", "blocked", "disposed", "certificate"]
    assert (found["as_of"], found["schedule"]) == ("2026-03-03", "2024-04-23")
    assert (found["disposed"], found["certificate"]) == (0, None)
    assert found["blocked"] == [
        {"household": family.reference, "person": None, "reason": NOT_GIVEN.words}
    ]
    hub, service = found["due"]
    assert hub["class"] == "hub"
    assert service == {
        "household": family.reference,
        "person": None,
        "class": "service",
        "trigger": "support_closed",
        "trigger_on": "2020-03-03",
        "due_on": "2026-03-03",
        "records": service["records"],
    }
    assert service["records"] > 8


def test_a_dry_look_into_the_future_is_allowed(family: TokenFamily) -> None:
    family.close(CLOSED)
    assert len(answer("--as-of", "2130-01-01")["due"]) == 2


def test_what_is_stopped_says_why(family: TokenFamily) -> None:
    child = family.add("Nobirth", date_of_birth=None)
    family.protect(child)
    family.close(CLOSED)
    blocked, _ = answer("--as-of", "2026-03-03")["blocked"]
    assert (blocked["household"], blocked["person"]) == (family.reference, child.pk)
    assert "birth date" in blocked["reason"]


def test_a_protected_child_has_a_line_of_its_own(family: TokenFamily) -> None:
    child = family.add("Fern", date_of_birth=date(2012, 6, 1))
    family.protect(child)
    family.close(CLOSED)
    due = answer("--as-of", "2087-06-01")["due"]
    assert {(line["class"], line["person"]) for line in due} == {
        ("hub", None),
        ("service", None),
        (RecordClass.PROTECTED_CHILD, child.pk),
    }


def test_commit_disposes_and_names_the_sweep(family: TokenFamily, as_worker: Acting) -> None:
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    with at(SERVICE_DUE), as_worker():
        found = answer("--commit")
    assert found["disposed"] == len(found["due"]) == 2
    assert found["certificate"] == SweepRun.objects.get().pk
    assert tables_with(family.token, family.reference) == {}


def test_a_future_date_is_refused_where_families_may_be_real(family: TokenFamily) -> None:
    with pytest.raises(CommandError, match="in the future, and this is not a demo database"):
        sweep("--commit", "--as-of", "2130-01-01")
    assert not SweepRun.objects.exists()


def test_a_past_date_is_refused_where_families_may_be_real(family: TokenFamily) -> None:
    """A notice that says it was given months ago would have run, and nobody would have seen it."""
    family.close(CLOSED)
    with at(SERVICE_DUE), pytest.raises(CommandError, match="in the past, and this is not a demo"):
        sweep("--commit", "--as-of", "2026-03-02")
    assert not SweepRun.objects.exists()
    assert not DueLine.objects.exists()


def test_a_past_date_is_taken_in_a_demo_database(
    db: None, request: pytest.FixtureRequest, as_worker: Acting
) -> None:
    demo_mark.mark()
    family: TokenFamily = request.getfixturevalue("family")
    family.close(CLOSED)
    with as_worker():
        sweep("--commit", "--as-of", "2026-02-01")
    assert {line.given_on for line in DueLine.objects.all()} == {date(2026, 2, 1)}


def test_a_machine_and_a_database_of_two_days_dispose_of_nothing(
    family: TokenFamily, as_worker: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    behind = datetime(2026, 3, 2, 12, tzinfo=UTC)
    monkeypatch.setattr("familyhubs.database.clock.now", lambda: behind)
    with at(SERVICE_DUE), as_worker(), pytest.raises(CommandError, match="do not agree which day"):
        sweep("--commit")
    assert SweepRun.objects.get().outcome == Outcome.FAILED
    assert tables_with(family.token)


def test_the_database_says_what_time_it_is(db: None) -> None:
    assert abs(database_now() - timezone.now()) < timedelta(minutes=1)


def test_a_future_date_is_taken_in_a_demo_database(
    db: None, request: pytest.FixtureRequest, as_worker: Acting
) -> None:
    demo_mark.mark()
    demo_mark.mark()  # safe to say again
    assert DemoDatabase.objects.count() == 1
    family: TokenFamily = request.getfixturevalue("family")
    family.close(CLOSED)
    with as_worker():
        found = answer("--commit", "--as-of", "2130-01-01")
    assert found["disposed"] == 2
    assert tables_with(family.token) == {}


def test_a_database_with_a_family_in_it_cannot_become_a_demo_one(family: TokenFamily) -> None:
    """No setting, no page and no slip turns a council's database into one that is swept early."""
    with pytest.raises(demo_mark.NotEmpty):
        demo_mark.mark()
    assert not demo_mark.is_demo()


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30", "3 March 2026", ""])
def test_a_date_that_is_none_is_said_to_be(db: None, text: str) -> None:
    with pytest.raises(CommandError, match="is not a date"):
        sweep("--as-of", text)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_a_date_from_which_nothing_can_be_counted_is_said_to_be(db: None, text: str) -> None:
    with pytest.raises(CommandError, match="must be between 1900 and 2999"):
        sweep("--as-of", text)


def test_in_words(family: TokenFamily) -> None:
    family.close(CLOSED)
    words = sweep("--as-of", "2026-03-03")
    assert family.reference in words
    assert "due 2026-03-03" in words
    assert "--commit disposes" in words
    assert "nothing" in sweep("--as-of", "2021-01-01")


def test_it_says_how_far_it_is(family: TokenFamily, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retention.management.commands.retention_sweep.SAY_AFTER", -1)
    family.close(CLOSED)
    err = StringIO()
    call_command("retention_sweep", "--as-of", "2026-03-03", stdout=StringIO(), stderr=err)
    assert "2 due so far" in err.getvalue()
