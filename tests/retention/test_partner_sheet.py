"""S37: a worker prints the sheet for the family. It lies about at home: nothing stands on it that
was not ticked, and nothing that says whose it is."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent, Event
from households.needs import Need
from referrals.actions import services
from retention.actions import partner_records
from tests.cast import Cast
from tests.logged import alias_of
from tests.printing.paper import Paper

SHEET = "retention:partner-sheet"
CARE = "Do not print a sheet before you have talked about it"


@pytest.fixture
def pointers(cast: Cast) -> dict[str, int]:
    """The clinic, which says who to ask, and the school, which says nothing."""
    cast.clinic.records_contact = "Records team, 01632 960301"
    cast.clinic.records_policy = "We keep them until the child is 25."
    cast.clinic.records_policy_page = "https://clinic.example/records"
    cast.clinic.save()
    made = partner_records.record(
        household=cast.household,
        organisations=[cast.clinic, cast.school],
        how_known="family",
        by=cast.alice,
    )
    return {"clinic": made[0].pk, "school": made[1].pk}


def asked(client: Client, cast: Cast, **data: object) -> Any:
    return client.post(reverse(SHEET, args=[cast.household.reference]), data)


def shown(client: Client, cast: Cast) -> str:
    response = client.get(reverse(SHEET, args=[cast.household.reference]))
    assert response.status_code == 200
    return str(response.content.decode())


def test_it_says_whom_to_ask_how_and_by_which_rules(
    client: Client, cast: Cast, pointers: dict[str, int]
) -> None:
    client.force_login(cast.alice)
    response = asked(client, cast, pointers=list(pointers.values()), asked_alone="on")
    assert response["Content-Type"] == "application/pdf"
    paper = Paper(response.content)
    for words in (
        "Who else keeps records about you",
        "Larkfield Health Visiting Team",
        "Records team, 01632 960301",
        "We keep them until the child is 25.",
        "https://clinic.example/records",
        "Thornbury Lane Primary School",
        "School Lane Kettering NN16 8TL",
        "We do not know its rules",
        "North Larkfield Family Hub",
    ):
        assert words in paper.words, words
    assert "pdfuaid:part>1<" in paper.about


def test_only_what_was_ticked_stands_on_it(
    client: Client, cast: Cast, pointers: dict[str, int]
) -> None:
    client.force_login(cast.alice)
    response = asked(client, cast, pointers=[pointers["clinic"]], asked_alone="on")
    assert "Thornbury" not in Paper(response.content).words


def test_nothing_on_it_says_whose_it_is(
    client: Client, cast: Cast, pointers: dict[str, int]
) -> None:
    client.force_login(cast.alice)
    response = asked(client, cast, pointers=list(pointers.values()), asked_alone="on")
    paper = Paper(response.content)
    everything = f"{paper.words} {paper.about} {response['Content-Disposition']}"
    for word in (
        cast.household.reference,
        "Quillfeather",
        "Marigold",
        "Bramble",
        "Thistledown",
        "Alice",
        "Atherton",
    ):
        assert word not in everything, word


def test_printing_leaves_the_exported_event(
    client: Client, cast: Cast, pointers: dict[str, int]
) -> None:
    client.force_login(cast.alice)
    asked(client, cast, pointers=list(pointers.values()), asked_alone="on")
    event = AccessEvent.objects.get(event=Event.EXPORTED)
    assert event.action == SHEET
    assert event.subject_id == alias_of(cast.household)
    assert event.user_id == str(cast.alice.pk)


# --- Safety -----------------------------------------------------------------------------------
def test_nothing_is_ticked_beforehand_and_the_page_warns(
    client: Client, cast: Cast, pointers: dict[str, int]
) -> None:
    client.force_login(cast.alice)
    text = shown(client, cast)
    assert "checked" not in text
    assert "A refuge, a domestic abuse service" in text
    assert CARE not in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"asked_alone": "on"}, "Choose at least one organisation"),
        ({"pointers": ["clinic"]}, "Ask them alone first"),
        ({"pointers": ["0"], "asked_alone": "on"}, "Choose organisations from the list"),
        ({"pointers": ["x"], "asked_alone": "on"}, "Choose organisations from the list"),
    ],
)
def test_nothing_is_printed_unless_somebody_was_asked_alone(
    client: Client, cast: Cast, pointers: dict[str, int], data: dict[str, Any], said: str
) -> None:
    client.force_login(cast.alice)
    ids = [pointers.get(one, one) for one in data.get("pointers", [])]
    response = asked(client, cast, **{**data, "pointers": ids})
    assert said in response.content.decode()
    assert not AccessEvent.objects.filter(event=Event.EXPORTED).exists()


def a_name_that_endangers(cast: Cast, how: str) -> None:
    if how in ("police", "childrens_social_care"):
        cast.clinic.kind = how
        cast.clinic.save()
        return
    if how == "said":
        cast.clinic.name_endangers = True
        cast.clinic.save()
        return
    services.add(
        name="Safe at home",
        what_it_does="Somebody to talk to",
        organisation=cast.clinic,
        needs=[Need.DOMESTIC_ABUSE],
        how_to_get_it="Ring",
        by=None,
    )


@pytest.mark.parametrize("how", ["said", "by its service", "police", "childrens_social_care"])
def test_a_name_that_endangers_is_marked_and_asked_for_knowingly(
    client: Client, cast: Cast, pointers: dict[str, int], how: str
) -> None:
    """A refuge, as the administrator says, whoever offers help against domestic abuse, the police
    and children's social care, as the page warns."""
    a_name_that_endangers(cast, how)
    client.force_login(cast.alice)
    assert "Larkfield Health Visiting Team: can put somebody in danger" in shown(client, cast)
    both = {"pointers": list(pointers.values()), "asked_alone": "on"}
    refused = asked(client, cast, **both)
    assert "on paper can put somebody in danger" in refused.content.decode()
    assert not AccessEvent.objects.filter(event=Event.EXPORTED).exists()
    other = asked(client, cast, pointers=[pointers["school"]], asked_alone="on")
    assert other["Content-Type"] == "application/pdf"
    knowingly = asked(client, cast, **both, knowingly="on")
    assert knowingly["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("danger", ["restricted", "hidden", "with care"])
def test_a_family_in_danger_gets_a_stronger_warning(
    client: Client, cast: Cast, pointers: dict[str, int], danger: str
) -> None:
    if danger == "restricted":
        cast.household.restricted = True
        cast.household.keep(by=cast.dana, why="A colleague's family")
    elif danger == "hidden":
        cast.address.hidden = True
        cast.address.keep(by=cast.alice, why="They fled")
    else:
        cast.mother.contact_warning = "Never leave a message"
        cast.mother.keep(by=cast.alice, why="She asked")
    client.force_login(cast.dana)
    assert CARE in shown(client, cast)


# --- Denied -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "answer"), [("pat", 403), ("paula", 403), ("charlie", 404)])
def test_no_partner_prints_it(
    client: Client, cast: Cast, pointers: dict[str, int], who: str, answer: int
) -> None:
    client.force_login(getattr(cast, who))
    url = reverse(SHEET, args=[cast.household.reference])
    assert client.get(url).status_code == answer
    response = asked(client, cast, pointers=[pointers["clinic"]], asked_alone="on")
    assert response.status_code == answer


def test_a_pointer_of_another_family_is_not_printed(
    client: Client, cast: Cast, pointers: dict[str, int]
) -> None:
    client.force_login(cast.alice)
    url = reverse(SHEET, args=[cast.strangers.reference])
    response = client.post(url, {"pointers": [pointers["clinic"]], "asked_alone": "on"})
    assert response["Content-Type"].startswith("text/html")
    assert "Nothing to print" in response.content.decode()


def test_the_sheet_takes_few_queries(
    client: Client,
    cast: Cast,
    pointers: dict[str, int],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(cast.alice)
    with django_assert_max_num_queries(40):
        shown(client, cast)
