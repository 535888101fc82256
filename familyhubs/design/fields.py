"""A form field as the page sees it: which component, which ids, which classes.

`BoundField` is what `form["name"]` gives. It chooses `templates/design/fields/<component>.html`
and holds everything that template needs, so that templates only lay out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorList

from familyhubs.design.dates import DateInput, DatePart

# The first that fits names the component; a plain input when none does.
COMPONENTS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),  # a kind of RadioSelect to Django: before it
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea govuk-js-character-count",
    "select": "govuk-select",
    "file": "govuk-file-upload",
}
ERROR_CLASSES = {
    "input": "govuk-input--error",
    "password": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
}
GROUPED = ("date", "radios", "checkboxes")


@dataclass(frozen=True)
class Choice:
    """One radio button or check box."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool
    hint: str


def component_of(widget: forms.Widget) -> str:
    """Return the name of the component that shows this widget."""
    return next((name for kind, name in COMPONENTS if isinstance(widget, kind)), "input")


class BoundField(forms.BoundField):
    """A field of one form, ready to be drawn. `is_heading` makes its label the page's heading."""

    is_heading = False

    @property
    def component(self) -> str:
        return component_of(self.field.widget)

    @property
    def template_name(self) -> str:
        own = getattr(self.field, "template_name", None)  # unknown to the stubs
        return own or f"design/fields/{self.component}.html"

    @property
    def first_id(self) -> str:
        """The id an error's link goes to: the first input, or the part of a date that is wrong."""
        if self.component == "date":
            wrong = next((part for part in self.date_parts if part.wrong), None)
            return (wrong or self.date_parts[0]).id
        if self.component in ("radios", "checkboxes"):
            return self.choices[0].id if self.choices else self.group_id
        return self.widget_id

    @property
    def widget_id(self) -> str:
        return str(self.field.widget.attrs.get("id") or self.auto_id)

    @property
    def group_id(self) -> str:
        """The id of the fieldset round several inputs."""
        return f"{self.widget_id}_group"

    @property
    def shown_label(self) -> str:
        """The label, saying so where an answer is not needed."""
        marked = getattr(self.form, "mark_optional", False)
        if marked and not self.field.required and self.component != "checkbox":
            return f"{self.label} (optional)"
        return str(self.label)

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for a fieldset."""
        return self.aria_describedby or ""

    @property
    def group_class(self) -> str:
        return "govuk-form-group--error" if self.errors else ""

    @property
    def label_class(self) -> str:
        return "govuk-label--l" if self.is_heading else "govuk-label--s"

    @property
    def legend_class(self) -> str:
        return "govuk-fieldset__legend--l" if self.is_heading else "govuk-fieldset__legend--s"

    @property
    def inline(self) -> bool:
        return bool(getattr(self.field.widget, "inline", False))

    @property
    def prefix(self) -> str:
        return str(getattr(self.field.widget, "prefix", ""))

    @property
    def suffix(self) -> str:
        return str(getattr(self.field.widget, "suffix", ""))

    @property
    def limit(self) -> int:
        """How many characters a long answer may have; 0 is no limit."""
        return int(getattr(self.field, "max_length", 0) or 0)

    @property
    def checked(self) -> bool:
        """Whether a single check box is ticked."""
        widget = self.field.widget
        return bool(getattr(widget, "check_test", bool)(self.value()))

    @property
    def choices(self) -> list[Choice]:
        """The radio buttons or check boxes, in order and without their optgroups."""
        hints: Mapping[str, str] = getattr(self.field.widget, "hints", {})
        return [
            Choice(
                id=str(item.data["attrs"]["id"]),
                name=str(item.data["name"]),
                value=str(item.data["value"]),
                label=str(item.data["label"]),
                checked=bool(item.data["selected"]),
                disabled=bool(item.data["attrs"].get("disabled")),
                hint=str(hints.get(str(item.data["value"]), "")),
            )
            for item in self.subwidgets
        ]

    @property
    def date_parts(self) -> list[DatePart]:
        """Day, month and year with what was typed, and which of them an error is about."""
        widget = self.field.widget
        assert isinstance(widget, DateInput)
        wrong: set[str] = set()
        for error in self.error_list().as_data():
            params = error.params if isinstance(error.params, dict) else {}
            wrong.update(params.get("parts", ("day", "month", "year")))
        return widget.parts(self.html_name, self.widget_id, self.value(), wrong)

    def error_list(self) -> ErrorList:
        """Django's own list of this field's errors."""
        return self.form.errors.get(self.name) or ErrorList()

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the component's classes to what Django puts on the input."""
        chosen = widget or self.field.widget
        component = component_of(chosen)
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if chosen.is_hidden or component not in CLASSES:
            return built
        classes = [CLASSES[component], str(chosen.attrs.get("class", ""))]
        if self.errors:
            classes.append(ERROR_CLASSES[component])
        built["class"] = " ".join(name for name in classes if name)
        if component == "textarea" and self.limit:
            info = f"{self.widget_id}-info"
            built["aria-describedby"] = f"{built.get('aria-describedby', '')} {info}".strip()
        return built
