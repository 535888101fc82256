"""A hidden address is on no page: a reason is asked, kept, and the showing logged (S9, S10)."""

import pytest

from familyhubs.audit.models import AccessEvent, Event
from households.actions import addresses, identifiers
from households.models import Address, Identifier, IdentifierKind, Reveal
from tests.households.finding import found_by
from tests.households.saving import save
from tests.households.test_pages import page_of
from tests.logged import alias_of

pytestmark = pytest.mark.django_db
STREET, POSTCODE = "77 Nowhere Lane", "ZZ99 9ZZ"
REASON = "The police asked me to visit today"


@pytest.fixture
def hidden(cast):
    return addresses.move(
        household=cast.household, lines=STREET, postcode=POSTCODE, hidden=True, by=cast.alice
    )


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.mark.parametrize("page", ["overview", "people", "history", "sharing"])
@pytest.mark.parametrize("who", ["alice", "henry", "dana"])
def test_no_page_of_the_council_shows_it(client, cast, hidden, page, who):
    client.force_login(getattr(cast, who))
    url = page_of(cast, page) if page != "sharing" else page_of(cast, "overview") + "sharing"
    text = client.get(url).text
    assert STREET not in text
    assert POSTCODE not in text


def test_people_say_that_it_is_kept_hidden(alice, cast, hidden):
    assert "Address kept hidden" in alice.get(page_of(cast, "people")).text


@pytest.mark.parametrize("page", ["overview", "people"])
def test_a_partner_never_sees_it_nor_may_ask(client, cast, hidden, page):
    client.force_login(cast.pat)
    text = client.get(page_of(cast, page)).text
    assert STREET not in text
    assert "Show the address" not in text
    assert (
        client.post(page_of(cast, "address-show", hidden.pk), {"reason": REASON}).status_code == 403
    )


def test_with_a_reason_it_is_shown_once_and_logged(alice, cast, hidden):
    url = page_of(cast, "address-show", hidden.pk)
    assert STREET not in alice.get(url).text
    assert STREET not in alice.post(url, {"reason": " "}).text
    assert not Reveal.objects.exists()
    answer = alice.post(url, {"reason": REASON})
    assert STREET in answer.text
    assert "no-store" in answer["Cache-Control"]
    shown = Reveal.objects.get()
    assert (shown.reason, shown.by, shown.address) == (REASON, cast.alice, hidden)
    event = AccessEvent.objects.get(event=Event.REVEALED)
    assert (event.subject, event.subject_id) == ("household", alias_of(cast.household))
    assert REASON not in f"{event.action}{event.basis}"
    assert STREET not in alice.get(page_of(cast, "people")).text
    assert REASON in alice.get(page_of(cast, "history")).text


def test_an_address_is_hidden_afterwards_with_its_history(alice, cast):
    old = cast.address
    save(alice, page_of(cast, "address-hide", old.pk), {"reason": "He is looking for them"})
    assert Address.objects.get(pk=old.pk).hidden
    history = alice.get(page_of(cast, "history")).text
    assert "Thistledown" not in history
    assert "kept hidden" in history
    alice.force_login(cast.pat)
    assert "Thistledown" not in alice.get(page_of(cast, "people")).text
    alice.force_login(cast.alice)
    save(alice, page_of(cast, "address-hide", old.pk), {"reason": "He was arrested"})
    assert "Thistledown" in alice.get(page_of(cast, "people")).text


def test_an_address_that_is_not_hidden_needs_no_reason(alice, cast):
    assert alice.get(page_of(cast, "address-show", cast.address.pk)).status_code == 302


def test_the_address_of_another_household_is_not_found(alice, cast, hidden):
    other = page_of(cast, "address-show", hidden.pk).replace(
        cast.household.reference, cast.strangers.reference
    )
    assert alice.post(other, {"reason": REASON}).status_code == 404


def test_its_uprn_finds_nobody(cast, hidden):
    facts = {"kind": IdentifierKind.UPRN, "number": "10001228376", "by": cast.alice}
    identifiers.record(address=hidden, household=cast.household, **facts)
    assert Identifier.objects.get().lookup
    assert not found_by(cast.alice, "10001228376")
    addresses.keep_hidden(address=hidden, hidden=False, reason="Safe", by=cast.alice)
    assert len(found_by(cast.alice, "10001228376")) == 2
