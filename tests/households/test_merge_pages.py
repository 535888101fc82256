"""The pages that compare two records and make them one."""

import pytest
from django.urls import reverse

from familyhubs.audit.models import AccessEvent, Event
from households.actions import details, households
from households.actions.locks import MergedMeanwhile
from households.models import Contact, DetailKind, Household, SensitiveDetail
from tests.factories import AddressFactory, PersonFactory
from tests.households import merging
from tests.households.contacting import a_call, page_of
from tests.households.saving import hidden
from tests.logged import alias_of
from tests.organisations.browser import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(db):
    return Browser()


class TestPages:
    def test_both_are_shown_side_by_side_and_merged(self, client, cast, twin):
        client.force_login(cast.alice)
        url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
        page = client.get(f"{url}?other={twin.pk}")
        assert "Quilfeather" in page.text
        assert "place in the household" in page.text
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert client.post(f"{url}?other={twin.pk}", data).status_code == 302
        twin.refresh_from_db()
        assert twin.merged_into == cast.mother

    def test_households_too(self, client, cast, other):
        client.force_login(cast.alice)
        url = reverse("households:merge", args=[cast.household.reference])
        assert "Reference of the other record" in client.get(url).text
        assert "that you can open" in client.get(url, {"other": "FH-0000"}).text
        page = client.get(url, {"other": other.reference.lower()})
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert client.post(f"{url}?other={other.reference}", data).status_code == 302
        assert "Undo" in client.get(url).text

    def test_nobody_merges_with_whom_they_may_not_see(self, client, cast, twin):
        Household.objects.filter(memberships__person=twin).update(restricted=True)
        client.force_login(cast.alice)
        url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
        assert client.get(f"{url}?other={twin.pk}").status_code == 404

    def test_comparing_is_an_event_of_each_household_once(self, client, cast, twin, other):
        client.force_login(cast.alice)
        home, args = twin.memberships.get().household, [cast.household.reference]
        person = reverse("households:person-merge", args=[*args, cast.mother.pk])
        for url, asked, whose in (
            (person, twin.pk, home),
            (reverse("households:merge", args=args), other.reference, other),
        ):
            before = list(AccessEvent.objects.values_list("pk", flat=True))
            assert client.get(url, {"other": asked}).status_code == 200
            events = AccessEvent.objects.exclude(pk__in=before).filter(event=Event.OPENED)
            opened = sorted(events.values_list("subject_id", flat=True))
            assert opened == sorted([alias_of(cast.household), alias_of(whose)])


class TestAPageThatWasOpenWhenItsHouseholdWasMerged:
    """Nothing that was typed is lost, and nothing is saved where nobody sees it."""

    def test_what_was_typed_is_saved_in_the_household_that_is_kept(self, client, cast, other):
        client.force_login(cast.alice)
        typed = a_call(cast)
        merging.homes(cast, cast.household, other)
        answer = client.post(page_of(other, "contact-add"), typed, follow=True)
        assert answer.redirect_chain[0] == (page_of(cast.household, "contact-add"), 307)
        assert Contact.objects.get().household == cast.household

    def test_it_overwrites_nothing_unseen(self, client, cast, other):
        other = households.change(
            household=other, name="Quill", hub=other.hub, seen_version=other.version, by=cast.alice
        )
        client.force_login(cast.alice)
        page = client.get(reverse("households:change", args=[other.reference]))
        form = page.context["form"]
        typed = {name: form[name].value() for name in form.fields} | {"name": "Feather"}
        merging.homes(cast, cast.household, other)
        url = reverse("households:change", args=[other.reference])
        answer = client.post(url, typed, follow=True)
        assert "Feather" in answer.text
        assert "changed this" in answer.text
        assert Household.objects.get(pk=cast.household.pk).name == "Quillfeather"

    def test_a_question_in_the_address_goes_with_it(self, client, cast, other):
        merging.homes(cast, cast.household, other)
        client.force_login(cast.alice)
        answer = client.get(page_of(other, "people"), {"page": "2"})
        assert answer.url == f"{page_of(cast.household, 'people')}?page=2"

    def test_a_reference_that_stands_elsewhere_in_the_address(self, client, cast, other):
        """Another system's may be as short as it likes."""
        Household.objects.filter(pk=other.pk).update(reference="h")
        other.refresh_from_db()
        merging.homes(cast, cast.household, other)
        client.force_login(cast.alice)
        assert client.get(page_of(other, "people")).url == page_of(cast.household, "people")

    def test_a_save_that_was_under_way_is_refused(self, cast, other):
        merging.homes(cast, cast.household, other)
        with pytest.raises(MergedMeanwhile, match=f"merged into {cast.household.reference}"):
            AddressFactory(household=other, by=cast.alice)


