from consent.models.agreement import Agreement, AgreementRecipient, Decision, Withdrawal
from consent.models.disclosure import Disclosure, Occasion
from consent.models.notice import Notice, NoticeKind

__all__ = [
    "Agreement",
    "AgreementRecipient",
    "Decision",
    "Disclosure",
    "Notice",
    "NoticeKind",
    "Occasion",
    "Withdrawal",
]
