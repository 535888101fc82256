"""What no address of ours holds, and the database refuses, is refused before it gets there."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


def no_null_characters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to a null character in the address; forms refuse one in a field themselves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = [request.path, *(text for values in request.GET.lists() for text in values[1])]
        if any("\x00" in text for text in asked):
            raise BadRequest("A null character in the address")
        return get_response(request)

    return middleware
