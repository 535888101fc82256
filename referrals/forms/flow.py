"""What of the waiting times is shown, and which of those that wait are listed."""

from typing import Any

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import Form
from familyhubs.organisations.models import Hub
from referrals import flow


class HubFilter(Form):
    """Sent by GET: one hub, or all."""

    mark_optional = False

    hub = forms.ModelChoiceField(
        label="Hub", queryset=Hub.objects.none(), required=False, empty_label="Every hub"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", Hub.objects.all())
        hub: Any = self.fields["hub"]
        hub.empty_label = "Every hub"

    def said(self) -> dict[str, Any]:
        """What was understood, as the queries take it; what was not narrows nothing."""
        self.is_valid()
        hub = self.cleaned_data.get("hub")
        return {"hub": hub.pk if hub else None}


class WaitingFilter(HubFilter):
    """A state and an age besides."""

    state = forms.ChoiceField(label="State", required=False)
    age = forms.ChoiceField(
        label="Days",
        choices=[("", "Any number"), *((age.key, age.words) for age in flow.AGES)],
        required=False,
    )

    field_order = ("state", "age", "hub")

    def __init__(self, *args: Any, states: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        state.choices = [("", "Every state"), *states.items()]

    def said(self) -> dict[str, Any]:
        """With the age itself in place of its key."""
        found = super().said()
        ages = {age.key: age for age in flow.AGES}
        data = self.cleaned_data
        return {**found, "state": data.get("state", ""), "age": ages.get(data.get("age", ""))}
