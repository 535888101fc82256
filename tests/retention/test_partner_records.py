"""S36, S37: which partners keep records of their own about a family, by a pointer and nothing else.
The council's alone; the sheet that is printed from it is in test_partner_sheet.py."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.actions import merges
from retention.actions import partner_records
from retention.models import PartnerRecord
from tests.cast import Cast
from tests.factories import HouseholdFactory
from tests.households import merging
from tests.walls.asking import as_page_of

LIST, NEW = "retention:partner-records", "retention:partner-record-new"
CHANGE, MISTAKE = "retention:partner-record-change", "retention:partner-record-mistake"


def pointed(cast: Cast, organisation: Organisation | None = None) -> PartnerRecord:
    return partner_records.record(
        household=cast.household,
        organisations=[organisation or cast.clinic],
        how_known="family",
        by=cast.alice,
    )[0]


def page(client: Client, cast: Cast, name: str = LIST, *args: object) -> str:
    response = client.get(reverse(name, args=[cast.household.reference, *args]))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def send(client: Client, cast: Cast, name: str, *args: object, **data: object) -> str:
    url = reverse(name, args=[cast.household.reference, *args])
    response = client.post(url, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


# --- Recorded ---------------------------------------------------------------------------------
def test_who_was_involved_is_proposed_and_not_ticked(client: Client, cast: Cast) -> None:
    """The school, by the family's agreement; nobody is recorded before a worker says so."""
    assert cast.family
    client.force_login(cast.alice)
    words = "Thornbury Lane Primary School: The family agreed to share with it, now or before"
    assert words in page(client, cast)
    form = page(client, cast, NEW)
    assert words in form
    assert "checked" not in form
    assert not PartnerRecord.objects.exists()


def test_a_worker_records_one_that_was_proposed_and_another(client: Client, cast: Cast) -> None:
    assert cast.family
    client.force_login(cast.alice)
    ticked = {"organisations": [cast.school.pk], "other": cast.clinic.pk, "how_known": "family"}
    text = send(client, cast, NEW, **ticked)
    assert "Larkfield Health Visiting Team" in text
    rows = PartnerRecord.objects.filter(household=cast.household)
    assert {row.organisation for row in rows} == {cast.school, cast.clinic}
    assert "Also involved" not in text
    assert AccessEvent.objects.latest("pk").action == "retention:partner-records"
    assert AccessEvent.objects.filter(action="partner_records.record").count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"how_known": "family"}, "Choose at least one organisation"),
        ({"organisations": ["x"], "how_known": "family"}, "Choose organisations from the list"),
        ({"other": "0", "how_known": "family"}, "Choose an organisation from the list"),
        ({"other": "clinic"}, "Select how we know"),
        ({"other": "clinic", "how_known": "rumour"}, "Select how we know"),
        ({"other": "council", "how_known": "family"}, "Choose an organisation from the list"),
    ],
)
def test_bad_input_is_told(client: Client, cast: Cast, data: dict[str, object], said: str) -> None:
    assert cast.family
    client.force_login(cast.alice)
    named = {"clinic": cast.clinic.pk, "council": cast.council.pk}
    text = send(client, cast, NEW, **{key: named.get(str(v), v) for key, v in data.items()})
    assert said in text
    assert not PartnerRecord.objects.exists()


