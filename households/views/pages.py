"""What the household's pages share: the form page."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
