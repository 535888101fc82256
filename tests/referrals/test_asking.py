"""S20: a family asks for help online, one question a page; S6: the short notice first."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from redis.exceptions import ConnectionError as Away

from familyhubs.audit.models import AccessEvent, Event
from familyhubs.records.bounds import DAY, MINUTE
from referrals import drafts
from referrals.answers import Answers
from referrals.models import Email, SupportRequest
from referrals.views import asking
from tests.referrals.asking import (
    CHECK,
    HERS,
    SENT,
    START,
    THEIRS,
    a_request,
    answer_all,
    begin,
    question,
)

pytestmark = pytest.mark.django_db
DELETE = reverse("referrals:asking-delete")


def told() -> Answers:
    return Answers.read(SupportRequest.objects.get().read("answers"))


def test_the_short_notice_comes_first_and_links_to_the_full_one(client, cast):
    assert cast.council
    page = client.get(START)
    assert reverse("consent:privacy") in page.text
    assert reverse("retention:public-schedule") in page.text
    assert client.get(question("name")).url == START


def test_a_request_is_made_of_the_answers(client, cast):
    answer_all(client, {**HERS, "hub": {"hub": str(cast.north_hub.pk)}})
    for url in (START, question("name"), CHECK):  # no browser and no proxy keeps a page of it
        assert "no-store" in client.get(url)["Cache-Control"]
    page = client.get(CHECK)
    assert "Pregnancy, babies and early years, Housing" in page.text
    assert "3 May 1994" in page.text
    assert "NN16 8TL" in page.text
    assert client.post(CHECK).url == SENT
    made = SupportRequest.objects.get()
    assert made.reference in client.get(SENT).text
    assert (made.hub, made.best_time, made.channel) == (cast.north_hub, "morning", "online_form")
    assert made.needs == ["early_years", "housing"]
    assert told().full_name == "Tansy Underhill"
    assert told().telephone == "01632 960777"
    assert made.history.get().history_user is None
    event = AccessEvent.objects.get(subject="supportrequest")
    assert (event.event, event.user_id) == (Event.CHANGED, "")
    email = Email.objects.get()
    assert (email.address, email.reference) == ("tansy@example.com", made.reference)


def test_nothing_that_was_typed_stands_in_the_clear(client, db):
    """Sealed in the cache while it is written, and in the database for good."""
    answer_all(client, HERS)
    token = client.cookies[drafts.COOKIE].value
    assert b"Tansy" not in cache.get(drafts._place(token))
    client.post(CHECK)
    made = SupportRequest.objects.get()
    assert b"Tansy" not in bytes(made.answers)
    assert json.loads(drafts._box(token).decrypt(cache.get(drafts._place(token))))["said"] == {}


def test_a_form_sent_twice_is_one_request(client, db):
    answer_all(client, HERS)
    token = client.cookies[drafts.COOKIE].value
    written = cache.get(drafts._place(token))
    client.post(CHECK)
    cache.set(drafts._place(token), written)  # as the second press of the button found it
    assert client.post(CHECK).url == SENT
    assert SupportRequest.objects.get().reference in client.get(SENT).text


def test_the_back_button_from_the_reference_sends_nothing_again(client, db):
    answer_all(client, HERS)
    client.post(CHECK)
    assert client.get(CHECK).url == SENT
    assert client.get(question("name")).url == SENT
    assert client.post(question("name"), HERS["name"]).url == SENT


def test_each_answer_is_saved_and_shown_again(client, db):
    begin(client)
    client.post(question("who"), HERS["who"])
    client.post(question("name"), HERS["name"])
    assert 'value="Underhill"' in client.get(question("name")).text
    assert "Carry on where you stopped" in client.get(START).text
    assert client.post(START).url == question("needs")
    answer_all(client, HERS)
    changed = client.post(question("name"), {"given_name": "Tess", "family_name": "Underhill"})
    assert changed.url == CHECK
    assert "Tess" in client.get(CHECK).text


def test_it_is_deleted_at_the_word_of_whoever_wrote_it(client, db):
    answer_all(client, HERS)
    token = client.cookies[drafts.COOKIE].value
    client.post(DELETE)
    assert cache.get(drafts._place(token)) is None
    assert client.get(CHECK).url == START


def test_for_somebody_who_knows(client, db):
    answer_all(client, THEIRS)
    assert client.post(CHECK).url == SENT
    assert (told().asker_name, told().writes_to) == ("Odette Underhill", "odette@example.com")
    assert SupportRequest.objects.get().for_whom == "somebody"


def test_not_for_somebody_who_does_not_know(client, db):
    begin(client)
    client.post(question("who"), THEIRS["who"])
    page = client.post(question("they-know"), {"they_know": "no"})
    assert "Talk to them first" in page.text
    assert client.get(CHECK).url == question("they-know")


def test_what_was_said_of_somebody_else_is_left_out_where_it_is_for_oneself(client, db):
    answer_all(client, THEIRS)
    client.post(question("who"), HERS["who"])
    assert client.get(CHECK).url == question("reach")
    client.post(question("reach"), HERS["reach"])
    client.post(CHECK)
    assert told().asker_name == ""


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("who", {}, "Select who you need help for"),
        ("who", {"for_whom": "the cat"}, "Select"),
        ("needs", {}, "Select what help is needed"),
        ("name", {"given_name": "Tansy"}, "Enter a last name"),
        ("name", {"given_name": "T" * 81, "family_name": "Underhill"}, "80 characters or fewer"),
        ("name", {"given_name": "T\x00", "family_name": "Underhill"}, "Null characters"),
        ("born", {"date_of_birth_day": "31", "date_of_birth_month": "2"}, "must include a year"),
        ("home", {"postcode": "the moon"}, "Enter a full postcode"),
        ("reach", {"telephone": "", "email": ""}, "Enter a telephone number or an email address"),
        ("reach", {"telephone": "ring me"}, "Enter a telephone number, like"),
        ("hub", {"hub": "999999"}, "Select"),
        ("words", {"words": "x" * 2001}, "2000 characters or fewer"),
    ],
)
def test_bad_input_is_answered_in_words_and_nothing_typed_is_lost(client, db, step, typed, said):
    begin(client)
    client.post(question("who"), HERS["who"])
    page = client.post(question(step), typed)
    assert page.status_code == 200
    assert said in page.text
    for value in typed.values():
        if value.isprintable() and step in ("name", "home", "reach"):
            assert value in page.text or not value


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "../../etc"])
def test_a_cookie_of_somebodys_making_opens_nothing(client, db, cookie):
    client.cookies[drafts.COOKIE] = cookie
    assert client.get(CHECK).url == START
    assert client.get(SENT).url == START
    assert client.get(question("nonsense")).status_code == 404


def test_what_else_is_sent_is_not_kept(client, db):
    begin(client)
    client.post(question("who"), {**HERS["who"], "state": "declined", "for_whom_x": "y" * 9999})
    kept = cache.get(drafts._place(client.cookies[drafts.COOKIE].value))
    assert len(kept) < 500


def test_a_flood_is_bound_and_what_was_answered_is_kept(client, cast, monkeypatch):
    hub = cast.north_hub
    monkeypatch.setattr(asking, "SENT_AT_MOST", (("minute", 60, 0),))
    answer_all(client, HERS)
    page = client.post(CHECK)
    assert page.status_code == 429
    assert "Your answers are kept" in page.text
    assert hub.name in page.text.partition("Send it to the family hub")[2]
    assert not SupportRequest.objects.exists()
    monkeypatch.undo()
    assert client.post(CHECK).url == SENT


def test_a_day_shuts_nobody_out_and_what_is_unusual_is_said_once(client, db, monkeypatch, caplog):
    """One machine could use a day's bound up, and no family would be let in until the next."""
    monkeypatch.setattr(asking, "SENT_ON_A_DAY", ("day", DAY, 1))
    monkeypatch.setattr(asking, "BEGUN_ON_A_DAY", ("day", DAY, 1))
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False) as clock:
        for _ in range(4):
            answer_all(client, HERS)
            assert client.post(CHECK).url == SENT
            client.cookies.clear()
            clock.shift(MINUTE)
    assert SupportRequest.objects.count() == 4
    assert sorted(one.message for one in caplog.records if one.levelno == logging.ERROR) == [
        "More than 1 forms for help begun in a day.",
        "More than 1 requests for support in a day.",
    ]