class TestAPageThatWasOpenWhenItsPersonWasMerged:
    @pytest.fixture
    def bramble(self, cast):
        """Bramble once more, in the same household."""
        return PersonFactory(household=cast.household, given_name="Bramble", by=cast.alice)

    def url(self, cast, name, person, *args):
        return page_of(cast.household, name, person.pk, *args)

    def test_what_was_typed_is_saved_of_the_person_that_is_kept(self, client, cast, bramble):
        client.force_login(cast.alice)
        url = self.url(cast, "detail-record", bramble, "health")
        typed = hidden(client.get(url)) | {"answer": "Asthma", "relevance": "At school"}
        merging.people(cast, cast.child, bramble)
        answer = client.post(url, typed, follow=True)
        kept = self.url(cast, "detail-record", cast.child, "health")
        assert answer.redirect_chain[0] == (kept, 307)
        detail = SensitiveDetail.objects.get()
        assert (detail.person, detail.read("answer")) == (cast.child, "Asthma")

    def test_what_stands_there_is_overwritten_only_knowingly(self, client, cast, bramble):
        """Both have one, each in its first version."""
        for person, said in ((cast.child, "Eczema"), (bramble, "Asthma")):
            details.record(
                person=person,
                household=cast.household,
                kind=DetailKind.HEALTH,
                answer=said,
                relevance="At school",
                by=cast.alice,
            )
        client.force_login(cast.alice)
        url = self.url(cast, "detail-record", bramble, "health")
        typed = hidden(client.get(url)) | {"answer": "Asthma, an inhaler", "relevance": "-"}
        merging.people(cast, cast.child, bramble)
        shown = client.post(url, typed, follow=True)
        assert "Asthma, an inhaler" in shown.text
        assert "Eczema" in shown.text
        detail = SensitiveDetail.objects.get(person=cast.child)
        assert detail.read("answer") == "Eczema"
        here = self.url(cast, "detail-record", cast.child, "health")
        again = typed | {"version": shown.context["form"]["version"].value()}
        assert client.post(here, again).status_code == 302
        detail.refresh_from_db()
        assert detail.read("answer") == "Asthma, an inhaler"

    def test_the_page_leads_there_and_nobody_elses_does(self, client, cast, bramble):
        merging.people(cast, cast.child, bramble)
        client.force_login(cast.alice)
        for name in ("person", "details", "person-correct"):
            answer = client.get(self.url(cast, name, bramble))
            assert answer.url == self.url(cast, name, cast.child)
        elsewhere = page_of(cast.strangers, "person", bramble.pk)
        assert client.get(elsewhere).status_code == 404
        client.force_login(cast.charlie)
        assert client.get(self.url(cast, "person", bramble)).status_code == 404


class TestASessionThatEndedBeforeTheMerge:
    """What was typed comes back on the page of the record that is kept."""

    def test_of_a_household(self, browser, cast, other):
        path = page_of(other, "goal-add")
        browser.sign_in(cast.alice)
        page = browser.open(path)
        browser.lose_session()
        to_sign_in = page.send(words="Sing on the way to school").url
        merging.homes(cast, cast.household, other)
        back = browser.sign_in(cast.alice, at=to_sign_in).url
        there = browser.client.get(back)
        assert there.url == page_of(cast.household, "goal-add")
        assert "Sing on the way to school" in browser.client.get(there.url).text
        assert "Sing on the way to school" not in browser.client.get(there.url).text

    def test_of_a_person(self, browser, cast):
        twin = PersonFactory(household=cast.household, given_name="Bramble", by=cast.alice)
        path = page_of(cast.household, "person-correct", twin.pk)
        browser.sign_in(cast.alice)
        page = browser.open(path)
        browser.lose_session()
        to_sign_in = page.send(given_name="Brambly", version=twin.version).url
        merging.people(cast, cast.child, twin)
        there = browser.client.get(browser.sign_in(cast.alice, at=to_sign_in).url)
        assert there.url == page_of(cast.household, "person-correct", cast.child.pk)
        shown = browser.client.get(there.url)
        assert "Brambly" in shown.text
        assert 'name="version" value="-1"' in shown.text, "of no version of Bramble's record"
