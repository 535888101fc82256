"""What a household's summary says on paper: what this user may see of it, and nothing else."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from familyhubs.design.dates import spoken
from familyhubs.design.templatetags.design import moment
from households import printed_work, reading
from households.loader import OpenHousehold
from households.models import Involvement, InvolvementReason, Membership
from households.paper import Part, Section

CONFIDENTIAL = (
    "Confidential. This paper holds personal details of a family. Show it only to those who may "
    "see the record, keep it locked away, and shred it when it is no longer needed."
)


def title(case: OpenHousehold) -> str:
    """The paper's title, with the family name where this user may know it."""
    family = "" if case.title == case.household.reference else " family"
    return f"{case.title}{family}: household summary"


def summary(case: OpenHousehold, at: datetime) -> dict[str, Any]:
    """The data of `print/household.typ`. To print more of a record, add a section."""
    user, members = case.user, reading.people(case)
    sections = [
        _people(case, members),
        _address(case, members),
        _support(case),
        printed_work.team(case),
        _involved(case),
        _goals(case),
        printed_work.reviews(case),
        # A part that is not for this user is none.
        *filter(None, (import_string(path)(case) for path in settings.HOUSEHOLD_PAPER)),
        printed_work.contacts(case),
        Section("Why you can see this", notes=_because(case)),
    ]
    return {
        "printed_by": user.name,
        "confidential": CONFIDENTIAL,
        "foot": f"Confidential. {case.household.reference}, printed by {user.name}, {moment(at)}",
        "facts": [
            ("Reference", case.household.reference),
            ("Hub", str(case.household.hub)),
            ("Printed by", f"{user.name}, {user.organisation}"),
            ("Printed on", moment(at)),
            ("Seen because", "\n".join(_because(case))),
        ],
        "sections": [asdict(section) for section in sections],
    }


def _people(case: OpenHousehold, members: list[Membership]) -> Section:
    bonds = [
        f"{row.who}: {row.what.lower()} of {row.of_whom}" for row in reading.relationships(case)
    ]
    notes = [] if members else ["Nobody lives here any more."]
    if not members and not case.sight.everything:
        notes = ["Names are not shared with your organisation."]
    return Section(
        "Who they are", notes=notes + bonds, parts=[_person(member) for member in members]
    )


def _person(member: Membership) -> Part:
    person = member.person
    rows = [("Known as", person.preferred_name)] if person.preferred_name else []
    born = person.date_of_birth
    rows.append(("Date of birth", f"{spoken(born)} ({person.age()})" if born else "Not known"))
    if person.died_on:
        rows.append(("Date of death", spoken(person.died_on)))
    contactable = getattr(member, "contactable", False)
    if not contactable:
        return Part(person.full_name, "", [*rows, ("Telephone and email", "Not shared")])
    rows += [
        ("Telephone", person.telephone or "Not given"),
        ("Email", person.email or "Not given"),
    ]
    rows += [
        (label, text)
        for label, text in [
            ("Interpreter", person.interpreter),
            ("Communication", person.communication_needs),
        ]
        if text
    ]
    return Part(person.full_name, person.contact_warning, rows)


def _address(case: OpenHousehold, members: list[Membership]) -> Section:
    """The present address, beside whatever must be known before writing or visiting."""
    heading, address = "Where they live", reading.address(case)
    if address is None:
        known = "Not recorded." if case.sight.everything else "Not shared with your organisation."
        return Section(heading, notes=[known])
    if getattr(address, "hidden", False):
        return Section(heading, notes=["The address is kept hidden. It is never printed."])
    warned = [
        f"Contact with care: {member.person.full_name}: {member.person.contact_warning}"
        for member in members
        if getattr(member, "contactable", False) and member.person.contact_warning
    ]
    if getattr(address, "warned_unseen", False):
        warned.append(reading.RING_FIRST)
    return Section(heading, warnings=warned, rows=[("Address", address.written)])


def _support(case: OpenHousehold) -> Section:
    heading = "Support and lead"
    if not case.sight.goals:
        return Section(heading, notes=["Who leads is not shared with your organisation."])
    episode, lead = reading.latest_episode(case), reading.lead(case)
    support = "Not opened"
    if episode is not None:
        closed = episode.closed_on
        support = (
            f"Closed {spoken(closed)}" if closed else f"Open since {spoken(episode.opened_on)}"
        )
    rows = [("Support", support), ("Lead partner", str(lead.organisation) if lead else "No lead")]
    if lead and lead.practitioner:
        job = f", {lead.practitioner.job_title}" if lead.practitioner.job_title else ""
        rows.append(("Lead practitioner", f"{lead.practitioner}{job}"))
    return Section(heading, rows=rows)


def _involved(case: OpenHousehold) -> Section:
    rows = [(str(row.organisation), row.get_reason_display()) for row in reading.involved(case)]
    return Section(
        "Who else is involved", notes=[] if rows else ["No partner organisation."], rows=rows
    )


def _goals(case: OpenHousehold) -> Section:
    heading, header = "Goals", ["Goal", "Start", "Family", "Worker", "Aim", "State"]
    if not case.sight.goals:
        return Section(heading, notes=["Goals are not shared with your organisation."])
    rows: list[Any] = reading.goals(case)
    if not rows:
        return Section(heading, notes=["No goals yet."])
    scores = "Scores go from 1 (far from the goal) to 10 (there): the family's and a worker's view."
    table = [
        [
            row.words,
            str(row.baseline),
            _score(row.family_score),
            _score(row.worker_score),
            str(row.target),
            row.get_outcome_display(),
        ]
        for row in rows
    ]
    return Section(heading, notes=[scores], table=[header, *table])


def _score(value: int | None) -> str:
    return "none" if value is None else str(value)


def _because(case: OpenHousehold) -> list[str]:
    if case.sight.everything:
        return ["You work for the council, which leads the hub."]
    return [_reason(case, row) for row in case.sight.because]


def _reason(case: OpenHousehold, row: Involvement) -> str:
    """The agreement or the lead by its date and whom it is with, for a number tells nobody."""
    who, since = case.user.organisation, spoken(row.since)
    if row.reason == InvolvementReason.LEAD:
        return f"{who} leads the support, since {since}{_until(row.last_day)}"
    if row.ends_at:
        return f"Somebody may be at risk: {row.only_for} opened it, until {moment(row.ends_at)}"
    if row.reason == InvolvementReason.DISCLOSURE:
        words = f"Details were disclosed to {who} without agreement"
        return f"{words}, since {since}{_until(row.last_day)}"
    if row.reason == InvolvementReason.REFERRAL:
        return f"{who} accepted a referral of the family, since {since}{_until(row.last_day)}"
    return f"The family agreed to share with {who}, since {since}{_until(row.last_day)}"


def _until(day: date | None) -> str:
    return f", until {spoken(day)}" if day else ""
