"""The form every page starts from.

    class ContactForm(Form):
        names = {"when": "the date of the contact"}  # in messages, where the label is a question
        fieldsets = [Fieldset("What happened", ["when", "how"]), Fieldset("What next", ["note"])]

        when = DateField(label="When was it?", past=True)
        how = forms.ChoiceField(choices=Channel, widget=Radios(inline=True))
        note = forms.CharField(widget=Textarea(rows=4), max_length=2000, required=False)

Draw it with `{% govuk_form form submit="Save" %}`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from django import forms
from django.forms.utils import ErrorDict

from familyhubs.design.dates import DateField, DateInput
from familyhubs.design.fields import BoundField
from familyhubs.design.unfinished import Unfinished
from familyhubs.design.widgets import (
    Checkboxes,
    EmailInput,
    Radios,
    TelInput,
    Textarea,
    TextInput,
)
from familyhubs.design.wording import mid_sentence, reword

__all__ = [
    "Checkboxes",
    "DateField",
    "DateInput",
    "EmailInput",
    "Fieldset",
    "Form",
    "FormMixin",
    "Radios",
    "SummaryEntry",
    "TelInput",
    "TextInput",
    "Textarea",
    "error_entries",
    "html_id",
]


@dataclass(frozen=True)
class Fieldset:
    """Fields that belong together, under one legend."""

    legend: str
    fields: Sequence[str]
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """A fieldset of one form with its bound fields; no legend for the fields in none."""

    fields: list[BoundField]
    legend: str = ""
    hint: str = ""
    id: str = field(default="group")


@dataclass(frozen=True)
class SummaryEntry:
    """One line of the error summary: what is wrong, and the id of the input to go to."""

    text: str
    target: str


def html_id(form: forms.BaseForm) -> str:
    """Return the id of the form element, which form-wide errors link to."""
    return f"form-{form.prefix}" if form.prefix else "form"


def error_entries(form: forms.BaseForm) -> list[SummaryEntry]:
    """Return the error summary of any form: its own errors first, then each field's in order."""
    if not form.is_bound:
        return []
    top = html_id(form)
    entries = [SummaryEntry(str(text), top) for text in form.non_field_errors()]
    for bound in form:
        target = top if bound.is_hidden else cast(BoundField, bound).first_id
        entries += [SummaryEntry(str(text), target) for text in bound.errors]
    return entries


def plain_inputs(bound_to: forms.Field) -> None:
    """Take away what would lose or refuse typed text in the browser before we can answer it.

    `maxlength` cuts a pasted text silently; number inputs drop what is not a number.
    """
    widget = bound_to.widget
    for attribute in ("maxlength", "minlength"):
        widget.attrs.pop(attribute, None)
    if isinstance(widget, forms.NumberInput):
        whole = not isinstance(bound_to, forms.FloatField | forms.DecimalField)
        widget.input_type = "text"
        widget.attrs.setdefault("inputmode", "numeric" if whole else "decimal")
        widget.attrs.setdefault("class", "govuk-input--width-5")
        for attribute in ("min", "max", "step"):
            widget.attrs.pop(attribute, None)


class FormMixin(forms.BaseForm):
    """What `Form` adds to a Django form. Put it before a form of Django's own to use that here."""

    fieldsets: ClassVar[Sequence[Fieldset]] = ()
    names: ClassVar[Mapping[str, str]] = {}
    mark_optional: bool = True

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, form_field in self.fields.items():
            plain_inputs(form_field)
            if (
                isinstance(form_field, forms.ModelChoiceField)
                and isinstance(form_field.widget, forms.Select)
                and form_field.empty_label
            ):
                form_field.empty_label = f"Select {self.spoken_name(name)}"
        self.unfinished = self._typed_before()
        if isinstance(self.data, Unfinished):
            self.is_bound = self.unfinished is not None and not self.unfinished.too_long
            self.full_clean()

    def _typed_before(self) -> Unfinished | None:
        """What was typed before the session ended, where that was in this form of the page."""
        typed = self.data
        if not isinstance(typed, Unfinished):
            return None
        start = f"{self.prefix}-" if self.prefix else ""
        return typed if typed.too_long or any(name.startswith(start) for name in typed) else None

    def spoken_name(self, name: str) -> str:
        """Return what messages call a field in the middle of a sentence."""
        return self.names.get(name) or mid_sentence(str(self[name].label))

    def is_valid(self) -> bool:
        """Whether what was sent may be saved; what is only shown again may not."""
        return not isinstance(self.data, Unfinished) and super().is_valid()

    def full_clean(self) -> None:
        if isinstance(self.data, Unfinished):
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        if self.is_bound:
            for name, form_field in self.fields.items():
                reword(form_field, self.spoken_name(name))
        super().full_clean()

    @property
    def html_id(self) -> str:
        return html_id(self)

    def groups(self) -> list[Group]:
        """Return the visible fields by fieldset; those in none come after, without a legend."""
        visible = {bound.name: cast(BoundField, bound) for bound in self.visible_fields()}
        groups = [
            Group(
                fields=[visible.pop(name) for name in fieldset.fields if name in visible],
                legend=fieldset.legend,
                hint=fieldset.hint,
                id=f"{self.html_id}-group-{number}",
            )
            for number, fieldset in enumerate(self.fieldsets, 1)
        ]
        rest = [Group(fields=list(visible.values()))] if visible else []
        return [group for group in groups if group.fields] + rest

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "groups": self.groups()}


class Form(FormMixin, forms.Form):
    """A form of ours."""
