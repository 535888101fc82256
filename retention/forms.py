"""Recording that somebody asked for the schedule."""

from typing import Any, cast

from django import forms

from familyhubs.design.dates import spoken
from familyhubs.design.forms import DateField, Form, Radios
from familyhubs.records.dates import today
from retention.models import AskedWay, GivenWay, ScheduleVersion


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
