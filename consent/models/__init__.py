from consent.models.agreement import Agreement, AgreementRecipient, Withdrawal
from consent.models.notice import Notice, NoticeKind

__all__ = ["Agreement", "AgreementRecipient", "Notice", "NoticeKind", "Withdrawal"]
