"""S14 to S17: each kind of sensitive detail with its own rule."""

import pytest

from familyhubs.keys.sealing import Keyring
from households import answers
from households.actions import details
from households.models import DetailKind, DetailState, SensitiveDetail
from tests.factories import AgreementFactory
from tests.households.saving import save
from tests.households.test_pages import page_of

pytestmark = pytest.mark.django_db
HEALTH, FINANCE, ETHNIC, RELIGION = DetailKind
SECRET, WHY = "Waits for an autism assessment", "Mornings are planned round it"


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def health(cast):
    return record(cast, HEALTH, answer=SECRET, relevance=WHY)


def record(cast, kind, **said):
    return details.record(
        person=cast.child, household=cast.household, kind=kind, by=cast.alice, **said
    )


def url_of(cast, name, kind):
    return page_of(cast, f"detail-{name}", cast.child.pk, kind)


def page(client, cast):
    return client.get(page_of(cast, "details", cast.child.pk)).text


@pytest.mark.parametrize("kind", [HEALTH, FINANCE])
def test_s14_s15_nothing_is_saved_without_why_it_matters(alice, cast, kind):
    answer = save(alice, url_of(cast, "record", kind), {"answer": SECRET, "relevance": " "})
    assert "Enter why it matters to the support" in answer.text
    assert SECRET in answer.text  # nothing typed is lost
    assert not SensitiveDetail.objects.exists()
    with pytest.raises(details.WhyIsItRelevant):
        record(cast, kind, answer=SECRET)
    save(alice, url_of(cast, "record", kind), {"answer": SECRET, "relevance": WHY})
    text = page(alice, cast)
    assert SECRET in text
    assert WHY in text


def test_it_is_sealed_and_on_no_other_page(alice, cast, health):
    assert SECRET.encode() not in bytes(health.answer)
    for name, args in (("person", [cast.child.pk]), ("people", []), ("history", [])):
        text = alice.get(page_of(cast, name, *args)).text
        assert SECRET not in text
        assert WHY not in text


def test_a_change_needs_the_reason_no_second_time(alice, cast, health):
    form = alice.get(url_of(cast, "record", HEALTH)).text
    assert SECRET in form
    assert WHY in form
    record(cast, HEALTH, answer="Was assessed")
    assert "Was assessed" in page(alice, cast)


class TestEthnicOrigin:
    def test_s16_not_asked_and_prefers_not_to_say_are_two_answers(self, alice, cast):
        assert "Not asked" in page(alice, cast)
        save(alice, url_of(cast, "record", ETHNIC), {"state": "prefers_not_to_say"})
        assert "Prefers not to say" in page(alice, cast)
        save(alice, url_of(cast, "record", ETHNIC), {"state": "not_asked"})
        detail = SensitiveDetail.objects.get()
        assert (detail.state, detail.asked_on) == (DetailState.NOT_ASKED, None)

    def test_there_are_the_nineteen_groups_of_the_census(self):
        assert len(answers.ETHNIC_ORIGINS) == 19

    def test_one_of_the_list_with_their_own_words(self, alice, cast):
        typed = {"state": "given", "answer": "other_asian", "own_words": "Malay, O'Hara 🌺"}
        save(alice, url_of(cast, "record", ETHNIC), typed)
        assert "Any other Asian background: Malay, O&#x27;Hara 🌺" in page(alice, cast)

    BAD = [
        ({"state": "given"}, "Choose their answer from the list"),
        ({"state": "given", "answer": "martian"}, "Choose an answer from the list"),
        ({"state": "not_asked", "answer": "roma"}, "Choose no answer unless they gave one"),
        ({"state": "given", "answer": "roma", "own_words": "x"}, "leave it empty"),
        ({"state": "given", "answer": "other_asian", "own_words": "x" * 200}, "100 characters"),
        ({"own_words": "x"}, "Select what they said"),
    ]

    @pytest.mark.parametrize(("typed", "said"), BAD)
    def test_what_does_not_fit_is_said(self, alice, cast, typed, said):
        answer = save(alice, url_of(cast, "record", ETHNIC), typed)
        assert answer.status_code == 200
        assert said in answer.text
        assert not SensitiveDetail.objects.exists()


