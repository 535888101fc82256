"""Before somebody new is saved: is it one of those recorded already, who look alike?"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from familyhubs.design.forms import Fieldset
from familyhubs.organisations.models import User
from households.actions import suggestions
from households.loader import OpenHousehold
from households.models import Household, Person
from households.reading.duplicates import Lookalike, lookalikes

QUESTION = "same"
UNANSWERED = "Say whether it is one of the people who are recorded already"


@dataclass(frozen=True)
class Asked:
    """Who looks alike, and whether the worker says that it is one of them."""

    alike: list[Lookalike] = field(default_factory=list)
    same: Lookalike | None = None


def ask_first(request: HttpRequest, form: Any, user: User) -> Asked:
    """Ask, within the form, where what was typed looks like somebody this user may see.

    Until it is answered the form has an error, so that nothing is saved and nothing typed is lost.
    An answer is about the very people it was asked of: another who is found meanwhile is asked
    about, too. Whom the user may not see is not looked at here, nor at any time of the save.
    """
    if request.method != "POST" or not form.is_valid():
        return Asked()
    alike = lookalikes(user, form.cleaned_data)
    if not alike:
        return Asked()
    offered = {str(found.person.pk): found for found in alike}
    nobody = f"none of {' '.join(sorted(offered))}"
    form.alike = alike
    form.fields[QUESTION] = forms.ChoiceField(
        label="Is it one of these people?",
        choices=[
            *((pk, f"Yes: {found.described}") for pk, found in offered.items()),
            (nobody, "No, it is somebody else: save what I typed"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    form.fieldsets = (Fieldset("Recorded already?", [QUESTION]), *form.fieldsets)
    answer = request.POST.get(QUESTION, "")
    if answer not in offered and answer != nobody:
        form.add_error(QUESTION, UNANSWERED)
    return Asked(alike, offered.get(answer))


def known_already(
    request: HttpRequest, same: Lookalike, case: OpenHousehold | None = None
) -> HttpResponse:
    """Nothing is saved: on to the person's own household, or to have them live here too."""
    if case is None:
        messages.info(request, "Nothing new is saved: the family is recorded already.")
        return redirect(same.homes[0])
    if case.household in same.homes:
        messages.info(request, "Nothing new is saved: this person is recorded here already.")
        return redirect("households:people", case.household.reference)
    page = reverse("households:person-also-lives-here", args=[case.household.reference])
    return redirect(f"{page}?other={same.homes[0].reference}")


def somebody_else(household: Household, asked: Asked, user: User) -> None:
    """Remember the answer, so that nobody is asked about the same two again."""
    if not asked.alike:
        return
    new = Person.objects.visible_to(user).filter(memberships__household=household).latest("pk")
    others = [(found.person, found.likeness) for found in asked.alike]
    suggestions.somebody_else(person=new, others=others, by=user)
