"""Steps towards a goal."""

from django import forms

from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm, column_width
from households.models import GoalStep


class StepForm(Form):
    """One thing somebody will do, by a day."""

    words = forms.CharField(
        label="What will be done?",
        max_length=column_width(GoalStep, "words"),
        error_messages={"required": "Enter what will be done"},
    )
    who = forms.CharField(
        label="Who will do it?",
        max_length=column_width(GoalStep, "who"),
        help_text="One of the family, or of the team.",
        error_messages={"required": "Enter who will do it"},
    )
    by_when = DateField(label="By when?", future=True)


class ChangeStepForm(VersionedForm, StepForm):
    """A step that is overdue may keep its day, or be put off."""

    by_when = DateField(label="By when?")


class StepDoneForm(VersionedForm):
    on = DateField(label="When was it done?", past=True, initial=today)


class DropStepForm(VersionedForm):
    why = forms.CharField(
        label="Why is it no longer needed?",
        max_length=200,
        error_messages={"required": "Enter why it is no longer needed"},
    )
