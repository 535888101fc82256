"""What of a list is shown: forms that are sent by GET, of which every answer may be left out."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from familyhubs.audit.models import AccessEvent, Event
from familyhubs.design.choices import choose_among
from familyhubs.design.forms import DateField, Form
from households.forms.fields import full_name
from households.models import Attended, Channel, ContactKind, Source
from households.reading.timeline import NOT_SAID


class PeriodFilter(Form):
    """From a day to a day, and whatever else a list is filtered by."""

    mark_optional = False

    backwards = "To must be on or after From"

    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def clean(self) -> None:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", self.backwards)

    def answers(self) -> dict[str, Any]:
        """The filters that were understood."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_used(self) -> bool:
        return self.is_bound and (bool(self.errors) or any(self.cleaned_data.values()))


class TimelineFilter(PeriodFilter):
    """What of the timeline is shown."""

    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All kinds"), *ContactKind.choices], required=False
    )
    person = forms.ModelChoiceField(label="About", queryset=None, required=False)
    channel = forms.ChoiceField(
        label="How", choices=[("", "Any way"), *Channel.choices], required=False
    )
    source = forms.ChoiceField(
        label="Who says so", choices=[("", "Anybody"), *Source.choices], required=False
    )
    attended = forms.ChoiceField(
        label="Did they come?",
        choices=[("", "Any"), *Attended.choices, (NOT_SAID, "Not said yet")],
        required=False,
    )
    mistakes = forms.BooleanField(label="Also what was recorded by mistake", required=False)

    field_order = ("kind", "person", "channel", "source", "attended", "since", "until", "mistakes")

    def __init__(self, *args: Any, people: Any, council: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "person", people, words=full_name)
        self.fields["person"].empty_label = "Everybody"  # type: ignore[attr-defined]
        if not council:
            del self.fields["mistakes"]


class LooksFilter(PeriodFilter):
    """Which of those who reached a record are shown."""

    what = forms.ChoiceField(
        label="What they did",
        choices=[
            ("", "Anything"),
            *(
                (event.value, event.label)
                for event in Event
                if event not in (Event.SIGNED_IN, Event.SEARCHED)
            ),
        ],
        required=False,
    )

    field_order = ("what", "since", "until")

    def narrow(self, events: QuerySet[AccessEvent]) -> QuerySet[AccessEvent]:
        """Those that answer to what was understood."""
        said = self.answers()
        if said.get("what"):
            events = events.filter(event=said["what"])
        if said.get("since"):
            events = events.filter(at__date__gte=said["since"])
        if said.get("until"):
            events = events.filter(at__date__lte=said["until"])
        return events
