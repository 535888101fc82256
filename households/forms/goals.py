"""Goals and scores."""

from typing import Any

from django import forms

from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from familyhubs.records.dates import today
from households.forms.fields import ScoreField, VersionedForm, WhyField
from households.models import GoalOutcome, ScoredBy
from households.needs import Need

SCALE = "1 is far from it, 10 is there"
NEED: dict[str, Any] = {
    "label": "What is it about?",
    "choices": Need.choices,
    "widget": forms.RadioSelect,
    "error_messages": {"required": "Select what the goal is about"},
}


class GoalForm(Form):
    words = forms.CharField(
        label="What does the family want to change?",
        help_text="In their own words, for example 'Mornings without shouting'.",
        max_length=300,
        error_messages={"required": "Enter the goal in the family's words"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need = forms.ChoiceField(**NEED)
    set_on = DateField(label="Agreed on", past=True, initial=today)
    baseline = ScoreField(
        label="Where are they now?",
        help_text=SCALE,
        error_messages={"required": "Select where they are now"},
    )
    target = ScoreField(
        label="Where do they want to be?",
        help_text=SCALE,
        error_messages={"required": "Select where they want to be"},
    )


class ChangeGoalForm(VersionedForm):
    words = forms.CharField(
        label="The goal, in the family's words",
        max_length=300,
        error_messages={"required": "Enter the goal in the family's words"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need = forms.ChoiceField(**NEED)
    target = ScoreField(
        label="Where do they want to be?",
        help_text=SCALE,
        error_messages={"required": "Select where they want to be"},
    )
    why = WhyField()


class ScoreForm(Form):
    scored_by = forms.ChoiceField(
        label="Whose view is it?",
        choices=[(ScoredBy.FAMILY, "The family's"), (ScoredBy.WORKER, "The worker's")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whose view it is"},
    )
    value = ScoreField(
        label="Where are they on the scale?",
        help_text=SCALE,
        error_messages={"required": "Select a score from 1 to 10"},
    )
    on = DateField(label="Scored on", past=True, initial=today)
    note = forms.CharField(label="Note", max_length=300, required=False)


class CloseGoalForm(VersionedForm):
    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=[choice for choice in GoalOutcome.choices if choice[0] != GoalOutcome.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it ended"},
    )
    on = DateField(label="Closed on", past=True, initial=today)
