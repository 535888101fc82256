"""Reading 3: holds on a household, a person, a class of record; and the register of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.waiting import waiting_for
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.models import Household, Person
from retention.actions import holds
from retention.models import Hold, HoldReason, SweepRun
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.test_pages import page

Sweep = Callable[[date], SweepRun]
NEXT_YEAR = date(today().year + 1, 1, 1)


def typed(**others: object) -> dict[str, object]:
    day = {"review_on_day": 1, "review_on_month": 1, "review_on_year": NEXT_YEAR.year}
    return {"reason": "police", "note": "case 12", **day, **others}


def on_class(cast: Cast, record_class: str = RecordClass.SERVICE) -> Hold:
    return holds.place_on_class(
        record_class=record_class, reason=HoldReason.POLICE, review_on=NEXT_YEAR, by=cast.dana
    )


# --- On a person ------------------------------------------------------------------------------
def test_the_officer_holds_a_person(client: Client, family: TokenFamily) -> None:
    client.force_login(family.cast.dana)
    place = reverse("retention:hold-place", args=[family.reference])
    client.post(place, typed(person=family.child.pk))
    hold = Hold.objects.get()
    assert (hold.person, hold.household, hold.placed_by) == (family.child, None, family.cast.dana)
    text = page(client, "retention:household", family.reference)
    assert family.child.full_name in text
    assert "A hold stands on a person: police investigation." in text
    lift = reverse("retention:hold-lift", args=[family.reference, hold.pk])
    assert "Lifting it frees all of them" in client.get(lift).content.decode()
    client.post(lift, {"why": "Over"})
    hold.refresh_from_db()
    assert hold.lifted_by == family.cast.dana
    event = AccessEvent.objects.latest("id")
    assert (event.action, event.subject) == ("holds.lift", "household")


def test_nobody_of_another_household_is_held_from_here(client: Client, family: TokenFamily) -> None:
    elsewhere = Person.objects.living_in(family.cast.strangers).first()
    assert elsewhere is not None
    client.force_login(family.cast.dana)
    place = reverse("retention:hold-place", args=[family.reference])
    assert client.post(place, typed(person=elsewhere.pk)).status_code == 200
    assert not Hold.objects.exists()


def test_a_hold_on_a_person_goes_with_them_once_it_is_lifted(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    dana = family.cast.dana
    family.close(CLOSED)
    hold = holds.place(
        household=family.household,
        person=family.child,
        reason=HoldReason.POLICE,
        review_on=NEXT_YEAR,
        note=family.word("held"),
        by=dana,
    )
    sweep_on(SERVICE_DUE)
    assert tables_with(family.word("goal"))  # not even the hub record
    holds.lift(hold=hold, household=family.household, why="Over", by=dana)
    assert tables_with(family.word("goal"))  # lifting disposes of nothing
    sweep_on(SERVICE_DUE)
    assert tables_with(family.token, family.reference) == {}
    assert not Hold.objects.exists()
    assert not Hold.history.exists()


def test_one_hold_of_a_reason_stands_on_a_person(family: TokenFamily) -> None:
    facts: dict[str, Any] = {
        "household": family.household,
        "person": family.child,
        "by": family.cast.dana,
    }
    for_police: dict[str, Any] = {"reason": HoldReason.POLICE, "review_on": NEXT_YEAR}
    holds.place(**facts, **for_police)
    with pytest.raises(holds.AlreadyHeld):
        holds.place(**facts, **for_police)
    holds.place(household=family.household, by=family.cast.dana, **for_police)


# --- On a class of record ---------------------------------------------------------------------
def test_the_officer_holds_a_class_of_record_and_lifts_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    place = reverse("retention:class-hold-place")
    assert "Never somebody&#x27;s name" in client.get(place).content.decode()
    client.post(place, typed(record_class="service"))
    hold = Hold.objects.get()
    assert (hold.record_class, hold.household, hold.person) == ("service", None, None)
    assert "Every service record" in page(client, "retention:holds")
    lift = reverse("retention:class-hold-lift", args=[hold.pk])
    assert "This frees everybody" in client.get(lift).content.decode()
    assert "Enter why it is lifted" in client.post(lift, {"why": ""}).content.decode()
    over = {"why": "Over"}
    assert "lifted" in client.post(lift, over, follow=True).content.decode()
    assert "lifted meanwhile" in client.post(lift, over).content.decode()


def test_a_hold_on_a_class_is_looked_at_again(client: Client, cast: Cast) -> None:
    hold = on_class(cast)
    client.force_login(cast.dana)
    again = reverse("retention:class-hold-review", args=[hold.pk])
    assert again in page(client, "retention:holds")
    assert "Never somebody&#x27;s name" in client.get(again).content.decode()
    client.post(again, typed(review_on_month=6, version=hold.version))
    hold.refresh_from_db()
    assert (hold.review_on.month, hold.note) == (6, "case 12")


def test_why_and_when_are_asked_for_in_plain_words(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    text = client.post(reverse("retention:class-hold-place"), {"note": ""}).content.decode()
    for words in (
        "Select which records must be kept",
        "Select why the record must be kept",
        "Enter the date you will look at it again",
    ):
        assert words in text
    assert "(optional)" not in shown(client, "")


def test_a_class_is_held_once_for_a_reason(client: Client, cast: Cast) -> None:
    on_class(cast)
    client.force_login(cast.dana)
    text = client.post(reverse("retention:class-hold-place"), typed(record_class="service"))
    assert holds.AlreadyHeld.words in text.content.decode()
    assert Hold.objects.count() == 1


def test_a_family_s_hold_is_not_lifted_from_the_register(
    client: Client, family: TokenFamily
) -> None:
    hold = holds.place(
        household=family.household,
        reason=HoldReason.POLICE,
        review_on=NEXT_YEAR,
        by=family.cast.dana,
    )
    client.force_login(family.cast.dana)
    lift = reverse("retention:class-hold-lift", args=[hold.pk])
    assert client.post(lift).status_code == 404


@pytest.mark.parametrize("held", [RecordClass.SERVICE, RecordClass.HUB])
def test_the_sweep_leaves_what_a_class_hold_keeps(
    family: TokenFamily, sweep_on: Sweep, held: str
) -> None:
    """A hub record hangs on its household, so a hold on it keeps the rest."""
    family.close(CLOSED)
    hold = on_class(family.cast, held)
    sweep_on(SERVICE_DUE)
    assert Household.objects.get().name == family.word("Family")
    assert bool(tables_with(family.word("goal"))) == (held == RecordClass.HUB)
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    sweep_on(SERVICE_DUE)
    assert tables_with(family.token, family.reference) == {}
    assert Hold.objects.get() == hold  # it is about nobody, and stays as evidence


@pytest.mark.parametrize(
    "on",
    [
        lambda _family: {},
        lambda family: {"household": family.household, "person": family.child},
        lambda family: {"household": family.household, "record_class": "hub"},
        lambda family: {"person": family.child, "record_class": "hub"},
    ],
)
def test_a_hold_is_on_one_thing(
    family: TokenFamily, on: Callable[[TokenFamily], dict[str, object]]
) -> None:
    hold = Hold(**on(family), reason="police", review_on=NEXT_YEAR, placed_by=family.cast.dana)
    with pytest.raises(IntegrityError, match="hold_of_one_thing"), transaction.atomic():
        hold.keep(by=family.cast.dana, why="Twice")


# --- The register -----------------------------------------------------------------------------
@pytest.fixture
def three(family: TokenFamily) -> TokenFamily:
    """A household's that is overdue, a person's, and a class's that was lifted."""
    dana = family.cast.dana
    with at(today() - timedelta(days=40)):
        holds.place(
            household=family.household,
            reason=HoldReason.COMPLAINT,
            review_on=today() + timedelta(days=10),
            by=dana,
        )
    holds.place(
        household=family.household,
        person=family.child,
        reason=HoldReason.POLICE,
        review_on=NEXT_YEAR,
        by=dana,
    )
    holds.lift(hold=on_class(family.cast), why="Over", by=dana)
    return family


