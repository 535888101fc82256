"""Recording an agreement to share, and withdrawing it."""

from typing import Any

from django import forms

from consent.models.agreement import Agreement, Manner
from familyhubs.design.choices import choose_among
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.categories import Category
from households.forms.fields import full_name


class AgreementForm(Form):
    """By whom, about whom, with whom, what, what for, until when (S60, S61)."""

    given_by = forms.ModelChoiceField(
        label="Who agrees?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who agrees"},
    )
    covers = forms.ModelMultipleChoiceField(
        label="Whose details may be shared?",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select whose details may be shared"},
    )
    recipients = forms.ModelMultipleChoiceField(
        label="With which organisations?",
        help_text="Only organisations whose data-sharing agreement is in date.",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
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
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select which details may be shared"},
    )
    purpose = forms.CharField(
        label="What for?",
        help_text="In plain words, for example 'help with sleep and bedtimes'.",
        max_length=300,
        error_messages={"required": "Enter what the details are shared for"},
    )
    manner = forms.ChoiceField(
        label="How did they agree?",
        choices=Manner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they agreed"},
    )
    given_on = DateField(label="They agreed on", past=True, initial=today)
    until = DateField(
        label="Until when?",
        future=True,
        required=False,
        help_text="Leave empty if it holds until they withdraw it.",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("given_by", "covers"):
            choose_among(self, name, people, words=full_name)
        may_receive = Organisation.objects.may_receive(today())
        choose_among(self, "recipients", may_receive)


class WithdrawForm(Form):
    """For everybody, or for one recipient."""

    organisation = forms.ModelChoiceField(
        label="For which organisation?",
        queryset=None,
        required=False,
        empty_label="All of them",
        widget=forms.RadioSelect,
    )
    asked_by = forms.ModelChoiceField(
        label="Who asked for it?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who asked for it"},
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=300,
        help_text="They do not have to give one.",
    )

    def __init__(self, *args: Any, agreement: Agreement, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "asked_by", people, words=full_name)
        still = agreement.recipients.exclude(
            organisation__in=agreement.withdrawals.values("organisation")
        )
        named = Organisation.objects.filter(pk__in=still.values("organisation"))
        choose_among(self, "organisation", named)
