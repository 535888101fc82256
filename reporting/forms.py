"""What of the unmet need is ranked."""

from datetime import date
from typing import Any, cast

from django import forms

from familyhubs.design.forms import Form
from households.needs import Need
from reporting.unmet import Ranking


class UnmetFilter(Form):
    """Sent by GET; each answer may be left out."""

    mark_optional = False

    need = forms.ChoiceField(
        label="Need", choices=[("", "Every need"), *Need.choices], required=False
    )
    hub = forms.ChoiceField(label="Hub", required=False)
    month = forms.ChoiceField(label="Month", required=False)

    def __init__(self, *args: Any, shown: Ranking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        hubs = [(str(hub), name) for hub, name in shown.hubs.items()]
        months = [(month.isoformat(), f"{month:%B %Y}") for month in shown.months]
        self._offer("hub", [("", "Every hub"), *hubs])
        self._offer("month", [("", "All twelve months"), *months])

    def narrowed(self) -> Ranking:
        """What was asked for; all of it, where an answer is not understood."""
        if not self.is_valid():
            return self.shown
        said = self.cleaned_data
        return self.shown.of(
            need=said["need"],
            hub=int(said["hub"]) if said["hub"] else None,
            month=date.fromisoformat(said["month"]) if said["month"] else None,
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices
