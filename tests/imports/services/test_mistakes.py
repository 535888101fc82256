"""What can be wrong in a feed: said by item and field, and never a traceback."""

import json

import pytest

from referrals.models import Service
from tests.imports.services.feeds import a_page, a_term, an_item, on_offer, problems, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(cast):
    return cast.council


UNREADABLE = [
    ('{"contents": [', "not a whole JSON object"),
    ("", "not a whole JSON object"),
    ("[1, 2,, 3]", "this is not JSON"),
    ('{"contents": [], "contents": []}', 'the field "contents" twice'),
    ("[" * 200_000, "nested too deeply"),
    ('[{"id": 1' + "0" * 5_000 + "}]", "not JSON that can be read"),
    ("[NaN]", "NaN is not JSON"),
    (b"\xff\xfe[\x00]\x00", "UTF-16"),
    (b'["\xe9"]', "not UTF-8"),
    ('"a feed"', "this is not a feed"),
    ("{}", "this is not a feed"),
    ('{"contents": {}}', "this is not a feed"),
    ({"contents": []}, "no service in this feed"),
    ("[]", "no service in this feed"),
]


def test_a_feed_that_cannot_be_read_changes_nothing(tmp_path):
    run(tmp_path, a_page(an_item("s0")), "--commit")
    for content, said in UNREADABLE:
        report = run(tmp_path, content, "--commit")
        assert said in report["errors"][0]["message"]
        assert (report["exit"], report["committed"]) == (1, False)
    assert on_offer() == ["s0"]


TERMS = [
    {"taxonomy_term": a_term("A", parent_id="term-B")},
    {"taxonomy_term": a_term("B", parent_id="term-A")},
]
AT = "service_at_locations[0].location"
MISTAKES = [
    ({"name": ""}, "name", "empty, and it is needed"),
    ({"name": "<p> </p>"}, "name", "empty, and it is needed"),
    ({"name": None}, "name", "missing, and it is needed"),
    ({"name": ["Group"]}, "name", "is not text"),
    ({"name": "x" * 121}, "name", "121 characters; 120 are kept"),
    ({"name": "half \ud800"}, "name", "cannot be kept"),
    ({"description": "x" * 10_001}, "description", "10,001 characters"),
    ({"description": "a\x00b"}, "description", "cannot be kept"),
    ({"status": "open"}, "status", "is not one of: active"),
    ({"organization": None}, "organization", "missing"),
    ({"organization": "o1"}, "organization", "is not an object"),
    ({"organization": {"id": "o"}}, "organization.name", "missing"),
    ({"minimum_age": "12"}, "minimum_age", "is not a number from 0 to 999"),
    ({"minimum_age": True}, "minimum_age", "is not a number"),
    ({"minimum_age": 10**30}, "minimum_age", "is not a number"),
    ({"maximum_age": 1e300}, "maximum_age", "is not a number"),
    ({"minimum_age": 9, "maximum_age": 5}, "maximum_age", "5 is below minimum_age, 9"),
    ({"url": "javascript:alert(1)"}, "url", "enter a valid URL"),
    ({"email": "nobody"}, "email", "valid email"),
    ({"schedules": {}}, "schedules", "is not a list"),
    ({"schedules": [{"opens_at": "25:00"}]}, "schedules[0].opens_at", "is not a time"),
    ({"schedules": [None]}, "schedules[0]", "is not an object"),
    ({"service_at_locations": [{"location": []}]}, AT, "is not an object"),
    ({"phones": [{"number": 1632}]}, "phones[0].number", "is not text"),
    ({"capacities": [{"available": -1}]}, "capacities[0].available", "is not a number"),
    ({"cost_options": [{"amount": "5"}]}, "cost_options[0].amount", "is not a number"),
    ({"attributes": TERMS}, "attributes[0].taxonomy_term.parent_id", "lead back to itself"),
    ({"attributes": [{"taxonomy_term": 4}]}, "attributes[0].taxonomy_term", "not an object"),
]


