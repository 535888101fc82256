"""S9: an address is mended where it was wrong, and ends only where they moved."""

from datetime import timedelta

import pytest

from familyhubs.records.dates import today
from households import printing, reading
from households.actions import addresses, people
from households.loader import OpenHousehold
from households.models import Address, Correction, Household, Person
from households.sight import sight_of
from tests.factories import AgreementFactory, PersonFactory
from tests.households.saving import hidden, save
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TYPO, RIGHT = "12 Thistledwn Row", "12 Thistledown Row"
WARNING = "He reads her post"


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


class TestCorrecting:
    def test_the_row_is_mended_and_its_history_keeps_the_old(self, alice, cast):
        url = page_of(cast, "address-correct", cast.address.pk)
        assert url in alice.get(page_of(cast, "people")).text
        old = cast.address.lines.splitlines()[0]
        page = alice.get(url)
        assert old in page.text
        assert save(alice, url, {"lines": "14 Mallow Way", "why": "A typo"}).status_code == 302
        assert Address.objects.get().lines == "14 Mallow Way"
        history = alice.get(page_of(cast, "history")).text
        assert old in history
        assert "A typo" in history

    def test_whoever_saw_it_is_told(self, alice, cast):
        save(
            alice,
            page_of(cast, "address-correct", cast.address.pk),
            {"lines": "14 Mallow Way", "why": "A typo"},
        )
        told = Correction.objects.get()
        assert (told.organisation, told.fields) == (cast.school, ["address"])

    def test_another_day_alone_is_no_correction_to_tell(self, alice, cast):
        url = page_of(cast, "address-correct", cast.address.pk)
        Address.objects.filter(pk=cast.address.pk).update(postcode="NN16 8TL")
        kept = {"lines": cast.address.lines, "postcode": "NN16 8TL", "why": "-"}
        save(alice, url, {**kept, **split("since", today() - DAY)})
        assert Address.objects.get().since == today() - DAY
        assert not Correction.objects.exists()

    def test_an_older_page_is_refused(self, alice, cast):
        url = page_of(cast, "address-correct", cast.address.pk)
        typed = {"lines": TYPO, "why": "-", **hidden(alice.get(url))}
        correct(cast, cast.address, lines=RIGHT)
        answer = alice.post(url, typed)
        assert "changed this at" in answer.text
        assert RIGHT in answer.text
        assert TYPO in answer.text
        assert Address.objects.get().lines == RIGHT

    def test_a_hidden_one_is_typed_anew_and_not_shown(self, alice, cast):
        secret = move(cast, lines="77 Nowhere Lane", hidden=True)
        Correction.objects.all().update(fields=["given_name"])
        url = page_of(cast, "address-correct", secret.pk)
        assert "Nowhere" not in alice.get(url).text
        stale = {"lines": "78 Nowhere Lane", "why": "-", **hidden(alice.get(url))}
        correct(cast, secret, lines="79 Nowhere Lane")
        assert "79 Nowhere" not in alice.post(url, stale).text
        assert Correction.objects.get().fields == ["given_name"]

    def test_the_day_they_moved_moves_the_end_of_the_one_before(self, cast):
        first = cast.address
        second = move(cast, lines="1 Mallow Way", since=today() - 5 * DAY)
        correct(cast, second, lines="1 Mallow Way", since=today() - 9 * DAY)
        first.refresh_from_db()
        assert first.until == today() - 9 * DAY
        with pytest.raises(addresses.NotWhileThere):
            correct(cast, first, lines="x", since=today())
        correct(cast, first, lines="x", since=today() - 20 * DAY)
        with pytest.raises(addresses.MovedBeforeTheLastMove):
            correct(cast, second, lines="x", since=today() - 21 * DAY)


