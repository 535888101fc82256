"""One family twice: as a line of a file, and as it was typed, each thing on its day."""

from datetime import date

import time_machine

from consent.actions import agreements
from consent.models.agreement import Manner
from familyhubs.organisations.models import Organisation
from households.actions import (
    addresses,
    contacts,
    episodes,
    goals,
    households as taking_on,
    identifiers,
    leads,
    people,
)
from households.models import (
    Person,
)
from referrals.actions import uses
from referrals.models import Service
from retention.actions import holds, paper

LINE = {
    "household": {"reference": "SAME-1", "hub": "Corby Family Hub", "name": "Hollin"},
    "people": [
        {
            "key": "m",
            "given_name": "Bryony",
            "family_name": "Hollin",
            "date_of_birth": "1991-03-02",
            "telephone": "01632960001",
            "email": "bryony@family.example",
            "joined_on": "2020-01-05",
            "contact_warning": "Text first",
            "identifiers": {"ni": "AB123456C"},
        },
        {
            "key": "c",
            "given_name": "Linnet",
            "family_name": "Hollin",
            "date_of_birth": "2016-04-05",
            "relationship": [{"to": "m", "kind": "child", "parental_responsibility": "holds"}],
            "protection": [
                {
                    "kind": "child_protection_plan",
                    "from": "2024-06-01",
                    "until": "2024-10-01",
                    "confirmed": False,
                }
            ],
        },
    ],
    "addresses": [
        {"lines": "1 Old Row", "postcode": "nn168tl", "since": "2019-01-01", "until": "2023-05-01"},
        {"lines": "2 New Row", "postcode": "NN16 8TL", "since": "2023-05-01"},
    ],
    "episodes": [
        {
            "opened_on": "2024-05-08",
            "closed_on": "2026-03-02",
            "reason": "Asked",
            "closing_reason": "Done",
        }
    ],
    "agreements": [
        {
            "given_on": "2024-05-10",
            "given_by": "m",
            "recipients": ["Nene Health Visiting"],
            "purpose": "sleep",
            "categories": ["hub_record", "identity", "contact_history"],
            "manner": "paper",
            "withdrawn_on": "2025-02-03",
        },
        {
            "given_on": "2024-05-10",
            "given_by": "m",
            "covers": ["c"],
            "recipients": ["Saxon Homes"],
            "purpose": "damp",
            "categories": ["identity"],
            "manner": "paper",
            "until": "2025-01-10",
        },
    ],
    "leads": [
        {
            "organisation": "Nene Health Visiting",
            "worker": "health@demo.example",
            "until": "2025-02-03",
            "from": "2024-05-15",
        },
        {
            "organisation": "North Northamptonshire Council",
            "worker": "Wendy Marsh",
            "from": "2025-03-03",
        },
    ],
    "goals": [
        {
            "words": "Sleep",
            "need": "early_years",
            "set_on": "2024-05-10",
            "baseline": 2,
            "target": 8,
            "outcome": "achieved",
            "closed_on": "2025-11-03",
            "scores": [{"on": "2024-09-06", "by": "family", "value": 5, "note": "Better"}],
        }
    ],
    "contacts": [
        {
            "kind": "call",
            "on": "2024-05-16",
            "channel": "telephone",
            "source": "family",
            "people": ["m"],
            "note": "Rang",
        }
    ],
    "services": [
        {
            "person": "c",
            "service": "Stay and play",
            "started_on": "2024-06-05",
            "ended_on": "2024-08-01",
            "outcome": "helped",
            "attendances": [{"on": "2024-06-05", "state": "attended"}],
        }
    ],
    "holds": [{"reason": "complaint", "from": "2024-07-01", "until": "2027-01-04"}],
    "paper_files": [
        {
            "label": "2024/7",
            "person": "c",
            "contents": "Letters",
            "volumes": 2,
            "hub": "corby family hub",
            "place": "Shelf 4",
            "registered_on": "2024-07-01",
        }
    ],
}


def day(text):
    return time_machine.travel(f"{text}T12:00:00+00:00", tick=False)


