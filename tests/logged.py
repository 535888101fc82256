"""Under which alias the access log speaks of a record."""

from typing import Any

from familyhubs.audit.models import Alias


def alias_of(record: Any) -> str:
    """What stands in the events about a household or a person."""
    subject = record._meta.model_name
    found: str = Alias.objects.values_list("alias", flat=True).get(
        subject=subject, subject_id=str(record.pk)
    )
    assert found != str(record.pk)
    return found
