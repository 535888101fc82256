"""Error messages say what to do, in the GOV.UK manner."""

import pytest
from django import forms

from familyhubs.design.forms import DateField, Form, Radios
from familyhubs.design.wording import mid_sentence


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Full name", "full name"),
        ("NHS number", "NHS number"),
        ("What happened?", "what happened"),
        ("A hub", "A hub"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence(label, inside):
    assert mid_sentence(label) == inside


def first_message(field, typed):
    class One(Form):
        the_field = field

    (messages,) = One(typed).errors.values()
    return messages[0]


CHOICES = [("a", "A")]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(label="Full name"), "", "Enter full name"),
        (forms.ChoiceField(label="Hub", choices=CHOICES), "", "Select hub"),
        (forms.ChoiceField(label="Hub", choices=CHOICES), "z", "Select hub from the list"),
        (forms.ChoiceField(label="Lead", choices=CHOICES, widget=Radios()), "", "Select lead"),
        (forms.CharField(label="Name", max_length=2), "abc", "Name must be 2 characters or fewer"),
        (forms.CharField(label="Name", min_length=5), "abc", "Name must be 5 characters or more"),
        (forms.IntegerField(label="Age"), "ten", "Age must be a whole number, like 15"),
        (forms.IntegerField(label="Age", max_value=9), "10", "Age must be 9 or less"),
        (forms.DecimalField(label="Rent"), "lots", "Rent must be a number, like 3.5"),
        (forms.BooleanField(label="I agree"), "", "Select “I agree” to continue"),
        (forms.FileField(label="The letter"), "", "Select the letter"),
        (
            forms.URLField(label="Website", assume_scheme="https"),
            "not one",
            "Enter a web address in the correct format, like https://www.example.org",
        ),
    ],
)
def test_what_is_said(field, typed, said):
    assert first_message(field, {"the_field": typed}) == said


def test_a_form_names_what_a_question_asks_for():
    class Contact(Form):
        names = {"when": "the date of the contact", "who": "who was there"}
        when = DateField(label="When was it?")
        who = forms.CharField(label="Who was there?")

    said = Contact({"when_day": "1", "when_month": "2"}).errors
    assert said["who"] == ["Enter who was there"]
    assert said["when"] == ["The date of the contact must include a year"]


def test_a_message_somebody_wrote_stays():
    field = forms.CharField(error_messages={"required": "Tell us who came"})
    assert first_message(field, {}) == "Tell us who came"


def test_a_message_of_a_validator_stays():
    def refuse(value):
        raise forms.ValidationError("That postcode is not in this council")

    field = forms.CharField(validators=[refuse])
    assert first_message(field, {"the_field": "LS1 1AA"}) == "That postcode is not in this council"
