"""What of surveys stands in a household's record, and the paper a family is given."""

from dataclasses import dataclass

from familyhubs.design.dates import spoken
from familyhubs.organisations.models import Hub
from familyhubs.printing.pdf import document
from familyhubs.records.dates import today
from households.loader import OpenHousehold
from referrals.forms.surveys import LINKED
from referrals.models import Helped, Survey, SurveyAnswer

TITLE = "How was the support?"
FILENAME = "survey.pdf"


@dataclass(frozen=True)
class Views:
    """How the support was, as the worker sees it and as the family does: never one figure."""

    asked: list[Survey]
    answered: list[SurveyAnswer]


def of(case: OpenHousehold) -> Views:
    """What this user may see of it, newest first."""
    of_it = {"household": case.household}
    asked = Survey.objects.visible_to(case.user).filter(**of_it).select_related("asked_by")
    answered = SurveyAnswer.objects.visible_to(case.user).filter(**of_it)
    return Views(list(asked), list(answered.select_related("typed_by")))


def paper(hub: Hub, link: str) -> bytes:
    """The PDF for a family: the link where there is one, else the questions. It says nothing of
    whose it is."""
    ask = ", ".join(filter(None, [hub.name, hub.telephone]))
    data = {
        "printed_by": hub.name,
        "foot": f"Questions? Ask {ask}",
        "facts": [("Printed on", spoken(today())), ("Ask us", ask)],
        "link": link,
        "helped": [str(label) for label in Helped.labels],
        "linked": [words for _value, words in LINKED],
    }
    return document("print/survey.typ", data, title=TITLE)
