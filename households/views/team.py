"""The team around the family (S55, S58)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import team
from households.forms.team import AddByNameForm, AddWorkerForm, ChangeMemberForm, EndMemberForm
from households.loader import OpenHousehold, open_household
from households.models import TeamMember
from households.views.pages import form_page

SECTION = "team"


@require_safe
def team_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Who works with the family, and how its reviews go."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {"case": case, "section": SECTION}
    if case.sight.goals:
        context |= {
            "keeps_reviews": reading.may_keep_reviews(case),
            "team": reading.team(case),
            "former": reading.former_team(case),
            "planned": reading.planned_review(case),
            "overdue": reading.review_is_overdue(case),
            "no_review_since": reading.no_review_since(case),
            "episode": reading.latest_episode(case),
            "page": page_of(request, reading.held_reviews(case)),
        }
    return render(request, "households/team.html", context)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody with an account joins: first searched for, then chosen."""
    case = open_household(request, reference, Permission.KEEP_TEAM)
    query = request.GET.get("q", "").strip()[:120]
    workers = reading.workers_called(query)
    found = list(workers)
    if not found and request.method != "POST":
        return render(request, "households/team_add.html", _search(case, query))
    here = [one.pk for one in found[: reading.MOST_FOUND]]
    form = AddWorkerForm(request.POST or None, workers=reading.workers(here))
    if saved(
        request,
        form,
        lambda data: team.add(household=case.household, by=case.user, **data),
        done="They are in the team.",
    ):
        return redirect(to_team(case))
    context = _search(case, query) | {"form": form, "more": len(found) > len(here)}
    return render(request, "households/team_add.html", context)


@require_http_methods(GET_OR_POST)
def add_by_name(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody without an account joins: a name, and their organisation."""
    case = open_household(request, reference, Permission.KEEP_TEAM)
    form = AddByNameForm(request.POST or None, initial={"name": request.GET.get("q", "")[:120]})
    if saved(
        request,
        form,
        lambda data: team.add(household=case.household, by=case.user, **data),
        done="They are in the team.",
    ):
        return redirect(to_team(case))
    title = "Add somebody without an account"
    return form_page(request, case, form, title=title, section=SECTION, back=to_team(case))


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str, member_id: int) -> HttpResponse:
    """Change somebody's role, or the day they joined."""
    case = open_household(request, reference, Permission.KEEP_TEAM)
    member = _member(case, member_id)
    initial = {"role": member.role, "since": member.since, "version": member.version}
    form = ChangeMemberForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: team.change(
            member=member, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The role is changed.",
    ):
        return redirect(to_team(case))
    title = f"Change {member.who}'s role"
    return form_page(request, case, form, title=title, section=SECTION, back=to_team(case))


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, reference: str, member_id: int) -> HttpResponse:
    """Somebody is in the team no longer."""
    case = open_household(request, reference, Permission.KEEP_TEAM)
    member = _member(case, member_id)
    if member.until and request.method != "POST":
        messages.info(request, f"{member.who} has left the team already.")
        return redirect(to_team(case))
    form = EndMemberForm(request.POST or None, initial={"version": member.version})
    if saved(
        request,
        form,
        lambda data: team.end(
            member=member, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done=f"{member.who} is in the team no longer.",
    ):
        return redirect(to_team(case))
    title = f"{member.who} leaves the team"
    return form_page(request, case, form, title=title, section=SECTION, back=to_team(case))


def to_team(case: OpenHousehold) -> str:
    return reverse("households:team", args=[case.household.reference])


def _member(case: OpenHousehold, member_id: int) -> TeamMember:
    if not case.sight.goals:
        raise PermissionDenied
    found = reading.team_member(case, member_id)
    if found is None:
        raise Http404
    return found


def _search(case: OpenHousehold, query: str) -> dict[str, object]:
    return {
        "case": case,
        "section": SECTION,
        "query": query,
        "back": to_team(case),
        "form": None,
        "more": False,
    }
