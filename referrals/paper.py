"""A referral on paper, for an organisation that nobody signs in for (S63).

Before it accepts the paper names nobody; after, it carries what that organisation is let see, as
its people would see it on the pages.
"""

from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from consent.preview import reader_at
from familyhubs.design.dates import spoken
from familyhubs.design.templatetags.design import moment
from familyhubs.printing.pdf import document
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


def printed(case: OpenHousehold, referral: Referral, at: datetime) -> bytes:
    """The PDF. Args: `case`, the sender's."""
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
    first = referring.steps_of(case.user, referral)[0]
    if first.state == ReferralState.SENT and first.note:
        sections.append(Section("What else you should know", notes=[first.note]))
    if referral.organisation.is_council:
        return sections
    return sections + _as_they_see_it(case, referral, at)


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
    if household is None:  # their agreement has ended since
        return []
    theirs = OpenHousehold(household, reader, sight_of(household, reader))
    return [Section(**section) for section in printing.summary(theirs, at)["sections"]]
