"""Asking a family how the support was (S21)."""

from django.conf import settings
from django.urls import reverse

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.actions.locks import lock
from households.models import Household
from referrals.actions import messages
from referrals.actions.surveying import tickets
from referrals.models import MessageKind, Survey, SurveyWay


@action
def ask(
    *, household: Household, occasion: str, way: str, worker_says: str, address: str = "", by: User
) -> str:
    """Ask a family, and keep how its worker sees it.

    Args: `address`, where a link is sent by email. Returns the link that is to be printed; "" where
    none is. Raises MergedMeanwhile, DisposedOf.
    """
    lock(household)
    survey = Survey(
        household=household,
        occasion=occasion,
        way=way,
        asked_on=today(),
        worker_says=worker_says,
        asked_by=by,
    )
    survey.keep(by=by, why="Asked how the support was")
    log.wrote(by, "household", household.pk, action="surveys.ask")
    if way == SurveyWay.PAPER:
        return ""
    secret = tickets.issue(tickets.Asked(household.pk, household.hub_id, occasion))
    link = f"{settings.SITE_ADDRESS}{reverse('referrals:survey', args=[secret])}"
    if way == SurveyWay.PRINTED:
        return link
    messages.write_to(
        kind=MessageKind.SURVEY, address=address, link=link, household=household, by=by
    )
    return ""