class TestOlderPages:
    def test_a_second_move_is_shown_the_first(self, alice, cast):
        assert cast.address
        url = page_of(cast, "address")
        typed = {"lines": TYPO, **hidden(alice.get(url))}
        moved = move(cast, lines=RIGHT)
        answer = alice.post(url, typed)
        assert "recorded where they live after you opened this page" in answer.text
        assert RIGHT in answer.text
        assert TYPO in answer.text
        assert Address.objects.get(until=None) == moved
        assert alice.post(url, {"lines": TYPO, **hidden(answer)}).status_code == 302
        assert Address.objects.get(until=None).lines == TYPO

    def test_the_first_of_all_too(self, client, cast):
        client.force_login(cast.alice)
        page = page_of(cast, "address").replace(cast.household.reference, cast.strangers.reference)
        typed = {"lines": TYPO, **hidden(client.get(page))}
        addresses.move(household=cast.strangers, lines=RIGHT, hidden=True, by=cast.henry)
        answer = client.post(page, typed).text
        assert "Kept hidden" in answer
        assert RIGHT not in answer

    def test_hiding_twice_does_not_show_it_again(self, alice, cast):
        url = page_of(cast, "address-hide", cast.address.pk)
        typed = {"reason": "He is looking for them", **hidden(alice.get(url))}
        assert alice.post(url, typed).status_code == 302
        assert "done already" in alice.post(url, typed).text
        assert Address.objects.get().hidden

    def test_hiding_what_was_corrected_meanwhile_says_so(self, alice, cast):
        url = page_of(cast, "address-hide", cast.address.pk)
        typed = {"reason": "-", **hidden(alice.get(url))}
        correct(cast, cast.address, lines=RIGHT)
        assert "changed this at" in alice.post(url, typed).text


class TestWarningsUnseen:
    """A partner sees the address, and not the contact details of everybody who lives there."""

    @pytest.fixture
    def father(self, cast):
        assert cast.agreement
        return PersonFactory(
            household=cast.household,
            given_name="Sorrel",
            contact_warning=WARNING,
            by=cast.alice,
        )

    @pytest.mark.parametrize("page", ["people", "overview"])
    def test_the_partner_is_told_to_ring_first(self, client, cast, father, page):
        client.force_login(cast.pat)
        text = client.get(page_of(cast, page)).text
        assert reading.RING_FIRST in text
        assert WARNING not in text
        assert "Sorrel" not in text
        assert any(reading.RING_FIRST in part["warnings"] for part in printed(cast, cast.pat))

    def test_the_council_reads_the_warning_itself(self, client, cast, father):
        client.force_login(cast.alice)
        text = client.get(page_of(cast, "people")).text
        assert WARNING in text
        assert reading.RING_FIRST not in text

    def test_not_once_it_is_shared_or_they_have_left(self, client, cast, father):
        client.force_login(cast.pat)
        stay = father.memberships.get()
        people.leave(membership=stay, on=today(), by=cast.alice)
        assert reading.RING_FIRST not in client.get(page_of(cast, "people")).text
        Person.objects.filter(pk=cast.mother.pk).update(contact_warning=WARNING)
        text = client.get(page_of(cast, "people")).text
        assert WARNING in text
        assert reading.RING_FIRST not in text

    def test_nothing_without_the_address(self, client, cast, father):
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.mother],
            categories=["identity"],
            by=cast.alice,
        )
        client.force_login(cast.harriet)
        assert reading.RING_FIRST not in client.get(page_of(cast, "people")).text


def printed(cast, user):
    household = Household.objects.visible_to(user).titled_for(user).get(pk=cast.household.pk)
    case = OpenHousehold(household, user, sight_of(household, user))
    from django.utils import timezone

    return printing.summary(case, timezone.now())["sections"]


def move(cast, **to):
    return addresses.move(household=cast.household, by=cast.henry, **to)


def correct(cast, address, lines, since=None):
    address.refresh_from_db()
    return addresses.correct(
        address=address,
        lines=lines,
        postcode="",
        no_fixed_abode=False,
        since=since,
        why="Corrected",
        seen_version=address.version,
        by=cast.henry,
    )
