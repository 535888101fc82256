"""The due list as lines of a file."""

from collections.abc import Iterator

from retention.models.due_line import DueLineQuerySet

HEADINGS = (
    *("Household", "Hub", "Record", "Person", "Clock started on", "Clock started by", "Rule"),
    *("Due on", "Notice given on", "Goes on at the earliest", "Stopped by", "Approval"),
)


def lines(rows: DueLineQuerySet) -> Iterator[tuple[str | int, ...]]:
    """One for each line of the list, read a part at a time."""
    for row in rows.iterator(chunk_size=2000):
        yield (
            row.household.reference,
            str(row.household.hub),
            row.get_record_class_display(),
            row.person_id or "",
            "" if row.has_no_period else row.trigger_on.isoformat(),
            row.get_trigger_display(),
            row.rule,
            "" if row.has_no_period else row.due_on.isoformat(),
            row.given_on.isoformat() if row.given_on else "",
            row.goes_from.isoformat() if row.goes_from else "",
            " ".join(row.stopped),
            row.approval_words,
        )
