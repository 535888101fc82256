"""What is typed of a referral: when it is sent, answered, begun and finished (S63)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from consent.forms.asked import REPRESENTED, AskedForm
from consent.models import Decision
from familyhubs.design.dates import DateField
from familyhubs.design.forms import Checkboxes, Fieldset, Form, Radios, Textarea
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.categories import Category
from households.forms.fields import column_width
from households.needs import Need
from referrals.models import OutcomeScore, Referral, ReferralOutcome, ReferralStep, Service
from referrals.states import TO_DECLINE, TO_WITHDRAW, Because, ReferralState

LONGEST_NOTE = column_width(ReferralStep, "note")
NAMES_NOBODY = "The organisation reads this before it accepts: name nobody of the family."
THE_SERVICE, ANOTHER, NOTHING = "asked-for", "another", "nothing"


class FindReceiverForm(Form):
    """Looks for a service or an organisation."""

    q = forms.CharField(
        label="Who could help them?",
        max_length=100,
        required=False,
        help_text="A word of a service, of what it does, or of the organisation's name",
        widget=forms.TextInput(attrs={"inputmode": "search", "width": "30"}),
    )
    mark_optional = False


class ReferralForm(AskedForm):
    """Who is referred, what for, and what the family said to it."""

    names = {"needs": "what they need help with"}
    fieldsets = (
        Fieldset("What they ask for", ["covers", "needs", "reason", "outcomes"]),
        Fieldset("What the organisation is told once it accepts", ["categories", "details"]),
        Fieldset("What the family said", ["decision", "given_by", "manner", "given_on", "note"]),
        REPRESENTED,
    )

    needs = forms.MultipleChoiceField(
        label="What do they need help with?",
        choices=Need.choices,
        widget=Checkboxes(),
        error_messages={"required": "Select what they need help with"},
    )
    reason = forms.CharField(
        label="What is hoped for?",
        help_text=f"In plain words, for example 'help with sleep and bedtimes'. {NAMES_NOBODY}",
        max_length=column_width(Referral, "reason"),
        error_messages={"required": "Enter what is hoped for"},
        widget=Textarea(rows=2),
    )
    outcomes = forms.CharField(
        label="How will you all know that it helped?",
        help_text="One outcome on each line, five at most. Each is scored at the end. Name nobody.",
        widget=Textarea(rows=3),
        error_messages={"required": "Enter at least one outcome to look for"},
    )
    categories = forms.MultipleChoiceField(
        label="Which details does it carry?",
        help_text="Only what is needed to help them.",
        choices=Category.choices,
        widget=Checkboxes(),
        error_messages={"required": "Select which details it carries"},
    )
    details = forms.CharField(
        label="What else should they know?",
        max_length=LONGEST_NOTE,
        required=False,
        widget=Textarea(rows=4),
    )
    decision = forms.ChoiceField(
        label="What did they say?",
        help_text="They do not have to agree, and no other service is refused to them.",
        choices=[
            (Decision.AGREED, "They agree"),
            (Decision.REFUSED, "No"),
            (Decision.UNDECIDED, "They are not sure"),
        ],
        widget=Radios(hints={Decision.REFUSED: "Their answer is recorded, and nothing is sent"}),
        error_messages={"required": "Select what they said"},
    )
    note = forms.CharField(
        label="If they did not agree: what was discussed?",
        max_length=2000,
        required=False,
        widget=Textarea(rows=3),
    )

    def __init__(self, *args: Any, to: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        covers: Any = self.fields["covers"]
        covers.label, covers.error_messages["required"] = (
            "Who is referred?",
            "Select at least one person",
        )
        self.fields["given_on"].label = "When did you discuss it with them?"
        if to.is_council:
            del self.fields["categories"]

    def clean_outcomes(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["outcomes"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """In the words of the action: `people`, `discussed_on`, `discussed_with`."""
        cleaned = super().clean()
        cleaned.setdefault("categories", [])
        decision = cleaned.get("decision")
        if decision and decision != Decision.AGREED:
            if not cleaned.get("note"):
                self.add_error("note", "Enter what was discussed")
            for name in ("needs", "reason", "outcomes", "categories"):  # nothing is sent
                self.errors.pop(name, None)
        return cleaned

    def as_sent(self) -> dict[str, Any]:
        """What `referrals.send` takes."""
        renamed = {"covers": "people", "given_on": "discussed_on", "given_by": "discussed_with"}
        said = {renamed.get(name, name): value for name, value in self.cleaned_data.items()}
        del said["note"]
        return said

    def as_answered(self) -> dict[str, Any]:
        """What `answers.record` takes of somebody who did not agree."""
        names = ("decision", "given_by", "given_on", "manner", "covers", "note", "representative")
        return {name: self.cleaned_data[name] for name in (*names, "categories")}


class AnswerForm(Form):
    """What the receiver decides."""

    CHOICES = (
        (ReferralState.ACCEPTED, "Accept it"),
        (ReferralState.WAITING, "Put it on our waiting list"),
        (ReferralState.DECLINED, "Decline it"),
    )
    names = {"because": "why"}

    state = forms.ChoiceField(
        label="What do you decide?",
        choices=CHOICES,
        widget=Radios(
            hints={
                ReferralState.ACCEPTED: "You then see what the family agreed to share with you",
                ReferralState.WAITING: "You see nothing more until you accept it",
            }
        ),
        error_messages={"required": "Select what you decide"},
    )
    because = forms.ChoiceField(
        label="If you decline it: why?",
        choices=[("", "Select why"), *((one.value, one.label) for one in TO_DECLINE)],
        required=False,
    )
    note = forms.CharField(
        label="What should the sender know?",
        help_text="For example, when there may be a place, or who else could help.",
        max_length=LONGEST_NOTE,
        required=False,
        widget=Textarea(rows=3),
    )

    def __init__(self, *args: Any, waiting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        if waiting:
            state.choices = [one for one in self.CHOICES if one[0] != ReferralState.WAITING]

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {}), **self.cleaned_data}
        declined = cleaned.get("state") == ReferralState.DECLINED
        if declined and not cleaned.get("because"):
            self.add_error("because", "Select why you decline it")
        if declined and cleaned.get("because") == Because.OTHER and not cleaned.get("note"):
            self.add_error("note", "Enter why you decline it")
        if not declined:
            cleaned["because"] = ""
        return cleaned


class WithdrawForm(Form):
    because = forms.ChoiceField(
        label="Why is it withdrawn?",
        choices=[(one.value, one.label) for one in TO_WITHDRAW],
        widget=Radios(),
        error_messages={"required": "Select why it is withdrawn"},
    )
    note = forms.CharField(
        label="In a few words", max_length=LONGEST_NOTE, required=False, widget=Textarea(rows=3)
    )


class StartForm(Form):
    """The family is being helped: with what, and since when."""

    names = {"provided": "what they get"}

    started_on = DateField(label="When did it start?", past=True, initial=today)
    provided = forms.ChoiceField(
        label="What do they get?",
        widget=Radios(hints={NOTHING: "It stands on the referral alone"}),
        error_messages={"required": "Select what they get"},
    )
    service_name = forms.CharField(
        label="If it is something else: its name", max_length=200, required=False
    )
    note = forms.CharField(
        label="What should the sender know?",
        max_length=LONGEST_NOTE,
        required=False,
        widget=Textarea(rows=3),
    )

    def __init__(self, *args: Any, asked: Service | None, records: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        provided: Any = self.fields["provided"]
        provided.choices = [
            *([(THE_SERVICE, asked.name)] if asked else []),
            (ANOTHER, "Something else"),
            (NOTHING, "Do not record it among the services they use"),
        ]
        if not records:  # they may not see which services are used
            del self.fields["provided"], self.fields["service_name"]

    def clean(self) -> dict[str, Any]:
        """With `service` and `service_name` as the action takes them."""
        cleaned = {**(super().clean() or {}), **self.cleaned_data}
        provided, name = cleaned.pop("provided", NOTHING), cleaned.get("service_name", "")
        if provided == ANOTHER and not name:
            self.add_error("service_name", "Enter the name of what they get")
        cleaned["service"] = self.asked if provided == THE_SERVICE else None
        cleaned["service_name"] = name if provided == ANOTHER else ""
        return cleaned


class FinishForm(Form):
    """What came of it: each outcome that was looked for, scored."""

    mark_optional = False

    def __init__(self, *args: Any, outcomes: Sequence[ReferralOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = {f"score_{outcome.pk}": outcome for outcome in outcomes}
        note = self.fields.pop("note")
        for name, outcome in self.outcomes.items():
            self.fields[name] = forms.ChoiceField(
                label=outcome.words,
                choices=OutcomeScore.choices,
                widget=Radios(inline=True),
                error_messages={"required": f"Select what came of \u201c{outcome.words}\u201d"},
            )
        self.fields["note"] = note

    note = forms.CharField(
        label="Anything else the sender should know?",
        max_length=LONGEST_NOTE,
        required=False,
        widget=Textarea(rows=3),
    )

    def clean(self) -> dict[str, Any]:
        """With `scores` as the action takes them."""
        super().clean()
        scores = {
            outcome: self.cleaned_data.get(name, "") for name, outcome in self.outcomes.items()
        }
        return {"scores": scores, "note": self.cleaned_data.get("note", "")}
