"""What is typed about the services people use."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Checkboxes, DateField, Form, Radios, TextInput
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm, WhyField, column_width, full_name
from households.models import Person
from referrals.models import AttendanceState, Service, ServiceUse, UseOutcome

NOT_LISTED = "none"
MISTAKE = "mistake"


class FindServiceForm(Form):
    """Looks into the directory."""

    q = forms.CharField(
        label="Which service?",
        max_length=100,
        required=False,
        help_text="A word of its name, of who offers it, or of what it does",
        widget=TextInput(width=30, inputmode="search"),
    )
    mark_optional = False


class BeginUseForm(Form):
    """Who begins to use which service. `service` lists what the search found."""

    names = {"service": "the service"}

    service = forms.ChoiceField(
        label="Choose the service",
        widget=Radios(),
        error_messages={"required": "Select the service, or that it is not in the directory"},
    )
    service_name = forms.CharField(
        label="Its name, if it is not in the directory",
        max_length=column_width(ServiceUse, "service_name"),
        required=False,
    )
    people = forms.ModelMultipleChoiceField(
        label="Who uses it?",
        queryset=None,
        widget=Checkboxes(),
        error_messages={"required": "Select at least one person"},
    )
    started_on = DateField(label="Since when?", past=True, initial=today)

    def __init__(
        self, *args: Any, people: QuerySet[Person], found: Sequence[Service], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "people", people, words=full_name)
        self.listed = {str(one.pk): one for one in found}
        service: Any = self.fields["service"]
        service.choices = [
            *((key, one.name) for key, one in self.listed.items()),
            (NOT_LISTED, "It is not in the directory"),
        ]
        service.widget.hints = {key: where(one) for key, one in self.listed.items()}
        if not self.listed:
            service.initial = NOT_LISTED

    def clean(self) -> None:
        super().clean()
        chosen = self.cleaned_data.get("service")
        if chosen == NOT_LISTED and not self.cleaned_data.get("service_name"):
            self.add_error("service_name", "Enter the name of the service")
        self.cleaned_data["service"] = self.listed.get(str(chosen))


class SessionForm(Form):
    """One day of a service: each of its people on one page, nothing typed twice."""

    mark_optional = False

    on = DateField(label="When was it?", past=True, initial=today)

    def __init__(self, *args: Any, names: Mapping[ServiceUse, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uses = {f"state_{use.pk}": use for use in names}
        for field, use in self.uses.items():
            self.fields[field] = forms.ChoiceField(
                label=names[use],
                choices=AttendanceState.choices,
                widget=Radios(inline=True),
                required=False,
            )

    def clean(self) -> None:
        super().clean()
        said = {use: self.cleaned_data.get(name) for name, use in self.uses.items()}
        self.cleaned_data = {
            "on": self.cleaned_data.get("on"),
            "states": {use: state for use, state in said.items() if state},
        }
        if not self.cleaned_data["states"] and not self.errors:
            self.add_error(next(iter(self.uses), None), "Say of at least one person what happened")


class CorrectAttendanceForm(VersionedForm):
    state = forms.ChoiceField(
        label="What happened?",
        choices=[*AttendanceState.choices, (MISTAKE, "It was recorded by mistake")],
        widget=Radios(hints={MISTAKE: "Another day, say: take it away here and record it anew"}),
    )
    why = WhyField()


class UseMistakeForm(Form):
    why = forms.CharField(
        label="What was wrong?",
        max_length=200,
        help_text="For example, 'it was his sister'. It is kept in the history. "
        "Do not name another family.",
        error_messages={"required": "Enter what was wrong"},
    )


class UseRestoreForm(Form):
    why = forms.CharField(
        label="Why was it no mistake?",
        max_length=200,
        error_messages={"required": "Enter why it was no mistake"},
    )


class EndUseForm(VersionedForm):
    """They use it no more, and what came of it."""

    names = {"outcome": "how it went"}

    ended_on = DateField(label="When did it end?", past=True, initial=today)
    outcome = forms.ChoiceField(label="How did it go?", choices=UseOutcome.choices, widget=Radios())
    outcome_note = forms.CharField(
        label="In a few words",
        max_length=column_width(ServiceUse, "outcome_note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CorrectUseForm(VersionedForm):
    started_on = DateField(label="Since when?", past=True)
    ended_on = DateField(
        label="When did it end?", past=True, required=False, help_text="Empty while it goes on"
    )
    outcome = forms.ChoiceField(
        label="How did it go?",
        choices=[*UseOutcome.choices, ("", "It goes on")],
        widget=Radios(),
        required=False,
    )
    outcome_note = forms.CharField(
        label="In a few words",
        max_length=column_width(ServiceUse, "outcome_note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = WhyField()

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("ended_on") and not data.get("outcome"):
            self.add_error("outcome", "Select how it went")


def where(service: Service) -> str:
    """What the directory says of it, so that nobody types it again."""
    place = service.place or "at home, online or by telephone"
    return f"{service.organisation}, {place}. {service.ages}"