def test_the_bounds_that_turn_somebody_away_are_over_in_a_minute():
    assert {name for name, *_ in (*asking.SENT_AT_MOST, *asking.BEGUN_AT_MOST)} == {"minute"}


def test_who_comes_in_a_full_minute_is_let_in_by_the_next(client, db, monkeypatch):
    monkeypatch.setattr(asking, "SENT_AT_MOST", (("minute", MINUTE, 1),))
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False) as clock:
        answer_all(client, HERS)
        client.post(CHECK)
        client.cookies.clear()
        answer_all(client, HERS)
        page = client.post(CHECK)
        assert (page.status_code, "Send it again in a minute" in page.text) == (429, True)
        clock.shift(MINUTE)
        assert client.post(CHECK).url == SENT


def test_three_emails_a_day_go_to_one_address_and_every_request_is_taken(client, db, caplog):
    """However it is spelt; another address has its own. Neither cache key nor log names one."""
    hers = "tansy@example.com"
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False) as clock:
        for address in (hers, "Tansy@Example.com", "tansy+more@example.com", hers, hers):
            answer_all(client, {**HERS, "reach": {"email": address}})
            client.post(CHECK)
            shown = client.get(SENT).text
            assert SupportRequest.objects.last().reference in shown
            assert "at most 3 emails a day go to one address" in shown  # whether one went or not
            client.cookies.clear()
        assert (SupportRequest.objects.count(), Email.objects.count()) == (5, 3)
        a_request(email="odette@example.com")
        assert Email.objects.count() == 4
        clock.shift(DAY)
        a_request(email=hers)
        assert Email.objects.count() == 5
    (said,) = [one.getMessage() for one in caplog.records if one.name == "familyhubs.bounds"]
    assert said == "More than 3 references by email in a day."


