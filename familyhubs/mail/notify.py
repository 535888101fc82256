"""GOV.UK Notify as one of Django's email backends.

One template serves every email: its subject is `((subject))` and its message `((body))`. Every
email is sent under its token, and one that was perhaps sent before is asked about by it first, so
that none goes twice.
"""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from familyhubs.mail.letter import AddressRefused, Letter

TIMEOUT = 30  # seconds


class NotifyAway(OSError):
    """Notify did not take it now: it is tried again, as with a mail server that is down."""


class NotifyBackend(BaseEmailBackend):
    """Args: `api_key` and `template_id`, both of the council's service on Notify; `base_url`, where
    Notify is reached, for those who have it elsewhere.
    """

    def __init__(
        self, *, api_key: str, template_id: str, base_url: str = "", **options: Any
    ) -> None:
        super().__init__(**options)
        # Only where it is configured: no other process needs the client.
        from notifications_python_client.notifications import NotificationsAPIClient

        where = {"base_url": base_url} if base_url else {}
        client: Any = NotificationsAPIClient  # its methods say nothing of their types
        self._client = client(api_key, timeout=TIMEOUT, **where)
        self._template_id = template_id

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand each over. Raises NotifyAway, AddressRefused."""
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> int:
        from notifications_python_client.errors import APIError

        assert isinstance(message, Letter)
        token = str(message.token)
        try:
            if message.may_have_gone and self._has(token):
                return 1
            self._client.send_email_notification(
                email_address=message.to[0],
                template_id=self._template_id,
                personalisation={"subject": message.subject, "body": message.body},
                reference=token,
            )
        except APIError as error:
            if error.status_code == 400 and "email_address" in str(error.message):
                raise AddressRefused from error
            raise NotifyAway(f"Notify answered {error.status_code}") from error
        return 1

    def _has(self, token: str) -> bool:
        found = self._client.get_all_notifications(reference=token)
        return bool(found["notifications"])
