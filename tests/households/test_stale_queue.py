"""Partners get a queue of what has gone stale, and confirm or correct it (S18, S68)."""

import pytest
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.actions import people
from households.models import Person
from tests.factories import AgreementFactory, HouseholdFactory, LeadFactory
from tests.households.test_pages import page_of

pytestmark = pytest.mark.django_db
QUEUE = "/households/stale"


@pytest.fixture
def pat(client, cast):
    assert cast.agreement
    client.force_login(cast.pat)
    return client


def unconfirmed(*persons):
    """As it was before anybody confirmed them."""
    Person.objects.filter(pk__in=[one.pk for one in persons]).update(confirmed_on=None)


def test_s68_each_person_with_the_family_and_the_day(pat, cast):
    unconfirmed(cast.mother, cast.child)
    text = pat.get(QUEUE).text
    assert "Marigold Quillfeather" in text
    assert "Bramble Quillfeather" in text
    assert "Never" in text


def test_still_right_takes_them_off_the_queue(pat, cast):
    unconfirmed(cast.mother, cast.child)
    before = AccessEvent.objects.filter(event="opened").count()
    answer = pat.post(page_of(cast, "stale-confirm", cast.mother.pk) + "?page=1", follow=True)
    assert answer.redirect_chain[-1][0] == f"{QUEUE}?page=1"
    assert "Marigold Quillfeather\u2019s details" in answer.text.replace("&#x27;", "\u2019")
    cast.mother.refresh_from_db()
    assert cast.mother.confirmed_on == today()
    assert [row.person for row in answer.context["page"]] == [cast.child]
    assert AccessEvent.objects.filter(event="opened").count() == before + 1


def test_correct_leads_to_the_persons_details(pat, cast):
    unconfirmed(cast.mother)
    assert page_of(cast, "person-correct", cast.mother.pk) in pat.get(QUEUE).text


def test_nobody_confirmed_today_is_asked_about(pat, cast):
    everybody = [cast.mother, cast.child]
    people.confirm(people=everybody, household=cast.household, by=cast.alice)
    assert "up to date" in pat.get(QUEUE).text


def test_no_other_family_is_named(pat, cast):
    unconfirmed(*Person.objects.living_in(cast.strangers))
    unconfirmed(cast.mother)
    text = pat.get(QUEUE).text
    assert "Strangeways" not in text
    assert cast.strangers.reference not in text


def test_somebody_elses_details_are_not_confirmed(pat, cast):
    stranger = Person.objects.living_in(cast.strangers).get()
    for reference in (cast.strangers.reference, cast.household.reference):
        url = reverse("households:stale-confirm", args=[reference, stranger.pk])
        assert pat.post(url).status_code == 404
    stranger.refresh_from_db()
    assert stranger.confirmed_on is None or stranger.confirmed_on <= today()


def test_a_person_the_partner_may_not_name_is_not_in_it(client, cast):
    AgreementFactory(
        household=cast.household, recipients=[cast.clinic], covers=[cast.child], by=cast.alice
    )
    unconfirmed(cast.mother, cast.child)
    client.force_login(cast.harriet)
    text = client.get(QUEUE).text
    assert "Bramble" in text
    assert "Marigold" not in text
    url = page_of(cast, "stale-confirm", cast.mother.pk)
    assert client.post(url).status_code == 404


def test_a_worker_begins_with_her_own_families_and_a_manager_with_the_hubs(client, cast):
    assert cast.lead
    unconfirmed(cast.mother, *Person.objects.living_in(cast.strangers))
    client.force_login(cast.alice)
    assert "Strangeways" not in client.get(QUEUE).text
    assert "Strangeways" in client.get(QUEUE, {"whose": "hub"}).text
    client.force_login(cast.henry)
    assert "Strangeways" in client.get(QUEUE).text


def test_looking_writes_nothing(pat, cast):
    unconfirmed(cast.mother)
    before = AccessEvent.objects.count()
    pat.get(QUEUE)
    assert AccessEvent.objects.count() == before


@pytest.mark.parametrize("many", [3, 30])
def test_the_queries_do_not_grow_with_the_queue(client, cast, many, django_assert_max_num_queries):
    for _ in range(many):
        household = HouseholdFactory(hub=cast.north_hub, by=cast.alice)
        AgreementFactory(household=household, recipients=[cast.school], by=cast.alice)
        LeadFactory(household=household, practitioner=cast.alice, by=cast.henry)
    Person.objects.update(confirmed_on=None)
    for user, most in ((cast.pat, 8), (cast.alice, 9)):
        client.force_login(user)
        with django_assert_max_num_queries(most):
            answer = client.get(QUEUE)
        assert answer.context["page"].paginator.count == many
        assert len(answer.context["page"].object_list) == min(many, 25)
