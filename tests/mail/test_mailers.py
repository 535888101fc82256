"""By what email goes, as the environment says it, and GOV.UK Notify as one of Django's backends."""

import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from json import dumps, loads
from threading import Thread

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers

from familyhubs.mail.letter import AddressRefused, Letter
from familyhubs.mail.mailers import NONE, NOTIFY, mailer_for
from familyhubs.mail.notify import NotifyAway

KEY = f"tests-{uuid.UUID(int=1)}-{uuid.UUID(int=2)}"
TOKEN = uuid.UUID(int=7)


def mailer(monkeypatch, demo=False, **variables):
    for name in ("NOTIFY_API_KEY", "NOTIFY_TEMPLATE_ID", "EMAIL_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return mailer_for(environ.Env(), demo=demo)


def test_nothing_is_set_up_where_nothing_is_said(monkeypatch):
    assert mailer(monkeypatch) == {"BACKEND": NONE}
    assert mailer(monkeypatch, demo=True)["BACKEND"].endswith("console.EmailBackend")


def test_a_mail_server(monkeypatch):
    found = mailer(monkeypatch, EMAIL_URL="smtp+tls://us%40er:pa%2Fss@mail.example:587")
    assert found["BACKEND"].endswith("smtp.EmailBackend")
    assert found["OPTIONS"] == {
        "host": "mail.example",
        "port": 587,
        "username": "us@er",
        "password": "pa/ss",
        "use_tls": True,
        "timeout": 30,
    }


def test_notify(monkeypatch):
    found = mailer(monkeypatch, NOTIFY_API_KEY=KEY, NOTIFY_TEMPLATE_ID="t")
    assert found == {"BACKEND": NOTIFY, "OPTIONS": {"api_key": KEY, "template_id": "t"}}


@pytest.mark.parametrize(
    "variables", [{"NOTIFY_API_KEY": KEY}, {"EMAIL_URL": "carrier-pigeon://loft"}]
)
def test_what_is_half_set_up_is_said(monkeypatch, variables):
    with pytest.raises(ImproperlyConfigured):
        mailer(monkeypatch, **variables)


class TestNotify:
    """Against a server on this machine that answers as Notify's does."""

    @pytest.fixture
    def notify(self, settings):
        asked, answers = [], []

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                self._answer(loads(self.rfile.read(length)))

            def do_GET(self):
                self._answer(None)

            def _answer(self, body):
                asked.append((self.command, self.path, body))
                status, said = answers.pop(0)
                content = dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Answers)
        Thread(target=server.serve_forever, daemon=True).start()
        where = f"http://127.0.0.1:{server.server_port}"
        options = {"api_key": KEY, "template_id": "template", "base_url": where}
        settings.MAILERS = {"default": {"BACKEND": NOTIFY, "OPTIONS": options}}
        yield asked, answers
        server.shutdown()
        server.server_close()

    def sent(self, *, again=False):
        letter = Letter(
            subject="A message",
            body="Sign in",
            address="kit@family.example",
            token=TOKEN,
            may_have_gone=again,
        )
        with mailers.default as mailer:
            return mailer.send_messages([letter])

    def test_it_is_handed_over_under_its_token(self, notify):
        asked, answers = notify
        answers.append((201, {"id": "1"}))
        assert self.sent() == 1
        assert asked == [
            (
                "POST",
                "/v2/notifications/email",
                {
                    "email_address": "kit@family.example",
                    "template_id": "template",
                    "personalisation": {"subject": "A message", "body": "Sign in"},
                    "reference": str(TOKEN),
                },
            )
        ]

    @pytest.mark.parametrize(("there", "posts"), [([{"id": "1"}], 0), ([], 1)])
    def test_what_was_perhaps_sent_is_asked_about_first(self, notify, there, posts):
        asked, answers = notify
        answers += [(200, {"notifications": there}), (201, {"id": "1"})]
        assert self.sent(again=True) == 1
        assert asked[0][:2] == ("GET", f"/v2/notifications?reference={TOKEN}")
        assert len(asked) == 1 + posts

    @pytest.mark.parametrize(
        ("status", "message", "error"),
        [
            (400, "email_address Not a valid email address", AddressRefused),
            (400, "Template not found", NotifyAway),
            (403, "Invalid token", NotifyAway),
            (429, "Exceeded rate limit", NotifyAway),
            (503, "Away", NotifyAway),
        ],
    )
    def test_what_it_refuses_is_told_apart(self, notify, status, message, error):
        _asked, answers = notify
        answers.append((status, {"errors": [{"error": "Error", "message": message}]}))
        with pytest.raises(error):
            self.sent()
