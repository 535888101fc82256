"""Two records of one person or household, compared, merged, and parted again."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.audit import log
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import page_name, require
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import denials
from households.actions import merges, suggestions
from households.forms.merges import MergeForm, OtherHouseholdForm, UndoForm
from households.loader import OpenHousehold, open_household
from households.models import Household, Person
from households.reading import duplicates, merges as reading
from households.reading.paged import paged
from households.sight import sight_of
from households.views.pages import form_page

PEOPLE, OVERVIEW = "people", "overview"
MERGED = "The two records are one now. You can undo this for 30 days."


@require_safe
def possible_duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs who may be one person, of whom this user may see both."""
    user = require(request, Permission.MERGE_RECORDS)
    page = page_of(request, paged(duplicates.possible_duplicates(user)))
    people = [pk for pair in page.object_list for pk in (pair.person_id, pair.other_id)]
    context = {"page": page, "homes": duplicates.homes_of(user, people)}
    return render(request, "households/possible_duplicates.html", context)


@require_POST
def dismiss(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """They are two different people."""
    user = require(request, Permission.MERGE_RECORDS)
    pair = duplicates.possible_duplicates(user).filter(pk=suggestion_id).first()
    if pair is None:
        raise Http404
    try:
        suggestions.dismiss(suggestion=pair, by=user)
    except suggestions.DecidedAlready as decided:
        messages.info(request, decided.words)
    return redirect("households:possible-duplicates")


@require_http_methods(GET_OR_POST)
def merge_person(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """Compare a person with another record of the same, and make them one."""
    case = open_household(request, reference, Permission.MERGE_RECORDS)
    # Somebody who left and came back has two stays in one household.
    people = Person.objects.visible_to(case.user).filter(memberships__household=case.household)
    kept = get_object_or_404(people.distinct(), pk=person_id)
    merged = _other_person(request, case, kept)
    if merged is None:
        return _whom(request, case, kept)
    _opened_too(request, case, duplicates.homes_of(case.user, [merged.pk])[merged.pk])
    comparison = reading.compare_people(case.user, kept, merged)
    form = MergeForm(request.POST or None, comparison=comparison)

    def act(data: dict[str, Any]) -> None:
        merges.merge_people(
            kept=kept,
            merged=merged,
            household=case.household,
            take=form.taken,
            agreed=data.get("agreed", False),
            seen=data["versions"],
            by=case.user,
        )

    if saved(request, form, act, done=MERGED):
        return redirect("households:people", reference)
    return _compared(request, case, form, comparison, PEOPLE)


@require_http_methods(GET_OR_POST)
def merge_household(request: HttpRequest, reference: str) -> HttpResponse:
    """Compare a household with another record of the same, and make them one."""
    case = open_household(request, reference, Permission.MERGE_RECORDS)
    merged = _other_household(request, case)
    if merged is None:
        return _which(request, case)
    _opened_too(request, case, [merged])
    comparison = reading.compare_households(case.user, case.household, merged)
    form = MergeForm(request.POST or None, comparison=comparison)

    def act(data: dict[str, Any]) -> None:
        merges.merge_households(
            kept=case.household,
            merged=merged,
            take=form.taken,
            agreed=data.get("agreed", False),
            seen=data["versions"],
            by=case.user,
        )

    if saved(request, form, act, done=MERGED):
        return redirect(case.household)
    return _compared(request, case, form, comparison, OVERVIEW)


@require_http_methods(GET_OR_POST)
def undo(request: HttpRequest, reference: str, merge_id: int) -> HttpResponse:
    """Part two records again."""
    case = open_household(request, reference, Permission.MERGE_RECORDS)
    merge = reading.merge_of(case.user, merge_id)
    if merge is None or merge.household_id != case.household.pk:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST":
        form = UndoForm({**request.POST.dict(), "sure": "yes"})
        if saved(
            request,
            form,
            lambda _data: merges.undo(merge=merge, by=case.user),
            done="The merge is undone: there are two records again.",
        ):
            return redirect(case.household)
    title, submit = "Undo this merge", "Part the two records again"
    intro = (
        f"Merged on {merge.merged_at:%-d %B %Y} by {merge.merged_by}. Everything that was moved "
        "goes back. What was added since stays here, but for what is about people who go back, or "
        "stands on what does."
    )
    return form_page(request, case, form, title=title, submit=submit, intro=intro, section=OVERVIEW)


def _other_person(request: HttpRequest, case: OpenHousehold, kept: Person) -> Person | None:
    """The record named in the address; none named is None, one that may not be seen a 404."""
    asked = request.GET.get("other", "")
    if not (asked.isdecimal() and len(asked) < 19 and int(asked) != kept.pk):
        return None
    return get_object_or_404(Person.objects.visible_to(case.user), pk=int(asked))


def _opened_too(request: HttpRequest, case: OpenHousehold, homes: Iterable[Household]) -> None:
    """The page shows what stands in another household, too: one event for each."""
    for home in homes:
        if home != case.household:
            basis = sight_of(home, case.user).basis
            log.opened(case.user, "household", home.pk, action=page_name(request), basis=basis)


def _compared(
    request: HttpRequest, case: OpenHousehold, form: MergeForm, comparison: Any, section: str
) -> HttpResponse:
    context = {"case": case, "section": section, "form": form, "comparison": comparison}
    return render(request, "households/merge.html", context)


def _whom(request: HttpRequest, case: OpenHousehold, kept: Person) -> HttpResponse:
    """Who may be the same as this person."""
    fields = {name: getattr(kept, name) for name in ("given_name", "family_name", "telephone")}
    fields["date_of_birth"] = kept.date_of_birth
    alike = [one for one in duplicates.lookalikes(case.user, fields) if one.person != kept]
    context = {"case": case, "section": PEOPLE, "kept": kept, "alike": alike}
    return render(request, "households/merge_whom.html", context)


def _which(request: HttpRequest, case: OpenHousehold) -> HttpResponse:
    """Which household, and the merges of this one that can be undone."""
    form = OtherHouseholdForm(request.GET if "other" in request.GET else None)
    if form.is_bound and form.is_valid():
        form.add_error("other", "There is no other household with this reference that you can open")
    context = {
        "case": case,
        "section": OVERVIEW,
        "form": form,
        "undoable": reading.undoable(case.user, case.household),
    }
    return render(request, "households/merge_which.html", context)


def _other_household(request: HttpRequest, case: OpenHousehold) -> Household | None:
    typed = request.GET.get("other", "")[:60]
    rows = Household.objects.visible_to(case.user).titled_for(case.user).select_related("hub")
    found = rows.exclude(pk=case.household.pk).referenced(typed).first()
    if typed and found is None:
        denials.of_typed(case.user, typed, action="merges.which")
    return found
