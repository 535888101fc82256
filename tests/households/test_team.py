"""The team around the family: seen by those involved, kept by the hub, opening nothing (S58)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions import team
from households.categories import Category
from households.models import HouseholdGrant, TeamMember
from tests.factories import AgreementFactory, OrganisationFactory, UserFactory
from tests.households.test_pages import page_of, split
from tests.sight import sees_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def joins(cast, **changed):
    facts = {
        "household": cast.household,
        "worker": cast.harriet,
        "role": "Health visitor",
        "since": today() - timedelta(days=40),
        "by": cast.alice,
    }
    return team.add(**(facts | changed))


class TestThePage:
    def test_s55_the_lead_stands_first(self, alice, cast):
        assert cast.lead
        joins(cast)
        text = alice.get(page_of(cast, "team")).text
        table = text[text.index("<tbody") :]
        assert table.index("Alice Atherton") < table.index("Harriet Holloway")
        assert "Leads" in table

    def test_a_lead_who_is_in_the_team_stands_there_once(self, alice, cast):
        assert cast.lead
        joins(cast, worker=cast.alice, role="Family support worker")
        table = alice.get(page_of(cast, "team")).text.split("<tbody")[1].split("</table")[0]
        assert table.count("<tr") == 1
        assert "Family support worker" in table

    def test_s58_an_involved_partner_sees_who_else_is_involved(self, client, cast):
        joins(cast)
        assert cast.agreement
        client.force_login(cast.pat)
        text = client.get(page_of(cast, "team")).text
        assert "Harriet Holloway" in text
        assert "Larkfield Health Visiting Team" in text
        assert "Add somebody" not in text

    def test_a_partner_without_the_hub_record_does_not(self, client, cast):
        joins(cast)
        AgreementFactory(
            household=cast.household,
            recipients=[cast.outsiders],
            categories=[Category.IDENTITY],
            by=cast.alice,
        )
        client.force_login(cast.charlie)
        text = client.get(page_of(cast, "team")).text
        assert "Harriet Holloway" not in text
        assert "not shared with your organisation" in text

    def test_it_says_that_being_in_the_team_opens_nothing(self, alice, cast):
        assert "Being in the team opens nothing" in alice.get(page_of(cast, "team")).text

    def test_being_in_the_team_opens_nothing(self, cast):
        assert cast.family
        before = HouseholdGrant.objects.count()
        joins(cast)
        assert HouseholdGrant.objects.count() == before
        assert sees_nothing(cast.harriet)

    def test_former_members_stay_with_their_dates(self, alice, cast):
        member = joins(cast)
        team.end(member=member, on=today(), seen_version=1, by=cast.alice)
        text = alice.get(page_of(cast, "team")).text
        assert "Former members" in text
        assert "Harriet Holloway" in text.split("Former members")[1]

    @pytest.mark.parametrize("others", [3, 30])
    def test_the_queries_do_not_grow_with_the_team(
        self, alice, cast, others, django_assert_max_num_queries
    ):
        assert cast.lead
        for number in range(others):
            joins(cast, worker=UserFactory(), role=f"Worker {number}")
        with django_assert_max_num_queries(16):
            assert alice.get(page_of(cast, "team")).status_code == 200


class TestJoining:
    def test_a_worker_is_found_by_a_part_of_the_name(self, alice, cast):
        assert cast.harriet
        assert cast.pat
        text = alice.get(page_of(cast, "team-add"), {"q": "hollo"}).text
        assert "Harriet Holloway (Larkfield Health Visiting Team)" in text
        assert "Pat Penhallow" not in text

    def test_and_by_a_part_of_the_email(self, alice, cast):
        assert cast.harriet
        assert "Harriet" in alice.get(page_of(cast, "team-add"), {"q": "harriet@par"}).text

    def test_nobody_is_listed_before_something_is_typed(self, alice, cast):
        assert cast.harriet
        for query in ("", "h", " "):
            assert "Holloway" not in alice.get(page_of(cast, "team-add"), {"q": query}).text

    def test_whoever_takes_part_no_longer_is_not_found(self, alice, cast):
        cast.clinic.sharing_agreement_until = today() - timedelta(days=1)
        cast.clinic.save()
        assert cast.harriet
        assert "Nobody found" in alice.get(page_of(cast, "team-add"), {"q": "holloway"}).text

    def test_of_many_twenty_are_shown_and_the_page_says_so(self, alice, cast):
        for number in range(25):
            UserFactory(name=f"Robin Many{number:02}")
        text = alice.get(page_of(cast, "team-add"), {"q": "many"}).text
        assert text.count("Robin Many") == 20
        assert "More than these" in text

    def test_the_one_chosen_joins(self, alice, cast):
        url = page_of(cast, "team-add") + "?q=holloway"
        data = {"worker": cast.harriet.pk, "role": "Health visitor", **split("since", today())}
        assert alice.post(url, data).url == page_of(cast, "team")
        member = TeamMember.objects.get()
        assert (member.worker, member.organisation) == (cast.harriet, cast.clinic)

    def test_somebody_who_was_not_found_is_refused(self, alice, cast):
        url = page_of(cast, "team-add") + "?q=holloway"
        assert cast.harriet
        data = {"worker": cast.pat.pk, "role": "Teacher", **split("since", today())}
        answer = alice.post(url, data)
        assert "Select somebody from the list, or search again" in answer.text
        assert not TeamMember.objects.exists()

    def test_somebody_without_an_account_joins_by_name(self, alice, cast):
        data = {
            "name": "Nora O\u2019Neill",
            "organisation": cast.clinic.pk,
            "role": "Midwife",
            **split("since", today()),
        }
        assert alice.post(page_of(cast, "team-add-by-name"), data).status_code == 302
        assert TeamMember.objects.get().who == "Nora O\u2019Neill"

    @pytest.mark.parametrize("missing", ["name", "organisation", "role"])
    def test_what_is_missing_is_asked_for_by_its_field(self, alice, cast, missing):
        data = {
            "name": "Nora O\u2019Neill",
            "organisation": cast.clinic.pk,
            "role": "Midwife",
            **split("since", today()),
        }
        answer = alice.post(page_of(cast, "team-add-by-name"), data | {missing: ""})
        assert missing in answer.context["form"].errors
        assert not TeamMember.objects.exists()

    def test_an_organisation_that_takes_part_no_longer_is_refused(self, alice, cast):
        gone = OrganisationFactory(sharing_agreement_until=today() - timedelta(days=1))
        data = {"name": "N", "organisation": gone.pk, "role": "R", **split("since", today())}
        answer = alice.post(page_of(cast, "team-add-by-name"), data)
        assert "Select an organisation that takes part today" in answer.text

    def test_nobody_is_in_it_twice_at_once(self, cast):
        joins(cast)
        with pytest.raises(team.InTheTeam):
            joins(cast)
        by_name = {"worker": None, "name": "Nora Neill", "organisation": cast.clinic}
        joins(cast, **by_name)
        with pytest.raises(team.InTheTeam):
            joins(cast, **(by_name | {"name": "nora neill"}))

    def test_whoever_left_may_come_back(self, cast):
        member = joins(cast)
        team.end(member=member, on=today(), seen_version=1, by=cast.alice)
        joins(cast, since=today())
        assert cast.household.team.count() == 2


class TestChanging:
    def test_a_role_changes(self, alice, cast):
        member = joins(cast)
        url = page_of(cast, "team-change", member.pk)
        data = {"role": "School nurse", "version": 1, **split("since", member.since)}
        assert alice.post(url, data).status_code == 302
        member.refresh_from_db()
        assert member.role == "School nurse"

    def test_a_stale_tab_shows_what_changed_meanwhile(self, alice, cast):
        member = joins(cast)
        facts = {"member": member, "since": member.since, "by": cast.henry}
        team.change(role="School nurse", seen_version=1, **facts)
        url = page_of(cast, "team-change", member.pk)
        answer = alice.post(url, {"role": "Midwife", "version": 1, **split("since", today())})
        assert "School nurse" in answer.text
        assert 'value="Midwife"' in answer.text
        with pytest.raises(StaleRecord):
            team.change(role="Midwife", seen_version=1, **facts)

    def test_somebody_leaves(self, alice, cast):
        member = joins(cast)
        url = page_of(cast, "team-end", member.pk)
        assert alice.post(url, {"version": 1, **split("on", today())}).status_code == 302
        assert not cast.household.team.present().exists()

    def test_nobody_leaves_before_they_joined(self, alice, cast):
        member = joins(cast)
        url = page_of(cast, "team-end", member.pk)
        before = split("on", member.since - timedelta(days=1))
        assert "on or after the day they joined" in alice.post(url, {"version": 1, **before}).text

    def test_nobody_leaves_twice(self, alice, cast):
        member = joins(cast)
        team.end(member=member, on=today(), seen_version=1, by=cast.alice)
        url = page_of(cast, "team-end", member.pk)
        assert "has left the team already" in alice.get(url, follow=True).text
        again = alice.post(url, {"version": 2, **split("on", today())})
        assert "It is recorded already" in again.text

    def test_a_member_of_another_household_is_not_there(self, alice, cast):
        member = joins(cast)
        for name in ("team-change", "team-end"):
            url = reverse(f"households:{name}", args=[cast.strangers.reference, member.pk])
            assert alice.get(url).status_code == 404
