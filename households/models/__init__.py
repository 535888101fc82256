from households.models.episode import Episode
from households.models.goal import Goal, GoalOutcome, Score, ScoredBy
from households.models.grants import HouseholdGrant, PersonGrant
from households.models.household import Address, Household
from households.models.involvement import Involvement, InvolvementReason
from households.models.lead import LeadAssignment, LeadState
from households.models.person import (
    Membership,
    Person,
    Protection,
    ProtectionKind,
    Relationship,
    RelationshipKind,
)

__all__ = [
    "Address",
    "Episode",
    "Goal",
    "GoalOutcome",
    "Household",
    "HouseholdGrant",
    "Involvement",
    "InvolvementReason",
    "LeadAssignment",
    "LeadState",
    "Membership",
    "Person",
    "PersonGrant",
    "Protection",
    "ProtectionKind",
    "Relationship",
    "RelationshipKind",
    "Score",
    "ScoredBy",
]
