"""Which partners keep records of their own, and which of them stand on the family's sheet."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Checkboxes, DateField, Form, Radios
from familyhubs.organisations.models import Organisation
from households.forms.fields import VersionedForm
from retention.models import HowKnown, PartnerRecord
from retention.partner_records import Proposal

CHOOSE = "Choose at least one organisation"


class PointersForm(Form):
    """Nothing is ticked beforehand: that somebody was involved does not say that they keep any."""

    names = {"how_known": "how we know", "other": "an organisation"}

    organisations = forms.MultipleChoiceField(
        label="Which of those involved keep records of their own?",
        required=False,
        widget=Checkboxes(),
        error_messages={"invalid_choice": "Choose organisations from the list"},
    )
    other = forms.ModelChoiceField(
        label="Another organisation",
        queryset=None,
        required=False,
        error_messages={"invalid_choice": "Choose an organisation from the list"},
    )
    how_known = forms.ChoiceField(label="How do we know?", choices=HowKnown, widget=Radios())

    def __init__(
        self,
        *args: Any,
        proposed: Sequence[Proposal],
        others: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = {str(one.organisation.pk): one.organisation for one in proposed}
        choices = [(str(one.organisation.pk), f"{one.organisation}: {one.why}") for one in proposed]
        if proposed:
            self.fields["organisations"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["organisations"]
            other = self.fields["other"]
            other.required, other.label = True, "Which organisation?"
            other.error_messages["required"] = CHOOSE
        choose_among(self, "other", others)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        ticked = [self.proposed[pk] for pk in data.pop("organisations", [])]
        other = data.pop("other", None)
        data["organisations"] = [*ticked, *([other] if other and other not in ticked else [])]
        if not data["organisations"] and not self.errors:
            first = next(iter(self.fields))
            self.add_error(first, CHOOSE)
        return data


class PointerForm(VersionedForm):
    """Correcting one."""

    names = {"how_known": "how we know", "gone_on": "the date"}

    how_known = forms.ChoiceField(label="How do we know?", choices=HowKnown, widget=Radios())
    gone_on = DateField(
        label="Since when does it keep none?",
        help_text="Only where it told us that it has disposed of its records.",
        required=False,
        past=True,
    )


class MistakeForm(Form):
    why = forms.CharField(
        label="Why is it a mistake?",
        help_text="It is kept in the history. Do not write down what the records are about.",
        max_length=200,
        error_messages={"required": "Enter why it is a mistake"},
    )


class SheetForm(Form):
    """What stands on the paper. Nothing is ticked beforehand."""

    pointers = forms.MultipleChoiceField(
        label="Which organisations stand on it?",
        widget=Checkboxes(),
        error_messages={"required": CHOOSE, "invalid_choice": "Choose organisations from the list"},
    )
    asked_alone = forms.BooleanField(
        label="I asked the person alone, and they want each of these on paper",
        error_messages={"required": "Ask them alone first, then tick the box"},
    )
    knowingly = forms.BooleanField(
        label="They know that a name marked as a danger stands on it, and where they keep it",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        pointers: Sequence[PartnerRecord],
        endangering: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in pointers}
        self.endangering = endangering
        self.fields["pointers"].choices = [  # type: ignore[attr-defined]
            (pk, f"{one.organisation}{self._mark(one)}") for pk, one in self.by_id.items()
        ]
        if not any(one.organisation_id in endangering for one in pointers):
            del self.fields["knowingly"]

    def _mark(self, one: PartnerRecord) -> str:
        return ": can put somebody in danger" if one.organisation_id in self.endangering else ""

    @property
    def organisations(self) -> list[Organisation]:
        """Those that were ticked, once the form is valid."""
        return [self.by_id[pk].organisation for pk in self.cleaned_data["pointers"]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        ticked = [self.by_id[pk] for pk in self.cleaned_data.get("pointers", [])]
        danger = [one for one in ticked if one.organisation_id in self.endangering]
        if danger and not self.cleaned_data.get("knowingly"):
            names = ", ".join(str(one.organisation) for one in danger)
            self.add_error(
                "knowingly", f"{names} on paper can put somebody in danger. Leave it out, or tick."
            )
        return self.cleaned_data
