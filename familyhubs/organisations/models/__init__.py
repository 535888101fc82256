from familyhubs.organisations.models.duty import DutyAccepted
from familyhubs.organisations.models.organisation import (
    Hub,
    Organisation,
    OrganisationKind,
    PartnerRole,
)
from familyhubs.organisations.models.user import Role, User

__all__ = [
    "DutyAccepted",
    "Hub",
    "Organisation",
    "OrganisationKind",
    "PartnerRole",
    "Role",
    "User",
]
