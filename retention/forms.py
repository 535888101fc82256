"""Placing a hold, and recording that somebody asked for the schedule."""

from datetime import date
from typing import Any, cast

from django import forms

from familyhubs.design.dates import spoken
from familyhubs.design.forms import DateField, Form, Radios, Textarea
from familyhubs.records.dates import today
from retention.models import AskedWay, GivenWay, HoldReason, ScheduleVersion


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


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version: Any) -> str:
        return f"{version.version}, in force from {spoken(version.in_force_from)}"


class ScheduleRequestForm(Form):
    """Nothing of who asked: no name, no address."""

    names = {
        "asked_on": "the date of the request",
        "way": "how it was asked for",
        "schedule": "the version",
        "given": "how it was given",
    }

    asked_on = DateField(label="When did they ask?", past=True)
    way = forms.ChoiceField(label="How did they ask?", choices=AskedWay, widget=Radios())
    schedule = VersionField(
        label="Which version were they given?",
        queryset=ScheduleVersion.objects.none(),
        widget=Radios(),
        empty_label=None,
    )
    given = forms.ChoiceField(label="How were they given it?", choices=GivenWay, widget=Radios())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        begun = ScheduleVersion.objects.filter(in_force_from__lte=today())
        kwargs.setdefault("initial", {"asked_on": today(), "schedule": begun.first()})
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["schedule"]).queryset = begun
