"""Fields that several forms share: telephone, postcode, score, why, the version of the page."""

from typing import Any, cast

import phonenumbers
from django import forms
from django.db.models import Model
from localflavor.gb.forms import GBPostcodeField

from familyhubs.design.forms import Form, Radios
from households.models import Person
from households.models.goal import HIGHEST, LOWEST


def column_width(model: type[Model], name: str) -> int:
    """How many characters the database keeps of a field."""
    return int(cast(Any, model._meta.get_field(name)).max_length)


LONGEST_TELEPHONE = column_width(Person, "telephone")


class TelephoneField(forms.CharField):
    """A telephone number, kept as it is written in the United Kingdom (Standards)."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            number = None
        # "Possible", not "valid": the numbers kept for testing belong to no exchange.
        if number is None or not phonenumbers.is_possible_number(number):
            raise forms.ValidationError("Enter a telephone number, like 01632 960 001")
        style = phonenumbers.PhoneNumberFormat
        home = number.country_code == 44
        written = phonenumbers.format_number(
            number, style.NATIONAL if home else style.INTERNATIONAL
        )
        # An extension makes it longer than it was typed.
        if len(written) > LONGEST_TELEPHONE:
            raise forms.ValidationError(
                f"Telephone must be {LONGEST_TELEPHONE} characters or fewer, and "
                f"\u201c{written}\u201d has {len(written)}. Leave the extension out"
                " and write it under \u201cIs it safe to contact them?\u201d"
            )
        return written


class PostcodeField(GBPostcodeField):
    """A postcode, put into its usual form."""

    default_error_messages = {"invalid": "Enter a full postcode, like NN16 8TL"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "width": "10"}))
        super().__init__(**options)


class ScoreField(forms.TypedChoiceField):
    """A score from 1 to 10, as a row of radio buttons."""

    def __init__(self, **options: Any) -> None:
        numbers = [(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)]
        super().__init__(choices=numbers, coerce=int, widget=Radios(inline=True), **options)


class WhyField(forms.CharField):
    """Why something that stands is changed, as its history keeps it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "It is kept in the history.")
        super().__init__(
            label="Why are you changing it?",
            max_length=200,
            error_messages={"required": "Enter why you are changing it"},
            **options,
        )


def full_name(person: Person) -> str:
    """How a person is said among a form's choices."""
    return person.full_name


class VersionedForm(Form):
    """A form that remembers which version of the record its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
