"""What a form lets through fits its column, and its choices are those who may be chosen."""

from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.db import models

from familyhubs.organisations.models import Role
from households.forms.fields import TelephoneField
from households.forms.support import AnswerLeadForm
from tests.factories import UserFactory
from tests.households.test_pages import page_of

MODULES = [f"households.forms.{name}" for name in ("people", "support", "goals")]
BY_PATTERN = {"postcode", "telephone"}  # their own fields write them in a form that fits


def form_fields():
    for module in map(import_module, MODULES):
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, forms.Form):
                for name, field in form.base_fields.items():
                    yield form.__name__, name, field


def column_widths(name):
    """The widths of every household column of that name."""
    for model in apps.get_app_config("households").get_models():
        for field in model._meta.fields:
            if field.name == name and isinstance(field, models.CharField) and not field.choices:
                yield field.max_length


TYPED = sorted(
    {
        (form, name, field.max_length)
        for form, name, field in form_fields()
        if isinstance(field, forms.CharField) and name not in BY_PATTERN
    },
    key=str,
)


@pytest.mark.parametrize(("form", "name", "longest"), TYPED)
def test_what_is_typed_fits_its_column(form, name, longest):
    too_narrow = [width for width in column_widths(name) if not longest or longest > width]
    assert not too_narrow, f"{form}.{name} takes {longest} characters, the column {too_narrow}"


def test_some_fields_were_looked_at():
    assert len([row for row in TYPED if list(column_widths(row[1]))]) > 8


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("01632 960001", "01632 960001"), ("01632 960001 x12", "01632 960001 x12")],
)
def test_a_telephone_number_that_fits(typed, kept):
    assert TelephoneField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["01632 960001 ext 1234567", "+1 201 555 0123 ext 1234567"])
def test_a_telephone_number_longer_than_its_column_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="20 characters or fewer"):
        TelephoneField().clean(typed)


@pytest.mark.django_db
def test_and_its_page_says_so_by_the_field(client, cast):
    client.force_login(cast.alice)
    data = {"given_name": "Juniper", "family_name": "Wren", "telephone": "01632 960001 ext 1234567"}
    answer = client.post(page_of(cast, "person-add"), data)
    assert answer.status_code == 200
    assert "20 characters or fewer" in answer.context["form"].errors["telephone"][0]
    assert "01632 960001 ext 1234567" in answer.text


@pytest.mark.django_db
def test_an_email_address_longer_than_its_column_is_refused(client, cast):
    client.force_login(cast.alice)
    email = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 40}.example"
    data = {"given_name": "Juniper", "family_name": "Wren", "email": email}
    answer = client.post(page_of(cast, "person-add"), data)
    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors


@pytest.mark.django_db
def test_only_who_may_see_households_is_chosen_as_lead_practitioner(cast):
    for name, role in (("Una Unwin", Role.ANALYST), ("Ada Aske", Role.ADMINISTRATOR)):
        UserFactory(name=name, role=role, organisation=cast.council)
    gone = UserFactory(role=Role.HUB_WORKER, organisation=cast.council, is_active=False)
    assert cast.henry
    chosen = AnswerLeadForm(organisation=cast.council).fields["practitioner"].queryset
    roles = {user.role for user in chosen}
    assert Role.HUB_MANAGER in roles
    assert not roles & {Role.ANALYST, Role.ADMINISTRATOR}
    assert gone not in chosen
