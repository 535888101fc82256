"""How people are related, and who holds parental responsibility."""

from typing import Any

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Form
from households.forms.fields import VersionedForm, full_name
from households.models import ParentalResponsibility, Person, RelationshipKind


class RelationshipForm(Form):
    """`person` is `kind` of `other`; the choices are the household's own people."""

    person = forms.ModelChoiceField(
        label="Who is the first person?",
        queryset=None,
        error_messages={"required": "Choose the first person"},
    )
    other = forms.ModelChoiceField(
        label="Who is the second person?",
        queryset=None,
        error_messages={"required": "Choose the second person"},
    )
    kind = forms.ChoiceField(
        label="What is the first person to the second?",
        choices=[("", "Choose a relationship"), *RelationshipKind.choices],
        error_messages={"required": "Choose what the first person is to the second"},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "other"):
            choose_among(self, name, people, words=full_name)

    def clean(self) -> None:
        super().clean()
        person, other = self.cleaned_data.get("person"), self.cleaned_data.get("other")
        if person and person == other:
            self.add_error("other", "Choose two different people")
        if person and other and self._told_already(person, other):
            self.add_error("kind", "This relationship is recorded already")

    def _told_already(self, person: Person, other: Person) -> bool:
        kind = self.cleaned_data.get("kind")
        return person.relationships.filter(other=other, kind=kind, in_error=False).exists()


class ResponsibilityForm(VersionedForm):
    """Asked only where the relationship can hold it."""

    parental_responsibility = forms.ChoiceField(
        label="Do they hold parental responsibility?",
        choices=[
            (ParentalResponsibility.HOLDS, "Yes"),
            (ParentalResponsibility.DOES_NOT_HOLD, "No"),
            ("not_known", "Not known"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether they hold parental responsibility"},
    )

    def clean_parental_responsibility(self) -> str:
        said = str(self.cleaned_data["parental_responsibility"])
        return "" if said == "not_known" else said
