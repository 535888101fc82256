"""The directory, kept by the administrator."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from familyhubs.organisations.asking import user_of
from familyhubs.organisations.evidence import KeptAdmin
from familyhubs.records.dates import today
from households.needs import Need
from referrals.actions import services
from referrals.models import Service


class ServiceForm(forms.ModelForm):
    """A service, with its needs as boxes to tick and the reason of the change."""

    needs = forms.MultipleChoiceField(choices=Need, widget=forms.CheckboxSelectMultiple)
    # On the form, so that it counts in what the form checks; nobody types it.
    feed = forms.CharField(
        label="Comes from the feed",
        disabled=True,
        required=False,
        help_text="What is changed here stays until the feed says something new of this service.",
    )
    why = forms.CharField(
        label="Why is this changed?", max_length=200, help_text="Kept in the history."
    )

    class Meta:
        model = Service
        fields = [
            "organisation",
            "name",
            "what_it_does",
            "needs",
            "youngest",
            "oldest",
            "eligibility",
            "place",
            "postcode_areas",
            "times",
            "cost",
            "capacity",
            "places_left",
            "how_to_get_it",
            "is_open",
            "feed",
        ]


@admin.register(Service)
class ServiceAdmin(KeptAdmin):
    form = ServiceForm
    list_display = ["name", "organisation", "ages", "place", "is_open"]
    list_filter = ["is_open", "feed", "organisation__kind"]
    search_fields = ["name", "organisation__name", "place"]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation"]

    def save_model(self, request: HttpRequest, obj: Service, form: Any, change: bool) -> None:
        if "places_left" in form.changed_data:
            obj.places_left_on = None if obj.places_left is None else today()
        services.keep(service=obj, by=user_of(request), why=form.cleaned_data["why"])
