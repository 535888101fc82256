"""Requests for support in the demo: new, not claimed in time, claimed, and answered (S20)."""

import uuid
from datetime import timedelta

from django.utils import timezone

from familyhubs.demo.partnership import Partnership
from households.needs import Need
from referrals.actions import requests
from referrals.answers import Answers
from referrals.models import BestTime, DeclineReason, ForWhom, Service, SupportRequest

N, T = Need, BestTime
# Days ago, first and last name, needs, a good time, in their own words.
ASKED = [
    (0, "Tamsin", "Fairweather", [N.EARLY_YEARS], T.MORNING, "My baby does not sleep."),
    (1, "Joel", "Ashdown", [N.FINANCES, N.HOUSING], T.ANY, "We are behind with the rent."),
    (6, "Renata", "Brookes", [N.RELATIONSHIPS], T.EVENING, ""),
    (4, "Idris", "Calloway", [N.EDUCATION], T.AFTERNOON, "My son will not go to school."),
    (9, "Maud", "Larkin", [N.HEALTH], T.ANY, ""),
    (12, "Colm", "Whitby", [], T.MORNING, "I do not know where to begin."),
]


def make_support_requests(partnership: Partnership) -> None:
    """Sent by families; the hub's worker claims one and answers two."""
    worker = partnership.workers[0]
    made = [_send(number, *asked) for number, asked in enumerate(ASKED)]
    requests.escalate(by=None)
    requests.claim(request=made[3], by=worker)
    sleep = Service.objects.filter(needs__overlap=[N.HEALTH])[:1]
    requests.signpost(
        request=made[4], services=list(sleep), note="She knows whom to ring.", by=worker
    )
    requests.decline(request=made[5], reason=DeclineReason.NO_ANSWER, by=worker)


def _send(
    number: int, ago: int, given: str, family: str, needs: list[Need], when: BestTime, words: str
) -> SupportRequest:
    told = {"telephone": f"01632 960 {500 + number}", "words": words}
    if number == 2:
        told |= {"asker_name": "Odette Brookes", "asker_relation": "I am her mother"}
        told |= {"asker_telephone": "01632 960 599"}
    return requests.send(
        sent_as=str(uuid.uuid4()),
        for_whom=ForWhom.SOMEBODY if number == 2 else ForWhom.SELF,
        needs=needs,
        hub=None,
        best_time=when,
        answers=Answers(given_name=given, family_name=family, **told),
        made_at=timezone.now() - timedelta(days=ago),
        by=None,
    )
