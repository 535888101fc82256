"""One email, and what may become of it."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage


class AddressRefused(Exception):
    """There is no use in trying this address again."""


class Letter(EmailMessage):
    """A plain email to one address, known by a token wherever it is sent by.

    Args: `token`, the same each time it is tried; `may_have_gone`, whether it was tried before
    and nobody knows what became of it.
    """

    def __init__(
        self, *, subject: str, body: str, address: str, token: UUID, may_have_gone: bool
    ) -> None:
        self.token, self.may_have_gone = token, may_have_gone
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ")
        headers = {
            # Who receives it twice, receives the same one twice: mail programs show it once.
            "Message-ID": f"<{token}@{domain}>",
            "Auto-Submitted": "auto-generated",
        }
        super().__init__(subject=subject, body=body, to=[address], headers=headers)