def test_each_mistake_is_said_by_item_and_field_and_the_others_are_taken(tmp_path):
    items = [an_item(f"s{at}", **fields) for at, (fields, _, _) in enumerate(MISTAKES, start=1)]
    report = run(tmp_path, a_page(*items, an_item("good")), "--commit")
    found = {(item, path): message for item, path, message in problems(report)}
    for number, (_, path, message) in enumerate(MISTAKES, start=1):
        assert message in found.get((number, path), ""), (number, path, found)
    assert report["exit"] == 1
    assert on_offer() == ["good"]


def test_an_item_that_says_nothing_of_who_it_is_closes_nothing(tmp_path):
    run(tmp_path, a_page(an_item("s0")), "--commit")
    for item in (None, 7, "s1", [], {}, {"name": "No id"}, {"id": 5}):
        report = run(tmp_path, a_page(item, an_item("s1")), "--commit")
        assert problems(report)
        assert "no id that can be read" in report["notes"][0]["message"]
    assert on_offer() == ["s0", "s1"]


def test_an_item_with_a_mistake_stays_as_it_is_here(tmp_path):
    run(tmp_path, a_page(an_item("s1"), an_item("s2")), "--commit")
    run(tmp_path, a_page(an_item("s1", minimum_age="x"), an_item("s2")), "--commit")
    assert on_offer() == ["s1", "s2"]


def test_of_two_with_one_id_the_first_is_taken(tmp_path):
    report = run(tmp_path, a_page(an_item(name="First"), an_item(name="Second")), "--commit")
    assert problems(report) == [
        (2, "id", "item 1 has this id too; the first of them is taken"),
    ]
    assert Service.objects.get().name == "First"


def test_html_is_made_plain_and_what_is_left_is_escaped(client, tmp_path):
    text = "<p>Tea &amp; <b>cake</b></p><script>alert(1)</script><p>5 &lt; 6 &lt;img src=x&gt;</p>"
    run(tmp_path, a_page(an_item(description=text, name="<i>Tea</i>")), "--commit")
    service = Service.objects.get()
    assert (service.name, service.what_it_does) == ("Tea", "Tea & cake\n5 < 6 <img src=x>")
    for address in ("/find-support", service.get_absolute_url()):
        page = client.get(address).text
        assert "<img src=x>" not in page
        assert "alert(1)" not in page
        assert "5 &lt; 6 &lt;img src=x&gt;" in page


def test_a_term_has_the_needs_of_its_nearest_parent_wherever_that_stands(tmp_path):
    child = a_term("Baby massage", parent_id="term-Touch")
    parent = a_term("Touch", parent_id="term-Childcare")
    items = [
        an_item("s1", attributes=[{"taxonomy_term": child}]),
        an_item("s2", attributes=[{"taxonomy_term": parent}]),
        an_item("s3"),
    ]
    run(tmp_path, a_page(*items), "--commit")
    assert list(Service.objects.values_list("needs", flat=True)) == [["early_years"]] * 3


def test_a_service_without_a_need_is_taken_and_noted(client, tmp_path):
    item = an_item(attributes=[{"taxonomy_term": a_term("Falconry")}])
    report = run(tmp_path, a_page(item), "--commit")
    assert 'no need stands behind "Falconry"' in report["notes"][0]["message"]
    page = client.get(Service.objects.get().get_absolute_url())
    assert "Helps with" not in page.text
    assert "Group s1" in client.get("/find-support", {"age": "3"}).text


def test_a_vocabulary_that_is_none_is_said(tmp_path):
    path = tmp_path / "words.json"
    for words in ("{", "[]", '{"gold": []}', '{"housing": "all"}', '{"housing": [1]}'):
        path.write_text(words)
        report = run(tmp_path, a_page(an_item()), "--commit", "--vocabulary", str(path))
        assert "vocabulary" in report["errors"][0]["message"]
    assert not Service.objects.exists()


def test_a_hundred_mistakes_are_said_and_the_others_counted(tmp_path):
    report = run(tmp_path, json.dumps([None] * 150))
    assert (len(report["errors"]), report["more_errors"]) == (100, 50)
