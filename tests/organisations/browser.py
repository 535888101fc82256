"""A browser with several pages open, whose session may end meanwhile. It checks its tokens."""

import html
import re

from django.test import Client

from tests.factories.organisations import PASSWORD

WRITTEN = "You were signed out while you were writing. What you typed is below."


class Browser:
    """A browser that checks its tokens, with the pages it has open."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True)

    def sign_in(self, user, at="/sign-in"):
        self.client.get(at)
        token = self.client.cookies["csrftoken"].value
        data = {"email": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        return self.client.post(at, data)

    def open(self, path):
        return OpenPage(self, path, self.client.get(path))

    def sign_out(self):
        """In another tab: the token stays."""
        token = self.client.cookies["csrftoken"].value
        self.client.post("/sign-out", {"csrfmiddlewaretoken": token})

    def lose_session(self):
        self.client.session.flush()


class OpenPage:
    def __init__(self, browser, path, answer):
        assert answer.status_code == 200
        self.browser, self.path = browser, path
        pattern = r'<input type="hidden" name="(csrfmiddlewaretoken|written_by)" value="([^"]*)"'
        self.hidden = {name: html.unescape(text) for name, text in re.findall(pattern, answer.text)}

    def send(self, **fields):
        return self.browser.client.post(self.path, {**self.hidden, **fields})


def is_filled(answer, text="Sorrel"):
    return WRITTEN in answer.text and f'value="{text}"' in answer.text
