"""Forms: every input is named, explained and blamed for its errors; nothing typed is lost."""

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import SetPasswordForm
from django.template import Context, Template

from familyhubs.design import samples
from familyhubs.design.forms import (
    Checkboxes,
    DateField,
    Fieldset,
    Form,
    FormMixin,
    Radios,
    Textarea,
    TextInput,
    error_entries,
)
from tests.design.html import Document


def drawn(form, options=""):
    template = Template("{% load design %}{% govuk_form form " + options + " %}")
    return Document(template.render(Context({"form": form, "csrf_token": "token"})))


@pytest.fixture
def wrong():
    return drawn(samples.wrong_form())


class TestErrors:
    def test_each_line_of_the_summary_goes_to_an_element_of_the_page(self, wrong):
        (summary,) = wrong.classed("govuk-error-summary")
        links = [link["href"] for link in wrong.all("a") if link.get("href").startswith("#")]
        assert len(links) == 12
        assert {link.removeprefix("#") for link in links} <= set(wrong.ids)
        assert summary.text.startswith("There is a problem")

    def test_each_line_but_the_first_goes_to_something_one_can_type_in(self, wrong):
        typed_in = {e.get("id") for e in wrong.elements if e.tag in {"input", "select", "textarea"}}
        entries = error_entries(samples.wrong_form())
        assert entries[0].target == "form-wrong"
        assert {entry.target for entry in entries[1:]} <= typed_in

    def test_a_group_of_choices_is_entered_by_its_first(self):
        entries = {entry.text: entry.target for entry in error_entries(samples.wrong_form())}
        assert entries["Select how you met"] == "id_wrong-channel_0"

    def test_an_error_that_belongs_to_no_field_goes_to_the_form(self, wrong):
        form = wrong.one("form")
        assert form["id"] == "form-wrong"
        assert form["tabindex"] == "-1"

    def test_an_error_stands_by_its_input_and_is_read_with_it(self, wrong):
        email = wrong.one("input", type="email")
        assert email["aria-invalid"] == "true"
        assert "govuk-input--error" in email.classes
        assert email["aria-describedby"] == "id_wrong-email_helptext id_wrong-email_error"
        said = wrong.one("div", id="id_wrong-email_error").text
        assert said == "Error: Enter an email address in the correct format, like name@example.com"

    def test_what_describes_an_input_is_there(self, wrong):
        named = [e["aria-describedby"] for e in wrong.elements if e.get("aria-describedby")]
        assert len(named) > 10
        assert {one for several in named for one in several.split()} <= set(wrong.ids)

    def test_ids_are_unique(self, wrong):
        assert len(wrong.ids) == len(set(wrong.ids))

    def test_a_form_that_was_not_sent_has_no_errors(self):
        assert error_entries(samples.SampleForm()) == []
        assert drawn(samples.SampleForm()).classed("govuk-error-summary") == []

    def test_the_summary_can_stand_elsewhere(self):
        form = samples.wrong_form()
        assert drawn(form, "summary=False").classed("govuk-error-summary") == []
        alone = Template("{% load design %}{% error_summary form %}")
        assert "There is a problem" in alone.render(Context({"form": form}))


class TestLabels:
    def test_every_input_has_a_label(self, wrong):
        labelled = {label["for"] for label in wrong.all("label")}
        inputs = [
            e
            for e in wrong.elements
            if e.tag in {"input", "select", "textarea"} and e.get("type") != "hidden"
        ]
        assert len(inputs) == 22
        assert {e["id"] for e in inputs} == labelled

    def test_several_inputs_stand_under_a_legend(self, wrong):
        legends = [legend.text for legend in wrong.all("legend")]
        assert "How did you meet?" in legends
        assert "Date of birth" in legends
        assert "What would help? (optional)" in legends

    def test_a_hint_of_one_choice_is_read_with_that_choice(self, wrong):
        school = wrong.one("input", value="school")
        assert wrong.one(id=school["aria-describedby"]).text == "Where a child is on the roll"

    def test_fields_are_drawn_by_fieldset(self):
        class Two(Form):
            fieldsets = (Fieldset("When", ["day"], hint="As the family tells it"),)
            name = forms.CharField()
            day = forms.CharField()

        page = drawn(Two())
        assert [e.text for e in page.all("legend")] == ["When"]
        assert page.one("fieldset")["aria-describedby"] in page.ids
        assert [e["name"] for e in page.all("input", type="text")] == ["day", "name"]

    def test_one_question_is_the_heading_of_its_page(self):
        page = drawn(samples.QuestionForm(), "heading=True")
        assert page.one("h1").text == "What is your postcode?"
        assert "app-form--dense" not in page.one("form").classes

    def test_a_group_can_be_the_heading_too(self):
        class Born(Form):
            born = DateField(label="When were they born?")

        assert drawn(Born(), "heading=True").one("h1").text == "When were they born?"

    def test_a_form_of_filters_marks_nothing_optional(self):
        class Filters(Form):
            mark_optional = False
            name = forms.CharField(required=False)

        assert drawn(Filters(), 'method="get"').one("label").text == "Name"


