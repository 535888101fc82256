"""S53: notices are dated versions with their differences; who was given which is known."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from consent import notices
from consent.actions import notices as actions
from consent.models import Notice, NoticeGiven, NoticeKind, Way
from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.actions.guards import NotTheirs
from tests.factories import AgreementFactory, HouseholdFactory, PersonFactory
from tests.households import merging

pytestmark = pytest.mark.django_db
PRIVACY = NoticeKind.PRIVACY


def newer(by, *, days=0, text="We keep it for six years.\n\nWe ask you first."):
    return actions.publish(
        kind=PRIVACY,
        in_force_from=today() + timedelta(days=days),
        title="Privacy notice",
        text=text,
        by=by,
    )


def given(cast, *people, kinds=(PRIVACY,), on=None):
    return actions.give(
        household=cast.household,
        people=people or [cast.mother],
        kinds=kinds,
        given_on=on or today(),
        how=Way.PAPER,
        by=cast.alice,
    )


def sharing_page(client, cast, user=None):
    client.force_login(user or cast.alice)
    url = reverse("consent:sharing", args=[cast.household.reference])
    return client.get(url).content.decode()


def publish(client, facts):
    """Sent once to see what changes, and again with the box ticked."""
    url = reverse("consent:notice-publish")
    return client.post(url, facts | hidden(client.post(url, facts).content.decode()))


def hidden(page):
    return {"shown": re.search(r'name="shown"[^>]* value="([0-9a-f]+)"', page)[1]}


class TestPublishing:
    def facts(self, **changed):
        day = today() + timedelta(days=10)
        facts = {
            "kind": "privacy",
            "in_force_from_day": day.day,
            "in_force_from_month": day.month,
            "in_force_from_year": day.year,
            "title": "Privacy notice",
            "text": "We keep it for six years.",
            "checked": "on",
        }
        return facts | changed

    def test_what_changes_is_shown_before_it_is_published(self, client, cast):
        client.force_login(cast.dana)
        newer(cast.dana)
        text = "We keep it for seven years.\r\n\r\nWe ask you first."
        page = client.post(
            reverse("consent:notice-publish"), self.facts(text=text, checked="")
        ).content.decode()
        assert "<del>" in page
        assert "seven " in page.split("<ins>", 1)[1]
        assert "then tick the box" in page
        assert Notice.objects.filter(kind=PRIVACY).count() == 2
        told = publish(client, self.facts(text=text))
        assert told.url == reverse("consent:notices")
        newest = Notice.objects.filter(kind=PRIVACY).order_by("-in_force_from").first()
        assert newest.text == "We keep it for seven years.\n\nWe ask you first."

    def test_it_begins_with_the_text_in_force(self, client, cast):
        client.force_login(cast.dana)
        page = client.get(reverse("consent:notice-publish") + "?kind=leaflet").content.decode()
        leaflet = Notice.objects.current(NoticeKind.LEAFLET)
        assert leaflet.text.split("\n")[0][:30] in page

    @pytest.mark.parametrize("kind", ["nothing", "", "\u0000"])
    def test_an_unknown_kind_is_a_form_without_a_text(self, client, cast, kind):
        client.force_login(cast.dana)
        assert client.get(reverse("consent:notice-publish"), {"kind": kind}).status_code in (
            200,
            400,
        )

    def test_the_same_text_again_is_refused_by_its_field(self, client, cast):
        client.force_login(cast.dana)
        text = newer(cast.dana).text
        page = publish(client, self.facts(text=text))
        assert "the same as the version before" in page.content.decode()

    def test_what_was_changed_after_it_was_read_is_read_again(self, client, cast):
        client.force_login(cast.dana)
        url = reverse("consent:notice-publish")
        once = hidden(client.post(url, self.facts(checked="")).content.decode())
        told = client.post(url, self.facts(text="Something else.") | once)
        assert "then tick the box" in told.content.decode()
        assert client.post(url, self.facts()).status_code == 200
        assert client.post(url, self.facts() | once).status_code == 302

    def test_it_is_held_against_the_version_whose_place_it_takes(self, client, cast):
        client.force_login(cast.dana)
        newer(cast.dana, days=40, text="What is to come later.")
        page = client.post(reverse("consent:notice-publish"), self.facts(checked=""))
        assert "What is to come later" not in page.content.decode()

    def test_a_second_version_of_a_day_is_refused(self, cast):
        newer(cast.dana)
        with pytest.raises(actions.OnePerDay):
            newer(cast.dana, text="Another text.")

    def test_what_is_to_come_is_not_shown_to_the_public(self, client, cast):
        to_come = newer(cast.dana, days=30)
        page = client.get(reverse("consent:notice-versions")).content.decode()
        assert reverse("consent:notice-version", args=[to_come.pk]) not in page
        assert client.get(reverse("consent:notice-version", args=[to_come.pk])).status_code == 404
        client.force_login(cast.dana)
        assert "To come" in client.get(reverse("consent:notices")).content.decode()


class TestReading:
    def test_the_first_version_is_that_of_23_april_2024(self, client):
        page = client.get(reverse("consent:notice-versions")).content.decode()
        assert "23 April 2024" in page
        assert "In force" in page

    def test_an_older_version_says_so_and_leads_to_the_newer(self, client, cast):
        (first,) = notices.versions(PRIVACY)
        second = newer(cast.dana)
        page = client.get(reverse("consent:notice-version", args=[first.notice.pk]))
        assert "This version was in force from 23 April 2024 until" in page.content.decode()
        newest = client.get(reverse("consent:notice-version", args=[second.pk])).content.decode()
        assert "What changed from the version before" in newest
        assert "<ins>" in newest

    def test_what_is_not_there_is_not_found(self, client):
        assert client.get(reverse("consent:notice-version", args=[10**15])).status_code == 404


class TestGiving:
    def test_each_person_shows_the_version_they_were_given(self, client, cast):
        given(cast, cast.mother, cast.child, kinds=[PRIVACY, NoticeKind.LEAFLET])
        page = sharing_page(client, cast)
        assert page.count("On paper") == 4
        assert "Version of 23 April 2024" in page

    def test_a_newer_one_since_is_said(self, client, cast):
        given(cast, cast.child)
        newer(cast.dana)
        assert "There is a newer one" in sharing_page(client, cast)

    def test_by_the_page(self, client, cast):
        client.force_login(cast.alice)
        day = today()
        url = reverse("consent:notice-give", args=[cast.household.reference])
        facts = {"people": [cast.child.pk], "kinds": ["privacy"], "how": "aloud"}
        when = {"given_on_day": day.day, "given_on_month": day.month, "given_on_year": day.year}
        assert client.post(url, facts | when).status_code == 302
        row = NoticeGiven.objects.get(person=cast.child)
        assert (row.how, row.given_by, row.given_on) == (Way.ALOUD, cast.alice, day)
        assert row.history.get().history_user == cast.alice
        assert AccessEvent.objects.filter(action="notices.give").count() == 1

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"people": []}, "Select who was given it"),
            ({"kinds": []}, "Select which notice"),
            ({"how": "asked"}, "There is a problem"),
            ({"given_on_year": "2020"}, "There was no such notice on that day"),
        ],
    )
    def test_bad_input_is_told_by_the_field(self, client, cast, facts, words):
        client.force_login(cast.alice)
        url = reverse("consent:notice-give", args=[cast.household.reference])
        good = {"people": [cast.child.pk], "kinds": ["privacy"], "how": "paper"}
        when = {"given_on_day": "1", "given_on_month": "5", "given_on_year": "2026"}
        page = client.post(url, good | when | facts).content.decode()
        assert words in page
        assert not NoticeGiven.objects.filter(person=cast.child).exists()

    def test_nobody_of_another_family(self, cast):
        stranger = PersonFactory(household=cast.strangers, by=cast.alice)
        with pytest.raises(NotTheirs):
            given(cast, stranger)

    def test_whoever_is_asked_about_sharing_is_shown_it(self, cast):
        row = NoticeGiven.objects.get(household=cast.household)
        assert (row.person, row.how, row.notice) == (cast.mother, Way.ASKED, cast.agreement.notice)

    def test_partners_see_nothing_of_it(self, client, cast):
        given(cast)
        assert not NoticeGiven.objects.visible_to(cast.pat).exists()
        assert "Notices they were given" not in sharing_page(client, cast, cast.pat)

    def test_it_goes_with_a_merge(self, cast):
        twin = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
        rows = given(cast, twin)
        merging.people(cast, cast.mother, twin)
        rows[0].refresh_from_db()
        assert rows[0].person == cast.mother


class TestWhoHoldsWhich:
    def test_families_are_found_by_the_newest_version_anybody_there_was_given(self, client, cast):
        first = Notice.objects.current(PRIVACY)
        other = HouseholdFactory(name="Otherly", by=cast.alice)
        AgreementFactory(household=other, recipients=[cast.school], by=cast.alice)
        assert cast.household
        assert cast.strangers
        second = newer(cast.dana)
        given(cast, cast.child)
        assert [home.name for home in notices.families_with(cast.dana, first)] == ["Otherly"]
        assert [home.name for home in notices.families_with(cast.dana, second)] == ["Quillfeather"]
        assert [home.name for home in notices.families_without(cast.dana)] == ["Strangeways"]
        client.force_login(cast.dana)
        page = client.get(reverse("consent:notices")).content.decode()
        assert "families with the version of 23 April 2024" in page
        lists = {
            reverse("consent:notice-families", args=[first.pk]): "Otherly",
            reverse("consent:notice-families", args=[second.pk]): "Quillfeather",
            reverse("consent:notice-families-without"): "Strangeways",
        }
        for url, name in lists.items():
            listed = client.get(url).content.decode()
            assert [one for one in lists.values() if one in listed] == [name]

    def test_a_leaflet_holds_no_promises_of_its_own(self, client, cast):
        client.force_login(cast.dana)
        leaflet = Notice.objects.current(NoticeKind.LEAFLET)
        url = reverse("consent:notice-families", args=[leaflet.pk])
        assert client.get(url).status_code == 404
