"""What is asked of every answer to the question whether details may be shared."""

from typing import Any

from django import forms

from consent.models import Evidence
from consent.models.agreement import Manner
from consent.representatives import LegalRepresentative
from familyhubs.design.choices import choose_among
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Checkboxes, Fieldset, Form, Radios, TextInput
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.forms.fields import full_name

REPRESENTED = Fieldset(
    "If a legal representative answers for them",
    ["representative", "relation", "evidence", "evidence_reference", "evidence_seen_on"],
    hint="Leave empty otherwise. Look at the court order, power of attorney or other paper first: "
    "without evidence of authority, nobody can answer for them.",
)


class AskedForm(Form):
    """Who answers, about whom, how and when; a legal representative with evidence (S24)."""

    given_by = forms.ModelChoiceField(
        label="Who answers?",
        help_text="From 16 on, everybody answers for themselves. For a younger child, choose "
        "somebody with parental responsibility.",
        queryset=None,
        empty_label=None,
        widget=Radios(),
        error_messages={"required": "Select who answers"},
    )
    covers = forms.ModelMultipleChoiceField(
        label="Whose details is it about?",
        queryset=None,
        widget=Checkboxes(),
        error_messages={"required": "Select whose details it is about"},
    )
    manner = forms.ChoiceField(
        label="How did they answer?",
        choices=Manner.choices,
        widget=Radios(),
        error_messages={"required": "Select how they answered"},
    )
    given_on = DateField(label="They answered on", past=True, initial=today)
    representative = forms.CharField(
        label="Name of the legal representative",
        max_length=160,
        required=False,
        widget=TextInput(width=30, autocomplete="off"),
    )
    relation = forms.CharField(
        label="What they are to the person",
        help_text="For example, 'special guardian'",
        max_length=100,
        required=False,
        widget=TextInput(width=30),
    )
    evidence = forms.ChoiceField(
        label="Evidence of authority you have seen",
        choices=[("", "None"), *Evidence.choices],
        required=False,
    )
    evidence_reference = forms.CharField(
        label="Its reference",
        help_text="For example, the number of the court's case",
        max_length=100,
        required=False,
        widget=TextInput(width=20, autocomplete="off"),
    )
    evidence_seen_on = DateField(label="You saw it on", past=True, required=False)

    def __init__(self, *args: Any, people: Any, givers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "given_by", givers, words=full_name)
        choose_among(self, "covers", people, words=full_name)
        if "recipients" in self.fields:
            may_receive = Organisation.objects.may_receive(today())
            choose_among(self, "recipients", may_receive)

    def clean(self) -> dict[str, Any]:
        """With `representative` as the action takes it; what is missing of it, the action says."""
        cleaned = {**(super().clean() or {}), **self.cleaned_data}
        names = ("representative", "relation", "evidence", "evidence_reference", "evidence_seen_on")
        given = [cleaned.pop(name, None) for name in names]
        name, relation, evidence, reference, seen_on = given
        cleaned["representative"] = None
        if any(given):
            cleaned["representative"] = LegalRepresentative(
                name=name or "",
                relation=relation or "",
                evidence=evidence or "",
                reference=reference or "",
                seen_on=seen_on,
            )
        return cleaned
