"""Contact is recorded: what happened, when, about whom, and who says so (S11, S13, S19, S22)."""

from datetime import date, timedelta

import pytest
from django.utils.formats import date_format

from familyhubs.records.dates import month_after, today
from households.actions import contacts
from households.actions.guards import Contradiction, NotTheirs
from households.models import Attended, Channel, Contact, ContactKind
from households.reading.timeline import to_tell_the_family
from tests.factories import ContactFactory, PersonFactory
from tests.households.contacting import a_call, from_school, of, page_of
from tests.households.test_pages import split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def typed(cast):
    return a_call(cast)


class TestRecording:
    def test_s11_a_call_stands_on_the_timeline(self, alice, cast, typed):
        answer = alice.post(page_of(cast.household, "contact-add"), typed, follow=True)
        assert "The contact is recorded." in answer.text
        assert "Telephone call" in answer.text
        assert "She sleeps better." in answer.text
        assert "about Marigold Quillfeather" in answer.text
        assert "Recorded by Alice Atherton, Larkshire Council" in answer.text

    def test_everybody_who_lives_there_is_ticked(self, alice, cast):
        page = alice.get(page_of(cast.household, "contact-add"))
        assert set(page.context["form"]["people"].value()) == {cast.mother.pk, cast.child.pk}

    def test_the_note_is_sealed_in_the_table_and_in_its_history(self, alice, cast, typed):
        alice.post(page_of(cast.household, "contact-add"), typed)
        contact = Contact.objects.get()
        for row in (contact, contact.history.get()):
            assert b"sleeps" not in bytes(row.note)
        assert contact.read("note") == "She sleeps better."

    def test_s19_the_channel_is_compulsory_when_the_family_says_so(self, alice, cast, typed):
        answer = alice.post(page_of(cast.household, "contact-add"), typed | {"channel": ""})
        assert answer.context["form"].errors == {"channel": ["Select how the family told you"]}

    def test_what_the_worker_saw_needs_no_channel(self, alice, cast, typed):
        said = typed | {"channel": "", "source": "worker", "kind": "note"}
        assert alice.post(page_of(cast.household, "contact-add"), said).status_code == 302

    def test_s13_what_somebody_else_said_needs_their_name_and_its_day(self, alice, cast, typed):
        said = typed | {"source": "other"}
        errors = alice.post(page_of(cast.household, "contact-add"), said).context["form"].errors
        assert set(errors) == {"source_name", "received_on"}

    def test_it_is_about_somebody(self, alice, cast, typed):
        answer = alice.post(page_of(cast.household, "contact-add"), typed | {"people": []})
        assert "Select at least one person it is about" in answer.text

    def test_somebody_of_another_household_is_no_choice(self, alice, cast, typed):
        stranger = PersonFactory(household=cast.strangers, by=cast.alice)
        said = typed | {"people": [stranger.pk]}
        answer = alice.post(page_of(cast.household, "contact-add"), said)
        assert "people" in answer.context["form"].errors
        with pytest.raises(NotTheirs):
            ContactFactory(household=cast.household, people=[stranger], by=cast.alice)

    def test_a_page_sent_twice_is_recorded_once_and_nothing_typed_is_lost(self, alice, cast, typed):
        url = page_of(cast.household, "contact-add")
        assert alice.post(url, typed).status_code == 302
        again = alice.post(url, typed | {"note": "She sleeps better, and so do I."})
        assert "the page was sent twice" in again.text
        assert "and so do I." in again.text
        assert Contact.objects.count() == 1

    @pytest.mark.parametrize("time", ["2:30pm", "14:30", "2.30 PM", "14.30"])
    def test_a_time_is_understood_as_people_type_it(self, alice, cast, typed, time):
        alice.post(page_of(cast.household, "contact-add"), typed | {"at": time})
        assert f"{Contact.objects.get().at:%H:%M}" == "14:30"

    def test_bad_input_is_an_error_of_its_field(self, alice, cast, typed):
        url = page_of(cast.household, "contact-add")
        for field, value in {
            "kind": "dance",
            "at": "half past",
            "channel": "pigeon",
            "attended": "perhaps",
            "source": "nobody",
            "source_organisation": "999999",
            "people": ["x"],
            "note": "x" * 20_001,
            "once": "not-an-id",
        }.items():
            answer = alice.post(url, typed | {field: value})
            assert answer.status_code == 200
            assert field in answer.context["form"].errors
        assert not Contact.objects.exists()

    def test_a_note_keeps_every_script_and_no_markup(self, alice, cast, typed):
        note = "\u200f\u05e9\u05dc\u05d5\u05dd 🌱 O'Hara <script>alert(1)</script> =1+1"
        alice.post(page_of(cast.household, "contact-add"), typed | {"note": note})
        assert Contact.objects.get().read("note") == note
        assert "<script>alert" not in alice.get(page_of(cast.household)).text


