"""Withdrawing an agreement, or a part of it; and checking a receipt."""

from collections.abc import Mapping
from typing import Any

from django import forms

from consent.models import Agreement
from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Form, Radios, TextInput
from familyhubs.organisations.models import Organisation
from households.categories import Category
from households.forms.fields import full_name
from households.models import Person

EVERYTHING = "everything"


class WithdrawForm(Form):
    """Of what, and for whom: for everybody, or for one recipient."""

    what = forms.ChoiceField(
        label="What do they no longer share?",
        widget=Radios(),
        initial=EVERYTHING,
        error_messages={"required": "Select what they no longer share"},
    )
    organisation = forms.ModelChoiceField(
        label="With which organisation?",
        queryset=None,
        required=False,
        blank=True,
        empty_label="All of them",
        widget=Radios(),
    )
    asked_by = forms.ModelChoiceField(
        label="Who asked for it?",
        queryset=None,
        empty_label=None,
        widget=Radios(),
        error_messages={"required": "Select who asked for it"},
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=300,
        help_text="They do not have to give one.",
    )

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        people: Any,
        covered: Mapping[int, Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.covered = covered
        left = agreement.left()
        named = Organisation.objects.filter(pk__in=left)
        choose_among(self, "asked_by", people, words=full_name)
        choose_among(self, "organisation", named)
        what: Any = self.fields["what"]
        what.choices = [(EVERYTHING, "Everything"), *self._parts(agreement)]

    def _parts(self, agreement: Agreement) -> list[tuple[str, str]]:
        """Each category and each person that something is still shared of, where there are more."""
        shared = agreement.left().values()
        categories = {category for one in shared for category in one.categories}
        people = {pk for one in shared for pk in one.people}
        parts = []
        if len(categories) > 1:
            parts += [
                (f"category-{category.value}", f"{category.label}")
                for category in Category
                if category in categories
            ]
        if len(people) > 1:
            parts += [
                (f"person-{pk}", f"Everything about {person.full_name}")
                for pk, person in self.covered.items()
                if pk in people
            ]
        return parts

    def clean(self) -> dict[str, Any]:
        """With `category` and `person`, as the action takes them."""
        cleaned = {**(super().clean() or {}), **self.cleaned_data}
        kind, _, which = cleaned.pop("what", "").partition("-")
        cleaned["category"] = which if kind == "category" else ""
        cleaned["person"] = self.covered[int(which)] if kind == "person" else None
        return cleaned


class ReceiptCodeForm(Form):
    """The code on a receipt, as somebody reads it."""

    code = forms.CharField(
        label="Code on the receipt",
        help_text="Twelve letters, like KWDR-BZFM-XNTC",
        max_length=60,
        widget=TextInput(width=20, autocomplete="off", spellcheck=False),
        error_messages={"required": "Enter the code on the receipt"},
    )
