"""Which record's word stands, field by field."""

from typing import Any

from django import forms

from familyhubs.design.forms import Form
from households.actions.merging.widening import NotAgreed
from households.reading.merges import Comparison

KEPT, MERGED = "kept", "merged"
NO_FIELDS_OF_A_RECORD = {"versions", "agreed"}


class MergeForm(Form):
    """One question for each field in which the two differ, and whether the family agreed where
    an organisation will see more."""

    versions = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        versions = f"{comparison.kept.version} {comparison.merged.version}"
        super().__init__(*args, initial={"versions": versions}, **kwargs)
        for one in comparison.choices:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                choices=[(KEPT, one.kept or "Nothing"), (MERGED, one.merged or "Nothing")],
                initial=MERGED if one.take_merged else KEPT,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select which is right: {one.label.lower()}"},
            )
        if comparison.gains:
            self.fields["agreed"] = forms.BooleanField(
                label="The family agreed that these organisations see both",
                error_messages={"required": NotAgreed.words},
            )

    def clean_versions(self) -> tuple[int, int]:
        """The versions of the two that the page compared."""
        numbers = [word for word in self.cleaned_data["versions"].split() if word.isdecimal()]
        if len(numbers) != 2 or any(len(number) > 9 for number in numbers):
            raise forms.ValidationError("Open this page again: it does not say what it compared.")
        return int(numbers[0]), int(numbers[1])

    @property
    def taken(self) -> dict[str, bool]:
        """The fields that come from the record that is merged away."""
        names = self.fields.keys() - NO_FIELDS_OF_A_RECORD
        return {name: self.cleaned_data.get(name) == MERGED for name in names}


class OtherHouseholdForm(Form):
    """Which household is the same as this one."""

    other = forms.CharField(
        label="Reference of the other record of this household",
        help_text="For example, FH-7K3M-Q9TD-X2AB. It is merged into the one you are in.",
        max_length=60,
        error_messages={"required": "Enter the reference of the other household"},
    )


class UndoForm(Form):
    """Nothing to fill in: undoing is asked for once more."""
