"""Who may open a household: everybody whose work it is, or only people named."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import restricted
from households.forms.reasons import ReasonForm
from households.forms.restricted import NameForm
from households.loader import OpenHousehold, open_household
from households.views.pages import form_page

SECTION = "overview"


@require_safe
def who_may_open(request: HttpRequest, reference: str) -> HttpResponse:
    """Whether it is restricted, and who is named."""
    case = open_household(request, reference, Permission.RESTRICT_HOUSEHOLD)
    named = reading.named(case) if case.household.restricted else []
    context = {"case": case, "section": SECTION, "named": named}
    return render(request, "households/who_may_open.html", context)


@require_http_methods(GET_OR_POST)
def restrict(request: HttpRequest, reference: str) -> HttpResponse:
    """From now on only people named may open it."""
    case = open_household(request, reference, Permission.RESTRICT_HOUSEHOLD)
    hint = "For example, 'a colleague's family'. It is kept in the history."
    form = ReasonForm(request.POST or None, label="Why is it restricted?", hint=hint)
    if saved(
        request,
        form,
        lambda data: restricted.restrict(household=case.household, by=case.user, **data),
        done="Only the people named may open this household now.",
    ):
        return redirect(_page(case))
    intro = (
        "Nobody will find or open this household but you, the data protection officer, and "
        "whoever you name: neither colleagues nor partners."
    )
    return _form_page(request, case, form, "Restrict this household", intro, "Restrict it")


@require_http_methods(GET_OR_POST)
def lift(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody whose work it is may open it again."""
    case = open_household(request, reference, Permission.RESTRICT_HOUSEHOLD)
    form = ReasonForm(request.POST or None, label="Why does the restriction end?")
    if saved(
        request,
        form,
        lambda data: restricted.lift(household=case.household, by=case.user, **data),
        done="Everybody whose work it is may open this household again.",
    ):
        return redirect(_page(case))
    intro = "The hub's people, and partners the family shares with, will find and open it again."
    return _form_page(request, case, form, "End the restriction", intro, "End it")


@require_http_methods(GET_OR_POST)
def name(request: HttpRequest, reference: str) -> HttpResponse:
    """Let somebody open it, by their email address."""
    case = open_household(request, reference, Permission.RESTRICT_HOUSEHOLD)
    form = NameForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: restricted.name(household=case.household, by=case.user, **data),
        done="They may open this household now.",
    ):
        return redirect(_page(case))
    intro = "They will find and open it as if it were not restricted."
    return _form_page(request, case, form, "Name somebody", intro, "Name them")


@require_http_methods(GET_OR_POST)
def unname(request: HttpRequest, reference: str, grant_id: int) -> HttpResponse:
    """Somebody may open it no longer."""
    case = open_household(request, reference, Permission.RESTRICT_HOUSEHOLD)
    grant = reading.named(case).filter(pk=grant_id).first()
    if grant is None:
        raise Http404
    form = ReasonForm(request.POST or None, label="Why may they open it no longer?")
    if saved(
        request,
        form,
        lambda data: restricted.unname(grant=grant, by=case.user, **data),
        done=f"{grant.user} may open this household no longer.",
    ):
        return redirect("households:list" if grant.user == case.user else _page(case))
    title = f"{grant.user} may open this household no longer"
    return _form_page(request, case, form, title, "", "End it")


def _form_page(
    request: HttpRequest,
    case: OpenHousehold,
    form: ReasonForm | NameForm,
    title: str,
    intro: str,
    submit: str,
) -> HttpResponse:
    return form_page(
        request,
        case,
        form,
        title=title,
        section=SECTION,
        intro=intro,
        submit=submit,
        back=_page(case),
    )


def _page(case: OpenHousehold) -> str:
    return reverse("households:who-may-open", args=[case.household.reference])
