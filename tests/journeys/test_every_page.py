"""Each role's pages are opened, looked at by axe, and tabbed through."""

import pytest
from django.urls import reverse

from tests.browser import EACH_SIZE
from tests.referrals.asking import a_request
from tests.referrals.referring import a_referral

pytestmark = pytest.mark.django_db(transaction=True)

OF_HOUSEHOLD = ["overview", "people", "goals", "history", "who-looked", "change", "address"]
PUBLIC = [
    "organisations:sign-in",
    "consent:privacy",
    "consent:leaflet",
    "referrals:find-support",
    "referrals:ask-for-help",
    "referrals:accessibility",
    "retention:public-schedule",
    "referrals:survey-thanks",
]
OF_THE_OFFICER = [
    "organisations:start",
    "retention:due-list",
    "retention:certificates",
    "reporting:overview",
    "households:list",
]


def test_the_public_pages(open_page, cast, looks_right):
    assert cast.council
    page = open_page()
    for name in PUBLIC:
        assert page.goto(reverse(name)).status == 200, name
        looks_right(page)


def test_a_managers_pages(open_page, cast, looks_right):
    page = open_page(cast.henry)
    reference = cast.household.reference
    assert cast.agreement
    assert a_request()
    sent = a_referral(cast)
    paths = [reverse(f"households:{name}", args=[reference]) for name in OF_HOUSEHOLD]
    paths += [
        reverse("consent:sharing", args=[reference]),
        reverse("retention:household", args=[reference]),
        reverse("households:goal", args=[reference, cast.goal.pk]),
        reverse("households:person-correct", args=[reference, cast.mother.pk]),
        reverse("referrals:surveys", args=[reference]),
        reverse("referrals:survey-ask", args=[reference]),
        reverse("referrals:survey-from-paper"),
        reverse("referrals:referral-withdraw", args=[reference, sent.pk]),
        reverse("referrals:messages"),
        reverse("referrals:message-preferences"),
        reverse("referrals:flow"),
        reverse("referrals:flow-requests"),
        reverse("referrals:flow-referrals"),
        reverse("reporting:overview"),
        reverse("households:list"),
    ]
    for path in paths:
        assert page.goto(path).status == 200, path
        looks_right(page)


def test_the_officers_pages(open_page, cast, looks_right):
    page = open_page(cast.dana)
    for name in OF_THE_OFFICER:
        assert page.goto(reverse(name)).status == 200, name
        looks_right(page)


@EACH_SIZE
def test_the_keyboard_reaches_everything_in_order(open_page, cast):
    """Tab goes to the skip link first, then on through the page without being caught."""
    page = open_page(cast.alice)
    page.goto("/households/new")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.innerText || document.activeElement.id"))
        if "Take on the household" in seen[-1]:
            break
    assert "Skip to main content" in seen[0]
    assert "Take on the household" in seen[-1], seen
