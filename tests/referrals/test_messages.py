"""Messages to colleagues: theirs alone, and of a household only to who may see it now."""

import pytest
from django.db import transaction
from django.urls import reverse

from consent.actions import agreements
from familyhubs.audit.models import AccessEvent
from households.actions import restricted
from referrals import inbox, recipients
from referrals.actions import messages, referrals, requests
from referrals.models import Email, EmailChoice, EmailState, Message, MessageKind, MessagePreference
from referrals.states import Because
from tests.referrals.asking import a_request
from tests.referrals.referring import to_clinic
from tests.walls.asking import as_page_of

LIST, HOW = reverse("referrals:messages"), reverse("referrals:message-preferences")


def told(cast, *people, **other):
    facts = {
        "kind": MessageKind.REFERRAL_ACCEPTED,
        "household": cast.household,
        "path": cast.household.get_absolute_url(),
        "by": cast.henry,
    }
    return messages.tell(recipients=people, **(facts | other))


def opened(client, message):
    return client.post(reverse("referrals:message-open", args=[message.pk]))


class TestTelling:
    def test_each_is_told_once_and_the_email_stands_beside_it(self, cast):
        found = told(cast, cast.alice, cast.pat, cast.alice)
        assert {message.recipient for message in found} == {cast.alice, cast.pat}
        emails = Email.objects.order_by("pk")
        assert [email.message for email in emails] == found
        assert {email.state for email in emails} == {EmailState.WAITING}
        assert {email.household for email in emails} == {cast.household}
        event = AccessEvent.objects.filter(action="messages.tell").get()
        assert event.user_id == str(cast.henry.pk)

    def test_nobody_is_told_of_what_was_taken_back(self, cast):
        assert cast.household
        with transaction.atomic():
            assert told(cast, cast.alice)
            transaction.set_rollback(True)
        assert not Message.objects.exists()
        assert not Email.objects.exists()

    def test_who_signs_in_no_more_is_told_nothing(self, cast):
        cast.alice.is_active = False
        cast.alice.save()
        assert told(cast, cast.alice, cast.pat)[0].recipient == cast.pat

    def test_an_organisations_people_are_those_who_may_sign_in(self, cast):
        cast.paula.is_active = False
        cast.paula.save()
        assert recipients.of(cast.pat.organisation) == [cast.pat]
        cast.school.is_active = False
        assert recipients.of(cast.school) == []


class TestWhoSees:
    def test_only_the_recipient(self, client, cast):
        told(cast, cast.alice)
        client.force_login(cast.alice)
        assert "Quillfeather" in client.get(LIST).content.decode()
        client.force_login(cast.henry)
        assert "A referral was accepted" not in client.get(LIST).content.decode()

    def test_not_once_the_family_shares_no_more(self, client, cast):
        (message,) = told(cast, cast.pat)
        client.force_login(cast.pat)
        assert "A referral was accepted" in client.get(LIST).content.decode()
        agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
        assert "A referral was accepted" not in client.get(LIST).content.decode()
        assert opened(client, message).url == LIST
        message.refresh_from_db()
        assert message.read_at is None

    def test_nor_once_the_household_is_restricted(self, cast):
        told(cast, cast.henry)
        restricted.restrict(household=cast.household, reason="A colleague", by=cast.dana)
        assert not Message.objects.visible_to(cast.henry)

    def test_who_may_answer_sees_that_it_is_there_and_of_whom_it_is_not(self, client, cast):
        told(cast, cast.harriet, limited=True)
        told(cast, cast.harriet)
        client.force_login(cast.harriet)
        page = client.get(LIST).content.decode()
        assert page.count("A referral was accepted") == 1
        assert "Quillfeather" not in page
        assert cast.household.reference not in page

    @pytest.mark.parametrize("who", ["alice", "pat", "harriet", "dana", "ann", "charlie"])
    def test_both_walls_show_the_same(self, cast, who):
        for limited in (False, True):
            told(cast, *cast.everybody().values(), limited=limited)
        told(cast, *cast.everybody().values(), household=None, path=LIST)
        user = getattr(cast, who)
        with as_page_of(user):
            walled = set(Message.objects.values_list("pk", flat=True))
        assert walled == set(Message.objects.visible_to(user).values_list("pk", flat=True))
        assert walled


