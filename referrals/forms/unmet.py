"""The forms of unmet need: choices alone, and nothing that says who it was."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Form, Radios, TextInput
from familyhubs.organisations.models import Hub, User
from households.needs import Need
from referrals.models import UnmetReason
from referrals.models.service import postcode_area

NOT_AN_AREA = "Enter a postcode, or the first part of one, like NN16"


class UnmetNeedForm(Form):
    """A need that nobody is named for."""

    names = {
        "need": "what the family needed",
        "reason": "why it was not met",
        "hub": "the hub",
        "area": "the postcode",
    }

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    need = forms.ChoiceField(label="What did the family need?", choices=Need, widget=Radios())
    reason = forms.ChoiceField(label="Why was it not met?", choices=UnmetReason, widget=Radios())
    hub = forms.ModelChoiceField(label="Which hub was it at?", queryset=Hub.objects.none())
    area = forms.CharField(
        label="Where do they live?",
        help_text="A postcode. Only the first part is kept, like NN16.",
        max_length=60,
        required=False,
        widget=TextInput(width=10),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"hub": user.hub_id})
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", Hub.objects.filter(is_open=True))

    def clean_area(self) -> str:
        """The first part of what was typed; "" where nothing was."""
        typed = self.cleaned_data["area"].strip()
        area = postcode_area(typed)
        if typed and not area:
            raise forms.ValidationError(NOT_AN_AREA)
        return area


class UnmetReferralForm(Form):
    """Which need of a referral was not met, and why; where, the household says."""

    names = {"need": "which need was not met", "reason": "why it was not met"}

    need = forms.ChoiceField(label="Which need was not met?", widget=Radios())
    reason = forms.ChoiceField(label="Why was it not met?", choices=UnmetReason, widget=Radios())

    def __init__(self, *args: Any, needs: Sequence[str], because: str, **kwargs: Any) -> None:
        """`needs`, of the referral; `because`, why it was declined or withdrawn, where that is
        known."""
        known = because if because in UnmetReason.values else ""
        kwargs.setdefault("initial", {"need": needs[0], "reason": known})
        super().__init__(*args, **kwargs)
        need: Any = self.fields["need"]
        need.choices = [(one.value, one.label) for one in Need if one in needs]
