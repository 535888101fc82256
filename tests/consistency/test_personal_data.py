"""Every field of every record is classified, and every record can be asked who may see it."""

import pytest
from django.apps import apps

from familyhubs.records.models import Record
from familyhubs.records.privacy import FieldPrivacy

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]

records = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)


def test_there_are_records():
    assert len(RECORDS) > 10


@records
def test_every_field_is_classified(model):
    privacy = vars(model).get("privacy")
    assert isinstance(privacy, FieldPrivacy), f"{model._meta.label} has no `privacy` of its own."
    fields = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    missing, unknown = fields - set(privacy.kinds), set(privacy.kinds) - fields
    assert not missing, f"Say in {model._meta.label}.privacy what {sorted(missing)} hold."
    assert not unknown, f"{model._meta.label}.privacy names {sorted(unknown)}, which it has not."


@records
def test_every_record_is_scoped_by_visible_to(model):
    assert hasattr(model.objects.all(), "visible_to"), (
        f"{model._meta.label} is personal data: give it `objects = "
        "SomethingScopedQuerySet.as_manager()` (households/models/scope.py)."
    )


@records
def test_every_record_has_history_with_a_wide_key_and_a_reason(model):
    history = model.history.model
    assert history._meta.pk.get_internal_type() == "BigAutoField"
    assert history._meta.get_field("history_change_reason").get_internal_type() == "TextField"


@records
def test_no_name_stands_in_what_a_record_is_called(model):
    """Django's admin log keeps str(object) for ever."""
    personal = {"Marigold", "Quillfeather"}
    row = model(
        **{
            field.name: "Marigold Quillfeather"
            for field in model._meta.concrete_fields
            if field.get_internal_type() in ("CharField", "TextField", "EmailField")
        }
    )
    assert not personal.intersection(str(row).split()), f"{model._meta.label}.__str__ tells a name."
