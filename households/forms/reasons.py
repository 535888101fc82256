"""Pages that ask one thing: why."""

from typing import Any

from django import forms

from familyhubs.design.forms import Form
from households.forms.fields import VersionedForm


class ReasonForm(Form):
    """A reason, in words. `label` and `hint` say whose."""

    reason = forms.CharField(label="Why?", max_length=200, error_messages={"required": "Enter why"})

    def __init__(self, *args: Any, label: str = "Why?", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class VersionedReasonForm(ReasonForm, VersionedForm):
    """A reason to change a record as the page showed it."""
