from consent.models.agreement import Agreement, AgreementRecipient, Decision, Withdrawal
from consent.models.disclosure import RISK_OCCASIONS, Disclosure, Occasion
from consent.models.emergency import EmergencyAccess, Outcome
from consent.models.notice import Notice, NoticeKind

__all__ = [
    "RISK_OCCASIONS",
    "Agreement",
    "AgreementRecipient",
    "Decision",
    "Disclosure",
    "EmergencyAccess",
    "Notice",
    "NoticeKind",
    "Occasion",
    "Outcome",
    "Withdrawal",
]