def shown(client: Client, query: str) -> str:
    return client.get(reverse("retention:holds") + query).content.decode()


def test_the_register_shows_what_stands_overdue_first(client: Client, three: TokenFamily) -> None:
    client.force_login(three.cast.dana)
    text = shown(client, "")
    assert text.index("Overdue</strong>") < text.index("A person in")
    assert three.reference in text
    assert three.word("Child") not in text  # references, no names
    assert "Every service record" not in text


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?show=overdue", "household"),
        ("?show=lifted", "class"),
        ("?show=all", "household person class"),
        ("?reason=police", "person"),
        ("?of=household", "household"),
        ("?of=person", "person"),
        ("?of=class", ""),
        ("?show=all&of=class", "class"),
        ("?show=nonsense", "household person"),
    ],
)
def test_the_register_is_filtered(
    client: Client, three: TokenFamily, query: str, wanted: str
) -> None:
    client.force_login(three.cast.dana)
    table = shown(client, query).partition("<tbody")[2]
    signs = {"household": "Complaint", "person": "A person in", "class": "Every service record"}
    assert " ".join(kind for kind, sign in signs.items() if sign in table) == wanted


def test_the_register_asks_the_same_however_many(
    client: Client, three: TokenFamily, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(three.cast.dana)
    with django_assert_max_num_queries(6):
        shown(client, "?show=all")


def test_the_start_page_says_which_are_overdue(three: TokenFamily) -> None:
    assert "1 hold to look at again" in [line.text for line in waiting_for(three.cast.dana)]
    assert not any("hold to look" in line.text for line in waiting_for(three.cast.henry))
