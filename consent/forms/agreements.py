"""Recording what a family agreed to, or that it did not, and asking it again."""

from typing import Any

from django import forms

from consent.forms.asked import REPRESENTED, AskedForm
from consent.grounds import CHOICES, Ground
from consent.models import Decision
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Checkboxes, Fieldset, Form, Radios, Textarea
from familyhubs.records.dates import today, years_after
from households.categories import Category


def in_a_year() -> Any:
    """The day on which an agreement without an end is looked at again, unless said."""
    return years_after(today(), 1)


class AgreementForm(AskedForm):
    """By whom, about whom, with whom, what, what for, until when (S60, S61)."""

    fieldsets = (
        Fieldset("Who agrees", ["given_by", "covers"]),
        Fieldset("What they agree to", ["recipients", "categories", "purpose", "ground"]),
        Fieldset("When and how", ["manner", "given_on", "until", "review_on"]),
        REPRESENTED,
    )

    recipients = forms.ModelMultipleChoiceField(
        label="With which organisations?",
        help_text="Only organisations whose data-sharing agreement is in date.",
        queryset=None,
        widget=Checkboxes(),
        error_messages={
            "required": "Select the organisations they agree to share with",
            "invalid_choice": "Select organisations from the list: one of those chosen cannot "
            "receive details today",
        },
    )
    categories = forms.MultipleChoiceField(
        label="Which details?",
        help_text="Only what is needed to help them.",
        choices=Category.choices,
        widget=Checkboxes(),
        error_messages={"required": "Select which details may be shared"},
    )
    purpose = forms.CharField(
        label="What for?",
        help_text="In plain words, for example 'help with sleep and bedtimes'.",
        max_length=300,
        error_messages={"required": "Enter what the details are shared for"},
    )
    ground = forms.ChoiceField(
        label="On what lawful ground do you share it?",
        help_text="Agreeing to share is not always consent in law. Mostly it is part of the "
        "council's task; leave it so if you are not sure.",
        choices=CHOICES,
        initial=Ground.PUBLIC_TASK,
        required=False,
    )
    until = DateField(
        label="Until when?",
        future=True,
        required=False,
        help_text="Leave empty if it holds until they withdraw it.",
    )
    review_on = DateField(
        label="If there is no end, ask them again on",
        future=True,
        required=False,
        initial=in_a_year,
        help_text="A year from now unless you say.",
    )

    def clean(self) -> dict[str, Any]:
        """An agreement that ends is not looked at again."""
        cleaned = super().clean()
        cleaned["ground"] = cleaned.get("ground") or Ground.PUBLIC_TASK
        if cleaned.get("until"):
            cleaned["review_on"] = None
        return cleaned


class NotAgreedForm(AskedForm):
    """They said no, or are not sure: what was discussed is kept, and nothing is shared (S62)."""

    fieldsets = (
        Fieldset("What they said", ["decision", "note"]),
        Fieldset("Who said it", ["given_by", "covers", "manner", "given_on"]),
        Fieldset(
            "What you asked",
            ["recipients", "categories"],
            hint="Leave empty if it was about every organisation, or all details.",
        ),
        REPRESENTED,
    )

    decision = forms.ChoiceField(
        label="What did they say?",
        choices=[(Decision.REFUSED, "No"), (Decision.UNDECIDED, "They are not sure")],
        widget=Radios(),
        error_messages={"required": "Select what they said"},
    )
    note = forms.CharField(
        label="What was discussed?",
        help_text="In a few words. No reason has to be given.",
        max_length=2000,
        widget=Textarea(rows=4),
        error_messages={"required": "Enter what was discussed"},
    )
    recipients = forms.ModelMultipleChoiceField(
        label="With which organisations?", queryset=None, required=False, widget=Checkboxes()
    )
    categories = forms.MultipleChoiceField(
        label="Which details?", choices=Category.choices, required=False, widget=Checkboxes()
    )


class GoesOnForm(Form):
    """The family was asked again, and the agreement goes on."""

    next_on = DateField(label="Ask them again on", future=True, initial=in_a_year)
    note = forms.CharField(label="What they said", max_length=300, required=False)
