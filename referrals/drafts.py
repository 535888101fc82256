"""A request for support while it is being written: saved after each question, for one browser.

Kept in the cache, sealed as an unfinished form is (docs/adr/0010), for two hours after the last
answer. The cookie ends with the browser: the next person at a shared computer finds nothing.
Raises RedisError everywhere while the cache is away.
"""

import hashlib
import json
import re
import secrets
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from familyhubs.records.boxes import box

COOKIE = "asking"
KEPT_FOR = 2 * 3600  # seconds
TOKEN = re.compile(r"[\w-]{43}")


@dataclass
class Draft:
    """What was answered so far, question by question, as it was typed.

    `sent_as` makes one request of a form that is sent twice; `reference` is that of the request
    once it was sent, when the answers are kept here no more.
    """

    token: str
    said: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    sent_as: str = field(default_factory=lambda: str(uuid.uuid4()))
    reference: str = ""


def begin() -> Draft:
    """An empty one, not kept yet."""
    return Draft(secrets.token_urlsafe(32))


def find(request: HttpRequest) -> Draft | None:
    """The one of this browser; None where there is none, or its two hours are over."""
    token = request.COOKIES.get(COOKIE, "")
    sealed = cache.get(_place(token)) if TOKEN.fullmatch(token) else None
    if sealed is None:
        return None
    try:
        return Draft(token, **json.loads(_box(token).decrypt(sealed)))
    except InvalidToken:  # SECRET_KEY was changed meanwhile
        return None


def keep(draft: Draft) -> None:
    """Keep it for another two hours."""
    kept: dict[str, Any] = asdict(draft)
    del kept["token"]
    sealed = _box(draft.token).encrypt(json.dumps(kept).encode())
    cache.set(_place(draft.token), sealed, timeout=KEPT_FOR)


def give(draft: Draft, response: HttpResponseBase) -> None:
    """Let the browser find it again, until the browser is closed."""
    response.set_cookie(
        COOKIE,
        draft.token,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Delete what was answered, at the word of whoever wrote it."""
    token = request.COOKIES.get(COOKIE, "")
    if TOKEN.fullmatch(token):
        cache.delete(_place(token))
    response.delete_cookie(COOKIE, samesite="Lax")


def _place(token: str) -> str:
    return "asking:" + hashlib.sha256(token.encode()).hexdigest()


def _box(token: str) -> Any:
    return box(token, "familyhubs request for support")
