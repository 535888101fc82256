"""Taking turns: two pages that change the same household at once."""

from django.db import connection

from familyhubs.database.identity import whole_record
from familyhubs.records.refusals import Refused
from households.models import Household, LeadAssignment, LeadState, Person
from households.models.shells import is_a_shell


class LeadHasChanged(Refused):
    """The lead that the page showed leads no more."""

    words = (
        "This lead was handed over or ended after you opened the page. Nothing has been changed. "
        "Look at the household's overview for who leads now."
    )


class MergedMeanwhile(Refused):
    """The household became part of another after the page was opened."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"This household was merged into {reference} a moment ago. Nothing has been saved. "
            "Send it again, and it goes to that household."
        )


class PersonMerged(Refused):
    """Two records of somebody became one after the page was opened."""

    words = (
        "This person's record was merged into another record of theirs a moment ago. Nothing has "
        "been saved. Send it again, and it goes to that record."
    )


class DisposedOf(Refused):
    """Only a protected child's own record is left of the household: what is added has no clock."""

    words = (
        "This household's record was disposed of: only the record of a child who was looked after "
        "or on a child protection plan is left. Nothing has been saved. Open support first, then "
        "send it again."
    )


def lock(household: Household | int, *people: Person, of_shell: bool = False) -> None:
    """Hold the household's row, then those of `people`, until the transaction ends.

    Call inside a transaction, first of all. Args: `household`, it or its id, as the page read it;
    `of_shell`, what is written may also be of a shell: it goes with the child, or opens support.
    Raises MergedMeanwhile, PersonMerged: nothing is added to a record that nobody sees any more,
    nor is a row that was moved saved back there. Raises DisposedOf: nor is anything added to a
    shell, for nothing would say when it goes. Asked once the row is held, so that a merge is
    either over or waits. It does not hold up those who only point to it (a correction passed on
    to another home of somebody), so that two who do so never wait for each other.
    """
    pk = household if isinstance(household, int) else household.pk
    held = Household.objects.select_for_update(no_key=True).only("merged_into", "name").get(pk=pk)
    if held.merged_into_id is not None:
        kept = Household.objects.filter(pk=held.merged_into_id)
        raise MergedMeanwhile(kept.values_list("reference", flat=True).get())
    if not (of_shell or held.name) and _is_a_shell(pk):
        raise DisposedOf
    if people:
        rows = Person.objects.select_for_update(no_key=True).order_by("pk")
        rows = rows.filter(pk__in=[person.pk for person in people])
        if any(rows.values_list("merged_into", flat=True)):
            raise PersonMerged


def _is_a_shell(pk: int) -> bool:
    with whole_record():
        return Household.objects.filter(is_a_shell(), pk=pk).exists()


def still_leads(assignment: LeadAssignment) -> None:
    """Hold the household, and see that the lead a page showed still leads.

    Call inside a transaction. Raises LeadHasChanged.
    """
    lock(assignment.household_id)
    if LeadAssignment.objects.get(pk=assignment.pk).state != LeadState.ACCEPTED:
        raise LeadHasChanged


def one_at_a_time(lookup: str) -> None:
    """Hold a number, by its keyed hash, until the transaction ends: two pages that record the same
    one for two people take turns. Call inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(lookup[:15], 16)])
