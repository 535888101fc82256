"""The directory, kept by the administrator."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from familyhubs.organisations.asking import user_of
from familyhubs.organisations.evidence import KeptAdmin
from households.needs import Need
from referrals.actions import services
from referrals.models import Service


class ServiceForm(forms.ModelForm):
    """A service, with its needs as boxes to tick and the reason of the change."""

    needs = forms.MultipleChoiceField(choices=Need, widget=forms.CheckboxSelectMultiple)
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
            "place",
            "postcode_areas",
            "times",
            "cost",
            "how_to_get_it",
            "is_open",
        ]


@admin.register(Service)
class ServiceAdmin(KeptAdmin):
    form = ServiceForm
    list_display = ["name", "organisation", "ages", "place", "is_open"]
    list_filter = ["is_open", "organisation__kind", "organisation"]
    search_fields = ["name", "organisation__name", "place"]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation"]

    def save_model(self, request: HttpRequest, obj: Service, form: Any, change: bool) -> None:
        services.keep(service=obj, by=user_of(request), why=form.cleaned_data["why"])
