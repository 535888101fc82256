from consent.models.agreement import Agreement, Decision
from consent.models.disclosure import RISK_OCCASIONS, Disclosure, Occasion
from consent.models.emergency import EmergencyAccess, Outcome
from consent.models.given import NoticeGiven, Way
from consent.models.notice import Notice, NoticeKind
from consent.models.of_agreement import AgreementRecipient
from consent.models.proof import AgreementReview, Evidence, Receipt, Representation
from consent.models.withdrawal import StopNotice, Withdrawal

__all__ = [
    "RISK_OCCASIONS",
    "Agreement",
    "AgreementRecipient",
    "AgreementReview",
    "Decision",
    "Disclosure",
    "EmergencyAccess",
    "Evidence",
    "Notice",
    "NoticeGiven",
    "NoticeKind",
    "Occasion",
    "Outcome",
    "Receipt",
    "Representation",
    "StopNotice",
    "Way",
    "Withdrawal",
]
