"""Which of the two sends email, read from the environment. Imports nothing of Django but its
errors: settings read it."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

NOTIFY = "familyhubs.mail.notify.NotifyBackend"
NONE = "familyhubs.mail.nowhere.NoMail"
CONSOLE = "consolemail://"
TIMEOUT = 30  # seconds, so that a server that says nothing holds nobody up


def mailer_for(env: environ.Env, *, demo: bool) -> dict[str, Any]:
    """What Django's MAILERS need: GOV.UK Notify where NOTIFY_API_KEY is set, else the mail server
    of EMAIL_URL, else none at all; a demo writes its emails into the worker's log.

    Raises ImproperlyConfigured where one of the two is half configured.
    """
    if key := env.str("NOTIFY_API_KEY", default=""):
        template = env.str("NOTIFY_TEMPLATE_ID", default="")
        if not template:
            raise ImproperlyConfigured("Set NOTIFY_TEMPLATE_ID: the template every email goes by.")
        return {"BACKEND": NOTIFY, "OPTIONS": {"api_key": key, "template_id": template}}
    url = env.str("EMAIL_URL", default=CONSOLE if demo else "")
    return _by(url) if url else {"BACKEND": NONE}


def _by(url: str) -> dict[str, Any]:
    try:
        found = environ.Env.email_url_config(url)
    except ValueError as error:
        raise ImproperlyConfigured("EMAIL_URL is no address of a mail server.") from error
    mailer: dict[str, Any] = {"BACKEND": found["EMAIL_BACKEND"]}
    if not urlsplit(url).scheme.startswith("smtp"):
        return mailer
    options = {
        "host": found["EMAIL_HOST"],
        "port": found["EMAIL_PORT"],
        "username": found["EMAIL_HOST_USER"],
        "password": found["EMAIL_HOST_PASSWORD"],
        "use_tls": found.get("EMAIL_USE_TLS"),
        "use_ssl": found.get("EMAIL_USE_SSL"),
    }
    given = {name: value for name, value in options.items() if value}
    return {**mailer, "OPTIONS": {**given, "timeout": TIMEOUT}}
