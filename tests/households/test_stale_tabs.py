"""A tab that shows what is no longer so acts on nothing, says so, and keeps what was typed."""

from datetime import timedelta

import pytest

from familyhubs.records.dates import today
from households.actions import episodes, goals, leads, people
from households.models import GoalOutcome, LeadState
from tests.factories import LeadFactory
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def hidden(page):
    """What the page carries unseen."""
    form = page.context["form"]
    return {bound.name: bound.value() for bound in form.hidden_fields()}


def close(cast):
    return episodes.close_support(
        episode=cast.household.episodes.get(closed_on=None),
        on=today(),
        reason="All is well",
        by=cast.henry,
    )


class TestEndOfLead:
    def test_a_tab_that_shows_another_lead_ends_none(self, alice, cast):
        assert cast.lead.practitioner == cast.alice
        url = page_of(cast, "lead-end")
        shown = hidden(alice.get(url))
        now = LeadFactory(household=cast.household, practitioner=cast.henry, by=cast.henry)
        answer = alice.post(url, {"why": "They asked us to", **shown})
        assert answer.status_code == 200
        assert "This lead was handed over or ended after you opened the page" in answer.text
        assert 'value="They asked us to"' in answer.text
        now.refresh_from_db()
        assert now.state == LeadState.ACCEPTED

    def test_ended_meanwhile_the_reason_is_still_there(self, alice, cast):
        assert cast.lead
        url = page_of(cast, "lead-end")
        shown = hidden(alice.get(url))
        leads.end_all(household=cast.household, why="Ended", by=cast.henry)
        answer = alice.post(url, {"why": "They asked us to", **shown})
        assert answer.status_code == 200
        assert "This lead was handed over or ended" in answer.text
        assert 'value="They asked us to"' in answer.text

    def test_the_lead_that_is_shown_ends(self, alice, cast):
        assert cast.lead
        url = page_of(cast, "lead-end")
        assert alice.post(url, {"why": "They moved", **hidden(alice.get(url))}).status_code == 302
        cast.lead.refresh_from_db()
        assert (cast.lead.state, cast.lead.end_reason) == (LeadState.ENDED, "They moved")

    def test_with_nobody_leading_the_page_goes_back_to_the_overview(self, alice, cast):
        leads.end_all(household=cast.household, why="Ended", by=cast.henry)
        answer = alice.get(page_of(cast, "lead-end"), follow=True)
        assert answer.redirect_chain[-1][0] == cast.household.get_absolute_url()
        assert "Nobody leads now" in answer.text

    def test_a_lead_of_another_household_is_none(self, alice, cast):
        assert cast.lead
        other = LeadFactory(household=cast.strangers, practitioner=cast.alice, by=cast.henry)
        url = page_of(cast, "lead-end")
        answer = alice.post(url, {"why": "x", "lead": other.pk})
        assert "does not say which lead" in answer.text
        other.refresh_from_db()
        assert other.state == LeadState.ACCEPTED


class TestClosingSupport:
    def test_a_tab_of_an_earlier_episode_closes_no_later_one(self, alice, cast):
        url = page_of(cast, "support-close")
        assert cast.episode
        shown = hidden(alice.get(url))
        close(cast)
        again = episodes.open_support(
            household=cast.household, on=today(), reason="", by=cast.henry
        )
        assert again.version == shown["version"], "the version alone does not tell them apart"
        answer = alice.post(url, {"reason": "All done", **shown, **split("on", today())})
        assert "Support was closed meanwhile" in answer.text
        again.refresh_from_db()
        assert again.closed_on is None

    def test_closed_meanwhile_the_reason_is_still_there(self, alice, cast):
        url = page_of(cast, "support-close")
        assert cast.episode
        shown = hidden(alice.get(url))
        close(cast)
        answer = alice.post(url, {"reason": "All done", **shown, **split("on", today())})
        assert answer.status_code == 200
        assert "Support was closed meanwhile" in answer.text
        assert 'value="All done"' in answer.text
        assert cast.household.episodes.get().closing_reason == "All is well"

    def test_with_support_closed_the_page_goes_back_to_the_overview(self, alice, cast):
        close(cast)
        answer = alice.get(page_of(cast, "support-close"), follow=True)
        assert answer.redirect_chain[-1][0] == cast.household.get_absolute_url()
        assert "Support is not open" in answer.text


