"""What is typed about a disclosure without agreement, and the filters of their register."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from consent.grounds import CHOICES
from consent.models.disclosure import RISK_OCCASIONS, Disclosure, Occasion
from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Checkboxes, DateField, Fieldset, Form, Radios, Textarea
from familyhubs.organisations.models import Hub, Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.categories import Category
from households.forms.contacts import TIMES
from households.forms.fields import VersionedForm, column_width, full_name
from households.forms.filters import PeriodFilter

TOLD = [("yes", "Yes"), ("no", "Not yet")]


class ExplainForm(Form):
    """S65: the day it was explained; or why not, and when that is looked at again."""

    told = forms.ChoiceField(
        label="Has this been explained to the family?",
        choices=TOLD,
        widget=Radios(inline=True),
        error_messages={"required": "Select whether it has been explained to the family"},
    )
    explained_on = DateField(label="If yes: when?", past=True, required=False)
    not_explained_why = forms.CharField(
        label="If not yet: why not?",
        max_length=300,
        required=False,
        help_text="For example, 'telling them now would put the child in danger'.",
    )
    look_again_on = DateField(label="If not yet: look at it again on", future=True, required=False)

    names = {"explained_on": "the day", "look_again_on": "the day to look at it again"}

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data.pop("told", "")
        if told == "yes":
            self._need("explained_on", "Enter when it was explained to the family")
            self.cleaned_data |= {"not_explained_why": "", "look_again_on": None}
        elif told == "no":
            self._need("not_explained_why", "Enter why it has not been explained")
            self._need("look_again_on", "Enter when you look at it again")
            self.cleaned_data["explained_on"] = None

    def _need(self, name: str, words: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)


class ExplainLaterForm(ExplainForm, VersionedForm):
    """The same of a disclosure as the page showed it."""


class ReasonsForm(Form):
    """The occasion, the ground, the risk, the reasoning, on whose word (S23, S29, S34, S64)."""

    occasion = forms.ChoiceField(
        label="On what occasion?",
        choices=Occasion.choices,
        widget=Radios(),
        error_messages={"required": "Select the occasion"},
    )
    ground = forms.ChoiceField(
        label="On what lawful ground?",
        choices=[("", "Select the lawful ground"), *CHOICES],
        error_messages={"required": "Select the lawful ground"},
    )
    risk = forms.CharField(
        label="What is the risk?",
        max_length=column_width(Disclosure, "risk"),
        required=False,
        help_text="Needed where somebody's health or safety is at risk, and for safeguarding.",
    )
    person_at_risk = forms.ModelChoiceField(
        label="Who is at risk?", queryset=None, required=False, empty_label="Select who is at risk"
    )
    at_risk = forms.CharField(
        label="Or somebody else",
        max_length=column_width(Disclosure, "at_risk"),
        required=False,
        help_text="For example, 'a neighbour'.",
    )
    reasoning = forms.CharField(
        label="Why was it right to share without agreement?",
        max_length=5000,
        widget=Textarea(rows=4),
        error_messages={"required": "Enter why it was right to share without agreement"},
    )
    authorised_by = forms.CharField(
        label="Who authorised it?",
        max_length=column_width(Disclosure, "authorised_by"),
        help_text="Name and role.",
        error_messages={"required": "Enter who authorised it"},
    )
    authority = forms.CharField(
        label="On whose authority?",
        max_length=column_width(Disclosure, "authority"),
        required=False,
        help_text="Needed for a court order or an infectious disease: the court, or the authority.",
    )
    authority_reference = forms.CharField(
        label="Its reference",
        max_length=column_width(Disclosure, "authority_reference"),
        required=False,
    )

    def __init__(self, *args: Any, user: User, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "person_at_risk", people, words=full_name)
        if not user.may(Permission.RECORD_ANY_DISCLOSURE):
            self.fields["occasion"].choices = [  # type: ignore[attr-defined]
                (value, words) for value, words in Occasion.choices if value in RISK_OCCASIONS
            ]
            for name in ("authority", "authority_reference"):
                del self.fields[name]


class CorrectForm(ReasonsForm, VersionedForm):
    """The reasons of a disclosure as the page showed it, and why they change."""

    why = forms.CharField(
        label="Why is it corrected?",
        max_length=200,
        error_messages={"required": "Enter why it is corrected"},
    )


class DisclosureForm(ReasonsForm, ExplainForm):
    """Everything about a disclosure that was made."""

    names = {
        **ExplainForm.names,
        "sent_on": "the day it was sent",
        "sent_time": "the time it was sent",
    }
    fieldsets = (
        Fieldset("Why", ["occasion", "ground", "risk", "person_at_risk", "at_risk", "reasoning"]),
        Fieldset("On whose word", ["authorised_by", "authority", "authority_reference"]),
        Fieldset("To whom", ["organisation", "body"]),
        Fieldset(
            "What was sent",
            ["people", "categories", "sent", "sent_on", "sent_time"],
            hint="This is evidence: it cannot be changed once you save it.",
        ),
        Fieldset("The family", ["told", "explained_on", "not_explained_why", "look_again_on"]),
        Fieldset(
            "Seeing it here",
            ["show_here", "shown_until"],
            hint="What was sent does not let them see anything here. Tick only if they need to.",
        ),
    )

    organisation = forms.ModelChoiceField(
        label="Which organisation received it?",
        queryset=None,
        required=False,
        empty_label="Select the organisation",
    )
    body = forms.CharField(
        label="Or another body",
        max_length=column_width(Disclosure, "body"),
        required=False,
        help_text="One that is no partner, for example 'Northampton County Court'.",
    )
    people = forms.ModelMultipleChoiceField(
        label="Whom is it about?",
        queryset=None,
        widget=Checkboxes(),
        error_messages={"required": "Select whom it is about"},
    )
    categories = forms.MultipleChoiceField(
        label="Which kinds of detail were sent?",
        choices=Category.choices,
        widget=Checkboxes(),
        error_messages={"required": "Select which kinds of detail were sent"},
    )
    sent = forms.CharField(
        label="What exactly was sent?",
        max_length=10_000,
        widget=Textarea(rows=6),
        error_messages={"required": "Enter what exactly was sent"},
    )
    sent_on = DateField(label="Sent on", past=True, initial=today)
    sent_time = forms.TimeField(
        label="At what time?",
        input_formats=TIMES,
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
        help_text="For example, 2:30pm or 14:30",
        error_messages={
            "required": "Enter the time it was sent, like 2:30pm or 14:30",
            "invalid": "Enter a time, like 2:30pm or 14:30",
        },
    )
    show_here = forms.BooleanField(label="They may also see it here", required=False)
    shown_until = DateField(label="Until", future=True, required=False)

    def __init__(self, *args: Any, user: User, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, people=people, **kwargs)
        choose_among(self, "people", people, words=full_name)
        others = Organisation.objects.partners().exclude(pk=user.organisation_id)
        choose_among(self, "organisation", others.filter(is_active=True))
        if user.is_partner:
            del self.fields["show_here"], self.fields["shown_until"]

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        on, time = data.pop("sent_on", None), data.pop("sent_time", None)
        if on and time:
            data["sent_at"] = timezone.make_aware(datetime.combine(on, time))
            if data["sent_at"] > timezone.now():
                self.add_error("sent_time", "It must have been sent by now")
        if bool(data.get("organisation")) == bool(data.get("body")) and "body" not in self.errors:
            self.add_error("body", "Choose an organisation, or enter another body: one of them")
        self._seeing_it_here()

    def _seeing_it_here(self) -> None:
        data = self.cleaned_data
        ticked, until = data.pop("show_here", False), data.get("shown_until")
        if ticked and not until and "shown_until" not in self.errors:
            self.add_error("shown_until", "Enter until when they may see it here")
        elif until and not ticked:
            self.add_error("show_here", "Tick the box if they may see it here, or leave the date")


class RegisterFilter(PeriodFilter):
    """What of the register is shown."""

    backwards = "Sent until must be on or after sent from"

    occasion = forms.ChoiceField(
        label="Occasion", choices=[("", "Every occasion"), *Occasion.choices], required=False
    )
    organisation = forms.ModelChoiceField(label="Sent to", queryset=None, required=False)
    hub = forms.ModelChoiceField(label="Hub", queryset=None, required=False)
    since = DateField(label="Sent from", required=False)
    until = DateField(label="Sent until", required=False)
    not_explained = forms.BooleanField(label="Only not explained to the family", required=False)

    field_order = ("occasion", "organisation", "hub", "since", "until", "not_explained")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "organisation", Organisation.objects.partners())
        choose_among(self, "hub", Hub.objects.all())
        self.fields["organisation"].empty_label = "Everybody"  # type: ignore[attr-defined]
        self.fields["hub"].empty_label = "Every hub"  # type: ignore[attr-defined]
