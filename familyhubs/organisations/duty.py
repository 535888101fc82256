"""The duty to keep confidential what families agreed to share (S33).

A partner's people accept it before the first page opens, and again each year. Nothing of it is
asked of the council's own people: their contract says it.
"""

from datetime import date

from django.http import HttpRequest

from familyhubs.organisations.models import DutyAccepted, User
from familyhubs.records.dates import today

WORDS = tuple(
    """
What I read here was shared with my organisation for the support of a family, in confidence.
I have a legal duty to keep it confidential: by the common law, by data protection law, and by my \
organisation's agreement with the council.
I open only the families I support, and use what I read for their support alone.
I pass nothing on, in my organisation or outside it, unless the family agreed or the law says so.
I tell the council's data protection officer at once if somebody saw what they should not have seen.
""".strip().splitlines()
)
KEPT = "duty_accepted_until"  # in the session, so that no page asks the database


def accepted_until(user: User) -> date | None:
    """The last day on which what they accepted counts; None where they owe it."""
    theirs = DutyAccepted.objects.filter(
        user=user, organisation=user.organisation_id, words="\n".join(WORDS), until__gte=today()
    )
    return theirs.order_by("-until").values_list("until", flat=True).first()


def owes(request: HttpRequest, user: User) -> bool:
    """Whether this user has to accept it before a page opens.

    What is found is kept in the session; a session ends within a day, so that nobody is stopped
    in the middle of a form by midnight.
    """
    if not user.is_partner or request.session.get(KEPT) == user.organisation_id:
        return False
    if accepted_until(user) is None:
        return True
    request.session[KEPT] = user.organisation_id
    return False
