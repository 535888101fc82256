"""A colleague's own messages, and how they hear of them."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.design.navigation import NavigationItem
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import user_of
from familyhubs.records.saving import GET_OR_POST, saved
from referrals import inbox
from referrals.actions import messages
from referrals.forms.messages import EmailChoiceForm
from referrals.models import Message

UNREAD = "unread"
AT_ONCE = 500  # marked by one press of a button


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """The messages of whoever is signed in, newest first."""
    user, unread = user_of(request), request.GET.get("show") == UNREAD
    page = page_of(request, inbox.messages_of(user, unread=unread))
    here = reverse("referrals:messages")
    shown = [
        NavigationItem("All", here, not unread),
        NavigationItem("Unread", f"{here}?show={UNREAD}", unread),
    ]
    context: dict[str, Any] = {"page": page, "shown": shown}
    context["any_unread"] = any(message.read_at is None for message in page.object_list)
    context["choice"] = inbox.chosen_by(user).label
    return render(request, "referrals/messages.html", context)


@require_POST
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark a message as read and go where it leads; where nothing is left of that, say so."""
    user = user_of(request)
    message = Message.objects.visible_to(user).filter(pk=message_id).first()
    if message is None:
        notices.info(request, "This message is not here any more.")
        return redirect("referrals:messages")
    messages.read(messages=[message], by=user)
    if over := inbox.over(user, message):
        notices.info(request, over)
        return redirect("referrals:messages")
    return redirect(message.path)


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark all of one's messages as read."""
    user = user_of(request)
    unread = Message.objects.visible_to(user).unread()[:AT_ONCE]
    number = messages.read(messages=unread, by=user)
    notices.success(request, f"{number} marked as read." if number else "All are read already.")
    return redirect("referrals:messages")


@require_http_methods(GET_OR_POST)
def preferences(request: HttpRequest) -> HttpResponse:
    """An email for each message, one a day, or none."""
    user = user_of(request)
    form = EmailChoiceForm(request.POST or None, initial={"email": inbox.chosen_by(user)})
    if saved(
        request,
        form,
        lambda data: messages.choose_email(by=user, **data),
        done="It is saved how you hear of messages.",
    ):
        return redirect("referrals:messages")
    return render(request, "referrals/message_preferences.html", {"form": form})
