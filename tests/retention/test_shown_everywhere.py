"""S38-S40: class, clock, date and working, on the overview, in the admin site and on paper; and
what is left of a promise once only a child's record is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consent.actions import notices
from consent.models import Notice, NoticeGiven, NoticeKind, Way
from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.actions import people, protections
from households.loader import OpenHousehold
from households.models import Household, Person, Protection
from households.sight import sight_of
from retention import overview, printing
from retention.actions import approvals, holds
from retention.explanations import explain
from retention.lines import Line
from retention.models import SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_GIVEN, NOT_PUT_FORWARD
from retention.schedule import SCHEDULES
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import line_of
from tests.retention.test_pages import held, page

Due = Callable[[date], list[Line]]
Sweep = Callable[[date], SweepRun]
FIRST = SCHEDULES[0]
DAY = timedelta(days=1)
LONGER = replace(
    FIRST,
    version="2026-01-01",
    in_force_from=date(2026, 1, 1),
    rules=tuple(replace(rule, years=rule.years + 10) for rule in FIRST.rules),
)
DATES = "Hub record until 1 March 2029, service record until 1 March 2030."


@pytest.fixture
def leap(family: TokenFamily) -> TokenFamily:
    """Closed on 29 February 2024."""
    family.close(date(2024, 2, 29))
    return family


def opened_as(family: TokenFamily, who: str) -> OpenHousehold:
    user = getattr(family.cast, who)
    household = Household.objects.titled_for(user).get(pk=family.household.pk)
    return OpenHousehold(household, user, sight_of(household, user))


# --- The overview -----------------------------------------------------------------------------
def test_the_overview_says_it_in_a_line(client: Client, leap: TokenFamily) -> None:
    client.force_login(leap.cast.alice)
    assert DATES in page(client, "households:overview", leap.reference)
    held(leap)
    assert f"{DATES} A hold stands." in page(client, "households:overview", leap.reference)


def test_the_overview_of_open_support(client: Client, family: TokenFamily) -> None:
    client.force_login(family.cast.alice)
    assert "the clock starts when it is closed" in page(
        client, "households:overview", family.reference
    )


def test_a_partner_is_told_nothing_of_it_there(family: TokenFamily) -> None:
    assert overview.kept(opened_as(family, "pat")) is None


# --- On paper ---------------------------------------------------------------------------------
def test_the_printed_copy_says_how_long(leap: TokenFamily) -> None:
    fern = leap.add("Fern")
    leap.protect(fern)
    section = printing.how_long(opened_as(leap, "alice"))
    assert section.heading == "How long we keep this"
    hub, service, child = [dict(part.rows) for part in section.parts]
    assert hub["The clock started"] == "Support was last closed, 29 February 2024"
    assert service["Due for disposal on"] == "1 March 2030"
    assert "1 June 2012 and 75 years is 1 June 2087." in child["The working"]
    assert section.parts[2].name.endswith(fern.full_name)


def test_the_printed_copy_never_says_what_stops_it_nor_because_of_whom(leap: TokenFamily) -> None:
    """The family gets it too: whoever is investigated would be tipped off."""
    assert printing.how_long(opened_as(leap, "alice")).notes == [printing.NOTHING_GOES]
    leap.protect(leap.add("Fern"), confirmed=False)
    held(leap)
    section = printing.how_long(opened_as(leap, "alice"))
    assert section.notes == [printing.NOTHING_GOES, "Something stops disposal for now."]
    assert "police" not in str(section).lower()


def test_a_partner_s_copy_says_whom_to_ask(family: TokenFamily) -> None:
    section = printing.how_long(opened_as(family, "pat"))
    assert (section.parts, section.notes) == ([], [printing.OF_A_PARTNER])


# --- The admin site ---------------------------------------------------------------------------
LIST = "admin:households_household_changelist"


def test_the_officer_finds_one_household_by_its_whole_reference(
    client: Client, leap: TokenFamily
) -> None:
    client.force_login(leap.cast.dana)
    assert leap.reference not in page(client, LIST)  # no list of all
    assert leap.reference not in client.get(reverse(LIST), {"q": "FH"}).content.decode()
    found = client.get(reverse(LIST), {"q": leap.reference.lower()}).content.decode()
    assert leap.reference in found
    assert AccessEvent.objects.latest("id").action == "admin:household"
    text = page(client, "admin:households_household_change", leap.household.pk)
    assert "29 February 2024 and 6 years is 1 March 2030." in text
    assert leap.word("Family") not in text
    event = AccessEvent.objects.latest("id")
    assert (event.event, event.action) == ("opened", "admin:household")


def test_the_admin_site_says_what_stops_it(client: Client, leap: TokenFamily) -> None:
    held(leap)
    client.force_login(leap.cast.dana)
    text = page(client, "admin:households_household_change", leap.household.pk)
    assert "A hold stands: " in text


# --- What was promised ------------------------------------------------------------------------
def promises(family: TokenFamily) -> list[str]:
    return [each.promise for each in explain(family.household, date(2026, 11, 22)).classes]


def test_the_page_says_by_which_version_it_goes(
    leap: TokenFamily, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert promises(leap)[0] == (
        "They were given the schedule of 23 April 2024. It is in force today."
    )
    monkeypatch.setattr("retention.schedule.SCHEDULES", (FIRST, LONGER))
    assert promises(leap)[0] == (
        "They were given the schedule of 23 April 2024. That of 1 January 2026 is in force today: "
        "it would keep this longer than they were promised. This goes by that of 23 April 2024."
    )


def test_the_certificate_s_rule_says_the_promise(
    leap: TokenFamily, due_on: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retention.schedule.SCHEDULES", (FIRST, LONGER))
    (hub,) = due_on(date(2029, 3, 1))
    assert hub.rule == "5 years from: Support was last closed, as promised on 2024-04-23"
    assert (hub.version, hub.needs_approval) == ("2024-04-23", False)


def test_what_a_child_was_given_stays_with_the_child(
    family: TokenFamily, sweep_on: Sweep, due_on: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that in 2087 it is still known what was promised."""
    fern = family.add("Fern")
    family.protect(fern)
    with at(today()):
        notices.give(
            household=family.household,
            people=[fern],
            kinds=[NoticeKind.PRIVACY],
            given_on=today(),
            how=Way.PAPER,
            by=family.cast.alice,
        )
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    given = NoticeGiven.objects.get()
    assert given.person == fern
    assert given.notice == Notice.objects.current(NoticeKind.PRIVACY)
    with monkeypatch.context() as patched:
        patched.setattr("retention.schedule.SCHEDULES", (FIRST, LONGER))
        (line,) = due_on(date(2087, 6, 1))
    assert (line.due_on, line.version) == (date(2087, 6, 1), "2024-04-23")
    assert line.needs_approval
    sweep_on(date(2087, 6, 1))
    assert not NoticeGiven.history.exists()


