"""Numbers that other services know somebody by (S10)."""

from typing import Any

from django import forms

from familyhubs.design.forms import TextInput
from households.forms.fields import VersionedForm
from households.identifiers import LONGEST_TYPED, NotANumber, normalise
from households.models import IdentifierKind

HINTS = {
    IdentifierKind.NHS: "10 digits, like 943 476 5919. It is on any letter from the NHS",
    IdentifierKind.NI: "Two letters, six digits and a letter, like AB 12 34 56 C",
    IdentifierKind.UPN: "A letter and 12 more characters. The school knows it",
    IdentifierKind.UPRN: "Up to 12 digits, of the property. The council's address list has it",
}


class IdentifierForm(VersionedForm):
    """One number of a kind, checked as it is typed: what is wrong is said in a sentence."""

    number = forms.CharField(
        max_length=LONGEST_TYPED,
        widget=TextInput(width=20, autocomplete="off", spellcheck=False),
    )

    def __init__(self, *args: Any, kind: IdentifierKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["number"].label = str(kind.label)
        self.fields["number"].help_text = HINTS[kind]
        self.fields["number"].error_messages["required"] = f"Enter the {kind.label}"

    def clean_number(self) -> str:
        try:
            return normalise(self.kind, str(self.cleaned_data["number"]))
        except NotANumber as problem:
            raise forms.ValidationError(problem.words) from problem
