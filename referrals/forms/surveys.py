"""Asking a family how the support was, and what it answers."""

from typing import Any
from uuid import uuid4

from django import forms

from familyhubs.design.forms import EmailInput, Form, Radios, TextInput
from familyhubs.organisations.models import Hub
from referrals.models import Helped, SurveyOccasion, SurveyWay

ALONE, WITH_RECORD = "alone", "with_record"
LINKED = [
    (ALONE, "Keep it without our name"),
    (WITH_RECORD, "Put it with our family's record, so that our worker sees it"),
]


class AskForm(Form):
    """How the worker sees it comes first, so that it is not said after the family."""

    names = {
        "worker_says": "how much you think the support has helped",
        "occasion": "when you ask",
        "way": "how you ask",
        "address": "their email address",
    }

    worker_says = forms.ChoiceField(
        label="How much do you think the support has helped this family?",
        choices=Helped,
        widget=Radios,
        help_text="It stands in the record beside what the family says, if the family lets it.",
    )
    occasion = forms.ChoiceField(label="When do you ask?", choices=SurveyOccasion, widget=Radios)
    way = forms.ChoiceField(label="How do you ask?", choices=SurveyWay, widget=Radios)
    address = forms.EmailField(
        label="Their email address, for a link by email",
        required=False,
        widget=EmailInput,
        help_text="Look at the contact warning first: somebody else may read it. The email names "
        "nobody.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        by_email = data.get("way") == SurveyWay.EMAIL
        if by_email and not data.get("address") and "address" not in self.errors:
            self.add_error("address", "Enter their email address, or choose another way to ask")
        elif not by_email:
            data["address"] = ""
        return data


class AnswerForm(Form):
    """What a family is asked: one thing, and whether it may stand with its record."""

    names = {
        "family_says": "how much the support has helped",
        "linked": "whether your answer may stand with your record",
    }

    family_says = forms.ChoiceField(
        label="How much has the support of the family hub helped?", choices=Helped, widget=Radios
    )
    linked = forms.ChoiceField(
        label="What may we do with your answer?",
        choices=LINKED,
        widget=Radios,
        help_text="Without your name, nobody can find out that it is yours: we keep the hub and "
        "the month, and nothing else.",
    )


class FromPaperForm(Form):
    """An answer on paper. The household is named only where the family ticked that it may be.
    `once` tells a page that is sent twice."""

    names = {
        "family_says": "what the family ticked",
        "hub": "the hub",
        "occasion": "when they were asked",
        "reference": "the reference of the household",
    }

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    hub = forms.ModelChoiceField(label="Which hub was it?", queryset=None)
    occasion = forms.ChoiceField(
        label="When were they asked?", choices=SurveyOccasion, widget=Radios
    )
    family_says = forms.ChoiceField(
        label="What did the family tick?", choices=Helped, widget=Radios
    )
    reference = forms.CharField(
        label="Reference of the household, only if they ticked that it may stand with their record",
        required=False,
        max_length=40,
        widget=TextInput,
        help_text="Leave it empty where they did not tick it: then it is kept without their name.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hub: Any = self.fields["hub"]
        hub.queryset = Hub.objects.all()
