"""Nothing typed is lost: a form whose session ended comes back, filled in and not saved."""

import html
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.models import Person
from tests.organisations.browser import WRITTEN, is_filled

TEXT = "“O'Brien” said: <b>nein</b> 😀 محمد\n\n" + "word " * 300


def test_an_idle_session_gives_the_text_back_after_signing_in(browser, cast, page, path):
    browser.lose_session()
    to_sign_in = page.send(given_name="Sorrel", date_of_birth_day="3", date_of_birth_month="Mar")
    assert to_sign_in.url == f"/sign-in?next={path}"
    back = browser.sign_in(cast.alice, at=to_sign_in.url)
    assert back.url == path
    answer = browser.client.get(path)
    assert is_filled(answer)
    assert 'value="Mar"' in answer.text
    assert "There is a problem" not in answer.text, "the year is missing, but nothing was sent yet"
    assert not Person.objects.filter(given_name="Sorrel").exists(), "it is shown, not saved"


def test_what_is_shown_again_can_be_saved(browser, cast, page, path):
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    again = browser.open(path)
    saved = again.send(given_name="Sorrel", family_name="Quillfeather")
    assert saved.status_code == 302
    assert Person.objects.filter(given_name="Sorrel").exists()
    assert WRITTEN not in browser.client.get(path).text


def test_a_working_day_that_ends_gives_the_text_back(browser, cast, page, path):
    session = browser.client.session
    session["signed_in_at"] -= 12 * 3600 + 1
    session.save()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    assert is_filled(browser.client.get(path))


def test_signed_out_in_another_tab(browser, cast, page, path):
    browser.sign_out()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    assert is_filled(browser.client.get(path))


def test_signed_in_again_in_another_tab_leads_straight_back(browser, cast, page, path):
    """The token changed with the sign-in, so the form is refused; it is there again at once."""
    browser.sign_out()
    browser.sign_in(cast.alice)
    refused = page.send(given_name="Sorrel")
    assert refused.status_code == 302
    assert refused.url == path
    assert not Person.objects.filter(given_name="Sorrel").exists()
    assert is_filled(browser.client.get(path))


def test_signed_in_and_out_again_in_another_tab(browser, cast, page, path):
    browser.sign_out()
    browser.sign_in(cast.alice)
    browser.sign_out()
    refused = page.send(given_name="Sorrel")
    assert refused.url == f"/sign-in?next={path}"
    assert browser.sign_in(cast.alice, at=refused.url).url == path
    assert is_filled(browser.client.get(path))


def test_signing_in_twice_goes_on_to_the_form(browser, cast, page, path):
    """The sign-in page stood in one tab while the same person signed in in another."""
    browser.lose_session()
    to_sign_in = page.send(given_name="Sorrel").url
    browser.client.get(to_sign_in)
    browser.sign_in(cast.alice)
    assert browser.client.get(to_sign_in).url == path
    stale = browser.client.post(to_sign_in, {"csrfmiddlewaretoken": "x" * 64})
    assert stale.url == to_sign_in


def test_it_is_shown_once(browser, cast, page, path):
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    assert is_filled(browser.client.get(path))
    assert "Sorrel" not in browser.client.get(path).text


def test_it_is_not_shown_on_another_page(browser, cast, page, path):
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    other = reverse("households:relate", args=[cast.household.reference])
    assert WRITTEN not in browser.client.get(other).text
    assert is_filled(browser.client.get(path))


def test_a_page_that_shows_no_form_leaves_it_kept(browser, cast, page, path):
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    browser.client.head(path)
    assert is_filled(browser.client.get(path))


def test_saving_in_another_tab_removes_it(browser, cast, page, path):
    browser.lose_session()
    page.send(given_name="Sorrel")
    browser.sign_in(cast.alice)
    token = browser.client.cookies["csrftoken"].value
    fields = {"given_name": "Rowan", "family_name": "Quillfeather"}
    browser.client.post(path, {**fields, "csrfmiddlewaretoken": token})
    assert WRITTEN not in browser.client.get(path).text


def test_long_text_and_emoji_come_back_as_typed(browser, cast):
    path = reverse("households:goal-add", args=[cast.household.reference])
    browser.sign_in(cast.alice)
    page = browser.open(path)
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(words=TEXT).url)
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", browser.client.get(path).text, re.DOTALL)
    assert html.unescape(shown[1]).strip() == TEXT.strip()


def test_what_is_too_long_is_not_kept_and_the_page_says_so(browser, cast, page, path):
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="x" * 200_001).url)
    answer = browser.client.get(path)
    assert "What you typed was too long to be kept." in answer.text
    assert "xxxx" not in answer.text
    assert 'value="Quillfeather"' in answer.text, "the page as it is at first"


def test_a_file_is_not_kept_and_the_page_says_so(browser, cast, page, path):
    browser.lose_session()
    file = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 secret")
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel", file=file).url)
    answer = browser.client.get(path)
    assert is_filled(answer)
    assert "The file you chose was not kept." in answer.text


def test_every_ticked_box_comes_back(browser, cast):
    path = reverse("consent:record", args=[cast.household.reference])
    browser.sign_in(cast.alice)
    page = browser.open(path)
    browser.lose_session()
    people = [str(cast.mother.pk), str(cast.child.pk)]
    browser.sign_in(cast.alice, at=page.send(covers=people).url)
    text = browser.client.get(path).text
    for pk in people:
        assert re.search(rf'<input[^>]*name="covers"[^>]*value="{pk}"[^>]*checked', text)


def test_a_stale_record_is_still_noticed(browser, cast):
    """S18: the version stays that of the page that was open."""
    reference = cast.household.reference
    path = reverse("households:person-correct", args=[reference, cast.mother.pk])
    browser.sign_in(cast.alice)
    page = browser.open(path)
    version = cast.mother.version
    browser.lose_session()
    to_sign_in = page.send(given_name="Marigold-Rose", family_name="Quillfeather", version=version)
    person = Person.objects.get(pk=cast.mother.pk)
    person.given_name = "Mary"
    person.keep(by=cast.henry, why="Correction", seen_version=person.version)
    browser.sign_in(cast.alice, at=to_sign_in.url)
    answer = browser.client.get(path)
    assert is_filled(answer, "Marigold-Rose")
    assert re.search(rf'name="version" value="{version}"', answer.text)


def test_a_page_that_asks_the_form_before_it_is_sent_shows_it_too(browser, cast):
    path = reverse("households:lead-end", args=[cast.household.reference])
    assert cast.lead
    browser.sign_in(cast.alice)
    page = browser.open(path)
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(why="They moved").url)
    answer = browser.client.get(path)
    assert answer.status_code == 200
    assert "They moved" in answer.text


def test_two_tabs_both_come_back(browser, cast, page, path):
    other = reverse("households:goal-add", args=[cast.household.reference])
    second = browser.open(other)
    browser.lose_session()
    page.send(given_name="Sorrel")
    browser.sign_in(cast.alice, at=second.send(words="Mornings without shouting").url)
    assert "Mornings without shouting" in browser.client.get(other).text
    assert is_filled(browser.client.get(path))