class TestReligion:
    def test_s17_it_is_not_asked_before_its_relevance_is_recorded(self, alice, cast):
        ask, first = url_of(cast, "record", RELIGION), url_of(cast, "relevance", RELIGION)
        assert alice.get(ask).url == first
        assert save(alice, ask, {"state": "given", "answer": "hindu"}).url == first
        assert not SensitiveDetail.objects.exists()
        for state in ("given", "prefers_not_to_say"):
            with pytest.raises(details.NotAskedYet):
                record(cast, RELIGION, state=state, answer="hindu", relevance="Now")
        assert save(alice, first, {"relevance": "Meals at the group"}).url == ask
        assert "Hindu" in alice.get(ask).text
        save(alice, ask, {"state": "given", "answer": "hindu"})
        text = page(alice, cast)
        assert "Hindu" in text
        assert "Meals at the group" in text

    def test_relevance_is_a_page_of_religion_alone(self, alice, cast):
        assert alice.get(url_of(cast, "relevance", HEALTH)).status_code == 404


class TestRemoving:
    def test_s16_at_the_family_s_word_it_is_gone_for_good(self, alice, cast, health):
        save(alice, url_of(cast, "remove", HEALTH), {"reason": "At the mother's word"})
        row = SensitiveDetail.objects.get()
        assert (row.answer, row.relevance, row.relevant) == (None, None, False)
        assert not hasattr(row.history.first(), "answer")
        assert SECRET not in page(alice, cast)
        assert "At the mother&#x27;s word" in alice.get(page_of(cast, "history")).text

    def test_twice_is_said(self, alice, cast, health):
        url = url_of(cast, "remove", HEALTH)
        save(alice, url, {"reason": "-"})
        assert "nothing to remove" in save(alice, url, {"reason": "-"}).text

    def test_religion_removed_asks_its_relevance_again(self, alice, cast):
        about = {"person": cast.child, "household": cast.household, "kind": RELIGION}
        details.say_relevance(**about, relevance=WHY, by=cast.alice)
        record(cast, RELIGION, answer="sikh")
        details.remove(**about, reason="-", by=cast.alice)
        assert alice.get(url_of(cast, "record", RELIGION)).status_code == 302


class TestWhoReads:
    @pytest.mark.parametrize("who", ["alice", "henry", "pat"])
    def test_whoever_has_need_of_it(self, client, cast, health, who):
        client.force_login(getattr(cast, who))
        assert SECRET in page(client, cast)

    def test_the_data_protection_officer_reads_restricted(self, client, cast, health):
        client.force_login(cast.dana)
        text = page(client, cast)
        assert SECRET not in text
        assert text.count("Restricted") == 4

    def test_a_partner_reads_the_categories_it_was_given(self, client, cast, health):
        record(cast, FINANCE, answer="Owes rent", relevance=WHY)
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.child],
            categories=["identity", "health"],
            by=cast.alice,
        )
        client.force_login(cast.harriet)
        text = page(client, cast)
        assert SECRET in text
        assert "Owes rent" not in text
        assert text.count("Restricted") == 3

    def test_an_unknown_kind_is_not_found(self, alice, cast):
        assert alice.get(url_of(cast, "record", "politics")).status_code == 404


class TestWhatCannotBeRead:
    def test_damaged_it_is_said_and_can_be_written_anew(self, alice, cast, health):
        SensitiveDetail.objects.update(answer=b"\x01" + bytes(50))
        assert "cannot be read any more" in page(alice, cast)
        assert alice.get(url_of(cast, "record", HEALTH)).status_code == 200
        record(cast, HEALTH, answer="Anew", relevance=WHY)
        assert "Anew" in page(alice, cast)

    def test_with_its_key_destroyed_too(self, alice, cast, health, monkeypatch):
        gone = lambda *_args, **_options: Keyring({})  # noqa: E731
        monkeypatch.setattr("familyhubs.keys.sealing.keyring", gone)
        assert "cannot be read any more" in page(alice, cast)
        answer = save(alice, url_of(cast, "record", HEALTH), {"answer": "More", "relevance": WHY})
        assert answer.status_code == 200
        assert "was destroyed" in answer.text


def test_the_page_asks_a_fixed_number_of_queries(alice, cast, django_assert_max_num_queries):
    for kind in (HEALTH, FINANCE):
        record(cast, kind, answer=SECRET, relevance=WHY)
    url = page_of(cast, "details", cast.child.pk)
    alice.get(url)
    with django_assert_max_num_queries(22):
        alice.get(url)


@pytest.mark.parametrize("text", ["\0", "x" * 4001])
def test_bad_input_is_refused_by_the_field(alice, cast, text):
    answer = save(alice, url_of(cast, "record", HEALTH), {"answer": text, "relevance": WHY})
    assert answer.status_code == 200
    assert not SensitiveDetail.objects.exists()
