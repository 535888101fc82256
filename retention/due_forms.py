"""Filtering the due list, placing holds from it, and refusing a disposal."""

from collections.abc import Sequence
from typing import Any

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import DateField, Form, Textarea
from familyhubs.organisations.models import Hub
from households.forms.filters import PeriodFilter
from retention.hold_forms import BaseHoldForm
from retention.models import DueLine
from retention.models.schedule import CLASSES
from retention.reading import EVERYTHING, Next


class DueFilter(PeriodFilter):
    """Which lines of the due list are shown; `next`, the group, is chosen by a link."""

    backwards = "Due until must be on or after due from"

    record_class = forms.ChoiceField(
        label="Record", choices=[("", "Every class"), *CLASSES], required=False
    )
    hub = forms.ModelChoiceField(label="Hub", queryset=None, required=False)
    stopped = forms.ChoiceField(label="Stopped by", required=False)
    since = DateField(label="Due from", required=False)
    until = DateField(label="Due until", required=False)
    next = forms.CharField(required=False, widget=forms.HiddenInput())

    field_order = ("record_class", "hub", "stopped", "since", "until", "next")

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", Hub.objects.all())
        self.fields["hub"].empty_label = "Every hub"  # type: ignore[attr-defined]
        stopped: Any = self.fields["stopped"]
        stopped.choices = [("", "Whatever it is"), *reasons]

    @property
    def group(self) -> str:
        """The group that was asked for; if there is none of that name, what goes next."""
        asked = self.answers().get("next")
        return asked if asked in (*Next.values, EVERYTHING) else Next.GOING.value

    @property
    def is_used(self) -> bool:
        answers = {name: value for name, value in self.answers().items() if name != "next"}
        return bool(self.errors) or any(answers.values())


class HoldLinesForm(BaseHoldForm):
    """One hold for each household of some lines of the list."""

    # What was ticked; which of it is on the list still, the page has looked up.
    line = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, lines: Sequence[DueLine], **kwargs: Any) -> None:
        super().__init__(*args, initial={"line": [line.pk for line in lines]}, **kwargs)
        self.fields["note"].help_text = "For example a case number. Names are not needed."


class RefuseForm(Form):
    names = {"because": "why it must not go"}

    because = forms.CharField(
        label="Why must it not go?",
        help_text="Names are not needed.",
        max_length=300,
        widget=Textarea(rows=3),
    )
