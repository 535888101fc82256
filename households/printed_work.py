"""What is done with a family, on paper: who works with it, its reviews, what happened lately."""

from typing import Any

from familyhubs.design.dates import spoken
from familyhubs.records.dates import today
from households import reading
from households.categories import SOMEBODY
from households.loader import OpenHousehold
from households.models.contact import Source
from households.paper import Part, Rows, Section
from households.reading.timeline import Entry, entries, sees_contacts, timeline

CONTACTS = 25
FROM_ANOTHER = "This came from somebody else: look at it before the family has a copy"
REVIEWS = 5


def team(case: OpenHousehold) -> Section:
    """Who works with the family today."""
    heading = "Team around the family"
    if not case.sight.goals:
        return Section(heading, notes=["The team is not shared with your organisation."])
    rows = [
        (one.who, f"{one.role}, {one.organisation}, since {spoken(one.since)}")
        for one in reading.team(case)
    ]
    return Section(heading, notes=[] if rows else ["Nobody is in the team yet."], rows=rows)


def reviews(case: OpenHousehold) -> Section:
    """The review that is planned, and the last that were held."""
    heading = "Review meetings"
    if not case.sight.goals:
        return Section(heading, notes=["Reviews are not shared with your organisation."])
    planned = reading.planned_review(case)
    ahead = "None is planned."
    if planned:
        late = ", and overdue" if planned.planned_for < today() else ""
        ahead = f"Planned for {spoken(planned.planned_for)}{late}."
    held = reading.held_reviews(case)[:REVIEWS]
    return Section(heading, notes=[ahead], parts=[_review(one) for one in held])


def _review(review: Any) -> Part:
    came = [*(one.who for one in review.came), *(one.full_name for one in review.family_came)]
    rows = [("Who came", ", ".join(came) or "Nobody whose name you may see")]
    if review.apologies:
        rows.append(("Apologies", review.apologies))
    return Part(f"Held on {spoken(review.held_on)}", "", [*rows, ("Decided", review.decisions)])


def contacts(case: OpenHousehold) -> Section:
    """The newest entries of the timeline, as the page shows them."""
    heading = "Contact"
    if not sees_contacts(case):
        return Section(heading, notes=["Contact is not shared with your organisation."])
    newest = list(timeline(case, {})[: CONTACTS + 1])
    rows = entries(case, newest[:CONTACTS])
    notes = [] if rows else ["Nothing is recorded yet."]
    if len(newest) > CONTACTS:
        notes = [f"The last {CONTACTS} entries of the timeline. There are more."]
    return Section(heading, notes=notes, parts=[_contact(row) for row in rows])


def _contact(entry: Entry) -> Part:
    contact = entry.contact
    rows: Rows = [("About", ", ".join(entry.about) or SOMEBODY)]
    rows += [
        (label, text)
        for label, text in [
            ("Did they come?", contact.get_attended_display()),
            ("Said by", entry.told_by.removeprefix("From ")),
            ("Take care", FROM_ANOTHER if contact.source == Source.OTHER else ""),
            ("Do not tell", contact.not_told_why if contact.is_not_told_for_now else ""),
            ("Note", entry.note),
            ("Recorded by", entry.recorder),
        ]
        if text
    ]
    return Part(f"{entry.title}, {entry.day}", "", rows)
