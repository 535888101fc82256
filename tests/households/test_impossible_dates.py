"""Dates and bonds that contradict the record are refused by their field, and nothing is lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from familyhubs.records.dates import today
from households.actions import addresses, episodes, people
from households.models import Episode
from tests.factories import GoalFactory, HouseholdFactory, PersonFactory, ScoreFactory
from tests.households.saving import save
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def quiet(cast):
    """A family of which nothing is recorded but its people and its open support."""
    return HouseholdFactory(by=cast.alice)


def errors(answer, field):
    assert answer.status_code == 200
    return " ".join(answer.context["form"].errors.get(field, []))


def close(household, on, by):
    return episodes.close_support(
        episode=household.episodes.get(closed_on=None), on=on, reason="Done", by=by
    )


class TestSupport:
    def test_it_opens_again_no_earlier_than_it_closed(self, alice, cast):
        close(cast.household, today(), cast.alice)
        url = page_of(cast, "support-open")
        answer = alice.post(url, {"reason": "Again", **split("on", today() - DAY)})
        assert "Support was last closed on" in errors(answer, "on")
        assert 'value="Again"' in answer.text
        assert not cast.household.episodes.filter(closed_on=None).exists()

    def test_it_opens_again_on_that_very_day(self, cast):
        close(cast.household, today(), cast.alice)
        assert episodes.open_support(household=cast.household, on=today(), reason="", by=cast.alice)

    def test_the_open_episode_is_closed_though_a_later_one_was_before(self, alice, cast):
        now = cast.episode
        later = {"opened_on": now.opened_on + DAY, "closed_on": now.opened_on + DAY}
        Episode(household=cast.household, **later).keep(by=cast.alice, why="From the paper file")
        page = alice.get(page_of(cast, "support-close"))
        assert page.status_code == 200
        assert page.context["form"]["episode"].value() == now.pk

    def test_nothing_of_it_is_newer_than_its_closing(self, quiet, cast):
        goal = GoalFactory(household=quiet, set_on=today() - 60 * DAY, by=cast.alice)
        ScoreFactory(goal=goal, on=today() - 10 * DAY, by=cast.alice)
        day = today() - 10 * DAY
        with pytest.raises(episodes.ClosedBeforeTheRecord) as refusal:
            close(quiet, day - DAY, cast.alice)
        assert refusal.value.field == "on"
        assert refusal.value.words == (
            f"A score was recorded on {day:%-d %B %Y}. "
            "The date support closed must be on or after it"
        )
        assert close(quiet, day, cast.alice).closed_on == day

    def test_nor_a_goal(self, quiet, cast):
        GoalFactory(household=quiet, set_on=today() - 9 * DAY, by=cast.alice)
        with pytest.raises(episodes.ClosedBeforeTheRecord, match="A goal was agreed on"):
            close(quiet, today() - 10 * DAY, cast.alice)

    def test_nor_a_lead(self, cast):
        assert timezone.localdate(cast.lead.offered_at) == today()
        cast.goal.scores.model.objects.filter(goal=cast.goal).update(on=today() - 20 * DAY)
        with pytest.raises(episodes.ClosedBeforeTheRecord, match="asked to lead on"):
            close(cast.household, today() - DAY, cast.alice)

    def test_nor_somebody_moving_in(self, quiet, cast):
        PersonFactory(household=quiet, joined_on=today() - 9 * DAY, by=cast.alice)
        with pytest.raises(episodes.ClosedBeforeTheRecord, match="Somebody moved in on"):
            close(quiet, today() - 10 * DAY, cast.alice)

    def test_the_page_says_so_by_the_field(self, alice, cast):
        shown = {"episode": cast.episode.pk, "version": cast.episode.version}
        data = {"reason": "Done", **shown, **split("on", today() - DAY)}
        answer = alice.post(page_of(cast, "support-close"), data)
        assert "must be on or after it" in errors(answer, "on")
        assert 'value="Done"' in answer.text


class TestProtection:
    @pytest.mark.parametrize(
        ("since", "until", "field", "words"),
        [
            (-1, None, "since", "on or after the date of birth"),
            (5000, None, "since", "must be today or in the past"),
            (30, 29, "until", "on or after the day it began"),
        ],
    )
    def test_impossible_days(self, alice, cast, since, until, field, words):
        born = cast.child.date_of_birth
        data = {"kind": "looked_after", **split("since", born + since * DAY)}
        if until:
            data |= split("until", born + until * DAY)
        answer = alice.post(page_of(cast, "person-protect", cast.child.pk), data)
        assert words in errors(answer, field)
        assert not cast.child.protections.exists()

    def test_from_the_day_of_birth(self, cast):
        born = cast.child.date_of_birth
        assert people.protect(
            person=cast.child,
            household=cast.household,
            kind="looked_after",
            since=born,
            by=cast.alice,
        )

    def test_an_end_before_the_beginning_is_no_crash_of_the_database(self, cast):
        with pytest.raises(people.EndedBeforeItBegan):
            people.protect(
                person=cast.child,
                household=cast.household,
                kind="looked_after",
                since=today(),
                until=today() - DAY,
                by=cast.alice,
            )


class TestLivingHere:
    def test_nobody_leaves_before_birth(self, alice, cast):
        url = page_of(cast, "person-leave", cast.child.pk)
        answer = alice.post(url, split("on", cast.child.date_of_birth - DAY))
        assert "on or after the date of birth" in errors(answer, "on")

    def test_nobody_leaves_before_moving_in(self, alice, cast):
        person = PersonFactory(household=cast.household, joined_on=today(), by=cast.alice)
        url = page_of(cast, "person-leave", person.pk)
        answer = alice.post(url, split("on", today() - DAY))
        assert "on or after the day they moved in" in errors(answer, "on")

    def test_nobody_moves_in_before_birth(self, cast):
        with pytest.raises(people.BeforeBirth) as refusal:
            PersonFactory(household=cast.household, joined_on=date(2018, 9, 2), by=cast.alice)
        assert refusal.value.field == "joined_on"

    def test_nor_into_a_second_household(self, alice, cast):
        other = HouseholdFactory(name="Wren", by=cast.alice)
        born = PersonFactory(household=other, by=cast.alice)
        url = page_of(cast, "person-also-lives-here") + f"?other={other.reference}"
        typed = {"person": born.pk, **split("joined_on", born.date_of_birth - DAY)}
        answer = alice.post(url, typed)
        assert "on or after the date of birth" in errors(answer, "joined_on")

    def test_a_date_of_birth_is_not_corrected_past_what_is_recorded(self, alice, cast):
        person = PersonFactory(household=cast.household, joined_on=today() - DAY, by=cast.alice)
        data = {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "why": "At the mother's word",
            "version": person.version,
            **split("date_of_birth", today()),
        }
        answer = alice.post(page_of(cast, "person-correct", person.pk), data)
        assert "They moved in on" in errors(answer, "date_of_birth")


class TestAddress:
    def test_a_move_is_no_earlier_than_the_last(self, alice, cast):
        known = {"household": cast.household, "by": cast.alice}
        addresses.move(lines="1 Mallow Way", since=today() - 9 * DAY, **known)
        url = page_of(cast, "address")
        typed = {"lines": "2 Sorrel Close", **split("since", today() - 10 * DAY)}
        answer = save(alice, url, typed)
        assert "They have lived at the present address since" in errors(answer, "since")
        assert "2 Sorrel Close" in answer.text
        assert addresses.move(lines="2 Sorrel Close", since=today() - 9 * DAY, **known)


class TestBonds:
    @pytest.mark.parametrize(
        ("kind", "back"),
        [
            ("parent", "parent"),
            ("parent", "step_parent"),
            ("grandparent", "grandparent"),
            ("step_parent", "grandparent"),
            ("carer", "carer"),
        ],
    )
    def test_no_two_people_are_each_the_others(self, alice, cast, kind, back):
        one, two = (PersonFactory(household=cast.household, by=cast.alice) for _ in range(2))
        people.relate(person=one, other=two, kind=kind, household=cast.household, by=cast.alice)
        typed = {"person": two.pk, "kind": back, "other": one.pk}
        answer = alice.post(page_of(cast, "relate"), typed)
        assert "The opposite is recorded already" in errors(answer, "kind")

    def test_a_grown_child_may_care_for_a_parent(self, alice, cast):
        typed = {"person": cast.child.pk, "kind": "carer", "other": cast.mother.pk}
        assert alice.post(page_of(cast, "relate"), typed).status_code == 302

    def test_a_mutual_bond_is_recorded_once(self, alice, cast):
        typed = {"person": cast.child.pk, "kind": "sibling", "other": cast.mother.pk}
        turned = {"person": cast.mother.pk, "kind": "sibling", "other": cast.child.pk}
        assert alice.post(page_of(cast, "relate"), typed).status_code == 302
        answer = alice.post(page_of(cast, "relate"), turned)
        assert "recorded already" in errors(answer, "kind")
