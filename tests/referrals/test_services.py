"""The directory's entries: added, closed, kept by the administrator, each with who and why."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from familyhubs.audit import log
from familyhubs.records.dates import today
from households.needs import Need
from referrals.actions import services
from referrals.models import Service
from referrals.models.service import postcode_area
from tests.referrals.directory import WHOLE, a_service


def test_adding_and_closing_leave_who_and_why(cast):
    service = a_service(by=cast.adam)
    services.close(service=service, why="The grant ended", by=cast.adam)
    history = [(row.history_user, row.history_change_reason) for row in service.history.all()]
    assert history == [(cast.adam, "The grant ended"), (cast.adam, "Added to the directory")]
    assert log.events_about("service", service.pk).count() == 2


def test_what_is_closed_is_not_closed_again(db):
    service = a_service()
    services.close(service=service, why="The grant ended", by=None)
    with pytest.raises(services.AlreadyClosed):
        services.close(service=service, why="Again", by=None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"needs": []}, "needs"),
        ({"needs": ["gold"]}, "needs"),
        ({"youngest": 12, "oldest": 5}, "__all__"),
        ({"postcode_areas": ["nn16"]}, "postcode_areas"),
        ({"postcode_areas": ["NN16 8TL"]}, "postcode_areas"),
        ({"name": ""}, "name"),
    ],
)
def test_what_makes_no_service_is_refused_by_field(db, fields, said):
    with pytest.raises(ValidationError) as refusal:
        a_service(**fields)
    assert said in refusal.value.message_dict


def test_one_organisation_has_one_service_of_a_name(db):
    service = a_service()
    with pytest.raises(ValidationError, match="has a service of this name already"):
        a_service(organisation=service.organisation)


@pytest.mark.parametrize(
    ("youngest", "oldest", "words"),
    [
        (None, None, "Any age"),
        (16, None, "Aged 16 and over"),
        (None, 4, "Up to age 4"),
        (0, 4, "Up to age 4"),
        (5, 11, "Aged 5 to 11"),
        (2, 2, "Aged 2"),
    ],
)
def test_ages_are_said_in_words(youngest, oldest, words):
    assert Service(youngest=youngest, oldest=oldest).ages == words


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("NN16 8TL", "NN16"),
        ("nn168tl", "NN16"),
        ("NN1 8TL", "NN1"),
        ("nn18tl", "NN1"),
        ("W1A 0AX", "W1A"),
        ("m1", "M1"),
        ("Kettering", ""),
        ("NN16 8T", ""),
        ("", ""),
    ],
)
def test_a_postcode_gives_its_area(typed, area):
    assert postcode_area(typed) == area


def test_the_needs_are_the_ten_outcomes():
    assert len(Need) == 10


@pytest.mark.parametrize(
    ("capacity", "left", "words"),
    [
        (None, None, ""),
        (1, None, "1 place"),
        (20, 3, "20 places, 3 free"),
        (20, 0, "20 places, none free"),
        (None, 1, "1 place free"),
        (None, 0, "0 places free"),
    ],
)
def test_places_are_said_in_words(capacity, left, words):
    service = Service(capacity=capacity, places_left=left)
    assert service.places == words
    assert service.is_full == (left == 0)


def typed(organisation, **fields):
    return {
        "organisation": organisation.pk,
        "name": "Debt advice",
        "what_it_does": "Letters are opened together.",
        "needs": ["finances", "housing"],
        "postcode_areas": "ZZ1,ZZ2",
        "cost": "Free",
        "how_to_get_it": "Ring.",
        "is_open": "on",
        "why": "The directory is filled",
        **fields,
    }


def test_an_administrator_adds_and_changes_a_service(client, cast):
    client.force_login(cast.adam)
    added = client.post(reverse("admin:referrals_service_add"), typed(cast.school))
    assert added.status_code == 302
    service = Service.objects.get()
    assert service.postcode_areas == ["ZZ1", "ZZ2"]
    assert service.needs == ["finances", "housing"]
    edit = reverse("admin:referrals_service_change", args=[service.pk])
    assert client.get(edit).status_code == 200
    client.post(edit, typed(cast.school, cost="£2", why="The price went up"))
    assert [(row.history_user, row.history_change_reason) for row in service.history.all()] == [
        (cast.adam, "The price went up"),
        (cast.adam, "The directory is filled"),
    ]


def test_a_second_of_a_name_and_how_full_it_is_are_asked_in_the_admin_site(client, cast):
    client.force_login(cast.adam)
    add = reverse("admin:referrals_service_add")
    client.post(add, typed(cast.school, eligibility="On a low income", capacity=8, places_left=2))
    service = Service.objects.get()
    assert (service.eligibility, service.places) == ("On a low income", "8 places, 2 free")
    assert service.places_left_on == today()
    again = client.post(add, typed(cast.school))
    assert "has a service of this name already" in again.text


def test_the_directory_in_the_admin_site_takes_a_few_queries(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.adam)
    for number in range(10):
        a_service(name=f"Group {number}", organisation=cast.school)
    with django_assert_max_num_queries(WHOLE + 9):
        page = client.get(reverse("admin:referrals_service_changelist"))
    assert page.status_code == 200


def test_only_administrators_change_the_directory(client, cast):
    service = a_service()
    edit = reverse("admin:referrals_service_change", args=[service.pk])
    for name, user in cast.everybody().items():
        client.force_login(user)
        changed = client.post(edit, typed(cast.school))
        assert (changed.status_code == 302 and "login" not in changed.url) == (name == "adam")
        gone = client.post(
            reverse("admin:referrals_service_delete", args=[service.pk]), {"post": "yes"}
        )
        assert Service.objects.filter(pk=service.pk).exists(), gone
