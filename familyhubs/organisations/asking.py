"""Who asks for a page, and whether their role allows it at all."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from familyhubs.organisations.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in user. The site asks for a sign-in before any page that calls this."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def page_name(request: HttpRequest) -> str:
    """What the access log calls the page that is asked for."""
    return request.resolver_match.view_name if request.resolver_match else ""


def require(request: HttpRequest, permission: str) -> User:
    """The signed-in user. Raises PermissionDenied where the role does not allow it."""
    user = user_of(request)
    if not user.may(permission):
        raise PermissionDenied
    return user
