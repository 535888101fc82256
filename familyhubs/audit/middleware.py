"""A page that only reads writes nothing but its access event (house rule 13)."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from familyhubs.audit.models import AccessEvent

WRITES = re.compile(r"\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
MAY_BE_WRITTEN = {AccessEvent._meta.db_table}


class PageWrote(RuntimeError):
    """A GET tried to change the database: a mistake of ours, never the visitor's."""


def refuse_writes(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """An execute wrapper that lets only reads and access events through."""
    match = WRITES.match(sql) if isinstance(sql, str) else None
    if match and match.group(2) not in MAY_BE_WRITTEN:
        raise PageWrote(f"A page that only reads tried to write to {match.group(2)}.")
    return execute(sql, params, many, context)


def pages_only_read(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Hold every GET and HEAD to reading."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return get_response(request)

    return middleware
