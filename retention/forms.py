"""Recording that somebody asked for the schedule, and finding a certificate."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from familyhubs.design.dates import spoken
from familyhubs.design.forms import DateField, Form, Radios
from familyhubs.records.dates import today
from households.forms.filters import PeriodFilter
from retention import certificates
from retention.models import AskedWay, Certificate, GivenWay, ScheduleVersion
from retention.models.schedule import CLASSES


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version: Any) -> str:
        return f"{version.version}, in force from {spoken(version.in_force_from)}"


class ScheduleRequestForm(Form):
    """Nothing of who asked: no name, no address."""

    names = {
        "asked_on": "the date of the request",
        "way": "how it was asked for",
        "schedule": "the version",
        "given": "how it was given",
    }

    asked_on = DateField(label="When did they ask?", past=True)
    way = forms.ChoiceField(label="How did they ask?", choices=AskedWay, widget=Radios())
    schedule = VersionField(
        label="Which version were they given?",
        queryset=ScheduleVersion.objects.none(),
        widget=Radios(),
        empty_label=None,
    )
    given = forms.ChoiceField(label="How were they given it?", choices=GivenWay, widget=Radios())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        begun = ScheduleVersion.objects.filter(in_force_from__lte=today())
        kwargs.setdefault("initial", {"asked_on": today(), "schedule": begun.first()})
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["schedule"]).queryset = begun


class CertificateFilter(PeriodFilter):
    """Which certificates are shown, by what is no family's."""

    backwards = "Disposed of until must be on or after disposed of from"

    record_class = forms.ChoiceField(
        label="Class of record", choices=[("", "Every class"), *CLASSES], required=False
    )
    since = DateField(label="Disposed of from", required=False)
    until = DateField(label="Disposed of until", required=False)

    field_order = ("record_class", "since", "until")

    def narrow(self, rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """Those that answer to what was understood."""
        said = self.answers()
        if said.get("record_class"):
            rows = rows.filter(record_class=said["record_class"])
        # By moments, so that the index over them serves.
        if said.get("since"):
            rows = rows.filter(disposed_at__gte=_midnight(said["since"]))
        if said.get("until"):
            rows = rows.filter(disposed_at__lt=_midnight(said["until"] + timedelta(days=1)))
        return rows


class ReferenceForm(Form):
    """Sent by POST: in an address the reference would stand in histories and logs."""

    reference = forms.CharField(
        label="Reference of the household",
        help_text="The family may hold it. It stands on no certificate, and is not kept here.",
        max_length=40,
        error_messages={"required": "Enter the reference of the household"},
    )

    def narrow(self, rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """Those of the household, once a reference was typed."""
        return rows & certificates.about(self.cleaned_data["reference"])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