class TestDates:
    @pytest.mark.parametrize("kind", ["call", "letter", "note"])
    def test_what_happened_did_not_happen_tomorrow(self, alice, cast, typed, kind):
        said = typed | {"kind": kind} | split("on", today() + timedelta(days=1))
        answer = alice.post(page_of(cast.household, "contact-add"), said)
        assert "must be today or in the past" in answer.context["form"].errors["on"][0]

    def test_an_appointment_is_planned_and_answered_afterwards(self, alice, cast, typed):
        tomorrow = today() + timedelta(days=1)
        said = typed | {"kind": "appointment"} | split("on", tomorrow)
        early = alice.post(page_of(cast.household, "contact-add"), said | {"attended": "attended"})
        assert "still to come" in early.context["form"].errors["attended"][0]
        assert alice.post(page_of(cast.household, "contact-add"), said).status_code == 302
        assert "Planned" in alice.get(page_of(cast.household)).text
        with pytest.raises(Contradiction):
            contacts.say_attendance(
                contact=Contact.objects.get(),
                attended=Attended.ATTENDED,
                seen_version=1,
                by=cast.alice,
            )

    def test_did_they_come(self, alice, cast):
        contact = ContactFactory(
            household=cast.household, kind=ContactKind.APPOINTMENT, note="Sleep", by=cast.alice
        )
        assert "Did they come?" in alice.get(page_of(cast.household)).text
        said = {"attended": "did_not_attend", "note": "No answer.", "version": contact.version}
        assert alice.post(of(contact, "contact-attended"), said).status_code == 302
        page = alice.get(of(contact, "contact")).text
        assert "Did not attend" in page
        assert Contact.objects.get().read("note") == "Sleep\n\nNo answer."
        again = alice.post(of(contact, "contact-attended"), said | {"attended": "attended"})
        assert "after you opened the page" in again.text
        assert Contact.objects.get().attended == "did_not_attend"

    def test_nothing_is_about_somebody_not_yet_born(self, alice, cast, typed):
        said = typed | {"people": [cast.child.pk]} | split("on", date(2001, 3, 3))
        errors = alice.post(page_of(cast.household, "contact-add"), said).context["form"].errors
        assert "Bramble Quillfeather was born after this date" in errors["people"][0]

    @pytest.mark.parametrize("year", [1890, 2100])
    def test_a_year_out_of_reach(self, alice, cast, typed, year):
        answer = alice.post(page_of(cast.household, "contact-add"), typed | {"on_year": year})
        assert "on" in answer.context["form"].errors
        with pytest.raises(Contradiction):
            ContactFactory(household=cast.household, on=date(year, 1, 1), by=cast.alice)

    def test_a_call_has_no_attendance(self, alice, cast, typed):
        alice.post(page_of(cast.household, "contact-add"), typed | {"attended": "attended"})
        assert Contact.objects.get().attended == ""


class TestSomebodyElse:
    """S13, S22."""

    def test_it_is_marked_and_named(self, alice, cast):
        from_school(cast)
        page = alice.get(page_of(cast.household)).text
        assert "From somebody else: take care when a copy is made" in page
        assert "From class teacher, Thornbury Lane Primary School, received on" in page

    def test_the_family_is_to_be_told_within_a_month(self, alice, cast):
        contact = from_school(cast)
        by = date_format(month_after(today()), "j F Y")
        assert f"Tell the family by {by}" in alice.get(page_of(cast.household)).text
        assert list(to_tell_the_family(cast.alice)) == [contact]

    def test_it_is_told_and_waits_no_longer(self, alice, cast):
        contact = from_school(cast)
        assert alice.post(of(contact, "contact-told"), split("on", today())).status_code == 302
        assert "was told on" in alice.get(of(contact, "contact")).text
        assert not to_tell_the_family(cast.alice).exists()
        again = alice.post(of(contact, "contact-told"), split("on", today()))
        assert "recorded already that the family was told" in again.text

    def test_nobody_is_told_before_it_came(self, alice, cast):
        contact = from_school(cast)
        before = split("on", today() - timedelta(days=1))
        assert "on or after the day" in alice.post(of(contact, "contact-told"), before).text

    def test_late_is_red(self, alice, cast):
        from_school(cast, on=today() - timedelta(days=60), received_on=today() - timedelta(days=60))
        assert "Family not told" in alice.get(page_of(cast.household)).text

    @pytest.mark.parametrize(
        ("received", "by"),
        [
            (date(2026, 4, 3), date(2026, 5, 3)),
            (date(2026, 1, 31), date(2026, 2, 28)),
            (date(2028, 1, 31), date(2028, 2, 29)),
            (date(2026, 12, 31), date(2027, 1, 31)),
        ],
    )
    def test_a_month_later(self, received, by):
        assert month_after(received) == by

    def test_a_partner_is_asked_only_about_its_own(self, cast):
        from_school(cast)
        assert not to_tell_the_family(cast.pat).exists()
        own = from_school(cast, by=cast.pat)
        assert list(to_tell_the_family(cast.paula)) == [own]

    def test_who_records_nothing_is_asked_nothing(self, cast):
        from_school(cast)
        for user in (cast.dana, cast.ann, cast.adam, cast.charlie):
            assert not to_tell_the_family(user).exists()

    def test_it_is_the_family_s_after_all(self, cast):
        """What belonged to the other source goes with it."""
        contact = from_school(cast)
        contacts.correct(
            contact=contact,
            people=[cast.mother],
            note="x",
            seen_version=contact.version,
            by=cast.alice,
            why="She said so herself",
            kind=contact.kind,
            on=contact.on,
            channel=Channel.TELEPHONE,
        )
        contact.refresh_from_db()
        assert (contact.source_name, contact.source_organisation, contact.received_on) == (
            *("", None),
            None,
        )