class TestPages:
    def test_the_header_counts_what_is_unread(self, client, cast):
        (message, _) = told(cast, cast.alice), told(cast, cast.alice)
        client.force_login(cast.alice)
        assert "Messages (2 unread)" in client.get(LIST).content.decode()
        answer = opened(client, message[0])
        assert answer.url == cast.household.get_absolute_url()
        assert "Messages (1 unread)" in client.get(LIST).content.decode()

    def test_all_are_marked_as_read(self, client, cast):
        told(cast, cast.alice)
        told(cast, cast.henry)
        client.force_login(cast.alice)
        assert client.post(reverse("referrals:messages-read")).url == LIST
        assert not Message.objects.filter(recipient=cast.alice).unread()
        assert Message.objects.filter(recipient=cast.henry).unread().count() == 1

    def test_of_a_kind_that_another_version_told_of_the_page_is_shown_all_the_same(
        self, client, cast
    ):
        told(cast, cast.alice, kind="by_pigeon")
        client.force_login(cast.alice)
        assert "There is news for you" in client.get(LIST).text

    def test_another_persons_message_is_not_marked(self, client, cast):
        (message,) = told(cast, cast.henry)
        client.force_login(cast.alice)
        assert opened(client, message).url == LIST
        assert not messages.read(messages=[message], by=cast.alice)
        message.refresh_from_db()
        assert message.read_at is None

    def test_the_unread_alone(self, client, cast):
        (message,) = told(cast, cast.alice)
        client.force_login(cast.alice)
        opened(client, message)
        assert "A referral was accepted" in client.get(LIST).content.decode()
        assert "No messages" in client.get(f"{LIST}?show=unread").content.decode()

    def test_as_many_queries_for_many_as_for_few(self, client, cast, django_assert_max_num_queries):
        told(cast, cast.alice)
        client.force_login(cast.alice)
        with django_assert_max_num_queries(7) as few:
            client.get(LIST)
        for _ in range(5):
            told(cast, cast.alice)
        with django_assert_max_num_queries(7):
            client.get(LIST)
        assert len(few)


class TestWhereNothingIsLeft:
    """What a message leads to may be over by the time it is opened."""

    def said(self, client, user, message):
        client.force_login(user)
        assert opened(client, message).url == LIST
        message.refresh_from_db()
        assert message.read_at
        return client.get(LIST).text

    def test_of_a_referral_that_was_withdrawn(self, client, cast):
        assert cast.harriet
        referral = to_clinic(cast)
        message = Message.objects.get(recipient=cast.harriet)
        client.force_login(cast.harriet)
        assert client.get(opened(client, message).url).status_code == 200
        referrals.withdraw(referral=referral, because=Because.BY_THE_FAMILY, by=cast.alice)
        assert "it may have been withdrawn or declined" in self.said(client, cast.harriet, message)

    def test_of_a_request_that_is_part_of_a_closed_record_now(self, client, cast):
        asked = a_request()
        (message,) = told(cast, cast.henry, household=None, path=asked.get_absolute_url())
        client.force_login(cast.henry)
        assert opened(client, message).url == asked.get_absolute_url()
        requests.join(request=asked, household=cast.household, by=cast.alice)
        restricted.restrict(household=cast.household, reason="A colleague", by=cast.dana)
        assert "somebody has answered it" in self.said(client, cast.henry, message)

    def test_of_a_page_there_is_no_more(self, client, cast):
        (message,) = told(cast, cast.alice, path="/a-page-of-long-ago/7")
        assert "is not here any more. You need do" in self.said(client, cast.alice, message)


class TestPreferences:
    def test_the_choice_is_kept_and_gone_by(self, client, cast):
        client.force_login(cast.alice)
        assert client.post(HOW, {"email": "never"}).url == LIST
        assert inbox.chosen_by(cast.alice) == EmailChoice.NEVER
        assert "No email" in client.get(LIST).content.decode()
        assert told(cast, cast.alice)
        assert not Email.objects.exists()
        preference = MessagePreference.objects.get()
        assert [row.history_user for row in preference.history.all()] == [cast.alice]

    def test_what_is_no_choice_is_said(self, client, cast):
        client.force_login(cast.alice)
        answer = client.post(HOW, {"email": "by pigeon"})
        assert answer.status_code == 200
        assert "Select how you want to hear of messages" in answer.content.decode()
        assert not MessagePreference.objects.exists()
