"""What each recipient will see is shown before it is saved (S61)."""

import pytest

from consent.models import Agreement
from familyhubs.audit.models import AccessEvent
from households.actions import people
from households.models import Involvement
from tests.consent.test_pages import agreed, page_of, record
from tests.factories import ContactFactory
from tests.sight import sees_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def test_s61_recipient_by_recipient_what_each_will_see(alice, cast):
    ContactFactory(household=cast.household, people=[cast.child], by=cast.alice)
    asked = agreed(
        cast,
        recipients=[cast.clinic.pk, cast.school.pk],
        categories=["hub_record", "identity", "contact_details", "contact_history", "health"],
    )
    answer = alice.post(page_of(cast, "record"), asked)
    seen = answer.context["preview"].seen
    assert {one.organisation for one in seen} == {cast.clinic, cast.school}
    assert set(seen[0].people) == {cast.mother.full_name, cast.child.full_name}
    told = {row.label: row.value for row in seen[0].rows}
    assert list(told.values()) == [
        "1 goal and who leads",
        "2 names, 2 dates of birth and 1 relationship",
        "address, telephone and email",
        "1 contact",
        "nothing is recorded yet",
    ]
    assert "agree that the council may share with" in answer.text


def test_s61_it_is_what_the_scopes_show_and_no_more(alice, cast):
    ContactFactory(household=cast.household, people=[cast.mother, cast.child], by=cast.alice)
    asked = agreed(cast, covers=[cast.child.pk], categories=["contact_history", "identity"])
    (one,) = alice.post(page_of(cast, "record"), asked).context["preview"].seen
    assert one.people == ["Bramble Quillfeather"]
    assert "nothing is recorded yet" in [row.value for row in one.rows], "it names the mother, too"


def test_a_preview_writes_nothing(alice, cast):
    assert cast.clinic
    assert cast.agreement
    before = Agreement.objects.count(), Involvement.objects.count()
    alice.post(page_of(cast, "record"), agreed(cast))
    assert (Agreement.objects.count(), Involvement.objects.count()) == before
    assert sees_nothing(cast.harriet)
    written = AccessEvent.objects.filter(action="agreements.record").count()
    assert written == 1, "the cast's own alone"


def test_the_words_saved_are_those_previewed(alice, cast):
    words = alice.post(page_of(cast, "record"), agreed(cast)).context["preview"].words
    record(alice, cast)
    assert Agreement.objects.latest("pk").words == words


@pytest.mark.parametrize("hash_sent", ["", "0" * 64, "changed meanwhile"])
def test_other_words_than_those_previewed_are_not_saved(alice, cast, hash_sent):
    facts = agreed(cast)
    preview = alice.post(page_of(cast, "record"), facts).context["preview"]
    if hash_sent == "changed meanwhile":
        hash_sent = preview.words_hash
        people.correct(
            person=cast.mother,
            household=cast.household,
            given_name="Mary",
            why="She says so",
            seen_version=cast.mother.version,
            by=cast.alice,
        )
    answer = alice.post(page_of(cast, "record"), {**facts, "confirm": hash_sent})
    assert answer.status_code == 200
    assert "Read them to the family again" in answer.text
    assert not Agreement.objects.filter(recipients__organisation=cast.clinic).exists()


def test_change_it_loses_nothing_typed(alice, cast):
    facts = agreed(cast, purpose="help with sleep & <bedtimes>")
    preview = alice.post(page_of(cast, "record"), facts)
    assert ("purpose", "help with sleep & <bedtimes>") in preview.context["typed"]
    answer = alice.post(page_of(cast, "record"), {**facts, "change": "change"})
    assert "help with sleep &amp; &lt;bedtimes&gt;" in answer.text
    assert "There is a problem" not in answer.text
    assert f'value="{cast.child.pk}" checked' in " ".join(answer.text.split())


def test_who_may_not_answer_is_told_by_the_field_before_the_preview(alice, cast):
    answer = alice.post(page_of(cast, "record"), agreed(cast, given_by=cast.child.pk))
    assert "preview" not in answer.context
    assert "under 16" in answer.text or "under 18" in answer.text or "16 or over" in answer.text
    assert "There is a problem" in answer.text


def test_what_is_not_recorded_is_warned_of(alice, cast):
    preview = alice.post(page_of(cast, "record"), agreed(cast)).context["preview"]
    assert any("parental responsibility for Bramble" in words for words in preview.warnings)


def test_s24_a_representative_without_evidence_is_told_by_the_field(alice, cast):
    facts = agreed(cast, representative="Olive Ashdown", relation="special guardian")
    answer = alice.post(page_of(cast, "record"), facts)
    assert "Select the evidence of authority you have seen" in answer.text
    assert "Olive Ashdown" in answer.text
