"""A request for support, and the form for help as a family fills it in."""

import uuid
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from familyhubs.organisations.models import Hub
from households.needs import Need
from referrals.actions import requests
from referrals.answers import Answers
from referrals.models import SupportRequest

START, CHECK, SENT = (reverse(f"referrals:asking-{page}") for page in ("start", "check", "sent"))

# What a mother answers, question by question.
HERS: dict[str, dict[str, Any]] = {
    "who": {"for_whom": "self"},
    "needs": {"needs": ["early_years", "housing"]},
    "words": {"words": "The baby does not sleep"},
    "name": {"given_name": "Tansy", "family_name": "Underhill"},
    "born": {
        "date_of_birth_day": "3",
        "date_of_birth_month": "May",
        "date_of_birth_year": "1994",
    },
    "home": {"postcode": "nn168tl"},
    "reach": {"telephone": "01632960777", "email": "tansy@example.com"},
    "safe": {"contact_warning": "Only ring in the mornings"},
    "language": {"interpreter": ""},
    "hub": {"hub": ""},
    "time": {"best_time": "morning"},
}
THEIRS: dict[str, dict[str, Any]] = {
    "who": {"for_whom": "somebody"},
    "they-know": {"they_know": "yes"},
    "you": {
        "asker_name": "Odette Underhill",
        "asker_relation": "Her grandmother",
        "asker_email": "odette@example.com",
    },
    **{step: told for step, told in HERS.items() if step not in ("who", "reach")},
    "reach": {"telephone": "", "email": ""},
}


def question(step: str) -> str:
    return reverse("referrals:asking", args=[step])


def begin(client: Client) -> None:
    """The notice is shown, and the form begun."""
    client.get(START)
    client.post(START)


def answer_all(client: Client, told: dict[str, dict[str, Any]]) -> None:
    """Every question, as far as the page on which the answers are checked."""
    begin(client)
    for step, typed in told.items():
        client.post(question(step), typed)


def a_request(
    *, hub: Hub | None = None, made_at: datetime | None = None, **told: str
) -> SupportRequest:
    """One that came by the form."""
    answers = {"given_name": "Tansy", "family_name": "Underhill", "telephone": "01632 960 777"}
    return requests.send(
        sent_as=str(uuid.uuid4()),
        for_whom="self",
        needs=[Need.EARLY_YEARS],
        hub=hub,
        best_time="any",
        answers=Answers(**{**answers, **told}),
        made_at=made_at,
        by=None,
    )
