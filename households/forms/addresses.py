"""Where a household lives, and whether that is kept hidden."""

from django import forms

from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from households.forms.fields import PostcodeField, VersionedForm, WhyField


class PlaceForm(Form):
    """Where somebody lives, and since when."""

    lines = forms.CharField(
        label="Address",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    postcode = PostcodeField(label="Postcode", required=False)
    no_fixed_abode = forms.BooleanField(label="They have no fixed abode", required=False)
    since = DateField(label="Living there since", past=True, required=False)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("no_fixed_abode"):
            self.cleaned_data["lines"] = self.cleaned_data["postcode"] = ""
        elif not self.cleaned_data.get("lines"):
            self.add_error("lines", "Enter the address, or say that they have no fixed abode")


class AddressForm(PlaceForm):
    """Where they live now. `seen_address` is the address that the page showed, 0 for none."""

    seen_address = forms.IntegerField(widget=forms.HiddenInput)
    hidden = forms.BooleanField(
        label="Keep this address hidden: somebody would be in danger if it were known",
        required=False,
        help_text="It is then never shared, and nobody sees it without giving a reason.",
    )


class CorrectAddressForm(PlaceForm, VersionedForm):
    why = WhyField(help_text="It is kept in the history. Do not write the address here.")


class KeepHiddenForm(VersionedForm):
    hidden = forms.BooleanField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Why?",
        max_length=200,
        help_text="It is kept in the history. Do not write the address here.",
        error_messages={"required": "Enter why"},
    )