def test_where_nobody_was_involved_one_chooses_the_organisation(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    url = reverse(NEW, args=[cast.strangers.reference])
    assert "Which organisation?" in client.get(url).content.decode()
    said = client.post(url, {"how_known": "family"}).content.decode()
    assert "Choose at least one organisation" in said
    made = client.post(url, {"how_known": "family", "other": cast.clinic.pk})
    assert made.status_code == 302


def test_one_is_not_recorded_twice_nor_is_the_council(cast: Cast) -> None:
    pointed(cast)
    with pytest.raises(partner_records.RecordedAlready):
        pointed(cast)
    with pytest.raises(partner_records.NoPartner):
        pointed(cast, cast.council)
    assert PartnerRecord.objects.count() == 1


# --- Corrected, marked as mistake -------------------------------------------------------------
def test_that_it_keeps_none_any_more_is_recorded(client: Client, cast: Cast) -> None:
    row = pointed(cast)
    client.force_login(cast.alice)
    day = today()
    when = {"gone_on_day": day.day, "gone_on_month": day.month, "gone_on_year": day.year}
    text = send(client, cast, CHANGE, row.pk, how_known="itself", version=row.version, **when)
    assert "Keeps none any more" in text
    assert "Print a sheet" not in text
    row.refresh_from_db()
    assert (row.how_known, row.gone_on) == ("itself", day)


def test_a_stale_tab_changes_nothing(client: Client, cast: Cast) -> None:
    row = pointed(cast)
    client.force_login(cast.alice)
    send(client, cast, CHANGE, row.pk, how_known="itself", version=row.version)
    text = send(client, cast, CHANGE, row.pk, how_known="involved", version=row.version)
    assert "after you opened the page" in text
    for version in ("", "x"):
        send(client, cast, CHANGE, row.pk, how_known="involved", version=version)
    row.refresh_from_db()
    assert row.how_known == "itself"


def test_a_mistake_leaves_the_page_stays_in_the_history_and_can_be_recorded_anew(
    client: Client, cast: Cast
) -> None:
    row = pointed(cast)
    client.force_login(cast.alice)
    assert "Enter why it is a mistake" in send(client, cast, MISTAKE, row.pk, why="")
    text = send(client, cast, MISTAKE, row.pk, why="Another family")
    assert "None recorded" in text
    history = client.get(reverse("households:history", args=[cast.household.reference]))
    assert "Recorded by mistake: Another family" in history.content.decode()
    url = reverse(MISTAKE, args=[cast.household.reference, row.pk])
    assert client.get(url).status_code == 404
    assert pointed(cast).pk != row.pk


# --- Who sees it ------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["pat", "paula"])
def test_no_partner_sees_that_another_knows_the_family(
    client: Client, cast: Cast, who: str
) -> None:
    """Nor the one that is pointed to, who sees the household itself."""
    row = pointed(cast, cast.school)
    user = getattr(cast, who)
    client.force_login(user)
    for name, *args in ((LIST,), (NEW,), (CHANGE, row.pk), (MISTAKE, row.pk)):
        url = reverse(name, args=[cast.household.reference, *args])
        assert client.get(url).status_code == 403
        assert client.post(url).status_code in (403, 405)
    assert not PartnerRecord.objects.visible_to(user).exists()
    with as_page_of(user):
        assert not PartnerRecord.objects.exists()
        assert not PartnerRecord.history.exists()


@pytest.mark.parametrize("who", ["charlie", "harriet", "ann", "adam"])
def test_whoever_does_not_see_the_household_gets_a_404(
    client: Client, cast: Cast, who: str
) -> None:
    pointed(cast)
    client.force_login(getattr(cast, who))
    assert client.get(reverse(LIST, args=[cast.household.reference])).status_code == 404


def test_the_officer_reads_and_does_not_record(client: Client, cast: Cast) -> None:
    pointed(cast)
    client.force_login(cast.dana)
    assert "Record an organisation" not in page(client, cast)
    assert client.post(reverse(NEW, args=[cast.household.reference])).status_code == 403


def test_another_household_s_pointer_is_a_404(client: Client, cast: Cast) -> None:
    row = pointed(cast)
    client.force_login(cast.alice)
    for name in (CHANGE, MISTAKE):
        url = reverse(name, args=[cast.strangers.reference, row.pk])
        assert client.get(url).status_code == 404


def test_the_page_takes_as_many_queries_for_many(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for organisation in (cast.clinic, cast.school, cast.outsiders):
        pointed(cast, organisation)
    client.force_login(cast.alice)
    with django_assert_max_num_queries(40):
        page(client, cast)


# --- Two households made one ------------------------------------------------------------------
def test_a_merge_moves_the_pointers_and_undo_puts_them_back(cast: Cast) -> None:
    """One that both have stays once, and is there again for each after the undo."""
    other = HouseholdFactory(name="Quilfeather", hub=cast.north_hub, by=cast.alice)
    kept = pointed(cast)
    theirs = partner_records.record(
        household=other,
        organisations=[cast.clinic, cast.outsiders],
        how_known="involved",
        by=cast.alice,
    )
    merge = merging.homes(cast, cast.household, other)
    here = PartnerRecord.objects.visible_to(cast.alice).filter(household=cast.household)
    assert set(here) == {kept, theirs[1]}
    merges.undo(merge=merge, by=cast.alice)
    assert set(PartnerRecord.objects.filter(household=other)) == set(theirs)
    assert list(PartnerRecord.objects.filter(household=cast.household)) == [kept]


# --- What an organisation says of its own records ---------------------------------------------
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"records_policy": "Ten years"}, "records_contact"),
        ({"records_policy_page": "https://school.example/records"}, "records_contact"),
        (
            {"records_contact": "The office", "records_policy_page": "http://school.example"},
            "records_policy_page",
        ),
        (
            {"records_contact": "The office", "records_policy_page": "javascript:alert(1)"},
            "records_policy_page",
        ),
        ({"records_contact": "x" * 301}, "records_contact"),
        ({"records_contact": "The office", "records_policy": "x" * 1001}, "records_policy"),
    ],
)
def test_what_it_says_is_checked(cast: Cast, fields: dict[str, str], wrong: str) -> None:
    for name, value in fields.items():
        setattr(cast.school, name, value)
    with pytest.raises(ValidationError) as refused:
        cast.school.full_clean()
    assert wrong in refused.value.message_dict


def test_the_council_says_nothing_there(cast: Cast) -> None:
    cast.council.records_contact = "The office"
    with pytest.raises(ValidationError):
        cast.council.full_clean()


def test_the_administrator_keeps_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.adam)
    url = reverse("admin:organisations_organisation_change", args=[cast.school.pk])
    shown = client.get(url).content.decode()
    assert "who to ask about the records it keeps itself" in shown.lower()
    facts = {
        "name": cast.school.name,
        "kind": cast.school.kind,
        "partner_role": cast.school.partner_role,
        "sharing_agreement_until": cast.school.sharing_agreement_until,
        "address": cast.school.address,
        "is_active": "on",
        "records_contact": "The school office, 01632 960201",
        "records_policy_page": "https://school.example/records",
    }
    assert client.post(url, facts).status_code == 302
    cast.school.refresh_from_db()
    assert cast.school.records_contact == "The school office, 01632 960201"
    client.force_login(cast.alice)
    assert client.post(url, facts).status_code in (302, 403)
