"""Placing a hold."""

from datetime import date

from django import forms

from familyhubs.design.forms import DateField, Form, Radios, Textarea
from familyhubs.records.dates import today
from retention.models import HoldReason


class HoldForm(Form):
    names = {"review_on": "the date of the review"}

    reason = forms.ChoiceField(
        label="Why must this record be kept?", choices=HoldReason, widget=Radios()
    )
    note = forms.CharField(
        label="What it is about",
        help_text="For example a case number. Names are not needed.",
        max_length=300,
        required=False,
        widget=Textarea(rows=3),
    )
    review_on = DateField(
        label="When will you look at it again?",
        help_text="The hold stands until somebody lifts it, also after this day.",
    )

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if day <= today():
            raise forms.ValidationError("The date of the review must be in the future.")
        return day
