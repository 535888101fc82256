"""S2: the directory taken from a feed: added, changed, closed; the same twice changes nothing."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from familyhubs.audit import log
from familyhubs.demo.services import FEED as SAMPLE
from familyhubs.imports.author import EMAIL
from familyhubs.organisations.models import Organisation
from households.needs import Need
from referrals.actions import services
from referrals.models import Service
from tests.factories import OrganisationFactory
from tests.imports.services.feeds import (
    FEED,
    a_page,
    an_item,
    on_offer,
    problems,
    run,
    run_files,
)
from tests.referrals.directory import a_service


@pytest.fixture(autouse=True)
def council(cast):
    return cast.council


def test_nothing_changes_until_it_is_told_to(tmp_path):
    report = run(tmp_path, a_page(an_item("s1"), an_item("s2")))
    assert report["would_add"] == ["Group s1", "Group s2"]
    assert report["would_add_organisations"] == ["Ise Valley Families"]
    assert not Service.objects.exists()
    assert not Organisation.objects.filter(name="Ise Valley Families").exists()


def test_each_service_has_who_and_why_in_its_history(cast, tmp_path):
    run(tmp_path, a_page(an_item()), "--commit", "--by", cast.adam.email)
    run(tmp_path, a_page(an_item(description="Songs, toys and tea.")), "--commit")
    history = Service.objects.get().history.all()
    assert [(row.history_user.email, row.history_change_reason) for row in history] == [
        (EMAIL, f"Changed by the feed {FEED}: what_it_does"),
        (cast.adam.email, f"Added from the feed {FEED}"),
    ]
    assert log.events_about("service", Service.objects.get().pk).count() == 2


def test_an_organisation_that_is_new_sees_nothing(tmp_path):
    run(tmp_path, a_page(an_item()), "--commit")
    made = Organisation.objects.get(name="Ise Valley Families")
    assert not made.takes_part(date(2026, 11, 30))


def test_the_same_feed_twice_changes_nothing(tmp_path):
    feed = a_page(an_item("s1"), an_item("s2", status="inactive"))
    assert run(tmp_path, feed, "--commit")["added"] == ["Group s1"]
    before = Service.history.count()
    again = run(tmp_path, feed, "--commit")
    assert again["unchanged"] == 1
    assert not again["added"] + again["changed"] + again["closed"]
    assert Service.history.count() == before


def test_what_was_changed_here_stays_until_the_feed_says_something_new(cast, tmp_path):
    run(tmp_path, a_page(an_item()), "--commit")
    service = Service.objects.get()
    service.times = "Ask first"
    services.keep(service=service, by=cast.adam, why="They moved")
    run(tmp_path, a_page(an_item()), "--commit")
    service.refresh_from_db()
    assert service.times == "Ask first"
    run(tmp_path, a_page(an_item(description="More.")), "--commit")
    service.refresh_from_db()
    assert (service.what_it_does, service.times) == ("More.", "")


def test_what_is_gone_is_closed_and_comes_back(tmp_path):
    both = a_page(an_item("s1"), an_item("s2"))
    run(tmp_path, both, "--commit")
    gone = run(tmp_path, a_page(an_item("s2")), "--commit")
    assert gone["closed"] == ["Group s1"]
    assert on_offer() == ["s2"]
    assert Service.objects.count() == 2
    run(tmp_path, both, "--commit")
    assert on_offer() == ["s1", "s2"]


def test_what_the_publisher_closed_is_closed(tmp_path):
    run(tmp_path, a_page(an_item()), "--commit")
    report = run(tmp_path, a_page(an_item(status="temporarily closed")), "--commit")
    assert report["closed"] == ["Group s1"]
    assert on_offer() == []
    run(tmp_path, a_page(an_item()), "--commit")
    assert on_offer() == ["s1"]


def test_what_was_closed_here_stays_closed(cast, tmp_path):
    run(tmp_path, a_page(an_item()), "--commit")
    services.close(service=Service.objects.get(), why="A complaint", by=cast.adam)
    report = run(tmp_path, a_page(an_item(description="New words.")), "--commit")
    assert "stays closed" in report["notes"][0]["message"]
    assert on_offer() == []
    assert Service.objects.get().what_it_does == "New words."


def test_each_feed_closes_its_own(tmp_path):
    run(tmp_path, a_page(an_item("s1")), "--commit", "--feed", "County")
    run(tmp_path, a_page(an_item("s2")), "--commit", "--feed", "Charities")
    assert on_offer() == ["s1", "s2"]


def test_a_page_alone_closes_nothing_and_all_pages_do(tmp_path):
    paths = [tmp_path / "1.json", tmp_path / "2.json"]
    for number, path in enumerate(paths, start=1):
        run(tmp_path, a_page(an_item(f"s{number}"), number=number, pages=2))
        (tmp_path / "feed.json").rename(path)
    run(tmp_path, a_page(an_item("s0")), "--commit")
    one = run_files(paths[:1], "--commit")
    assert "1 of 2 pages" in one["notes"][0]["message"]
    assert on_offer() == ["s0", "s1"]
    run_files(paths, "--commit")
    assert on_offer() == ["s1", "s2"]


def test_services_fetched_in_full_stand_where_a_page_lists_them(tmp_path):
    lean = {name: value for name, value in an_item("s1").items() if name != "attributes"}
    report = run(tmp_path, a_page(lean))
    assert "entry of a list" in report["notes"][0]["message"]
    full = tmp_path / "full.json"
    full.write_text(json.dumps(an_item("s1")))
    report = run_files([tmp_path / "feed.json", full], "--commit")
    assert (report["added"], report["notes"]) == (["Group s1"], [])


def test_a_feed_comes_in_several_shapes(tmp_path):
    alone = {"id": "o1", "name": "Ise Valley Families", "services": [an_item("s4")]}
    inside = {**alone, "services": [an_item("s5")]}
    shapes = [[an_item("s1")], [a_page(an_item("s2"))], an_item("s3"), alone, a_page(inside)]
    for number, content in enumerate(shapes, start=1):
        run(tmp_path, content, "--commit")
        taken = Service.objects.get(feed_id=f"s{number}")
        assert taken.organisation.name == "Ise Valley Families"


def test_what_was_added_by_hand_becomes_the_feeds(cast, tmp_path):
    ours = a_service(name="group S1", organisation=cast.school)
    item = an_item(organization={"id": "o", "name": cast.school.name.upper()})
    report = run(tmp_path, a_page(item), "--commit")
    assert report["changed"] == ["Group s1"]
    assert Service.objects.get().pk == ours.pk


def test_that_an_organisation_left_is_said(tmp_path):
    OrganisationFactory(name="Ise Valley families", is_active=False)
    report = run(tmp_path, a_page(an_item()), "--commit")
    assert (report["organisations_added"], report["notes"][0]["path"]) == (
        [],
        "Ise Valley families",
    )
    assert on_offer() == []


def test_one_group_at_two_places_is_two_services(tmp_path):
    run(tmp_path, a_page(an_item("s1", name="Stay"), an_item("s2", name="Stay")), "--commit")
    assert on_offer() == ["s1", "s2"]


def test_the_sample_is_whole_and_found_by_need_age_and_place(client, tmp_path):
    report = run_files([SAMPLE], "--commit")
    assert (report["exit"], problems(report), report["not_on_offer"]) == (0, [], 1)
    assert len(report["added"]) == 15
    assert run_files([SAMPLE], "--commit")["unchanged"] == 15
    page = client.get("/find-support", {"need": "early_years", "age": "3", "place": "NN17 1AA"})
    assert page.context["page"].object_list[0].name == "Mud and glitter"
    full = Service.objects.get(name="Living with teenagers")
    assert "Full at the moment" in client.get("/find-support", {"place": "Wellingborough"}).text
    assert "10 places, none free" in client.get(full.get_absolute_url()).text


def test_the_report_in_words(cast, tmp_path):
    path = tmp_path / "feed.json"
    run(tmp_path, a_page(an_item("s1"), an_item("s2", minimum_age=-1)))
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_services", str(path), stdout=said)
    assert said.getvalue().splitlines() == [
        f"{FEED}: 2 services read.",
        "1 to put right, and left as they are here:",
        "  item 2 (Group s2), minimum_age: -1 is not a number from 0 to 999",
        "To add: 1",
        "  Group s1",
        "Organisations to add: 1",
        "  Ise Valley Families",
        "Nothing was changed; --commit changes it.",
    ]


def test_a_flag_that_is_wrong_is_said(tmp_path):
    for flag, value in (("--by", "nobody@nowhere.example"), ("--feed", "x" * 81)):
        with pytest.raises(CommandError, match=flag):
            run(tmp_path, a_page(an_item()), flag, value)


def test_a_vocabulary_of_its_own(tmp_path):
    words = tmp_path / "words.json"
    words.write_text('{"housing": ["childCARE"], "crime": []}')
    run(tmp_path, a_page(an_item()), "--commit", "--vocabulary", str(words))
    assert Service.objects.get().needs == [Need.HOUSING]
