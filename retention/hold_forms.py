"""Placing a hold, on a household or a person or a class of record, and finding one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from familyhubs.design.forms import DateField, Form, Radios, Textarea
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm
from households.models import Person
from retention.models import Hold, HoldReason
from retention.models.schedule import CLASSES

WHOLE = "household"
SHOWN = [
    ("", "Those that stand"),
    ("overdue", "Those whose review is overdue"),
    ("lifted", "Those that were lifted"),
    ("all", "All"),
]
OF = [
    ("", "Anything"),
    ("household", "A household"),
    ("person", "A person"),
    ("class", "A class of record"),
]


NO_NAME = (
    "For example the name of the inquiry. Never somebody's name: this hold is in no family's "
    "record, so it is disposed of with none."
)
DAY = "the date you will look at it again"


def _to_come(day: date) -> date:
    """Raises ValidationError for one that has passed, or is today."""
    if day <= today():
        raise forms.ValidationError("The date you will look at it again must be in the future")
    return day


class BaseHoldForm(Form):
    names = {
        "person": "what must be kept",
        "record_class": "which records must be kept",
        "reason": "why the record must be kept",
        "review_on": DAY,
    }

    reason = forms.ChoiceField(label="Why must it be kept?", choices=HoldReason, widget=Radios())
    note = forms.CharField(
        label="What it is about", max_length=300, required=False, widget=Textarea(rows=3)
    )
    review_on = DateField(
        label="When will you look at it again?",
        help_text="The hold stands until somebody lifts it, also after this day.",
    )

    def clean_review_on(self) -> date:
        return _to_come(self.cleaned_data["review_on"])


class HoldForm(BaseHoldForm):
    """On a household, or on one of its people."""

    person = forms.ChoiceField(label="What must be kept?", widget=Radios(), initial=WHOLE)

    field_order = ["person", "reason", "note", "review_on"]

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        whom: Any = self.fields["person"]
        whom.choices = [
            (WHOLE, "This household's record"),
            *((pk, f"Whatever {one.full_name} is in") for pk, one in self._people.items()),
        ]
        whom.help_text = (
            "A hold on a person keeps the whole record of every household they are named in."
        )
        self.fields["note"].help_text = "For example a case number. Names are not needed."

    def clean_person(self) -> Person | None:
        """The person, or None for the whole household."""
        return self._people.get(self.cleaned_data["person"])


class ClassHoldForm(BaseHoldForm):
    """On every record of a class."""

    record_class = forms.ChoiceField(
        label="Which records must be kept?",
        choices=CLASSES,
        widget=Radios(),
        help_text="A hub record hangs on its household, so while it is held that household's "
        "service record and its people stay as well. A hold on the service record keeps the "
        "people too; hub records go when they are due. A protected child's own record, once it is "
        "all that is left of a household, is kept by a hold on its own class alone.",
    )

    field_order = ["record_class", "reason", "note", "review_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = NO_NAME


class LiftForm(Form):
    """Why nothing has to be kept for it any longer."""

    names = {"why": "why it is lifted"}

    why = forms.CharField(
        label="Why is it lifted?",
        max_length=200,
        help_text="It is kept in the history. Names are not needed.",
        error_messages={"required": "Enter why it is lifted"},
        widget=Textarea(rows=3),
    )


class LookAgainForm(VersionedForm):
    """It stands still: until when nobody needs to look, and what it is about now."""

    names = {"review_on": DAY}

    review_on = DateField(label="When will you look at it again?")
    note = forms.CharField(
        label="What it is about",
        max_length=300,
        required=False,
        help_text="What it said before stays in the history. Names are not needed.",
        widget=Textarea(rows=3),
    )

    def __init__(self, *args: Any, hold: Hold, **kwargs: Any) -> None:
        super().__init__(*args, initial={"note": hold.note, "version": hold.version}, **kwargs)
        if hold.record_class:
            self.fields["note"].help_text = NO_NAME

    def clean_review_on(self) -> date:
        return _to_come(self.cleaned_data["review_on"])


class HoldFilterForm(Form):
    """Which holds the register shows."""

    mark_optional = False

    show = forms.ChoiceField(label="Show", choices=SHOWN, required=False)
    reason = forms.ChoiceField(
        label="Why", choices=[("", "Any reason"), *HoldReason.choices], required=False
    )
    of = forms.ChoiceField(label="What is held", choices=OF, required=False)
