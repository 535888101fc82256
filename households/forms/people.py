"""People: who they are and how to reach them."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Fieldset, Form
from familyhubs.organisations.models import Hub
from households.categories import PERSON_FIELDS, Category
from households.forms.fields import (
    PostcodeField,
    TelephoneField,
    VersionedForm,
    WhyField,
    column_width,
    full_name,
)
from households.models import Person

IDENTITY = [name for name in PERSON_FIELDS[Category.IDENTITY] if name != "died_on"]
CONTACT = [*PERSON_FIELDS[Category.CONTACT_DETAILS]]


class PersonForm(Form):
    """S9: identity and contact details. Only the name is needed to begin (S41)."""

    given_name = forms.CharField(
        label="First name", max_length=80, error_messages={"required": "Enter their first name"}
    )
    family_name = forms.CharField(
        label="Last name", max_length=80, error_messages={"required": "Enter their last name"}
    )
    preferred_name = forms.CharField(label="Known as", max_length=80, required=False)
    date_of_birth = DateField(
        label="Date of birth", past=True, required=False, help_text="For example, 27 3 2019"
    )
    telephone = TelephoneField(label="Telephone", required=False)
    email = forms.EmailField(
        label="Email address",
        required=False,
        max_length=column_width(Person, "email"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact_warning = forms.CharField(
        label="Is it safe to contact them?",
        max_length=300,
        required=False,
        help_text="What a worker must know before ringing, writing or visiting. "
        "It stands beside every telephone number and address.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    interpreter = forms.CharField(
        label="Needs an interpreter for",
        max_length=80,
        required=False,
        help_text="The language, for example Tigrinya or British Sign Language",
    )
    communication_needs = forms.CharField(
        label="What else helps them to communicate?",
        max_length=300,
        required=False,
        help_text="For example, large print, easy read, or ringing rather than writing",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fieldsets: ClassVar[Sequence[Fieldset]] = (
        Fieldset("Name and birth", IDENTITY),
        Fieldset("How to reach them", CONTACT),
    )


class NewPersonForm(PersonForm):
    joined_on = DateField(
        label="Living here since",
        past=True,
        required=False,
        help_text="Leave empty if the family does not know",
    )

    def clean(self) -> None:
        super().clean()
        born, joined = (self.cleaned_data.get(name) for name in ("date_of_birth", "joined_on"))
        if born and joined and joined < born:
            self.add_error("joined_on", "Living here since must be after the date of birth")


class CorrectPersonForm(PersonForm, VersionedForm):
    fieldsets = (
        Fieldset("Name and birth", [*IDENTITY, "died_on"]),
        Fieldset("How to reach them", CONTACT),
    )
    died_on = DateField(label="Date of death", past=True, required=False)
    why = WhyField(
        help_text="For example, 'corrected at the mother's word'. It is kept in the history."
    )

    def __init__(self, *args: Any, only: Collection[str] | None = None, **kwargs: Any) -> None:
        """`only` these fields: whoever may not see one neither reads nor changes it."""
        super().__init__(*args, **kwargs)
        if only is not None:
            for name in set(self.fields) - {*only, "why", "version"}:
                del self.fields[name]

    def clean(self) -> None:
        super().clean()
        born, died = (self.cleaned_data.get(name) for name in ("date_of_birth", "died_on"))
        if born and died and died < born:
            self.add_error("died_on", "Date of death must be after the date of birth")


class NewHouseholdForm(NewPersonForm):
    """A household with its first person and where it lives, on one page (S7)."""

    hub = forms.ModelChoiceField(
        label="Which hub supports them?",
        queryset=Hub.objects.none(),
        empty_label="Choose a hub",
        error_messages={"required": "Choose the hub that supports them"},
    )
    support_reason = forms.CharField(
        label="Why is support being opened?", max_length=300, required=False
    )
    support_opened_on = DateField(label="Support opened on", past=True)
    lines = forms.CharField(
        label="Address",
        required=False,
        help_text="Leave empty if it is not known, or if it must be kept hidden: "
        "you then record it on the next pages.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    postcode = PostcodeField(label="Postcode", required=False)
    fieldsets = (
        Fieldset("Support", ["hub", "support_opened_on", "support_reason"]),
        Fieldset("The first person", list(NewPersonForm.base_fields)),
        Fieldset("Where they live", ["lines", "postcode"]),
    )

    def __init__(self, *args: Any, hubs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", hubs)

    def clean(self) -> None:
        super().clean()
        self.cleaned_data["first_person"] = {
            name: self.cleaned_data.get(name) for name in NewPersonForm.base_fields
        }
        place = {name: self.cleaned_data.get(name) or "" for name in ("lines", "postcode")}
        if place["postcode"] and not place["lines"]:
            self.add_error("lines", "Enter the address of this postcode")
        self.cleaned_data["address"] = place if place["lines"] else None


class HouseholdForm(VersionedForm):
    name = forms.CharField(
        label="Family name", max_length=120, error_messages={"required": "Enter the family name"}
    )
    hub = forms.ModelChoiceField(
        label="Which hub supports them?",
        queryset=Hub.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose the hub that supports them"},
    )

    def __init__(self, *args: Any, hubs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", hubs)


class LeaveForm(Form):
    on = DateField(label="Left the household on", past=True)


class AlsoLivesHereForm(Form):
    """Somebody of another household lives here too (S7): chosen from that household's people."""

    person = forms.ModelChoiceField(
        label="Who lives in both households?",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select who lives in both households"},
    )
    joined_on = DateField(label="Living here since", past=True, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "person", people, words=full_name)
