"""What is typed about a contact with a family."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import (
    Checkboxes,
    DateField,
    Fieldset,
    Form,
    Radios,
    Textarea,
    TextInput,
)
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today, years_after
from households.contact_rules import Entry
from households.forms.attachments import FilesField
from households.forms.fields import VersionedForm, WhyField, column_width, full_name
from households.models import Attended, Channel, Contact, ContactKind, Person, Source

LONGEST_NOTE = 20_000
TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I.%M %p", "%I %p"]


class EntryForm(Form):
    """S11, S13, S19: what happened, about whom, how it came, and from whom."""

    names = {"on": "the date", "attended": "whether they came", "channel": "how it was"}
    fieldsets = (
        Fieldset("What happened", ["kind", "on", "at", "attended"]),
        Fieldset("Who it is about", ["people"]),
        Fieldset("Who told you, and how", ["channel", "source"]),
        Fieldset(
            "If somebody else told you",
            ["source_organisation", "source_name", "received_on"],
            hint="It is marked with their name, and the family is told within a month.",
        ),
        Fieldset("Note", ["note", "uploads"]),
    )

    kind = forms.ChoiceField(
        label="What kind of contact?",
        choices=ContactKind.choices,
        widget=Radios(),
        error_messages={"required": "Select what kind of contact it was"},
    )
    on = DateField(
        label="Date", help_text="An appointment or a visit may be planned ahead", initial=today
    )
    at = forms.TimeField(
        label="Time",
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
        help_text="For example, 2:30pm or 14:30",
        error_messages={"invalid": "Enter a time, like 2:30pm or 14:30"},
    )
    attended = forms.ChoiceField(
        label="Did they come?",
        choices=[*Attended.choices, ("", "Not known yet, or not an appointment or visit")],
        widget=Radios(),
        required=False,
    )
    people = forms.ModelMultipleChoiceField(
        label="Which people is it about?",
        queryset=None,
        widget=Checkboxes(),
        help_text="Untick whom it is not about. A partner sees it only if everybody ticked "
        "is shared with it.",
        error_messages={"required": "Select at least one person it is about"},
    )
    channel = forms.ChoiceField(
        label="How was it?",
        choices=[("", "Select how"), *Channel.choices],
        required=False,
        help_text="Always needed where the family says so",
    )
    source = forms.ChoiceField(
        label="Who says so?",
        choices=Source.choices,
        widget=Radios(),
        initial=Source.FAMILY,
        error_messages={"required": "Select who says so"},
    )
    source_organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=None,
        required=False,
        empty_label="None of these",
    )
    source_name = forms.CharField(
        label="Their name or role",
        max_length=column_width(Contact, "source_name"),
        required=False,
        help_text="For example, 'class teacher' or 'a neighbour'",
        widget=TextInput(width=30),
    )
    received_on = DateField(label="Received on", past=True, required=False)
    note = forms.CharField(
        label="What was said and done",
        max_length=LONGEST_NOTE,
        required=False,
        widget=Textarea(rows=8),
    )

    def __init__(self, *args: Any, people: Any, living: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(
            self,
            "people",
            people,
            words=lambda person: _here_or_before(person, living),
        )
        self.fields["people"].initial = [one.pk for one in people if one.pk in living]
        choose_among(self, "source_organisation", Organisation.objects.taking_part(today()))

    def clean(self) -> None:
        super().clean()
        said = {name: self.cleaned_data.get(name) for name in Entry.__dataclass_fields__}
        # What is missing has its own error already; the rest is looked at all the same.
        said |= {"kind": said["kind"] or ContactKind.VISIT, "on": said["on"] or today()}
        people = list(self.cleaned_data.get("people") or [])
        names = {person.pk: full_name(person) for person in people}  # those it offers are named
        for field, words in Entry(**said).problems(people, names):  # type: ignore[arg-type]
            if field not in self.errors:
                self.add_error(field, words)


class NewEntryForm(EntryForm):
    """A new one, with its files. `once` tells a page that is sent twice."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    uploads = FilesField(label="Files", required=False)


class CorrectEntryForm(EntryForm, VersionedForm):
    why = WhyField(help_text="For example, 'the date was wrong'. It is kept in the history.")


class AttendanceForm(VersionedForm):
    names = {"attended": "whether they came"}

    attended = forms.ChoiceField(
        label="Did they come?",
        choices=Attended.choices,
        widget=Radios(),
        error_messages={"required": "Select whether they came"},
    )
    note = forms.CharField(
        label="What was said and done",
        max_length=LONGEST_NOTE,
        required=False,
        widget=Textarea(rows=6),
        help_text="It is added below what is written already",
    )


class NotToldForm(Form):
    """S22: unless telling them would put somebody in danger."""

    names = {"look_again_on": "the date to look again"}

    why = forms.CharField(
        label="Why is the family not told?",
        max_length=column_width(Contact, "not_told_why"),
        help_text="For example, 'it would tell him where she is'. Do not name another family.",
        error_messages={"required": "Enter why the family is not told"},
        widget=Textarea(rows=2),
    )
    look_again_on = DateField(
        label="When do you look at this again?",
        future=True,
        latest=lambda: years_after(today(), 1),
        help_text="Until then they are not on the list of families to tell; on that day they are.",
    )


class TakeAwayForm(Form):
    why = forms.CharField(
        label="What was wrong?",
        max_length=200,
        help_text="For example, 'another family's letter'. It is kept in the history. "
        "Do not name the other family.",
        error_messages={"required": "Enter what was wrong"},
    )


class FamilyToldForm(Form):
    names = {"on": "the date the family was told"}

    on = DateField(label="When was the family told?", past=True, initial=today)


class WhyForm(Form):
    why = forms.CharField(
        label="What was wrong?",
        max_length=200,
        help_text="For example, 'recorded for the wrong family'. It is kept in the history.",
        error_messages={"required": "Enter what was wrong"},
    )


class RestoreForm(Form):
    why = forms.CharField(
        label="Why was it no mistake?",
        max_length=200,
        error_messages={"required": "Enter why it was no mistake"},
    )


class MoveEntryForm(VersionedForm):
    """Whom of the right household it is about."""

    people = forms.ModelMultipleChoiceField(
        label="Which people of this household is it about?",
        queryset=None,
        widget=Checkboxes(),
        error_messages={"required": "Select at least one person it is about"},
    )
    why = forms.CharField(
        label="What was wrong?",
        max_length=200,
        help_text="It is kept in the history. Do not name the other family.",
        error_messages={"required": "Enter what was wrong"},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "people", people, words=full_name)


def _here_or_before(person: Person, living: Collection[int]) -> str:
    return full_name(person) if person.pk in living else f"{full_name(person)} (lived here before)"
