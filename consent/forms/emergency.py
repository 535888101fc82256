"""What is typed to open a household in an emergency, and to review that."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from consent.models import EmergencyAccess, Outcome
from familyhubs.design.forms import Form, Radios, Textarea
from familyhubs.organisations.asking import user_of
from households.forms.fields import VersionedForm, column_width

SHORTEST_REASON = 20


class EmergencyForm(Form):
    """The exact reference, why, who is at risk, and the password again."""

    names = {"reason": "the reason"}

    reference = forms.CharField(
        label="The household's reference",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="For example, FH-7K3M-Q9TD-X2AB. Ask the hub if you do not know it.",
        error_messages={"required": "Enter the household's reference"},
    )
    reason = forms.CharField(
        label="Why do you need to see it now?",
        max_length=2000,
        widget=Textarea(rows=4),
        help_text="It is read by the hub's manager and the data protection officer.",
        min_length=SHORTEST_REASON,
        error_messages={"required": "Enter why you need to see it now"},
    )
    at_risk = forms.CharField(
        label="Who is at risk?",
        max_length=column_width(EmergencyAccess, "at_risk"),
        help_text="For example, 'the baby, and perhaps her mother'.",
        error_messages={"required": "Enter who is at risk"},
    )
    password = forms.CharField(
        label="Your password, once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> None:
        """The password last: a wrong one counts towards being locked out, as at signing in."""
        super().clean()
        password = self.cleaned_data.pop("password", "")
        if self.errors:
            return
        user = user_of(self.request)
        if authenticate(self.request, username=user.email, password=password) != user:
            self.add_error("password", "This is not your password. Try again")


class ReviewForm(VersionedForm):
    """Whether it was justified, and what was done."""

    outcome = forms.ChoiceField(
        label="Was it justified?",
        choices=Outcome.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Select whether it was justified"},
    )
    what_was_done = forms.CharField(
        label="What was done about it?",
        max_length=2000,
        widget=Textarea(rows=4),
        help_text="For example, whom you spoke with, and what happens next for the family.",
        error_messages={"required": "Enter what was done about it"},
    )
