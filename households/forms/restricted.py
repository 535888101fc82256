"""Who may open a restricted household."""

from django import forms

from familyhubs.design.forms import EmailInput, Form
from familyhubs.organisations.models import User


class NameForm(Form):
    """Somebody named by their address: no list of every user is loaded for it."""

    email = forms.EmailField(
        label="Their work email address",
        widget=EmailInput(autocomplete="off"),
        help_text="The one they sign in with, of the council or of a partner",
        error_messages={"required": "Enter their work email address"},
    )

    def clean(self) -> None:
        super().clean()
        email = self.cleaned_data.pop("email", None)
        if email is None:
            return
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            self.add_error(
                "email", "Nobody signs in with this address. Check it with them, then try again"
            )
        self.cleaned_data["user"] = user
