"""A household's referrals: listed, opened, taken back, printed: the sender's pages (S63)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.audit import log
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import download
from familyhubs.records.saving import GET_OR_POST
from households.loader import OpenHousehold, open_household
from households.views.pages import save_or_show
from referrals import paper, referring
from referrals.actions import referrals, unmet
from referrals.actions.answers import may_answer
from referrals.forms.referrals import WithdrawForm
from referrals.states import NOT_MET

SECTION = "referrals"


@require_safe
def of_household(request: HttpRequest, reference: str) -> HttpResponse:
    """The referrals of a household; a partner's, those to itself."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {
        "case": case,
        "section": SECTION,
        "referrals": referring.of_household(case),
        "may_send": referring.may_send(case),
    }
    return render(request, "referrals/referrals.html", context)


@require_safe
def referral(request: HttpRequest, reference: str, referral_id: int) -> HttpResponse:
    """One referral, as its sender sees it."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    found = referring.one_of_household(case, referral_id)
    may_count = found.state in NOT_MET and case.user.may(Permission.RECORD_UNMET_NEED)
    context = {
        "case": case,
        "section": SECTION,
        "referral": found,
        "steps": referring.steps_of(case.user, found),
        "outcomes": referring.outcomes_of(case.user, found),
        "yes": referring.yes_of(case.user, found),
        "may_send": referring.may_send(case),
        "may_answer": may_answer(found, case.user),
        "may_count": may_count,
        "left_to_count": unmet.left_to_count(found) if may_count else [],
        "needs_paper": referring.needs_paper(found),
        "may_print": paper.may_print(found),
        "is_to_be_told": referring.is_to_be_told(found),
        "cut_off": referring.cut_off(found),
        "back": list_url(case),
    }
    return render(request, "referrals/referral.html", context)


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, reference: str, referral_id: int) -> HttpResponse:
    """Take a referral back."""
    case = open_household(request, reference, Permission.SEND_REFERRAL)
    found = referring.one_of_household(case, referral_id)
    return save_or_show(
        request,
        case,
        WithdrawForm(request.POST or None),
        lambda **said: referrals.withdraw(referral=found, **said),
        done="The referral is withdrawn. The organisation sees nothing of it any more.",
        back=referral_url(case, referral_id),
        title=f"Withdraw referral {found.number}",
        section=SECTION,
        submit="Withdraw it",
        intro="What the organisation saw by it, it sees no more, from the moment you withdraw it.",
    )


@require_safe
def on_paper(request: HttpRequest, reference: str, referral_id: int) -> HttpResponse:
    """For an organisation that nobody signs in for: a PDF that names nobody until it accepts."""
    case = open_household(request, reference, Permission.SEND_REFERRAL)
    found = referring.one_of_household(case, referral_id)
    try:
        made = paper.printed(case, found, at=timezone.now())
    except paper.NotToBePrinted as refusal:
        messages.info(request, refusal.words)
        return redirect(referral_url(case, referral_id))
    log.exported(
        case.user,
        "household",
        case.household.pk,
        action="referrals:referral-paper",
        basis=f"referral:{found.pk}",
    )
    return download(made, f"referral-{found.number}.pdf")


def list_url(case: OpenHousehold) -> str:
    return reverse("referrals:referrals", args=[case.household.reference])


def referral_url(case: OpenHousehold, referral_id: int) -> str:
    return reverse("referrals:referral", args=[case.household.reference, referral_id])
