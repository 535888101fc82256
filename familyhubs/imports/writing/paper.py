"""Paper files, where they are kept."""

from collections.abc import Mapping

from familyhubs.imports.checks.telling import Content
from familyhubs.imports.writing.batch import Batch
from households.models import Household, Person
from retention.models import PaperFile


def build(batch: Batch, household: Household, people: Mapping[str, Person], line: Content) -> None:
    """In place: what is out, lost or destroyed is recorded on its page."""
    for said in line["paper_files"]:
        batch.put(
            PaperFile,
            household_id=household.pk,
            person_id=people[said["person"]].pk if said["person"] else None,
            hub_id=batch.known.hub(said["hub"]).pk if said["hub"] else None,
            registered_on=said["registered_on"] or batch.today,
            registered_by_id=batch.by.pk,
            **{name: said[name] for name in ("label", "contents", "volumes", "place")},
        )
