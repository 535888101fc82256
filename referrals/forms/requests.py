"""Forms of those who triage requests for support."""

from collections.abc import Sequence
from typing import Any

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Checkboxes, Form, Radios, Textarea
from familyhubs.organisations.models import Hub
from households.models import Household
from referrals.forms.uses import where
from referrals.models import DeclineReason, Service

NOTE_HINT = "Kept with the request, and shown to those who triage."


class RequestFilter(Form):
    """What of the list is shown. Every answer may be left out."""

    OPEN, MINE, LATE, ANSWERED = "", "mine", "late", "answered"

    mark_optional = False

    show = forms.ChoiceField(
        label="Show",
        choices=[
            (OPEN, "Waiting"),
            (MINE, "Claimed by me"),
            (LATE, "Not claimed in time"),
            (ANSWERED, "Answered"),
        ],
        required=False,
    )
    hub = forms.ModelChoiceField(label="Hub", queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", Hub.objects.all())
        self.fields["hub"].empty_label = "All hubs"  # type: ignore[attr-defined]


class KnownHouseholdForm(Form):
    """A household that looks alike, or one whose reference the worker has."""

    household = forms.ChoiceField(
        label="Which household is it?", widget=Radios(), required=False, choices=[]
    )
    reference = forms.CharField(
        label="Its reference",
        help_text="For a household that is not listed here: look it up under Search first.",
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, homes: dict[str, str], **kwargs: Any) -> None:
        """`homes`: the households that look alike, by reference, each in words."""
        super().__init__(*args, **kwargs)
        if homes:
            self.fields["household"].choices = list(homes.items())  # type: ignore[attr-defined]
        else:
            del self.fields["household"]
            self.fields["reference"].help_text = "Look the household up under Search first."
        self.mark_optional = False

    def chosen(self) -> str:
        """The reference that was chosen or typed; what was typed goes first."""
        said = self.cleaned_data
        return said.get("reference") or said.get("household") or ""

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.chosen():
            first = next(iter(self.fields))
            self.add_error(first, "Select the household, or enter its reference")

    def refuse(self) -> None:
        """What was typed is no household that this worker sees."""
        words = "There is no household with this reference that you can see. Check it"
        self.add_error("reference", words)

    def found(self, visible: Any) -> Household | None:
        """The household, among those that this worker sees."""
        household: Household | None = visible.referenced(self.chosen()).first()
        return household


class SignpostForm(Form):
    """To services of the directory."""

    services = forms.MultipleChoiceField(
        label="Which services?",
        widget=Checkboxes(),
        error_messages={"required": "Select at least one service"},
    )
    note = forms.CharField(
        label="What did you tell them?",
        help_text=NOTE_HINT,
        max_length=1000,
        required=False,
        widget=Textarea(rows=3),
    )

    def __init__(self, *args: Any, listed: Sequence[Service], **kwargs: Any) -> None:
        """`listed`: the services among which is chosen."""
        super().__init__(*args, **kwargs)
        self.listed = {str(one.pk): one for one in listed}
        services: Any = self.fields["services"]
        services.choices = [(key, one.name) for key, one in self.listed.items()]
        services.widget.hints = {key: where(one) for key, one in self.listed.items()}

    def clean_services(self) -> list[Service]:
        return [self.listed[key] for key in self.cleaned_data["services"]]


class DeclineForm(Form):
    reason = forms.ChoiceField(
        label="Why does nothing come of it?",
        choices=DeclineReason,
        widget=Radios(),
        error_messages={"required": "Select why nothing comes of it"},
    )
    note = forms.CharField(
        label="What did you tell them?",
        help_text=NOTE_HINT,
        max_length=1000,
        required=False,
        widget=Textarea(rows=3),
    )

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("reason") == DeclineReason.OTHER and not said.get("note"):
            self.add_error("note", "Enter what the reason is, and what you told them")
