"""The team around the family and its review meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Checkboxes, Form, Textarea
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm, WhyField, column_width, full_name
from households.models import Review, TeamMember
from households.reading import Colleague

ROLE: dict[str, Any] = {
    "label": "Role in the team",
    "max_length": column_width(TeamMember, "role"),
    "help_text": "What they do for this family, for example 'speech therapist'.",
    "error_messages": {"required": "Enter their role in the team"},
}
SINCE: dict[str, Any] = {"label": "In the team since", "past": True, "initial": today}


def with_organisation(worker: User) -> str:
    """A worker as they are told from others of the same name."""
    job = f", {worker.job_title}" if worker.job_title else ""
    return f"{worker.name} ({worker.organisation}{job})"


class AddWorkerForm(Form):
    """Somebody with an account, out of those whose name was searched for."""

    worker = forms.ModelChoiceField(
        label="Who?",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Select who joins the team",
            "invalid_choice": "Select somebody from the list, or search again",
        },
    )
    role = forms.CharField(**ROLE)
    since = DateField(**SINCE)

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "worker", workers, words=with_organisation)


class AddByNameForm(Form):
    """Somebody without an account: a name, and whom they work for."""

    name = forms.CharField(
        label="Name",
        max_length=column_width(TeamMember, "name"),
        error_messages={"required": "Enter their name"},
    )
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        empty_label="Select their organisation",
        error_messages={
            "required": "Select their organisation",
            "invalid_choice": "Select an organisation that takes part today",
        },
    )
    role = forms.CharField(**ROLE)
    since = DateField(**SINCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "organisation", Organisation.objects.taking_part(today()))


class ChangeMemberForm(VersionedForm):
    role = forms.CharField(**ROLE)
    since = DateField(label="In the team since", past=True)


class EndMemberForm(VersionedForm):
    on = DateField(
        label="When did they leave the team?",
        past=True,
        initial=today,
        help_text="They stay on the page as a former member.",
    )


class PlanReviewForm(Form):
    on = DateField(label="When is the review meeting?", future=True)


class MoveReviewForm(PlanReviewForm, VersionedForm):
    """Another day for the review that the page showed."""


class HoldReviewForm(VersionedForm):
    """A meeting as it was: who came, what was decided, when the next one is."""

    LEAD = "lead"

    review = forms.IntegerField(required=False, widget=forms.HiddenInput)
    held_on = DateField(label="When was it held?", past=True, initial=today)
    came = forms.MultipleChoiceField(
        label="Who of the team came?", widget=Checkboxes, required=False
    )
    family = forms.ModelMultipleChoiceField(
        label="Who of the family came?", queryset=None, widget=Checkboxes, required=False
    )
    apologies = forms.CharField(
        label="Apologies",
        max_length=column_width(Review, "apologies"),
        required=False,
        help_text="Who was asked and could not come.",
    )
    decisions = forms.CharField(
        label="What was decided?",
        max_length=4000,
        widget=Textarea(rows=6),
        help_text="Partners who may see the hub record read this.",
        error_messages={"required": "Enter what was decided"},
    )
    next_on = DateField(
        label="When is the next review?",
        future=True,
        required=False,
        help_text="It is planned at once. Leave empty if none is needed yet.",
    )

    def __init__(self, *args: Any, team: Sequence[Colleague], people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came: Any = self.fields["came"]
        came.choices = [(self.key(one), f"{one.who} ({one.organisation})") for one in team]
        choose_among(self, "family", people, words=full_name)
        self.team = {self.key(one): one for one in team}

    @classmethod
    def key(cls, one: Colleague) -> str:
        return str(one.member.pk) if one.member else cls.LEAD

    def clean(self) -> None:
        """`members` and `lead_came`, out of the boxes that were ticked."""
        super().clean()
        ticked = self.cleaned_data.get("came") or []
        if not ticked and not self.cleaned_data.get("family"):
            self.add_error("came", "Select who came, of the team or of the family")
        colleagues = [self.team[key] for key in ticked]
        self.cleaned_data["members"] = [one.member for one in colleagues if one.member]
        self.cleaned_data["lead_came"] = any(one.member is None for one in colleagues)


class CorrectReviewForm(HoldReviewForm):
    """What was written of a meeting that was held, mended."""

    review = None  # type: ignore[assignment]
    next_seen = forms.DateField(
        required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%d"]
    )
    next_on = DateField(
        label="When is the next review?",
        future=True,
        required=False,
        help_text="Leave empty to leave it as it is planned, or not planned.",
    )
    why = WhyField()
