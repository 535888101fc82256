"""A feed for a test, and the command over it."""

import json
from io import StringIO
from typing import Any

from django.core.management import call_command

from referrals.models import Service

FEED = "Open Referral UK"


def a_term(name: str = "Childcare", **fields: Any) -> dict[str, Any]:
    return {"id": f"term-{name}", "name": name, "description": name, **fields}


def an_item(key: str = "s1", **fields: Any) -> dict[str, Any]:
    """A service as a feed says it, about early years."""
    return {
        "id": key,
        "name": f"Group {key}",
        "status": "active",
        "description": "Songs and toys.",
        "organization": {"id": "o1", "name": "Ise Valley Families"},
        "attributes": [{"id": "a1", "taxonomy_term": a_term()}],
        **fields,
    }


def a_page(*items: Any, number: int = 1, pages: int = 1) -> dict[str, Any]:
    return {
        "total_items": len(items) * pages,
        "total_pages": pages,
        "page_number": number,
        "contents": list(items),
    }


def run(folder: Any, content: Any, *flags: str) -> dict[str, Any]:
    """What the command printed with --json over one file, and its exit code."""
    path = folder / "feed.json"
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return run_files([path], *flags)


def run_files(paths: Any, *flags: str) -> dict[str, Any]:
    said, code = StringIO(), 0
    try:
        call_command("import_services", *map(str, paths), "--json", *flags, stdout=said)
    except SystemExit as left:
        code = int(left.code or 0)
    return {**json.loads(said.getvalue()), "exit": code}


def problems(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(one.get("item", 0), one["path"], one["message"]) for one in report["errors"]]


def on_offer() -> list[str]:
    return list(Service.objects.on_offer().order_by("feed_id").values_list("feed_id", flat=True))
