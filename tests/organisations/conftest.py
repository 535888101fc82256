import pytest
from django.urls import reverse

from tests.organisations.browser import Browser


@pytest.fixture
def browser(db):
    return Browser()


@pytest.fixture
def path(cast):
    return reverse("households:person-add", args=[cast.household.reference])


@pytest.fixture
def page(browser, cast, path):
    """Alice has the page of a new person open."""
    browser.sign_in(cast.alice)
    return browser.open(path)
