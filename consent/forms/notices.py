"""Publishing a notice, and recording to whom one was given."""

from typing import Any

from django import forms
from django.utils.crypto import salted_hmac

from consent.models import Notice, NoticeKind, Way
from familyhubs.design.choices import choose_among
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Checkboxes, Form, Radios, Textarea
from familyhubs.records.dates import today
from households.forms.fields import column_width, full_name

BY_HAND = [(value, words) for value, words in Way.choices if value != Way.ASKED]


class PublishForm(Form):
    """The whole text of the new version; what changes is shown before it is published."""

    names = {"in_force_from": "the day it is in force from"}
    # The version it takes the place of, and its new title and text, once they could be read.
    before: Notice | None = None
    after = ("", "")

    kind = forms.ChoiceField(
        label="Which notice?",
        choices=NoticeKind.choices,
        widget=Radios(),
        error_messages={"required": "Select which notice this is"},
    )
    in_force_from = DateField(
        label="In force from",
        future=True,
        help_text="From this day it is the one people are given.",
    )
    title = forms.CharField(
        label="Title",
        max_length=column_width(Notice, "title"),
        error_messages={"required": "Enter the title"},
    )
    text = forms.CharField(
        label="The whole text",
        max_length=100_000,
        widget=Textarea(rows=20),
        error_messages={"required": "Enter the whole text"},
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    checked = forms.BooleanField(
        label="I have read what changes, and it is right",
        error_messages={"required": "Read what changes, above the form, then tick the box"},
    )

    def clean_text(self) -> str:
        """With the lines ended as the versions before end theirs."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> None:
        """What was ticked is what was shown: after a change of anything it is read again."""
        super().clean()
        told: Any = self.cleaned_data
        if {"kind", "in_force_from", "title", "text"} - set(told):
            return
        self.after = (told["title"], told["text"])
        self.before = Notice.objects.current(told["kind"], told["in_force_from"])
        said = [told["kind"], told["in_force_from"], told["title"], told["text"]]
        said.append(self.before.pk if self.before else 0)
        shown = salted_hmac("notice shown", repr(said), algorithm="sha256").hexdigest()
        if told.pop("shown") != shown and "checked" in told:
            self.add_error("checked", "Read what changes, above the form, then tick the box")
        self.data: Any = self.data.copy()
        self.data["shown"] = shown
        if self.errors:
            self.data.pop("checked", None)  # ticked anew, once it was read


class GiveForm(Form):
    """People of one household were given a notice: the version in force that day."""

    people = forms.ModelMultipleChoiceField(
        label="Who was given it?",
        queryset=None,
        widget=Checkboxes(),
        error_messages={"required": "Select who was given it"},
    )
    kinds = forms.MultipleChoiceField(
        label="Which?",
        choices=NoticeKind.choices,
        initial=list(NoticeKind.values),
        widget=Checkboxes(),
        error_messages={"required": "Select which notice they were given"},
    )
    how = forms.ChoiceField(
        label="How?",
        choices=BY_HAND,
        widget=Radios(),
        error_messages={"required": "Select how they were given it"},
    )
    given_on = DateField(label="On which day?", past=True, initial=today)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "people", people, words=full_name)
