from familyhubs.organisations.models.organisation import (
    Hub,
    Organisation,
    OrganisationKind,
    PartnerRole,
)
from familyhubs.organisations.models.user import Role, User

__all__ = ["Hub", "Organisation", "OrganisationKind", "PartnerRole", "Role", "User"]