class TestLeaving:
    def test_whoever_has_left_leaves_once(self, alice, cast):
        url = page_of(cast, "person-leave", cast.child.pk)
        place = cast.child.memberships.get()
        people.leave(membership=place, on=today() - timedelta(days=3), by=cast.henry)
        answer = alice.post(url, split("on", today()))
        assert answer.status_code == 200
        assert "recorded already that this person has left" in answer.text
        assert f'value="{today().year}"' in answer.text
        place.refresh_from_db()
        assert place.left_on == today() - timedelta(days=3)

    def test_the_page_goes_back_to_the_people(self, alice, cast):
        place = cast.child.memberships.get()
        people.leave(membership=place, on=today(), by=cast.henry)
        answer = alice.get(page_of(cast, "person-leave", cast.child.pk), follow=True)
        assert answer.redirect_chain[-1][0] == page_of(cast, "people")
        assert "has left already" in answer.text


class TestClosedGoal:
    @pytest.mark.parametrize("tab", ["goal-change", "goal-close"])
    def test_a_closed_goal_is_neither_changed_nor_closed(self, alice, cast, tab):
        url = page_of(cast, tab, cast.goal.pk)
        shown = hidden(alice.get(url))
        goals.close(
            goal=cast.goal,
            outcome=GoalOutcome.ACHIEVED,
            on=today(),
            seen_version=cast.goal.version,
            by=cast.henry,
        )
        version = {**shown, "version": cast.goal.version}
        typed = {
            "words": "Sleep till noon",
            "need": "health",
            "target": 9,
            "why": "They ask for it",
        }
        typed |= {"outcome": "not_wanted", **split("on", today())}
        answer = alice.post(url, {**typed, **version})
        assert answer.status_code == 200
        assert "This goal is closed. Nothing has been changed." in answer.text
        cast.goal.refresh_from_db()
        assert (cast.goal.words, cast.goal.outcome) == (
            "Sleep through the night",
            GoalOutcome.ACHIEVED,
        )


class TestAChosenVersion:
    """A page that asks to compare with an older version is told of none."""

    def test_a_partner_reads_no_former_value_by_it(self, client, cast):
        mother = cast.mother
        people.correct(
            person=mother,
            household=cast.household,
            seen_version=mother.version,
            by=cast.alice,
            why="Gone",
            contact_warning="Her former partner waits outside",
        )
        people.correct(
            person=mother,
            household=cast.household,
            seen_version=mother.version,
            by=cast.alice,
            why="Gone",
            contact_warning="",
        )
        assert cast.agreement
        client.force_login(cast.pat)
        typed = {"given_name": "Mari", "family_name": "Quillfeather", "why": "x"}
        for version in range(4):
            answer = client.post(
                page_of(cast, "person-correct", mother.pk), typed | {"version": version}
            )
            assert "waits outside" not in answer.text

    def test_both_versions_are_shown(self, alice, cast):
        url = page_of(cast, "goal-change", cast.goal.pk)
        goals.change(
            goal=cast.goal,
            words="Sleep in her own bed",
            need="health",
            target=9,
            why="Her words",
            seen_version=cast.goal.version,
            by=cast.henry,
        )
        typed = {"words": "All night", "need": "health", "target": "9", "version": 1, "why": "x"}
        answer = alice.post(url, typed)
        assert "Yours and theirs" in answer.text
        assert "Sleep in her own bed" in answer.text
        assert "All night" in answer.text
