"""What the household's pages share: the form page."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from familyhubs.records.saving import saved
from households.loader import OpenHousehold


def form_page(
    request: HttpRequest,
    case: OpenHousehold,
    form: Form,
    *,
    title: str,
    section: str,
    submit: str = "Save",
    intro: str = "",
    back: str = "",
) -> HttpResponse:
    """A form of a household: 200 where it is shown or has errors."""
    context = {
        "case": case,
        "form": form,
        "title": title,
        "section": section,
        "submit": submit,
        "intro": intro,
        "back": back or case.household.get_absolute_url(),
        "changed_meanwhile": getattr(form, "changed_meanwhile", []),
        "alike": getattr(form, "alike", []),
    }
    return render(request, "households/form.html", context)


def save_or_show(
    request: HttpRequest,
    case: OpenHousehold,
    form: Form,
    act: Callable[..., Any],
    *,
    done: str,
    back: str,
    then: str = "",
    **page: str,
) -> HttpResponse:
    """A page that is a form of a household and nothing else: saved, it goes back, else it is shown.

    Args: `act`, an action that is given `by`, what was typed and, of a form that has a version,
    `seen_version`; `done`, said on the next page; `then`, where that is not the page `back` leads
    to; `page`, as `form_page` takes it.
    """

    def as_typed(data: dict[str, Any]) -> Any:
        if "version" in form.fields:
            data = {**data, "seen_version": form.cleaned_data["version"]}
        return act(by=case.user, **data)

    if saved(request, form, as_typed, done=done):
        return redirect(then or back)
    return form_page(request, case, form, back=back, **page)
