"""The server's own log: a message that cannot be written stops no page, and tells no secret."""

import logging
from io import StringIO

from familyhubs.audit.server_log import WithoutSecrets


def test_a_message_that_cannot_be_written_says_where_it_is_and_raises_nothing():
    written, log = StringIO(), logging.getLogger("tests.server_log")
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutSecrets())
    log.addHandler(handler)
    try:
        log.warning("%d pages like %s", "/survey/a-secret", "this")
    finally:
        log.removeHandler(handler)
    assert f"{__file__}:" in written.getvalue()
    assert "a-secret" not in written.getvalue()
