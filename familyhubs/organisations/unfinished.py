"""Forms whose session ended before they were saved (docs/adr/0010).

Kept in the cache, sealed, for whoever had the page open. The key is made of SECRET_KEY and of a
token that only that browser has: neither the cache nor the cookie alone tells anything. And of
a third part, which all forms about one record share: disposal destroys it, and none opens any more.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

from familyhubs.design.unfinished import Unfinished
from familyhubs.organisations.models import User
from familyhubs.records.boxes import box

COOKIE = "unfinished"
WRITTEN_BY = "written_by"  # the field that says who had the page open
TOKEN = re.compile(r"[\w-]{43}")
NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|written_by|.*password.*", re.IGNORECASE)
NOT_FORMS = {"organisations:sign-in", "organisations:sign-out"}
ABOUT = "reference"  # the part of an address that says whose record its page is of
GONE = "gone"  # in place of the part of the key that such a record's forms share
GONE_FOR = 30 * 24 * 3600  # seconds: no page stays open longer


@dataclass(frozen=True)
class Kept:
    """One form somebody did not get to save."""

    user: str
    fields: dict[str, list[str]]
    files: bool
    too_long: bool


def mark(request: HttpRequest) -> dict[str, str]:
    """Context processor: what every form says of whom it was drawn for. Nobody else can make it."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {WRITTEN_BY: _signer().sign(str(user.pk))}


def keep(request: HttpRequest, response: HttpResponseBase) -> str:
    """Keep what was sent for whoever had the page open. Returns whose it is; "" for nobody's.

    Pages shown to nobody in particular, signing in and passwords are never kept. What is over
    UNFINISHED_MAX_BYTES is not either, but that it was sent is, so that the page can say so.
    """
    user = written_by(request)
    if not user or (request.resolver_match and request.resolver_match.view_name in NOT_FORMS):
        return ""
    fields = {
        name: values for name, values in request.POST.lists() if not NEVER_KEPT.fullmatch(name)
    }
    too_long = len(json.dumps(fields, ensure_ascii=False).encode()) > settings.UNFINISHED_MAX_BYTES
    kept = Kept(user, {} if too_long else fields, files=bool(request.FILES), too_long=too_long)
    token = _token(request) or secrets.token_urlsafe(32)
    _put(token, request.get_full_path(), kept)
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.UNFINISHED_KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return user


def written_by(request: HttpRequest) -> str:
    """The id of whom the form that was sent had been drawn for; "" where it does not say."""
    try:
        return _signer().unsign(request.POST.get(WRITTEN_BY, ""))
    except signing.BadSignature:
        return ""


def whose(request: HttpRequest, path: str) -> str:
    """The id of whoever left a page unfinished in this browser; "" where nobody did."""
    kept = _find(request, path)
    return kept.user if kept else ""


def to_show(request: HttpRequest) -> Unfinished | None:
    """What the user who asks for a page did not get to save on it."""
    kept = _find(request, request.get_full_path())
    if kept is None or kept.user != str(request.user.pk):
        return None
    return Unfinished.of(kept.fields, files=kept.files, too_long=kept.too_long)


def forget(request: HttpRequest) -> None:
    """The page has shown it, or something was saved there: remove what this user left."""
    path = request.get_full_path()
    if whose(request, path) == str(request.user.pk):
        cache.delete(_place(_token(request), path))


def carry(request: HttpRequest, path: str, changed: Mapping[str, str]) -> None:
    """What this user left on the page asked for belongs on another now: keep it for that one.

    Args: `changed`, fields that have another value there, where they were sent at all. What waits
    on the other page already stays as it is.
    """
    left, kept = request.get_full_path(), _find(request, request.get_full_path())
    if kept is None or kept.user != str(request.user.pk):
        return
    fields = kept.fields | {name: [said] for name, said in changed.items() if name in kept.fields}
    if _find(request, path) is None:
        _put(_token(request), path, replace(kept, fields=fields))
        cache.delete(_place(_token(request), left))


def forget_about(references: Iterable[str]) -> None:
    """These records are disposed of: what was typed on their pages opens no more, and what is still
    sent from a page that stood open is not kept."""
    cache.set_many({_shared_place(one): GONE for one in references}, timeout=GONE_FOR)


def _put(token: str, path: str, kept: Kept) -> None:
    place = _shared_place(_about(path))
    shared = cache.get_or_set(place, secrets.token_hex, timeout=settings.UNFINISHED_KEPT_FOR)
    if shared == GONE:
        return
    cache.touch(place, timeout=settings.UNFINISHED_KEPT_FOR)
    sealed = _box(token, str(shared)).encrypt(json.dumps(asdict(kept)).encode())
    cache.set(_place(token, path), sealed, timeout=settings.UNFINISHED_KEPT_FOR)


def _find(request: HttpRequest, path: str) -> Kept | None:
    token = _token(request)
    sealed = cache.get(_place(token, path)) if token else None
    if sealed is None:
        return None
    shared = str(cache.get(_shared_place(_about(path)), GONE))
    try:
        return Kept(**json.loads(_box(token, shared).decrypt(sealed)))
    except InvalidToken:  # the record was disposed of, or SECRET_KEY was changed meanwhile
        return None


def _signer() -> signing.Signer:
    return signing.Signer(salt="unfinished.written_by")


def _token(request: HttpRequest) -> str:
    token = request.COOKIES.get(COOKIE, "")
    return token if TOKEN.fullmatch(token) else ""


def _place(token: str, path: str) -> str:
    return "unfinished:" + hashlib.sha256(f"{token} {path}".encode()).hexdigest()


def _about(path: str) -> str:
    """The reference of the record whose page it is; "" for a page of no record."""
    try:
        return str(resolve(path.partition("?")[0]).kwargs.get(ABOUT, ""))
    except Resolver404:
        return ""


def _shared_place(reference: str) -> str:
    """Where the part of the key stands that all forms about a record share. Tells nothing of it."""
    tag = salted_hmac("unfinished.about", reference, algorithm="sha256").hexdigest()
    return f"unfinished-about:{tag}"


def _box(token: str, shared: str) -> Fernet:
    return box(f"{token} {shared}", "familyhubs unfinished forms")
