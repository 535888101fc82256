"""Sending a referral: to whom, what, with whose word, and what the receiver would read (S63)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from consent import reading as consent_reading
from consent.actions import answers
from consent.models import Decision
from familyhubs.organisations.models import Organisation
from familyhubs.organisations.rules import Permission
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import OpenHousehold, open_household
from households.views.pages import form_page
from referrals import previews, referring
from referrals.actions import referrals
from referrals.forms.referrals import FindReceiverForm, ReferralForm
from referrals.models import Referral, Service
from referrals.refusals import NotAgreed, SentAlready
from referrals.views.referrals import SECTION, list_url, referral_url

CONFIRM, CHANGE = "confirm", "change"  # the buttons of the preview
NOT_TYPED = {CONFIRM, CHANGE, "csrfmiddlewaretoken", "written_by"}
TO_SAY = (
    "Talk with the family first: what it is for, who would read what, and that they do not have to "
    "agree. The organisation reads nothing that names them until it accepts."
)


@require_safe
def find(request: HttpRequest, reference: str) -> HttpResponse:
    """Which service or organisation could help them?"""
    case = open_household(request, reference, Permission.SEND_REFERRAL)
    words = request.GET.get("q", "").strip()[:100]
    services, organisations = referring.receivers(words)
    if not words:
        services = referring.for_their_goals(case)
    may = {one.pk: referring.may_receive(one) for one in organisations}
    may |= {one.organisation_id: referring.may_receive(one.organisation) for one in services}
    context = {
        "case": case,
        "section": SECTION,
        "search": FindReceiverForm({"q": words} if words else None),
        "words": words,
        "services": [(one, may[one.organisation_id]) for one in services],
        "organisations": [(one, may[one.pk]) for one in organisations],
        "back": list_url(case),
    }
    return render(request, "referrals/referral_find.html", context)


@require_http_methods(GET_OR_POST)
def make(request: HttpRequest, reference: str, organisation_id: int) -> HttpResponse:
    """Refer them, once the worker has seen what the receiver would (S61, S63)."""
    case = open_household(request, reference, Permission.SEND_REFERRAL)
    to = _receiver(request, organisation_id)
    people, givers = consent_reading.living_here(case), consent_reading.givers(case)
    form = ReferralForm(request.POST or None, to=to["organisation"], people=people, givers=givers)
    try:
        if answer := _answered(request, case, form, to):
            return answer
    except SentAlready as refusal:
        messages.info(request, refusal.words)
        return redirect(referral_url(case, refusal.referral.pk))
    return form_page(
        request,
        case,
        form,
        title=f"Refer them to {to['service'] or to['organisation']}",
        section=SECTION,
        submit="See what they will read",
        intro=TO_SAY,
        back=reverse("referrals:referral-find", args=[reference]),
    )


def _receiver(request: HttpRequest, organisation_id: int) -> dict[str, Any]:
    """The organisation of the address, and the service that its query names."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    asked = request.GET.get("service", "")
    service = None
    if asked.isdecimal():
        service = get_object_or_404(Service, pk=int(asked), organisation=organisation)
    return {"organisation": organisation, "service": service}


def _answered(
    request: HttpRequest, case: OpenHousehold, form: ReferralForm, to: dict[str, Any]
) -> HttpResponse | None:
    """Where what was sent leads; None where the form is shown (again). Raises SentAlready."""
    if request.method != "POST" or CHANGE in request.POST or not form.is_valid():
        return None
    if form.cleaned_data["decision"] != Decision.AGREED:
        return _not_agreed(request, case, form, to["organisation"])
    if CONFIRM not in request.POST:
        return _previewed(request, case, form, to)
    return _sent(request, case, form, to)


def _sent(
    request: HttpRequest, case: OpenHousehold, form: ReferralForm, to: dict[str, Any]
) -> HttpResponse | None:
    facts: dict[str, Any] = {"household": case.household, "by": case.user, **to}
    facts["previewed"] = request.POST[CONFIRM] or "nothing"
    made: list[Referral] = []
    again: list[SentAlready] = []

    def send(_typed: dict[str, Any]) -> None:
        try:
            made.append(referrals.send(**facts, **form.as_sent()))
        except SentAlready as refusal:
            again.append(refusal)
            raise

    if saved(request, form, send, done="The referral is sent. What becomes of it stands here."):
        return redirect(referral_url(case, made[0].pk))
    if again:
        raise again[0]
    return None


def _not_agreed(
    request: HttpRequest, case: OpenHousehold, form: ReferralForm, organisation: Organisation
) -> HttpResponse | None:
    """What they said is recorded; nothing is sent. Of a service of the council's own there is
    nothing to record: it shares nothing with anybody."""
    if organisation.is_council:
        form.add_error("decision", NotAgreed.words)
        return None
    if saved(
        request,
        form,
        lambda _: answers.record(
            household=case.household,
            recipients=[organisation],
            by=case.user,
            **form.as_answered(),
        ),
        done="Their answer is recorded, and nothing is sent. No other service is refused to them.",
    ):
        return redirect(list_url(case))
    return None


def _previewed(
    request: HttpRequest, case: OpenHousehold, form: ReferralForm, to: dict[str, Any]
) -> HttpResponse | None:
    try:
        shown = previews.of(case, to["organisation"], to["service"], form.as_sent())
    except SentAlready:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        return None
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
    ]
    context = {"case": case, "section": SECTION, "preview": shown, "typed": typed}
    context |= {"back": list_url(case)}
    return render(request, "referrals/referral_preview.html", context)
