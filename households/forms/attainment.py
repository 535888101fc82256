"""Goal Attainment Scaling: the five levels of a goal, its weight, and where it stands."""

from collections.abc import Sequence
from typing import Any

from django import forms

from familyhubs.design.dates import DateField
from familyhubs.design.forms import Fieldset, Form, Radios, Textarea
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm, column_width
from households.models import GoalScale
from households.models.scale import signed

WEIGHTS = [("1", "A little"), ("2", "Fairly"), ("3", "Very")]


def level_field(label: str, hint: str = "") -> forms.CharField:
    """What one level would look like."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=column_width(GoalScale, "expected"),
        widget=Textarea(rows=2),
        error_messages={"required": f"Enter what “{label}” would look like"},
    )


def weight_field(label: str) -> forms.TypedChoiceField:
    """From 1 to 3; a goal weighs importance times difficulty."""
    return forms.TypedChoiceField(
        label=label,
        choices=WEIGHTS,
        coerce=int,
        initial="1",
        widget=Radios(inline=True),
        error_messages={"required": "Select a weight"},
    )


class ScaleForm(VersionedForm):
    """The levels are written with the family, before the first is recorded."""

    much_better = level_field("Much better than expected (+2)")
    better = level_field("Better than expected (+1)")
    expected = level_field(
        "As expected (0)", "What is likely by the end, if the support goes as planned."
    )
    less = level_field("Less than expected (-1)", "Often where they are now.")
    much_less = level_field("Much less than expected (-2)")
    importance = weight_field("How important is this goal to the family?")
    difficulty = weight_field("How difficult is it to reach?")
    fieldsets = (
        Fieldset(
            "The five levels",
            ["much_better", "better", "expected", "less", "much_less"],
            hint="So clearly that two people would agree on it.",
        ),
        Fieldset("How much the goal weighs", ["importance", "difficulty"]),
    )


class AttainmentForm(Form):
    """The level that fits, out of those that were written down."""

    level = forms.TypedChoiceField(
        label="Which fits best now?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the level that fits best"},
    )
    on = DateField(label="On which day?", past=True, initial=today)

    def __init__(self, *args: Any, levels: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level: Any = self.fields["level"]
        level.choices = [(str(number), f"{signed(number)}: {words}") for number, words in levels]
