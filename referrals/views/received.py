"""Referrals as whom they were sent to has them: the list, the limited page, and what is decided
(S63)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.design.pages import page_of
from familyhubs.design.parts import NavigationItem
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import Role
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.reading.paged import paged
from referrals import referring
from referrals.actions import answers
from referrals.forms.referrals import AnswerForm, FinishForm, StartForm
from referrals.models import Referral
from referrals.referring import OpenReferral
from referrals.states import ReferralState

MOST = 500  # of an organisation: the first wall is asked of each
SHOWN = (
    (referring.TO_ANSWER, "To answer"),
    (referring.RUNNING, "Going on"),
    (referring.SENT, "Sent by me"),
    (referring.LEFT, "Sent by people who left"),
)
DONE = {
    ReferralState.ACCEPTED: "You accepted it. You now see what the family agreed to share.",
    ReferralState.WAITING: "It is on your waiting list, and the sender can see that.",
    ReferralState.DECLINED: "You declined it, and the sender can see why.",
}


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """Referrals to the user's organisation; for the council those the user sent, too; for a manager
    also those whose sender has left."""
    user = require(request, Permission.ANSWER_REFERRAL)
    hidden = {referring.SENT} if user.is_partner else set()
    hidden |= set() if user.role == Role.HUB_MANAGER else {referring.LEFT}
    tabs = [(key, words) for key, words in SHOWN if key not in hidden]
    asked = request.GET.get("show", "")
    show = asked if asked in dict(tabs) else referring.TO_ANSWER
    rows = paged(referring.listed(user, show), indexed=True, most=MOST)
    page = page_of(request, rows)
    referring.with_homes(user, page.object_list)
    items = [NavigationItem(words, f"?show={key}", key == show) for key, words in tabs]
    context = {"page": page, "show": show, "tabs": items}
    return render(request, "referrals/received.html", context)


@require_safe
def referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """What may be read of it: before it is accepted, nothing that names anybody."""
    require(request, Permission.SEE_HOUSEHOLDS)
    opened = referring.open_referral(request, referral_id)
    may_answer = answers.may_answer(opened.referral, opened.user)
    context = {
        "opened": opened,
        "referral": opened.referral,
        "may_answer": may_answer,
        "cut_off": referring.cut_off(opened.referral),
    }
    return render(request, "referrals/received_one.html", context)


@require_POST
def arrived(request: HttpRequest, referral_id: int) -> HttpResponse:
    """It has arrived, and somebody looks at it."""
    opened = _answerable(request, referral_id)
    form = _Nothing({})
    done = "The sender can see that it has arrived."
    if not saved(request, form, lambda _: answers.receive(**_whose(opened)), done=done):
        for words in form.non_field_errors():
            messages.info(request, str(words))
    return redirect(_to(opened.referral))


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Accept it, put it on the waiting list, or decline it."""
    opened = _answerable(request, referral_id)
    waiting = opened.referral.state == ReferralState.WAITING
    form = AnswerForm(request.POST or None, waiting=waiting)
    state = request.POST.get("state", "")
    return _saved_or_shown(
        request,
        opened,
        form,
        lambda data: _decide(opened, **data),
        done=DONE.get(ReferralState(state), "") if state in DONE else "",
        title=f"Answer referral {opened.referral.number}",
        submit="Send your answer",
    )


@require_http_methods(GET_OR_POST)
def start(request: HttpRequest, referral_id: int) -> HttpResponse:
    """The family is being helped."""
    opened = _answerable(request, referral_id)
    asked = opened.referral.service
    records = answers.records_uses(opened.referral, opened.user)
    form = StartForm(request.POST or None, asked=asked, records=records)
    return _saved_or_shown(
        request,
        opened,
        form,
        lambda data: answers.start(**_whose(opened), **data),
        done="It is recorded that it has started.",
        title=f"Referral {opened.referral.number} has started",
        submit="It has started",
    )


@require_http_methods(GET_OR_POST)
def finish(request: HttpRequest, referral_id: int) -> HttpResponse:
    """It is over: what came of each outcome."""
    opened = _answerable(request, referral_id)
    form = FinishForm(request.POST or None, outcomes=opened.outcomes)
    return _saved_or_shown(
        request,
        opened,
        form,
        lambda data: answers.finish(**_whose(opened), **data),
        done="It is finished. What you saw of the family by it is closed.",
        title=f"What came of referral {opened.referral.number}?",
        submit="Finish it",
    )


class _Nothing(Form):
    """A button asks nothing."""


def _answerable(request: HttpRequest, referral_id: int) -> OpenReferral:
    """Raises Http404, PermissionDenied for whom it was not sent to."""
    require(request, Permission.ANSWER_REFERRAL)
    opened = referring.open_referral(request, referral_id)
    if not answers.may_answer(opened.referral, opened.user):
        raise PermissionDenied
    return opened


def _decide(opened: OpenReferral, state: str, because: str, note: str) -> Referral:
    if state == ReferralState.DECLINED:
        return answers.decline(**_whose(opened), because=because, note=note)
    if state == ReferralState.WAITING:
        return answers.put_on_the_list(**_whose(opened), note=note)
    return answers.accept(**_whose(opened), note=note)


def _whose(opened: OpenReferral) -> dict[str, Any]:
    return {"referral": opened.referral, "by": opened.user}


def _saved_or_shown(
    request: HttpRequest,
    opened: OpenReferral,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    **page: str,
) -> HttpResponse:
    if saved(request, form, act, done=done):
        there = Referral.objects.visible_to(opened.user).filter(pk=opened.referral.pk)
        return redirect(_to(opened.referral) if there.exists() else "referrals:received")
    context = {"opened": opened, "referral": opened.referral, "form": form, **page}
    return render(request, "referrals/received_form.html", context)


def _to(referral: Referral) -> str:
    return reverse("referrals:received-one", args=[referral.pk])
