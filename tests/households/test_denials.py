"""Who asked for what is not theirs stands in the access log."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from households.actions import restricted
from tests.counting import asked
from tests.logged import alias_of
from tests.referrals.referring import to_clinic

pytestmark = pytest.mark.django_db


def denied():
    rows = AccessEvent.objects.filter(event="denied").order_by("pk")
    return list(rows.values_list("user_id", "organisation_id", "subject", "subject_id", "action"))


def overview(reference):
    return reverse("households:overview", args=[reference])


def test_another_partners_family(client, cast):
    client.force_login(cast.charlie)
    household = cast.household
    assert client.get(overview(household.reference)).status_code == 404
    assert denied() == [
        (
            str(cast.charlie.pk),
            str(cast.outsiders.pk),
            "household",
            alias_of(household),
            "households:overview",
        )
    ]


def test_one_that_is_not_there_is_logged_by_as_many_questions(client, cast):
    client.force_login(cast.charlie)
    client.get("/")
    questions = []
    for reference in (cast.household.reference, "FH-2222-2222-2222"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(overview(reference)).status_code == 404
        questions.append(len(asked(captured)))
    assert questions[0] == questions[1]
    assert [row[3] for row in denied()] == [alias_of(cast.household), ""]


def test_a_referral_that_is_not_theirs_or_not_there(client, cast):
    sent = to_clinic(cast)
    client.force_login(cast.charlie)
    client.get("/")
    questions = []
    for number in (sent.pk, sent.pk + 1):
        for ask in (client.get, client.post):
            with CaptureQueriesContext(connection) as captured:
                assert ask(f"/referrals/{number}/answer").status_code == 404
            questions.append(len(asked(captured)))
    assert len(set(questions)) == 1
    page = "referrals:received-answer"
    assert [row[2:] for row in denied()] == [
        *[("household", alias_of(cast.household), page)] * 2,
        *[("household", "", page)] * 2,
    ]


def test_a_referral_of_ones_own_is_no_denial(client, cast):
    sent = to_clinic(cast)
    client.force_login(cast.harriet)
    assert client.get(f"/referrals/{sent.pk}").status_code == 200
    assert denied() == []


def test_what_a_role_does_not_allow(client, cast):
    client.force_login(cast.pat)
    assert cast.agreement
    url = reverse("consent:record", args=[cast.household.reference])
    assert client.get(url).status_code == 403
    assert client.post(url, {}).status_code == 403
    assert [row[2:] for row in denied()] == [
        ("household", alias_of(cast.household), "consent:record")
    ] * 2


def test_a_page_of_no_household(client, cast):
    client.force_login(cast.pat)
    assert client.get(reverse("retention:due-list")).status_code == 403
    assert [row[2:] for row in denied()] == [("", "", "retention:due-list")]


def test_an_old_link_within_ones_own_family_is_no_denial(client, cast):
    client.force_login(cast.alice)
    url = reverse("households:person", args=[cast.household.reference, 9999999])
    assert client.get(url).status_code == 404
    assert denied() == []


def test_nor_is_a_visitor_who_has_not_signed_in(client, cast):
    client.get(overview(cast.household.reference))
    client.get("/nowhere")
    assert denied() == []


def test_who_looked_shows_it(client, cast):
    client.force_login(cast.charlie)
    client.get(overview(cast.household.reference))
    client.force_login(cast.dana)
    page = client.get(reverse("households:who-looked", args=[cast.household.reference])).text
    assert "Was refused: overview" in page
    assert "Charlie Outwood, Distant Housing Association" in page


def test_a_reference_typed_into_a_form_is_logged_too(client, cast):
    """Typed to be opened in an emergency: restricted households never open so."""
    typed = {"reference": cast.strangers.reference.lower(), "reason": "x" * 30, "at_risk": "All"}
    client.force_login(cast.charlie)
    client.post(reverse("consent:emergency"), typed | {"password": "not this one"})
    client.post(reverse("consent:emergency"), typed | {"reference": "FH-0000-0000-0000"})
    assert [row[2:] for row in denied()] == [
        ("household", alias_of(cast.strangers), "emergency.ask"),
        ("household", "", "emergency.ask"),
    ]


def test_a_home_somebody_also_lives_in_is_logged_where_it_does_not_open(client, cast):
    restricted.restrict(household=cast.strangers, reason="A colleague", by=cast.henry)
    client.force_login(cast.alice)
    url = reverse("households:person-also-lives-here", args=[cast.household.reference])
    client.get(url, {"other": cast.strangers.reference})
    assert [row[2:] for row in denied()] == [
        ("household", alias_of(cast.strangers), "people.also_lives_in")
    ]
