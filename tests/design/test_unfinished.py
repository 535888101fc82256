"""A form given what was typed earlier shows it, and checks and saves nothing (docs/adr/0010)."""

from django import forms
from django.template import Context, Template

from familyhubs.design.forms import Checkboxes, DateField, Form
from familyhubs.design.unfinished import Unfinished
from tests.design.html import Document


class Note(Form):
    words = forms.CharField()
    when = DateField(label="When was it?")
    how = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=Checkboxes())


def typed(*, too_long=False, files=False, **fields):
    return Unfinished.of(fields, files=files, too_long=too_long)


def drawn(form):
    template = Template("{% load design %}{% govuk_form form %}")
    return Document(template.render(Context({"form": form, "written_by": "1:signed"})))


def banner(page):
    return " ".join(element.text for element in page.classed("govuk-notification-banner"))


def test_what_was_typed_is_shown_and_not_judged():
    before = typed(words=["<b>"], when_day=["31"], when_month=["Feb"], how=["a", "b"])
    form = Note(before)
    page = drawn(form)
    values = {e.get("name"): e.get("value") for e in page.all("input")}
    assert values["words"] == "<b>"
    assert values["when_month"] == "Feb"
    assert all("checked" in box.attributes for box in page.all("input", name="how"))
    assert "What you typed is below." in banner(page)
    assert page.classed("govuk-error-summary") == []
    assert form.errors == {}
    assert not form.is_valid()
    assert before.shown


def test_what_was_too_long_leaves_the_form_as_it_was():
    page = drawn(Note(typed(too_long=True), initial={"words": "First"}))
    assert "too long to be kept" in banner(page)
    assert page.one("input", name="words")["value"] == "First"


def test_a_file_must_be_chosen_again():
    assert "Choose it again" in banner(drawn(Note(typed(words=["x"], files=True))))


def test_of_two_forms_on_a_page_the_one_that_was_sent_is_filled():
    before = typed(**{"second-words": ["x"]})
    first = Note(before, prefix="first", initial={"words": "First"})
    second = Note(before, prefix="second")
    assert drawn(first).one("input", name="first-words")["value"] == "First"
    assert banner(drawn(first)) == ""
    assert drawn(second).one("input", name="second-words")["value"] == "x"
    assert not first.is_valid()
    assert not second.is_valid()


def test_nothing_is_marked_that_is_only_drawn_by_chance():
    before = typed(words=["x"])
    Note(before)
    assert not before.shown, "a page that never drew it leaves it kept"
    assert before, "even where nothing was typed: the form is made of `request.POST or None`"


def test_a_form_says_whom_it_was_drawn_for():
    assert drawn(Note()).one("input", name="written_by")["value"] == "1:signed"
