"""A colleague's messages, as pages show them."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from familyhubs.design.navigation import NavigationItem
from familyhubs.organisations.models import User
from households.models import Household
from referrals.models import EmailChoice, Message, MessagePreference, Referral, SupportRequest

COUNTED = 99  # beyond it, nobody needs the figure
OVER = {
    "referrals:received-one": (
        "This referral is not here for you any more: it may have been withdrawn or declined, or be "
        "over. You need do nothing."
    ),
    "referrals:request": (
        "This request for help is not here for you any more: somebody has answered it. You need do "
        "nothing."
    ),
    "": "What this message was about is not here any more. You need do nothing.",
}


def link(request: HttpRequest) -> NavigationItem | None:
    """For the header: how many are unread; None where nobody is signed in."""
    user = getattr(request, "user", None)
    if not (isinstance(user, User) and user.is_active):
        return None
    url = reverse("referrals:messages")
    number = Message.objects.visible_to(user).unread()[: COUNTED + 1].count()
    told = f"{COUNTED}+" if number > COUNTED else str(number)
    words = f"Messages ({told} unread)" if number else "Messages"
    return NavigationItem(words, url, request.path == url)


def messages_of(user: User, *, unread: bool = False) -> QuerySet[Message]:
    """Newest first, each with its household where this user may see it now."""
    rows = Message.objects.visible_to(user)
    seen = Household.objects.visible_to(user).titled_for(user)
    rows = rows.unread() if unread else rows
    return rows.prefetch_related(Prefetch("household", queryset=seen))


def chosen_by(user: User) -> EmailChoice:
    """How this user hears of messages."""
    chosen = MessagePreference.objects.filter(user=user).first()
    return EmailChoice(chosen.email) if chosen else EmailChoice.AT_ONCE


def over(user: User, message: Message) -> str:
    """A sentence where the page it leads to shows its reader nothing any more, else ""."""
    try:
        leads = resolve(message.path)
    except Resolver404:  # a page of an older version
        return OVER[""]
    rows: QuerySet[Referral] | QuerySet[SupportRequest]
    if leads.view_name == "referrals:received-one":
        rows = Referral.objects.visible_to(user).filter(pk=leads.kwargs["referral_id"])
    elif leads.view_name == "referrals:request":
        asked = leads.kwargs["support_request"]
        rows = SupportRequest.objects.visible_to(user).filter(reference=asked)
    else:
        return ""
    return "" if rows.exists() else OVER[leads.view_name]
