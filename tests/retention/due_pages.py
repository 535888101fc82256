"""Reading the officer's due list as a page."""

from typing import Any

from django.test import Client
from django.urls import reverse

LIST = reverse("retention:due-list")
FILE = reverse("retention:due-file")
HOLD = reverse("retention:due-hold")


def text(client: Client, address: str = LIST, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def listed(client: Client, **query: Any) -> set[str]:
    response = client.get(LIST, {"next": "all", **query})
    return {line.household.reference for line in response.context["page"].object_list}