def test_the_cache_counts_emails_by_a_hash_and_never_by_the_address(db, monkeypatch):
    added = Mock(wraps=cache.add)
    monkeypatch.setattr(cache, "add", added)
    a_request(email="tansy@example.com")
    (key,) = [call.args[0] for call in added.call_args_list if "email" in call.args[0]]
    assert re.search(r":[0-9a-f]{64}:", key)
    assert "tansy" not in key


def test_a_reference_goes_by_email_while_the_cache_is_away(db, monkeypatch):
    monkeypatch.setattr(cache, "add", Mock(side_effect=Away))
    a_request(email="tansy@example.com")
    assert Email.objects.get().address == "tansy@example.com"


def test_nobody_fills_the_cache_by_beginning_without_end(client, db, monkeypatch):
    monkeypatch.setattr(asking, "BEGUN_AT_MOST", (("minute", 60, 1),))
    begin(client)
    client.cookies.clear()
    page = client.post(START)
    assert page.status_code == 429
    assert drafts.COOKIE not in client.cookies


def test_while_the_cache_is_away_the_page_says_whom_to_ring(client, cast, monkeypatch):
    assert cast.north_hub

    def away(*_args: Any, **_kwargs: Any) -> Any:
        raise Away

    begin(client)
    monkeypatch.setattr(drafts, "find", away)
    page = client.post(question("name"), HERS["name"])
    assert page.status_code == 503
    assert cast.north_hub.name in page.text