class TestInputs:
    def test_what_was_typed_is_still_there(self, wrong):
        assert wrong.one("input", type="email")["value"] == "not an address"
        assert wrong.one("input", name="wrong-cost")["value"] == "lots"
        assert wrong.one("input", name="wrong-children")["value"] == "-1"
        assert wrong.one("input", name="wrong-born_month")["value"] == "Feb"
        assert wrong.one("textarea").text == ("Too long. " * 60).strip()
        assert wrong.one("input", type="hidden", name="wrong-version")["value"] == "4"

    def test_choices_stay_chosen(self):
        page = drawn(samples.SampleForm({"lead": "school", "needs": ["f", "s"], "agreed": "on"}))
        checked = [
            e["value"] for e in page.all("input") if "checked" in e.attributes and e.get("value")
        ]
        assert checked == ["school", "f", "s"]
        assert "checked" in page.one("input", name="agreed").attributes

    def test_the_browser_neither_cuts_nor_refuses_what_is_typed(self, wrong):
        for input_ in wrong.all("input") + wrong.all("textarea"):
            assert not {"maxlength", "minlength", "required", "min", "max"} & set(input_.attributes)
        assert wrong.all("input", type="number") == []
        assert "novalidate" in wrong.one("form").attributes

    def test_a_password_is_not_sent_back(self):
        page = drawn(samples.SampleForm({"password": "a secret"}))
        assert "value" not in page.one("input", type="password").attributes

    def test_the_keyboard_and_the_words_round_an_input(self, wrong):
        cost = wrong.one("input", name="wrong-cost")
        assert cost["inputmode"] == "decimal"
        assert "govuk-input--width-5" in cost.classes
        assert [e.text for e in wrong.classed("govuk-input__prefix")] == ["£"]
        assert [e.text for e in wrong.classed("govuk-input__suffix")] == ["a week"]
        assert wrong.one("input", name="wrong-children")["inputmode"] == "numeric"
        name = wrong.one("input", name="wrong-name")
        assert (name["autocomplete"], name["spellcheck"]) == ("name", "false")

    def test_a_long_answer_says_how_long_it_may_be(self, wrong):
        note = wrong.one("textarea")
        assert wrong.one(id="id_wrong-note-info").text == "You can enter up to 400 characters"
        assert "id_wrong-note-info" in note["aria-describedby"]
        assert [e["data-maxlength"] for e in wrong.classed("govuk-character-count")] == ["400"]

    def test_a_file_is_sent_as_one(self, wrong):
        assert wrong.one("form")["enctype"] == "multipart/form-data"
        assert "govuk-file-upload" in wrong.one("input", type="file").classes

    def test_inline_choices_are_inline(self, wrong):
        assert len(wrong.classed("govuk-radios--inline")) == 1
        assert len(wrong.classed("govuk-radios")) == 2

    def test_what_is_disabled_is_disabled(self):
        class Fixed(Form):
            day = DateField(disabled=True)
            how = forms.ChoiceField(choices=[("a", "A")], disabled=True, widget=Radios())
            any_of = forms.MultipleChoiceField(
                choices=[("a", "A")], disabled=True, widget=Checkboxes()
            )
            yes = forms.BooleanField(disabled=True)
            name = forms.CharField(disabled=True, widget=TextInput())

        inputs = drawn(Fixed()).all("input")
        assert len([e for e in inputs if "disabled" in e.attributes]) == 7

    def test_a_textarea_without_a_limit_counts_nothing(self):
        class Note(Form):
            note = forms.CharField(widget=Textarea(rows=3))

        page = drawn(Note())
        assert page.classed("govuk-character-count") == []
        assert page.one("textarea")["rows"] == "3"


class TestWholeForm:
    def test_a_form_that_is_posted_has_its_token_and_buttons(self):
        page = drawn(samples.QuestionForm(), 'submit="Find" cancel="/back" action="/there"')
        assert page.one("input", type="hidden")["value"] == "token"
        assert page.one("button").text == "Find"
        assert page.one("a")["href"] == "/back"
        assert page.one("form")["action"] == "/there"

    def test_a_search_sends_no_token(self):
        page = drawn(samples.QuestionForm(), 'method="get"')
        assert page.all("input", type="hidden") == []

    def test_a_form_of_djangos_own_is_drawn_like_ours(self):
        class NewPassword(FormMixin, SetPasswordForm):
            names = {"new_password1": "a new password"}

        form = NewPassword(get_user_model()(), {"new_password2": "x"})
        page = drawn(form)
        assert len(page.classed("govuk-password-input")) == 2
        assert "Enter a new password" in [entry.text for entry in error_entries(form)]

    def test_a_form_that_knows_nothing_of_us_is_drawn_too(self):
        class Stranger(forms.Form):
            name = forms.CharField(max_length=3)
            day = forms.DateField(required=False)

        page = drawn(Stranger({"name": "long"}))
        assert len(page.classed("govuk-input")) == 2
        assert len(page.classed("govuk-error-summary")) == 1
