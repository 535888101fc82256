"""Sensitive details: health, money, ethnic origin, religion, on a page of their own (S14-S17)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.design.parts import Change
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import answers, reading
from households.actions import details
from households.forms.details import WHY_IT_MATTERS, AnswerForm, RelevanceForm, WordsForm
from households.forms.reasons import VersionedReasonForm
from households.loader import OpenHousehold, open_household
from households.models import DetailKind, Person
from households.reading.details import Shown
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, member, to_details

type AnyDetailForm = AnswerForm | RelevanceForm | WordsForm
INTRO = {
    DetailKind.HEALTH: "Write only what those who help this family need to know.",
    DetailKind.FINANCE: "Write only what those who help this family need to know.",
    DetailKind.ETHNIC_ORIGIN: "Ask only if they are happy to give it, and say that they need not.",
    DetailKind.RELIGION: "Asked only because it matters to the support. They need not say.",
}


@never_cache
@require_safe
def person_details(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """What is kept of each kind, and why; "Restricted" for those who have no need of it."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    place = member(case, person_id, former=True)
    context = {"case": case, "section": SECTION, "member": place}
    context["details"] = reading.details(case, place.person)
    return render(request, "households/person_details.html", context)


@never_cache
@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, reference: str, person_id: int, detail: str) -> HttpResponse:
    """Record or change one kind. Religion: why it matters is a page before the question (S17)."""
    case = open_household(request, reference, Permission.CHANGE_SENSITIVE)
    person = member(case, person_id, former=True).person
    kind = _kind(detail)
    shown = reading.detail(case, person, kind)
    if kind == DetailKind.RELIGION and not (shown.detail and shown.detail.relevant):
        return redirect(_to_relevance(case, person, kind))
    form = _form(request, kind, shown)
    if saved(
        request,
        form,
        lambda _: details.record(
            person=person, household=case.household, kind=kind, by=case.user, **form.answered
        ),
        done=f"{kind.label}: recorded.",
    ):
        return redirect(to_details(case, person))
    _show_meanwhile(case, person, kind, form)
    title, back = f"{person.full_name}: {kind.label.lower()}", to_details(case, person)
    intro = INTRO[kind]
    return form_page(request, case, form, title=title, section=SECTION, intro=intro, back=back)


@never_cache
@require_http_methods(GET_OR_POST)
def relevance(request: HttpRequest, reference: str, person_id: int, detail: str) -> HttpResponse:
    """Why religion matters to the support, recorded before it is asked (S17)."""
    case = open_household(request, reference, Permission.CHANGE_SENSITIVE)
    person = member(case, person_id, former=True).person
    kind = _kind(detail)
    if kind != DetailKind.RELIGION:
        raise Http404
    shown = reading.detail(case, person, kind)
    form = RelevanceForm(request.POST or None, initial={"version": shown.version})
    about = _about(case, person, kind)
    if saved(
        request,
        form,
        lambda data: details.say_relevance(
            seen_version=form.cleaned_data["version"], **about, **data
        ),
        done="Why it matters is recorded. Now you can ask.",
    ):
        return redirect(_to_record(case, person, kind))
    _show_meanwhile(case, person, kind, form)
    title, back = f"{person.full_name}: {kind.label.lower()}", to_details(case, person)
    intro = "Religion is asked only where it matters to the support. Record why first."
    return form_page(request, case, form, title=title, section=SECTION, intro=intro, back=back)


@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, reference: str, person_id: int, detail: str) -> HttpResponse:
    """Remove one kind at the family's word: the words are gone, from the history too."""
    case = open_household(request, reference, Permission.CHANGE_SENSITIVE)
    person = member(case, person_id, former=True).person
    kind = _kind(detail)
    hint = "For example, 'at the mother's word'. Do not write what is being removed."
    initial = {"version": reading.detail(case, person, kind).version}
    label = "Why is it removed?"
    form = VersionedReasonForm(request.POST or None, initial=initial, label=label, hint=hint)
    about = _about(case, person, kind)
    if saved(
        request,
        form,
        lambda data: details.remove(seen_version=form.cleaned_data["version"], **about, **data),
        done=f"{kind.label}: removed.",
    ):
        return redirect(to_details(case, person))
    title = f"Remove what was said about {person.full_name}'s {kind.label.lower()}"
    intro = (
        "What was said, and why it mattered, will be gone for good, from the history too. That it "
        "was removed, when and by whom stays."
    )
    back = to_details(case, person)
    submit = "Remove it"
    return form_page(
        request, case, form, title=title, section=SECTION, submit=submit, intro=intro, back=back
    )


def _about(case: OpenHousehold, person: Person, kind: DetailKind) -> dict[str, Any]:
    """What every action on a detail is told."""
    return {"person": person, "household": case.household, "kind": kind, "by": case.user}


def _kind(detail: str) -> DetailKind:
    """What an address names. Raises Http404."""
    try:
        return DetailKind(detail)
    except ValueError:
        raise Http404 from None


def _form(request: HttpRequest, kind: DetailKind, shown: Shown) -> AnswerForm | WordsForm:
    """The form of a kind, with what is kept; what cannot be read any more is left empty."""
    kept = shown.detail
    if not answers.is_coded(kind):
        initial: dict[str, Any] = {"answer": shown.text, "relevance": shown.relevance_text}
        initial["version"] = shown.version
        return WordsForm(request.POST or None, kind=kind, initial=initial)
    answer = answers.read_back(shown.text)
    initial = {"answer": answer.code, "own_words": answer.words, "version": shown.version}
    if kept is not None:
        initial["state"] = kept.state
    return AnswerForm(request.POST or None, kind=kind, initial=initial)


def _show_meanwhile(
    case: OpenHousehold, person: Person, kind: DetailKind, form: AnyDetailForm
) -> None:
    """What is sealed is not among what others are said to have changed: put it there."""
    meanwhile = getattr(form, "changed_meanwhile", None)
    if meanwhile is None:
        return
    shown = reading.detail(case, person, kind)
    now = {"Answer": shown.answer, WHY_IT_MATTERS: shown.relevance}
    told: Any = form
    told.changed_meanwhile = [
        *meanwhile,
        *(
            Change(name, typed, now[name])
            for name, typed in form.typed.items()
            if typed != now[name]
        ),
    ]


def _to_record(case: OpenHousehold, person: Person, kind: DetailKind) -> str:
    return reverse("households:detail-record", args=[case.household.reference, person.pk, kind])


def _to_relevance(case: OpenHousehold, person: Person, kind: DetailKind) -> str:
    return reverse("households:detail-relevance", args=[case.household.reference, person.pk, kind])
