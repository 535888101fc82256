"""Support and who leads it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from familyhubs.design.choices import choose_among
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from familyhubs.organisations.models import Organisation, Role, User
from familyhubs.organisations.rules import Permission, allows
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm
from households.models import Episode, LeadAssignment


class OpenSupportForm(Form):
    on = DateField(label="Support opened on", past=True, initial=today)
    reason = forms.CharField(label="Why is support being opened?", max_length=300, required=False)


def shown(what: str) -> forms.ModelChoiceField:
    """The row that the page showed when it was opened: a stale tab must not act on another."""
    again = f"This page does not say which {what} it is about. Open it again from the overview."
    return forms.ModelChoiceField(
        queryset=None,
        widget=forms.HiddenInput,
        error_messages={"required": again, "invalid_choice": again},
    )


class CloseSupportForm(VersionedForm):
    episode = shown("support")
    on = DateField(label="Support closed on", past=True, initial=today)
    reason = forms.CharField(
        label="Why is support being closed?",
        max_length=300,
        error_messages={"required": "Enter why support is being closed"},
    )

    def __init__(self, *args: Any, episodes: QuerySet[Episode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "episode", episodes)


class OfferLeadForm(Form):
    """Which organisation is asked to lead, and whom we have in mind there."""

    organisation = forms.ModelChoiceField(
        label="Which organisation should lead?",
        queryset=None,
        empty_label="Choose an organisation",
        error_messages={
            "required": "Choose the organisation that should lead",
            "invalid_choice": "Choose an organisation from the list. It takes part no longer, "
            "or never did.",
        },
    )
    reason = forms.CharField(
        label="Why this organisation?",
        max_length=300,
        required=False,
        help_text="They will read this. Do not put names or details of the family here.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Organisation.objects.filter(is_active=True)
        choose_among(self, "organisation", active)


class AnswerLeadForm(Form):
    """Yes with a lead practitioner, or no with a reason."""

    ACCEPT, DECLINE = "accept", "decline"

    answer = forms.ChoiceField(
        label="Will your organisation lead?",
        choices=[(ACCEPT, "Yes, we will lead"), (DECLINE, "No, we cannot")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether your organisation will lead"},
    )
    practitioner = forms.ModelChoiceField(
        label="Lead practitioner",
        help_text="If yes: who will be the family's lead practitioner?",
        queryset=None,
        required=False,
        empty_label="Choose somebody",
    )
    reason = forms.CharField(
        label="Reason",
        help_text="If no: the hub reads this to find another lead.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if allows(role, Permission.SEE_HOUSEHOLDS)]
        colleagues = User.objects.filter(organisation=organisation, is_active=True, role__in=roles)
        choose_among(self, "practitioner", colleagues)

    def clean(self) -> None:
        super().clean()
        answer = self.cleaned_data.get("answer")
        if answer == self.ACCEPT and not self.cleaned_data.get("practitioner"):
            self.add_error("practitioner", "Choose who will be the lead practitioner")
        if answer == self.DECLINE and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Enter the reason why your organisation cannot lead")


class ReasonForm(Form):
    """Only why."""

    why = forms.CharField(
        label="Why?", max_length=300, error_messages={"required": "Enter the reason"}
    )


class EndLeadForm(ReasonForm):
    """Why the lead ends that the page showed."""

    lead = shown("lead")

    def __init__(self, *args: Any, leads: QuerySet[LeadAssignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "lead", leads)
