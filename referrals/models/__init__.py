from referrals.models.message import (
    Email,
    EmailChoice,
    EmailState,
    Message,
    MessageKind,
    MessagePreference,
)
from referrals.models.referral import Referral
from referrals.models.referral_parts import OutcomeScore, ReferralOutcome, ReferralStep
from referrals.models.request import (
    BestTime,
    DeclineReason,
    ForWhom,
    RequestState,
    SupportRequest,
)
from referrals.models.service import Service
from referrals.models.survey import (
    Helped,
    Survey,
    SurveyAnswer,
    SurveyOccasion,
    SurveyTicket,
    SurveyWay,
    UnnamedAnswer,
)
from referrals.models.unmet import UnmetCounted, UnmetNeed, UnmetReason
from referrals.models.use import Attendance, AttendanceState, ServiceUse, UseOutcome
from referrals.models.yes import YesToReferral

__all__ = [
    "Attendance",
    "AttendanceState",
    "BestTime",
    "DeclineReason",
    "Email",
    "EmailChoice",
    "EmailState",
    "ForWhom",
    "Helped",
    "Message",
    "MessageKind",
    "MessagePreference",
    "OutcomeScore",
    "Referral",
    "ReferralOutcome",
    "ReferralStep",
    "RequestState",
    "Service",
    "ServiceUse",
    "SupportRequest",
    "Survey",
    "SurveyAnswer",
    "SurveyOccasion",
    "SurveyTicket",
    "SurveyWay",
    "UnmetCounted",
    "UnmetNeed",
    "UnmetReason",
    "UnnamedAnswer",
    "UseOutcome",
    "YesToReferral",
]
