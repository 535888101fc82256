from households.models.contact import (
    Attachment,
    Attended,
    Channel,
    Contact,
    ContactKind,
    Source,
)
from households.models.correction import Correction
from households.models.detail import DetailKind, DetailState, SensitiveDetail
from households.models.episode import Episode
from households.models.goal import Goal, GoalOutcome, Score, ScoredBy
from households.models.grants import HouseholdGrant, HouseholdUserGrant, PersonGrant
from households.models.household import Address, Household
from households.models.identifier import Identifier, IdentifierKind
from households.models.involvement import Involvement, InvolvementReason
from households.models.lead import LeadAssignment, LeadState
from households.models.merge import Merge
from households.models.person import Membership, Person
from households.models.protection import Confirmation, Protection, ProtectionKind
from households.models.relationship import (
    ParentalResponsibility,
    Relationship,
    RelationshipKind,
)
from households.models.reveal import Reveal, RevealKind
from households.models.scale import Attainment, GoalScale, GoalStep
from households.models.suggestion import (
    DuplicateSearch,
    Likeness,
    Suggestion,
    SuggestionState,
)
from households.models.team import Review, TeamMember

__all__ = [
    "Address",
    "Attachment",
    "Attainment",
    "Attended",
    "Channel",
    "Confirmation",
    "Contact",
    "ContactKind",
    "Correction",
    "DetailKind",
    "DetailState",
    "DuplicateSearch",
    "Episode",
    "Goal",
    "GoalOutcome",
    "GoalScale",
    "GoalStep",
    "Household",
    "HouseholdGrant",
    "HouseholdUserGrant",
    "Identifier",
    "IdentifierKind",
    "Involvement",
    "InvolvementReason",
    "LeadAssignment",
    "LeadState",
    "Likeness",
    "Membership",
    "Merge",
    "ParentalResponsibility",
    "Person",
    "PersonGrant",
    "Protection",
    "ProtectionKind",
    "Relationship",
    "RelationshipKind",
    "Reveal",
    "RevealKind",
    "Review",
    "Score",
    "ScoredBy",
    "SensitiveDetail",
    "Source",
    "Suggestion",
    "SuggestionState",
    "TeamMember",
]
