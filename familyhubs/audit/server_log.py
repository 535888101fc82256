"""What the server's own log must not hold."""

import logging
import re

SECRET = re.compile(r"(/survey/)[^\s?#'\"]+")


class WithoutSecrets(logging.Filter):
    """Takes the secret out of a survey's address (S57): a page that is not found and a form that is
    refused are logged with theirs, and the secret would tell whose an answer is."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except Exception:  # noqa: BLE001  raised here it would be the page's, and may say the secret
            where = f"{record.pathname}:{record.lineno}"
            record.msg, record.args = f"What {where} wanted to log could not be written", ()
            return True
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(r"\1…", said), ()
        return True