def typed(worker, health):
    """The same story through the actions, each on its day."""
    organisation = Organisation.objects.get
    with day("2024-05-08"):
        household = taking_on.take_on(
            name="Hollin",
            hub=worker.hub.__class__.objects.get(name="Corby Family Hub"),
            by=worker,
            support_opened_on=date(2024, 5, 8),
            support_reason="Asked",
            first_person={
                "given_name": "Bryony",
                "family_name": "Hollin",
                "date_of_birth": date(1991, 3, 2),
                "telephone": "01632 960001",
                "email": "bryony@family.example",
                "contact_warning": "Text first",
                "joined_on": date(2020, 1, 5),
            },
        )
        mother = Person.objects.get(memberships__household=household)
        child = people.add(
            household=household,
            by=worker,
            given_name="Linnet",
            family_name="Hollin",
            date_of_birth=date(2016, 4, 5),
        )
        people.relate(
            person=mother,
            other=child,
            kind="parent",
            household=household,
            by=worker,
            parental_responsibility="holds",
        )
        identifiers.record(
            kind="ni", number="AB123456C", household=household, person=mother, by=worker
        )
        for number, since in ((1, date(2019, 1, 1)), (2, date(2023, 5, 1))):
            addresses.move(
                household=household,
                lines=f"{number} {'Old' if number == 1 else 'New'} Row",
                postcode="NN16 8TL",
                since=since,
                by=worker,
            )
    with day("2024-05-10"):
        shared = {
            "household": household,
            "given_by": mother,
            "given_on": date(2024, 5, 10),
            "manner": Manner.PAPER,
            "by": worker,
        }
        agreement = agreements.record(
            covers=[mother, child],
            recipients=[organisation(name="Nene Health Visiting")],
            categories=["hub_record", "identity", "contact_history"],
            purpose="sleep",
            **shared,
        )
        agreements.record(
            covers=[child],
            recipients=[organisation(name="Saxon Homes")],
            categories=["identity"],
            purpose="damp",
            until=date(2025, 1, 10),
            **shared,
        )
        goal = goals.set_goal(
            household=household,
            words="Sleep",
            need="early_years",
            set_on=date(2024, 5, 10),
            baseline=2,
            target=8,
            by=worker,
        )
    with day("2024-05-15"):
        offer = leads.offer(household=household, organisation=health.organisation, by=worker)
        leads.accept(assignment=offer, practitioner=health, by=health)
    with day("2024-05-16"):
        contacts.record(
            household=household,
            people=[mother],
            by=worker,
            note="Rang",
            kind="call",
            on=date(2024, 5, 16),
            channel="telephone",
            source="family",
        )
    with day("2024-07-01"):
        holds.place(household=household, reason="complaint", review_on=date(2027, 1, 4), by=worker)
        said = LINE["paper_files"][0]
        facts = {name: said[name] for name in ("label", "contents", "volumes", "place")}
        paper.register(household=household, person=child, hub=household.hub, by=worker, **facts)
    with day("2024-10-01"):
        (use,) = uses.begin(
            household=household,
            people=[child],
            started_on=date(2024, 6, 5),
            by=worker,
            service=Service.objects.get(name="Stay and play"),
        )
        uses.attend(household=household, on=date(2024, 6, 5), states={use: "attended"}, by=worker)
        uses.end(
            use=use,
            ended_on=date(2024, 8, 1),
            outcome="helped",
            seen_version=use.version,
            by=worker,
        )
        people.protect(
            person=child,
            household=household,
            kind="child_protection_plan",
            since=date(2024, 6, 1),
            until=date(2024, 10, 1),
            by=worker,
        )
        goals.score(
            goal=goal, on=date(2024, 9, 6), scored_by="family", value=5, note="Better", by=worker
        )
    with day("2025-02-03"):
        agreements.withdraw(agreement=agreement, asked_by=mother, by=worker)
    with day("2025-03-03"):
        offer = leads.offer(household=household, organisation=worker.organisation, by=worker)
        leads.accept(assignment=offer, practitioner=worker, by=worker)
    with day("2025-11-03"):
        goals.close(
            goal=goal,
            outcome="achieved",
            on=date(2025, 11, 3),
            seen_version=goal.version,
            by=worker,
        )
    with day("2026-03-02"):
        episodes.close_support(
            episode=household.episodes.get(), on=date(2026, 3, 2), reason="Done", by=worker
        )
    return household
