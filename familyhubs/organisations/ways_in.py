"""What somebody who works with no family can do here: the start page's ways in."""

from dataclasses import dataclass

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission

P = Permission


@dataclass(frozen=True)
class WayIn:
    """A card of the start page: `name` is that of its address."""

    title: str
    name: str
    text: str


# The permission that shows it, the card.
CARDS = [
    (
        P.SEE_REPORTS,
        WayIn("Reports", "reporting:overview", "How well the hub works. Small counts are hidden."),
    ),
    (
        P.KEEP_EVIDENCE,
        WayIn("Households", "households:list", "Every household, and why each is kept how long."),
    ),
    (
        P.SEE_DISCLOSURES,
        WayIn(
            "Disclosures",
            "consent:disclosure-register",
            "What was shared without agreement, and whether the family was told.",
        ),
    ),
    (
        P.REVIEW_EMERGENCIES,
        WayIn(
            "Emergency access",
            "consent:emergencies",
            "Which households partners opened because somebody was at risk.",
        ),
    ),
    (
        P.KEEP_EVIDENCE,
        WayIn("Due list", "retention:due-list", "What is due for disposal, and what is held."),
    ),
    (
        P.KEEP_EVIDENCE,
        WayIn("Holds", "retention:holds", "What must not be disposed of, why, and until when."),
    ),
    (
        P.KEEP_EVIDENCE,
        WayIn("Certificates", "retention:certificates", "What was disposed of, and when."),
    ),
    (
        P.KEEP_EVIDENCE,
        WayIn("Admin site", "admin:index", "Notices, the schedule and the access log."),
    ),
    (
        P.KEEP_ORGANISATIONS,
        WayIn("Admin site", "admin:index", "Organisations, hubs and people who sign in."),
    ),
]


def ways_in(user: User) -> list[WayIn]:
    """The cards of whoever has no families of their own; none for those who have."""
    if user.may(P.RECORD_CONTACT):
        return []
    return [card for permission, card in CARDS if user.may(permission)]
