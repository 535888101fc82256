"""One page of a list, and the links to the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

PAGE_SIZE = 25


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The asked-for page of 25; a page that does not exist is the last one."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


@dataclass(frozen=True)
class PageLink:
    """A page's number and address; no number stands for the gap between two."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class PageLinks:
    """Previous, next and the numbered pages between them; an empty text where there is none."""

    previous: str
    following: str
    numbered: list[PageLink]


def shown_numbers(current: int, last: int) -> Iterator[int | None]:
    """Yield 1, the current page with its neighbours, and the last; None for each gap."""
    wanted = sorted({1, current - 1, current, current + 1, last} & set(range(1, last + 1)))
    before = 0
    for number in wanted:
        if number == before + 2:
            yield before + 1
        elif number > before + 2:
            yield None
        yield number
        before = number


def page_links(page: Page[Any], query: QueryDict, parameter: str = "page") -> PageLinks | None:
    """Return the links for a page, keeping every other part of the query; None for a lone page."""
    last = page.paginator.num_pages
    if last < 2:
        return None

    def url(number: int) -> str:
        changed = query.copy()
        changed[parameter] = str(number)
        return f"?{changed.urlencode()}"

    return PageLinks(
        previous=url(page.number - 1) if page.number > 1 else "",
        following=url(page.number + 1) if page.number < last else "",
        numbered=[
            PageLink(number, url(number) if number else "", number == page.number)
            for number in shown_numbers(page.number, last)
        ],
    )
