"""Who is or was looked after, or on a child protection plan (S39)."""

from django import forms

from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from households.models import Confirmation, ProtectionKind


class ProtectionForm(Form):
    kind = forms.ChoiceField(
        label="What is or was in place?",
        choices=ProtectionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is or was in place"},
    )
    since = DateField(label="From", past=True)
    until = DateField(label="Until", past=True, required=False)

    names = {"since": "the day it began", "until": "the day it ended"}

    def clean(self) -> None:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The day it ended must be on or after the day it began")


class ConfirmProtectionForm(Form):
    confirmed_from = forms.ChoiceField(
        label="What did you compare it with?",
        # What another system brought is confirmed as it is taken over.
        choices=[each for each in Confirmation.choices if each[0] != Confirmation.IMPORTED],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you compared it with"},
    )


class EndProtectionForm(Form):
    until = DateField(label="When did it end?", past=True)

    names = {"until": "the day it ended"}
