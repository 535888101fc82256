"""Services accessed: who uses what, when they came, how it went (S12)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.actions.guards import is_its_own
from households.loader import OpenHousehold, open_household
from households.views.pages import form_page
from referrals import reading
from referrals.actions import mistakes, uses
from referrals.forms.uses import (
    MISTAKE,
    BeginUseForm,
    CorrectAttendanceForm,
    CorrectUseForm,
    EndUseForm,
    FindServiceForm,
    SessionForm,
)
from referrals.models import Attendance, ServiceUse

SECTION = "services"


@require_safe
def use_list(request: HttpRequest, reference: str) -> HttpResponse:
    """The services of a household, those in use first."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {
        "case": case,
        "section": SECTION,
        "groups": reading.groups(case),
        "mistakes": reading.mistakes(case),
        "sees": reading.sees_services(case),
        "may_record": _may_record(case),
    }
    return render(request, "referrals/uses.html", context)


@require_http_methods(GET_OR_POST)
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody begins to use a service, found in the directory or named."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    if not _may_record(case):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()[:100]
    listed, more = reading.found_in_directory(words)
    form = BeginUseForm(request.POST or None, people=reading.people_of_services(case), found=listed)
    if saved(
        request,
        form,
        naming(case, lambda data: uses.begin(household=case.household, by=case.user, **data)),
        done="It is recorded that they use the service.",
    ):
        return redirect(list_url(case))
    context = {"case": case, "section": SECTION, "form": form, "back": list_url(case)}
    context |= {"search": FindServiceForm({"q": words} if words else None), "words": words}
    context |= {"listed": listed, "more": more, "asked": request.GET.getlist("directory")}
    return render(request, "referrals/use_begin.html", context)


@require_safe
def use(request: HttpRequest, reference: str, use_id: int) -> HttpResponse:
    """One person's use of one service, with every day."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    found = _use(case, use_id)
    context = {
        "case": case,
        "section": SECTION,
        "use": found,
        "who": reading.name_of(case, found),
        "days": [(day, may_correct(case, day)) for day in reading.attendances(case, found)],
        "may_record": _may_record(case) and not found.in_error,
        "may_correct": may_correct(case, found),
        "council": case.sight.everything,
        "back": list_url(case),
    }
    return render(request, "referrals/use.html", context)


@require_http_methods(GET_OR_POST)
def session(request: HttpRequest, reference: str, use_id: int) -> HttpResponse:
    """One day of a service, for everybody of the household who uses it."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    shown = _use(case, use_id)
    together = reading.open_together(case, shown)
    if not together:
        messages.info(request, "Nobody of this household uses it any more.")
        return redirect(list_url(case))
    names = {one: reading.name_of(case, one) for one in together}
    form = SessionForm(request.POST or None, names=names)
    if saved(
        request,
        form,
        naming(case, lambda data: uses.attend(household=case.household, by=case.user, **data)),
        done="The session is recorded.",
    ):
        return redirect(list_url(case))
    title = f"{shown.what}: who came?"
    intro = "Leave out whoever was not expected on that day."
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, back=list_url(case)
    )


@require_http_methods(GET_OR_POST)
def correct_attendance(
    request: HttpRequest, reference: str, use_id: int, attendance_id: int
) -> HttpResponse:
    """What became of one day was recorded wrongly."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    shown, day = _use(case, use_id), reading.attendance(case, use_id, attendance_id)
    if day is None:
        raise Http404
    if not may_correct(case, day):
        raise PermissionDenied
    initial = {"state": day.state, "version": day.version}
    form = CorrectAttendanceForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        facts = {"attendance": day, "seen_version": form.cleaned_data["version"], "by": case.user}
        if data["state"] == MISTAKE:
            mistakes.mark_day(why=data["why"], **facts)
        else:
            uses.correct_attendance(**data, **facts)

    if saved(request, form, act, done="The attendance is corrected."):
        return redirect(use_url(case, use_id))
    title = f"{shown.what} on {day.on:%-d %B %Y}"
    back = use_url(case, use_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, reference: str, use_id: int) -> HttpResponse:
    """They use it no more; what came of it."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    shown = correctable(case, use_id)
    if shown.ended_on and request.method != "POST":
        messages.info(request, "It is recorded already that this ended.")
        return redirect(use_url(case, use_id))
    form = EndUseForm(request.POST or None, initial={"version": shown.version})
    if saved(
        request,
        form,
        lambda data: uses.end(
            use=shown, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The end is recorded.",
    ):
        return redirect(list_url(case))
    title = f"{shown.what}: end for {reading.name_of(case, shown)}"
    back = use_url(case, use_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str, use_id: int) -> HttpResponse:
    """Correct the dates or the outcome."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    shown = correctable(case, use_id)
    names = ["started_on", "ended_on", "outcome", "outcome_note", "version"]
    initial = {name: getattr(shown, name) for name in names}
    form = CorrectUseForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        naming(
            case,
            lambda data: uses.correct(
                use=shown, seen_version=form.cleaned_data["version"], by=case.user, **data
            ),
        ),
        done="It is corrected.",
    ):
        return redirect(use_url(case, use_id))
    title = f"Correct {shown.what} for {reading.name_of(case, shown)}"
    back = use_url(case, use_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


def may_correct(case: OpenHousehold, row: ServiceUse | Attendance) -> bool:
    """Whoever records may correct; a partner, what its own people recorded."""
    may = case.user.may(Permission.RECORD_SERVICES)
    return may and is_its_own(row.recorded_by, case.user)


def correctable(case: OpenHousehold, use_id: int) -> ServiceUse:
    """A use that this user may correct. Raises Http404, PermissionDenied."""
    found = _use(case, use_id)
    if not may_correct(case, found):
        raise PermissionDenied
    return found


def naming(
    case: OpenHousehold, act: Callable[[dict[str, Any]], Any]
) -> Callable[[dict[str, Any]], Any]:
    """The action, whose refusal then says whom it is about as the page does."""

    def act_and_name(data: dict[str, Any]) -> Any:
        try:
            return act(data)
        except uses.OfOne as refusal:
            refusal.name(reading.name_shown(case, refusal.person))
            raise

    return act_and_name


def _may_record(case: OpenHousehold) -> bool:
    may = case.user.may(Permission.RECORD_SERVICES)
    return may and reading.people_of_services(case).exists()


def _use(case: OpenHousehold, use_id: int) -> ServiceUse:
    found: Any = reading.use(case, use_id)
    if found is None:
        raise Http404
    return found


def list_url(case: OpenHousehold) -> str:
    return reverse("referrals:uses", args=[case.household.reference])


def use_url(case: OpenHousehold, use_id: int) -> str:
    return reverse("referrals:use", args=[case.household.reference, use_id])
