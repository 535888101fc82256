"""A feed's structures in the plain words of the directory."""

import pytest

from familyhubs.imports.services import words
from familyhubs.imports.services.shape import SERVICE
from tests.imports.services.feeds import an_item


def read(**fields):
    wrong = []
    service = SERVICE.read(an_item(**fields), "", lambda *problem: wrong.append(problem))
    assert wrong == []
    return service


def at(**location):
    return {"location": location}


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (
            {"byday": "TH,FR", "opens_at": "10:00:00", "closes_at": "18:30:00"},
            "Thursdays, Fridays, 10am to 6:30pm",
        ),
        (
            {"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "12:00"},
            "Mondays to Fridays, 9am to midday",
        ),
        ({"byday": "1MO", "opens_at": "T00:00:00Z"}, "Mondays, from midnight"),
        ({"byday": "SU,SA,FR,TH,WE,TU,MO"}, "Every day"),
        ({"description": "<b>In term</b> alone", "byday": "MO"}, "In term alone"),
        ({"opens_at": "", "closes_at": None}, ""),
    ],
)
def test_a_schedule(schedule, said):
    assert words.times_of(read(schedules=[schedule])) == said
    assert words.times_of(read(service_at_locations=[{"schedules": [schedule]}])) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Ask what it costs"),
        ({"fees_description": "Free"}, "Free"),
        ({"cost_options": [{"amount": 0}]}, "free"),
        (
            {"cost_options": [{"option": "Adults", "amount": 5.2, "amount_description": "a swim"}]},
            "Adults: £5.20 a swim",
        ),
        ({"cost_options": [{"amount": 1200, "currency": "eur"}]}, "1,200 EUR"),
    ],
)
def test_a_cost(fields, said):
    assert words.cost_of(read(**fields)) == said


def test_places_are_said_once_with_their_postcode_and_not_online():
    hall = at(
        name="The Hall",
        addresses=[{"address_1": "1 Long Row", "city": "Corby", "postal_code": "nn171aa"}],
    )
    online = at(location_type="virtual", name="By video")
    assert words.places_of(read(service_at_locations=[hall, hall, online, {}])) == (
        "The Hall, 1 Long Row, Corby, NN17 1AA"
    )


def test_how_to_get_it_falls_back_on_the_organisation_and_names_nobody():
    organisation = {
        "name": "Ise Valley Families",
        "website": "ise.example",
        "phones": [{"number": '"01632 960301"'}],
    }
    service = read(organization=organisation, contacts=[{"name": "Ann Persona"}])
    assert words.how_to_get_it(service) == (
        "Telephone: 01632 960301\nWeb page: https://ise.example"
    )
    assert words.how_to_get_it(read()) == "Ask at any of the hubs."


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("plain", "plain"),
        ("a<br>b &nbsp; c", "a\nb c"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("under <5s and > 3", "under <5s and > 3"),
        ("<style>p{}</style>x<script>y", "x"),
        ("turned \u202e round\r\n\x07", "turned round"),
        ("&lt;script&gt;", "<script>"),
        ("<!-- note -->kept<", "kept<"),
    ],
)
def test_html_made_plain(html, said):
    assert words.plain(html, lines=True) == said
