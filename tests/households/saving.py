"""Saving as a browser does: with what the opened page carries unseen."""

from typing import Any

from django.http import HttpResponse
from django.test import Client


def hidden(page: Any) -> dict[str, Any]:
    """What an opened page carries unseen."""
    form = page.context["form"]
    return {bound.name: bound.value() for bound in form.hidden_fields()}


def save(client: Client, url: str, typed: dict[str, Any]) -> HttpResponse:
    """Open the page, type, save."""
    page: Any = client.get(url)
    unseen = hidden(page) if page.status_code == 200 else {}
    return client.post(url, {**unseen, **typed})  # type: ignore[return-value]
