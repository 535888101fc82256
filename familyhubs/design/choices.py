"""Choices that depend on whose page it is: set when the form is made."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet


def choose_among(
    form: forms.BaseForm,
    name: str,
    rows: QuerySet[Any],
    *,
    words: Callable[[Any], str] | None = None,
) -> None:
    """Let a form's field choose among these rows, each said in `words` (its own, unless said)."""
    field = cast(Any, form.fields[name])
    field.queryset = rows
    if words is not None:
        field.label_from_instance = words
