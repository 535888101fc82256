"""House rule 12: every relation is answered for. A table that disposal forgets fails here."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, Model

from familyhubs.audit.aliases import OF_FAMILIES
from familyhubs.records.models import Record
from households.models import Household, Person
from retention.plan import PLAN, Step

PLANNED = {step.model for step in PLAN}
ANSWER = "say in retention/plan.py how disposal reaches it"


def records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def live_models() -> list[type[Model]]:
    """Every table but the histories."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not hasattr(model, "history_object")
    ]


def links_of(model: type[Model]) -> list[ForeignKey]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


@pytest.mark.parametrize("model", records(), ids=lambda model: model.__name__)
def test_every_record_is_in_the_plan(model: type[Record]) -> None:
    assert model in PLANNED, f"{model._meta.label} holds a family's data: {ANSWER}"


@pytest.mark.parametrize("model", records(), ids=lambda model: model.__name__)
def test_every_record_names_its_class_and_has_history(model: type[Record]) -> None:
    """A new model without a retention class cannot be added by mistake."""
    for step in PLAN:
        if step.model is model:
            # Lines of the due list go with the class of record each is about.
            assert step.record_class == model.privacy.record_class or step.of_class
            assert step.history is model.history.model


def test_every_table_that_points_at_a_record_is_in_the_plan() -> None:
    """Permissions and joining tables too: with them left out, deleting would fail or leak."""
    for model in live_models():
        for link in links_of(model):
            if link.related_model in PLANNED and link.related_model in records():
                assert model in PLANNED, f"{model._meta.label}.{link.name}: {ANSWER}"


def test_no_history_is_left_out() -> None:
    """Each history table belongs to a planned model, or holds nothing of a family."""
    planned = {step.history for step in PLAN if step.history}
    for model in apps.get_models():
        if hasattr(model, "history_object"):
            about = [link.related_model for link in links_of(model)]
            if Household in about or Person in about:
                assert model in planned, f"{model._meta.label}: {ANSWER}"


def test_what_hangs_on_something_goes_before_it() -> None:
    last = {step.model: place for place, step in enumerate(PLAN)}
    for step in PLAN:
        for link in links_of(step.model):
            if link.related_model in last and link.related_model is not step.model:
                assert last[step.model] < last[link.related_model], f"{step.table} comes too late"


@pytest.mark.parametrize("step", PLAN, ids=lambda step: step.table)
def test_whoever_a_row_names_is_said(step: Step) -> None:
    """A person named by a row that stays must stay, or the row could not."""
    said = set(step.people) | set(step.names)
    of_model = said.union(*(set(s.people) | set(s.names) for s in PLAN if s.model is step.model))
    for link in links_of(step.model):
        if link.related_model is Person:
            assert link.attname in of_model, f"{step.table}.{link.name} is not said"


@pytest.mark.parametrize("step", PLAN, ids=lambda step: step.table)
def test_every_way_to_a_row_has_an_index(db: None, step: Step) -> None:
    """Without one, every disposed household reads the whole table (600 times slower)."""
    for model in filter(None, [step.model, step.history]):
        indexed = first_columns_of_indexes(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in PLANNED:
                assert field.column in indexed, f"{model._meta.db_table}.{field.column}"
        if model is step.history:
            assert "id" in indexed


def first_columns_of_indexes(model: type[Model]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a "
            "ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
            "WHERE i.indrelid = %s::regclass AND i.indpred IS NULL",
            [model._meta.db_table],
        )
        return {row[0] for row in cursor.fetchall()}


def test_the_fields_of_the_plan_exist() -> None:
    for step in PLAN:
        for path in (*step.people, *step.names, step.household):
            first = path.split("__")[0]
            names = {field.name for field in _fields(step.model)}
            assert not first or first in names | {f"{name}_id" for name in names}


def _fields(model: type[Model]) -> list[Field]:
    return list(model._meta.concrete_fields)


def test_what_the_access_log_knows_a_record_by_goes_with_it() -> None:
    logged = {(step.logged_as, step.model._meta.model_name) for step in PLAN if step.logged_as}
    assert logged == {(subject, subject) for subject in OF_FAMILIES}
    for step in PLAN:
        assert not step.logged_as or all(
            each.logged_as for each in PLAN if each.model is step.model
        )
