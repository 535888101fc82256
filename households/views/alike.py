"""Before somebody new is saved: is it one of those recorded already, who look alike
or live there?"""

from dataclasses import dataclass, field, replace
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
from households.models import Household, Likeness, Person
from households.reading.duplicates import Lookalike, lookalikes
from households.reading.same_address import living_at

QUESTION = "same"
UNANSWERED = "Say whether it is somebody who is recorded already"


@dataclass(frozen=True)
class Asked:
    """Who looks alike, who is recorded at that address, and whose homes the worker says it is."""

    alike: list[Lookalike] = field(default_factory=list)
    there: list[Household] = field(default_factory=list)
    homes: list[Household] = field(default_factory=list)


def ask_first(request: HttpRequest, form: Any, user: User) -> Asked:
    """Ask, within the form, where what was typed looks like somebody this user may see.

    Until it is answered the form has an error, so that nothing is saved and nothing typed is lost.
    An answer is about the very people it was asked of: another who is found meanwhile is asked
    about, too. Whom the user may not see is not looked at here, nor at any time of the save.
    """
    if request.method != "POST" or not form.is_valid():
        return Asked()
    alike, there = _recorded(user, form.cleaned_data)
    if not alike and not there:
        return Asked()
    offered = _offered(alike, there)
    nobody = f"none of {' '.join(sorted(offered))}"
    form.alike = alike
    form.fields[QUESTION] = forms.ChoiceField(
        label="Is it one of these?",
        choices=[
            *((key, words) for key, (words, _) in offered.items()),
            (nobody, "No, it is somebody else: save what I typed"),
        ],
        widget=forms.RadioSelect,
    )
    form.fieldsets = (Fieldset("Recorded already?", [QUESTION]), *form.fieldsets)
    answer = request.POST.get(QUESTION, "")
    if answer not in offered and answer != nobody:
        form.add_error(QUESTION, UNANSWERED)
    return Asked(alike, there, offered[answer][1] if answer in offered else [])


def _offered(
    alike: list[Lookalike], there: list[Household]
) -> dict[str, tuple[str, list[Household]]]:
    """The answers: the words of each, and the households it leads to."""
    offered = {str(one.person.pk): (f"Yes: {one.described}", one.homes) for one in alike}
    for home in there:
        words = f"Yes: the household {home.title} {home.reference}, at this address"  # type: ignore[attr-defined]
        offered[f"home-{home.pk}"] = (words, [home])
    return offered


def _recorded(user: User, typed: dict[str, Any]) -> tuple[list[Lookalike], list[Household]]:
    """The people who look alike, and the other households at the address that was typed."""
    alike = lookalikes(user, typed)
    there = living_at(user, typed.get("lines", ""), typed.get("postcode", ""))
    found = [
        replace(one, likeness=[*one.likeness, Likeness.SAME_ADDRESS])
        if set(there) & set(one.homes)
        else one
        for one in alike
    ]
    known = {home for one in alike for home in one.homes}
    return found, [home for home in there if home not in known]


def known_already(
    request: HttpRequest, homes: list[Household], case: OpenHousehold | None = None
) -> HttpResponse:
    """Nothing is saved: on to the person's own household, or to have them live here too."""
    if case is None:
        messages.info(request, "Nothing new is saved: the family is recorded already.")
        return redirect(homes[0])
    if case.household in homes:
        messages.info(request, "Nothing new is saved: this person is recorded here already.")
        return redirect("households:people", case.household.reference)
    page = reverse("households:person-also-lives-here", args=[case.household.reference])
    return redirect(f"{page}?other={homes[0].reference}")


def somebody_else(household: Household, asked: Asked, user: User) -> None:
    """Remember the answer, so that nobody is asked about the same two again."""
    if not asked.alike:
        return
    new = Person.objects.visible_to(user).filter(memberships__household=household).latest("pk")
    others = [(found.person, found.likeness) for found in asked.alike]
    suggestions.somebody_else(person=new, others=others, by=user)
