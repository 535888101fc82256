"""Recording and withdrawing an agreement, as a worker does it."""

import pytest
from django.urls import reverse

from consent.models import Agreement
from familyhubs.records.dates import today

pytestmark = pytest.mark.django_db


def page_of(cast, name, *args):
    return reverse(f"consent:{name}", args=[cast.household.reference, *args])


def agreed(cast, **changes):
    day = today()
    return {
        "given_by": cast.mother.pk,
        "covers": [cast.mother.pk, cast.child.pk],
        "recipients": [cast.clinic.pk],
        "categories": ["hub_record", "identity"],
        "purpose": "help with sleep",
        "manner": "face_to_face",
        "given_on_day": day.day,
        "given_on_month": day.month,
        "given_on_year": day.year,
        **changes,
    }


def record(client, cast, **changes):
    """See what the recipients will see, then confirm it."""
    facts = agreed(cast, **changes)
    preview = client.post(page_of(cast, "record"), facts).context["preview"]
    return client.post(page_of(cast, "record"), {**facts, "confirm": preview.words_hash})


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def test_s60_recorded_and_seen_at_once_withdrawn_and_gone_at_once(client, cast):
    overview = cast.household.get_absolute_url()
    client.force_login(cast.harriet)
    assert client.get(overview).status_code == 404

    client.force_login(cast.alice)
    assert record(client, cast).status_code == 302
    agreement = Agreement.objects.get(recipients__organisation=cast.clinic)

    client.force_login(cast.harriet)
    seen = client.get(overview).text
    assert "Marigold Quillfeather" in seen
    assert "Thistledown" not in seen, "no contact details were agreed"
    assert (
        "07700"
        not in client.get(reverse("households:people", args=[cast.household.reference])).text
    )

    client.force_login(cast.alice)
    url = page_of(cast, "withdraw", agreement.pk)
    assert client.post(url, {"what": "everything", "asked_by": cast.mother.pk}).status_code == 302

    client.force_login(cast.harriet)
    assert client.get(overview).status_code == 404


def test_the_words_and_their_fingerprint_are_kept(alice, cast):
    record(alice, cast)
    page = alice.get(page_of(cast, "sharing")).text
    assert "Marigold Quillfeather, agree that the council may share" in page
    assert "Family hubs service area privacy notice, 23 April 2024" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"covers": []}, "Select whose details it is about"),
        ({"recipients": ["424242"]}, "cannot receive details today"),
        ({"categories": ["everything"]}, "Select a valid choice"),
        ({"given_by": "424242"}, "Select"),
        ({"given_on_year": "2999"}, "They answered on"),
        ({"until_day": "1", "until_month": "1", "until_year": "2001"}, "today or in the future"),
    ],
)
def test_bad_input_is_told_by_the_field(alice, cast, changes, says):
    answer = alice.post(page_of(cast, "record"), agreed(cast, **changes))
    assert answer.status_code == 200
    assert "help with sleep" in answer.text
    assert "There is a problem" in answer.text
    assert not Agreement.objects.filter(recipients__organisation=cast.clinic).exists()
    if says != "Select a valid choice":
        assert says in answer.text


def test_somebody_of_another_household_cannot_be_covered(alice, cast):
    stranger = cast.strangers.memberships.get().person
    answer = alice.post(page_of(cast, "record"), agreed(cast, covers=[stranger.pk]))
    assert answer.status_code == 200


def test_withdrawn_twice_is_told(alice, cast):
    url = page_of(cast, "withdraw", cast.agreement.pk)
    alice.post(url, {"what": "everything", "asked_by": cast.mother.pk})
    again = alice.post(
        url, {"what": "everything", "asked_by": cast.mother.pk, "reason": "They moved"}
    )
    assert "was withdrawn already" in again.text
    assert "They moved" in again.text, "what was typed is still there"
    assert "was withdrawn already" in alice.get(url, follow=True).text


def test_a_partner_sees_only_agreements_that_name_it(client, cast):
    client.force_login(cast.alice)
    record(client, cast, purpose="a private matter")
    assert cast.agreement
    client.force_login(cast.pat)
    page = client.get(page_of(cast, "sharing")).text
    assert "a private matter" not in page


def test_a_partner_records_none(client, cast):
    assert cast.agreement
    client.force_login(cast.pat)
    assert client.get(page_of(cast, "record")).status_code == 403


@pytest.mark.parametrize("name", ["privacy", "leaflet"])
def test_s70_the_notices_are_public(client, db, name):
    assert client.get(reverse(f"consent:{name}")).status_code == 200
