"""How a colleague wants to hear of messages."""

from django import forms

from familyhubs.design.forms import Form, Radios
from referrals.models import EmailChoice


class EmailChoiceForm(Form):
    """The one question of the preferences."""

    names = {"email": "how you want to hear of messages"}

    email = forms.ChoiceField(
        label="How do you want to hear of messages?",
        choices=EmailChoice,
        widget=Radios,
        help_text="An email never says who a message is about. Every message waits for you here.",
    )
