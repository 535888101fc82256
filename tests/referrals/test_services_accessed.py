"""Services accessed: who, which, when, attendance, outcome (S12)."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from familyhubs.records.dates import today
from households.actions import people
from households.actions.guards import Contradiction, NotTheirs
from households.categories import Category
from households.models import Membership
from referrals.actions import uses
from referrals.models import Attendance, ServiceUse
from tests.factories import (
    HouseholdFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.households.test_pages import split
from tests.referrals.directory import a_service
from tests.referrals.using import A_MONTH_AGO, attended, begun, page_of, partner_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def group(cast):
    """The mother and the child have used "Stay and play" for a month."""
    return begun(cast, [cast.mother, cast.child], service=a_service())


class TestBeginning:
    def test_s12_it_is_found_in_the_directory_and_nothing_is_typed_again(self, alice, cast):
        service = a_service(name="Baby massage")
        url = page_of(cast.household, "use-begin")
        found = alice.get(url, {"q": "massage"}).text
        assert "Baby massage" in found
        assert f"{service.organisation}, The hub, Larkfield. Any age" in found
        said = {
            "service": service.pk,
            "people": [cast.mother.pk, cast.child.pk],
            **split("started_on", today()),
        }
        answer = alice.post(f"{url}?q=massage", said, follow=True)
        assert "It is recorded that they use the service." in answer.text
        assert "The hub, Larkfield" in answer.text
        assert ServiceUse.objects.count() == 2

    def test_one_that_is_not_in_the_directory_is_named(self, alice, cast):
        url = page_of(cast.household, "use-begin")
        said = {"service": "none", "people": [cast.mother.pk], **split("started_on", today())}
        answer = alice.post(f"{url}?q=choir", said)
        assert "Enter the name of the service" in answer.text
        alice.post(f"{url}?q=choir", said | {"service_name": "Village choir"})
        assert "Village choir" in alice.get(page_of(cast.household)).text
        assert "Not in the directory" in alice.get(page_of(cast.household)).text

    def test_the_search_lists_ten_and_says_that_there_are_more(self, alice, cast):
        organisation = OrganisationFactory()
        for number in range(13):
            a_service(name=f"Playgroup {number:02}", organisation=organisation)
        page = alice.get(page_of(cast.household, "use-begin"), {"q": "playgroup"}).text
        assert page.count("Playgroup ") == 10
        assert "there are 3 more" in page

    def test_a_service_the_search_did_not_show_is_no_choice(self, alice, cast):
        hidden = a_service(name="Closed group", is_open=False)
        said = {"service": hidden.pk, "people": [cast.mother.pk], **split("started_on", today())}
        answer = alice.post(f"{page_of(cast.household, 'use-begin')}?q=closed", said)
        assert "service" in answer.context["form"].errors

    def test_sent_twice_it_is_recorded_once(self, alice, cast):
        service = a_service()
        url = f"{page_of(cast.household, 'use-begin')}?q=play"
        people_of_it = [cast.mother.pk]
        said = {"service": service.pk, "people": people_of_it, **split("started_on", today())}
        assert alice.post(url, said).status_code == 302
        assert "uses this service already" in alice.post(url, said).text
        assert ServiceUse.objects.count() == 1

    @pytest.mark.parametrize("on", [date(2001, 1, 1), today() + timedelta(days=1)])
    def test_not_before_their_birth_and_not_in_the_future(self, cast, on):
        with pytest.raises(Contradiction):
            begun(cast, [cast.child], service=a_service(), started_on=on)

    def test_somebody_of_another_household(self, alice, cast):
        stranger = PersonFactory(household=cast.strangers, by=cast.alice)
        with pytest.raises(NotTheirs):
            begun(cast, [stranger], service_name="Choir")
        url = page_of(cast.household, "use-begin")
        said = {"service": "none", "service_name": "Choir", "people": [stranger.pk]}
        answer = alice.post(url, said | split("started_on", today()))
        assert "people" in answer.context["form"].errors


class TestSessions:
    def test_one_page_for_everybody_who_uses_it(self, alice, cast, group):
        mother, child = group
        url = page_of(cast.household, "session", child.pk)
        page = alice.get(url)
        assert [field.label for field in page.context["form"]][1:] == [
            "Marigold Quillfeather",
            "Bramble Quillfeather",
        ]
        said = {f"state_{mother.pk}": "attended", f"state_{child.pk}": "did_not_attend"}
        assert alice.post(url, said | split("on", today())).status_code == 302
        assert set(Attendance.objects.values_list("use", "state")) == {
            (mother.pk, "attended"),
            (child.pk, "did_not_attend"),
        }

    def test_came_to_5_of_7(self, alice, cast, group):
        states = ["attended"] * 5 + ["did_not_attend"] * 2 + ["cancelled"]
        attended(cast, group[0], *states)
        assert "Came to 5 of 7, 1 cancelled" in alice.get(page_of(cast.household)).text

    def test_whoever_was_not_expected_is_left_out(self, alice, cast, group):
        mother, child = group
        url = page_of(cast.household, "session", mother.pk)
        alice.post(url, {f"state_{child.pk}": "attended", **split("on", today())})
        assert Attendance.objects.get().use == child

    def test_nobody_at_all_is_an_error(self, alice, cast, group):
        url = page_of(cast.household, "session", group[0].pk)
        assert "Say of at least one person" in alice.post(url, split("on", today())).text

    def test_sent_twice_it_counts_once_and_otherwise_it_is_told(self, alice, cast, group):
        url = page_of(cast.household, "session", group[0].pk)
        said = {f"state_{group[0].pk}": "attended", **split("on", today())}
        assert alice.post(url, said).status_code == 302
        assert alice.post(url, said).status_code == 302
        assert Attendance.objects.count() == 1
        other = alice.post(url, said | {f"state_{group[0].pk}": "cancelled"})
        assert "Marigold Quillfeather: attended is recorded already" in other.text

    @pytest.mark.parametrize("days", [-31, 1])
    def test_not_before_it_began_and_not_in_the_future(self, alice, cast, group, days):
        url = page_of(cast.household, "session", group[0].pk)
        on = split("on", today() + timedelta(days=days))
        answer = alice.post(url, {f"state_{group[0].pk}": "attended", **on})
        assert "on" in answer.context["form"].errors

    def test_a_wrong_one_is_corrected_against_a_stale_tab(self, alice, cast, group):
        attended(cast, group[0], "attended")
        day = Attendance.objects.get()
        url = page_of(cast.household, "attendance-correct", group[0].pk, day.pk)
        said = {"state": "cancelled", "why": "The hub was shut", "version": day.version}
        assert alice.post(url, said).status_code == 302
        assert "after you opened the page" in alice.post(url, said | {"state": "attended"}).text
        day.refresh_from_db()
        assert day.state == "cancelled"
        wrong = page_of(cast.household, "attendance-correct", group[1].pk, day.pk)
        assert alice.get(wrong).status_code == 404


class TestEnding:
    def test_with_an_outcome_and_a_note(self, alice, cast, group):
        url = page_of(cast.household, "use-end", group[0].pk)
        said = {**split("ended_on", today()), "version": group[0].version}
        assert "Select how it went" in alice.post(url, said).text
        said |= {"outcome": "helped", "outcome_note": "Sings every evening"}
        assert alice.post(url, said).status_code == 302
        page = alice.get(page_of(cast.household, "use", group[0].pk)).text
        assert "It helped: Sings every evening" in page
        assert "recorded meanwhile that this ended" in alice.post(url, said).text

    def test_not_before_the_last_session(self, alice, cast, group):
        attended(cast, group[0], "attended", "attended")
        url = page_of(cast.household, "use-end", group[0].pk)
        said = {"version": group[0].version, "outcome": "helped"}
        answer = alice.post(url, said | split("ended_on", A_MONTH_AGO))
        assert "last session" in answer.text

    def test_no_session_after_the_end(self, cast, group):
        use = group[0]
        uses.end(use=use, ended_on=A_MONTH_AGO, outcome="partly", seen_version=1, by=cast.alice)
        with pytest.raises(Contradiction):
            attended(cast, use, "attended")

    def test_corrected_it_goes_on(self, alice, cast, group):
        use = group[0]
        uses.end(use=use, ended_on=today(), outcome="partly", seen_version=1, by=cast.alice)
        said = {"version": 2, "why": "she goes on", **split("started_on", A_MONTH_AGO)}
        answer = alice.post(page_of(cast.household, "use-change", use.pk), said)
        assert answer.status_code == 302
        use.refresh_from_db()
        assert (use.ended_on, use.outcome) == (None, "")

    def test_it_began_by_the_first_session(self, alice, cast, group):
        attended(cast, group[0], "attended")
        said = {"version": 1, "why": "x", **split("started_on", today())}
        answer = alice.post(page_of(cast.household, "use-change", group[0].pk), said)
        assert "it began by then" in answer.text

    def test_again_after_the_end_is_another_use(self, cast, group):
        use = group[0]
        uses.end(use=use, ended_on=A_MONTH_AGO, outcome="helped", seen_version=1, by=cast.alice)
        assert begun(cast, [cast.mother], service=use.service, started_on=today())


class TestWhoSees:
    def test_a_partner_sees_those_whose_services_are_shared(self, client, cast):
        brother = PersonFactory(household=cast.household, given_name="Moss", by=cast.alice)
        family = [cast.mother, cast.child, brother]
        for use in begun(cast, family, service=a_service()):
            attended(cast, use, "attended")
        for size in range(4):
            for covered in combinations(family, size):
                user = partner_with(cast, covered)
                expected = {person.pk for person in covered}
                for model in (ServiceUse, Attendance):
                    seen = model.objects.visible_to(user).values_list("person_id", flat=True)
                    assert set(seen) == expected

    def test_it_records_for_those_and_no_others(self, client, cast, group):
        user = partner_with(cast, [cast.child])
        client.force_login(user)
        page = client.get(page_of(cast.household)).text
        assert "Bramble" in page
        assert "Marigold" not in page
        assert client.get(page_of(cast.household, "use", group[0].pk)).status_code == 404
        url = page_of(cast.household, "session", group[1].pk)
        said = {f"state_{group[1].pk}": "attended", f"state_{group[0].pk}": "attended"}
        assert client.post(url, said | split("on", today())).status_code == 302
        assert Attendance.objects.get().person == cast.child
        with pytest.raises(NotTheirs):
            attended(cast, group[0], "attended", by=user)
        with pytest.raises(NotTheirs):
            begun(cast, [cast.mother], service_name="Choir", by=user)

    def test_a_name_that_is_not_shared_is_not_told(self, client, cast, group):
        client.force_login(partner_with(cast, [cast.child], [Category.SERVICES]))
        for url in (page_of(cast.household), page_of(cast.household, "use", group[1].pk)):
            page = client.get(url).text
            assert "Somebody of the household" in page
            assert "Bramble" not in page

    def test_without_the_category_the_page_says_so(self, client, cast, group):
        client.force_login(partner_with(cast, [cast.child], [Category.IDENTITY]))
        assert "Services are not shared" in client.get(page_of(cast.household)).text
        assert client.get(page_of(cast.household, "use-begin")).status_code == 403

    def test_whoever_has_moved_away_is_still_the_councils_to_see(self, alice, cast, group):
        place = Membership.objects.get(person=cast.child, household=cast.household)
        people.leave(membership=place, on=today(), by=cast.alice)
        assert "Bramble" in alice.get(page_of(cast.household)).text

    def test_a_use_of_another_household_is_none_of_this_one(self, alice, cast, group):
        other = HouseholdFactory(by=cast.alice)
        for name in ("use", "session", "use-end", "use-change"):
            assert alice.get(page_of(other, name, group[0].pk)).status_code == 404


class TestQueries:
    """One budget a page, however much is on it."""

    def more(self, cast, number):
        for count in range(number):
            for use in begun(cast, [cast.mother, cast.child], service_name=f"Group {count}"):
                attended(cast, use, "attended", "did_not_attend")

    def test_the_list(self, alice, cast, group, django_assert_max_num_queries):
        with django_assert_max_num_queries(16) as few:
            alice.get(page_of(cast.household))
        self.more(cast, 4)
        with django_assert_max_num_queries(len(few)):
            alice.get(page_of(cast.household))

    def test_one_use(self, alice, cast, group, django_assert_max_num_queries):
        url = page_of(cast.household, "use", group[0].pk)
        with django_assert_max_num_queries(17) as few:
            alice.get(url)
        attended(cast, group[0], *["attended"] * 9)
        with django_assert_max_num_queries(len(few)):
            alice.get(url)
