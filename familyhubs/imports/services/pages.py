"""The services in the files of a feed, page by page, and whether that is the whole of it."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from familyhubs.imports.lines import UTF_16, Unreadable, open_file, read_json

LARGEST = 256 * 1024 * 1024  # bytes of one file
LISTS = ("contents", "content", "services")  # what a page calls its list; the second before HSDS 3
NOT_A_FEED = (
    "this is not a feed: it is neither a page with a list named contents, nor a list of services, "
    "nor a service"
)


@dataclass
class Feed:
    """Everything in the files. `partial` says why it is not all that the feed has, or ""."""

    items: list[Any] = field(default_factory=list)
    partial: str = ""
    _full: list[Any] = field(default_factory=list)  # services in files of their own
    _pages: list[dict[str, Any]] = field(default_factory=list)

    def add(self, content: Any) -> None:
        """What one file holds. Raises Unreadable."""
        if isinstance(content, list):
            for each in content:
                if _is_page(each):
                    self._page(each)
                else:
                    self.items += _services(each)
        elif _is_page(content):
            self._page(content)
        elif isinstance(content, dict) and ("id" in content or "services" in content):
            self._full += _services(content)
        else:
            raise Unreadable(NOT_A_FEED)

    def _page(self, page: dict[str, Any]) -> None:
        self._pages.append(page)
        self.items += [one for each in page[_list_of(page)] for one in _services(each)]

    def close(self) -> None:
        """Once every file is read: each service fetched in full stands where a page lists it, and
        whether a page is missing."""
        full = {id_of(item): item for item in self._full if id_of(item)}
        nameless = [item for item in self._full if not id_of(item)]
        if not self.items and self._full:
            self.partial = "services in files of their own are not a whole feed without its pages"
        else:
            self.partial = self._missing()
        listed = [full.pop(id_of(item), item) for item in self.items]
        self.items = [*listed, *full.values(), *nameless]

    def _missing(self) -> str:
        """What the pages say there is and is not here, in words; "" where nothing is missing."""
        here = {str(page.get("page_number", at)) for at, page in enumerate(self._pages)}
        pages = max((_number(page, "total_pages") for page in self._pages), default=0)
        items = max((_number(page, "total_items") for page in self._pages), default=0)
        last = [page["last_page"] for page in self._pages if "last_page" in page]
        if len(here) < pages:
            return f"it has {len(here):,} of {pages:,} pages"
        if len(self.items) < items:
            return f"it has {len(self.items):,} of {items:,} services"
        return "its last page is missing" if last and True not in last else ""


def _number(page: dict[str, Any], name: str) -> int:
    found = page.get(name)
    return found if isinstance(found, int) else 0


def id_of(item: Any) -> str:
    """The id of an item, or "" where it has none that can be read."""
    found = item.get("id") if isinstance(item, dict) else None
    return found.strip() if isinstance(found, str) else ""


def read(paths: Sequence[Path]) -> Feed:
    """The services of these files. Raises Unreadable with one sentence."""
    feed = Feed()
    for path in paths:
        try:
            feed.add(read_json(text_of(path)))
        except Unreadable as problem:
            said = str(problem)
            raise Unreadable(said if str(path) in said else f"{path}: {said}") from None
    feed.close()
    return feed


def text_of(path: Path) -> str:
    """A file of UTF-8, not too long. Raises Unreadable."""
    with open_file(path) as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Unreadable("this is longer than 256 MB, the most that is read")
    if raw.startswith(UTF_16):
        raise Unreadable("this is UTF-16; save it as UTF-8")
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"this is not UTF-8 (byte {error.start + 1:,})") from None


def _list_of(page: dict[str, Any]) -> str:
    return next((name for name in LISTS if isinstance(page.get(name), list)), "")


def _is_page(content: Any) -> bool:
    """A page has a list and no id; an organisation with its services has both."""
    return isinstance(content, dict) and "id" not in content and bool(_list_of(content))


def _services(entry: Any) -> Iterator[Any]:
    """A service as it is; those of an organisation, each with the organisation."""
    if not isinstance(entry, dict) or not isinstance(entry.get("services"), list):
        yield entry
        return
    organisation = {name: value for name, value in entry.items() if name != "services"}
    for each in entry["services"]:
        yield {**each, "organization": organisation} if isinstance(each, dict) else each