# --- A status taken back ----------------------------------------------------------------------
def test_a_child_left_by_mistake_does_not_stay_for_ever(
    family: TokenFamily, sweep_on: Sweep, due_on: Due
) -> None:
    """The family went after six years, the child stayed; then it was a mistake."""
    fern = family.add("Fern")
    family.protect(fern)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert Person.objects.get() == fern
    household = Household.objects.get()
    with at(SERVICE_DUE):
        protections.mark_mistake(
            protection=Protection.objects.get(),
            reason="Another Fern",
            household=household,
            by=family.cast.henry,
        )
    (line,) = due_on(SERVICE_DUE)
    # The record was made on 1 March 2019, and that is all that is left to count from.
    assert (line.record_class, line.person) == (RecordClass.SERVICE, None)
    assert (line.trigger_on, line.due_on) == (date(2019, 3, 1), date(2025, 3, 1))
    sweep_on(SERVICE_DUE + DAY + NOTICE)
    assert not Person.objects.exists()
    assert not Household.objects.exists()


def test_s43_what_was_a_protected_child_s_goes_from_a_shell_with_notice_and_two_people(
    family: TokenFamily, sweep_on: Sweep, night: Sweep, looked: Callable[[date], Any]
) -> None:
    """One click, and 75 years of keeping are over: never that night, nor by one person."""
    fern, cast = family.add("Fern"), family.cast
    family.protect(fern)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    with at(SERVICE_DUE):
        protections.mark_mistake(
            protection=Protection.objects.get(),
            reason="Another Fern",
            household=family.household,
            by=cast.henry,
        )
    service, noticed = {("service", None)}, SERVICE_DUE + DAY
    assert looked(SERVICE_DUE) == (service, {NOT_GIVEN, NOT_PUT_FORWARD})
    assert (night(SERVICE_DUE).disposed, line_of(family).given_on) == (0, None)
    assert night(noticed).disposed == 0
    line = line_of(family)
    assert (line.given_on, line.needs_approval, line.stopped) == (noticed, True, [])
    assert night(noticed + NOTICE).disposed == 0
    assert looked(noticed + NOTICE) == (service, {NOT_PUT_FORWARD})
    approvals.put_forward(line=line, by=cast.dana)
    approvals.approve(line=line, by=cast.henry)
    assert Person.objects.get() == fern
    assert night(noticed + NOTICE).disposed == 1
    assert tables_with(family.token, family.reference) == {}


def test_an_unconfirmed_status_keeps_a_child_in_a_shell(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    fern = family.add("Fern")
    family.protect(fern)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    status = people.protect(
        person=fern,
        household=Household.objects.get(),
        kind="child_protection_plan",
        since=date(2016, 1, 1),
        by=family.cast.alice,
    )
    sweep_on(date(2087, 6, 1))
    assert Person.objects.get() == fern
    family.household.refresh_from_db()
    family.confirm(status)
    sweep_on(date(2087, 6, 1))
    assert not Person.objects.exists()


def test_a_hold_says_nothing_is_lost_of_a_child_in_a_shell(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    fern = family.add("Fern")
    family.protect(fern)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    hold = holds.place(
        household=Household.objects.get(),
        person=fern,
        reason="safeguarding_review",
        review_on=date(2088, 1, 1),
        by=family.cast.dana,
    )
    sweep_on(date(2087, 6, 1))
    assert Person.objects.get() == fern
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    sweep_on(date(2087, 6, 1))
    assert not Person.objects.exists()
