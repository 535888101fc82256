"""A referral on paper, for an organisation that nobody signs in for (S63).

Before it accepts the paper names nobody; after, it carries what that organisation is let see, as
its people would see it on the pages. What they would read there no more is not printed either.
"""

from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from consent.preview import reader_at
from familyhubs.design.dates import spoken
from familyhubs.design.templatetags.design import moment
from familyhubs.printing.pdf import document
from familyhubs.records.refusals import Refused
from households import printing
from households.loader import OpenHousehold
from households.models import Household
from households.paper import Section
from households.sight import sight_of
from referrals import referring
from referrals.models import Referral
from referrals.states import ReferralState

NAMES_NOBODY = (
    "In confidence. This paper names nobody of the family: they agreed that you are told who they "
    "are once you accept."
)


class NotToBePrinted(Refused):
    """A paper would tell them what they may see no more."""

    words = (
        "Nothing is printed: the referral is over, or what the family agreed to, or the "
        "organisation's data-sharing agreement, holds no longer. The organisation is to be shown "
        "nothing more of the family."
    )


def may_print(referral: Referral) -> bool:
    """Whether whom it was sent to would still read it on a page."""
    return referral.is_open and referral.holds and referring.may_receive(referral.organisation)


def printed(case: OpenHousehold, referral: Referral, at: datetime) -> bytes:
    """The PDF. Args: `case`, the sender's. Raises NotToBePrinted."""
    if not may_print(referral):
        raise NotToBePrinted
    named = referral.is_going_on
    asked_by = f"{referral.sent_by}, {referral.sent_by.hub or referral.sent_by.organisation}"
    data = {
        "printed_by": case.user.name,
        "confidential": printing.CONFIDENTIAL if named else NAMES_NOBODY,
        "foot": f"In confidence. Referral {referral.number}, printed {moment(at)}",
        "facts": [
            ("To", str(referral.organisation)),
            ("Asked for", referral.what),
            ("From", asked_by),
            ("Sent on", spoken(timezone.localdate(referral.sent_at))),
            ("Where it stands", referral.get_state_display()),
        ],
        "sections": [asdict(section) for section in _sections(case, referral, at, named)],
    }
    return document("print/household.typ", data, title=f"Referral {referral.number}")


def _sections(case: OpenHousehold, referral: Referral, at: datetime, named: bool) -> list[Section]:
    outcomes = referring.outcomes_of(case.user, referral)
    rows = [("Help with", referral.need_words), ("What is hoped for", referral.reason)]
    rows += [("Ages", referral.age_words)] if referral.ages else []
    rows += [("Lives in", referral.area)] if referral.area else []
    sections = [
        Section("What is asked for", rows=rows),
        Section("Outcomes to look for", notes=[one.words for one in outcomes]),
    ]
    if not named:
        return [*sections, Section("How to answer", notes=[_how_to_answer(referral)])]
    theirs = [] if referral.organisation.is_council else _as_they_see_it(case, referral, at)
    first = referring.steps_of(case.user, referral)[0]
    if first.state == ReferralState.SENT and first.note:
        sections.append(Section("What else you should know", notes=[first.note]))
    return sections + theirs


def _how_to_answer(referral: Referral) -> str:
    hub = referral.sent_by.hub
    ways = [str(part) for part in (hub, hub and hub.telephone, hub and hub.email) if part]
    whom = ", ".join(ways) or str(referral.sent_by.organisation)
    return (
        f"Tell {referral.sent_by} ({whom}) whether you accept it, have a waiting list, or decline "
        f"it and why. Say the number {referral.number}."
    )


def _as_they_see_it(case: OpenHousehold, referral: Referral, at: datetime) -> list[Section]:
    reader = reader_at(referral.organisation)
    seen = Household.objects.visible_to(reader).titled_for(reader)
    household = seen.select_related("hub").filter(pk=case.household.pk).first()
    if household is None:  # what let them see it has ended since
        raise NotToBePrinted
    theirs = OpenHousehold(household, reader, sight_of(household, reader))
    return [Section(**section) for section in printing.summary(theirs, at)["sections"]]
