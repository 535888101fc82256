"""Numbers of a file, by the rules of the pages (`households.identifiers`), but for one thing.

A number kept for testing is a note here and no error: one such placeholder in another system
must not keep a council from bringing its families over.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from households import identifiers
from households.models import IdentifierKind


def cleaner(kind: IdentifierKind) -> Callable[[str], str]:
    """A field's check: the one spelling of a number of this kind. It raises ValidationError."""

    def clean(typed: str) -> str:
        found = dict(identifiers.kinds_of(typed)).get(kind)
        if found is None:
            raise ValidationError(_wrong(kind, typed))
        return found

    return clean


def doubtful(kind: str, number: str) -> str:
    """Why a number of the right form belongs to nobody, or ""."""
    return _wrong(kind, number)


def _wrong(kind: str, typed: str) -> str:
    try:
        identifiers.normalise(kind, typed)
    except identifiers.NotANumber as refusal:
        return refusal.words
    return ""
