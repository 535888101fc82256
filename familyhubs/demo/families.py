"""Synthetic families: who they are, how their support goes, what they agreed to share."""

from datetime import date, timedelta
from random import Random

from faker import Faker

from familyhubs.demo.contacts import ContactMaker
from familyhubs.demo.partnership import Partnership
from familyhubs.demo.persons import PersonMaker
from familyhubs.demo.sharing import SharingMaker
from familyhubs.demo.team import TeamMaker
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.actions import (
    addresses,
    episodes,
    goals,
    households as taking_on,
    leads,
    people,
    protections,
)
from households.models import (
    Confirmation,
    Episode,
    Goal,
    GoalOutcome,
    Household,
    Person,
    ProtectionKind,
    RelationshipKind,
    ScoredBy,
)
from households.needs import Need

GOALS = [
    ("Mornings without shouting", Need.RELATIONSHIPS),
    ("Our own home that is warm and dry", Need.HOUSING),
    ("Going to school every day and liking it", Need.EDUCATION),
    ("To sleep through the night", Need.HEALTH),
    ("To have money left at the end of the week", Need.FINANCES),
    ("To feel less alone", Need.HEALTH),
    ("To play together every day", Need.EARLY_YEARS),
    ("To know what to do when he is upset", Need.RELATIONSHIPS),
    ("To get help with speaking and listening", Need.EARLY_YEARS),
    ("To stop arguing in front of the children", Need.RELATIONSHIPS),
]
WARNINGS = [
    "Do not ring after 6pm",
    "Text first; do not leave a message",
    "Ring only this number, never the home telephone",
]
FALLEN_SHORT = [
    GoalOutcome.PARTLY,
    GoalOutcome.PARTLY,
    GoalOutcome.NOT_ACHIEVED,
    GoalOutcome.NOT_WANTED,
]
REASONS = ["Asked for help at the hub", "Suggested by the health visitor", "Suggested by school"]


class FamilyMaker:
    """Makes one household after another; the same seed makes the same families."""

    def __init__(self, partnership: Partnership, seed: int) -> None:
        self.partnership = partnership
        self.chance = Random(seed)  # noqa: S311  nothing secret is made with it
        self.faker = Faker("en_GB")
        self.faker.seed_instance(seed)
        self.telephones = 0
        self.one_waits = False
        self.contacts = ContactMaker(seed, partnership.partners)
        self.teams = TeamMaker(partnership, seed)
        self.persons = PersonMaker(seed)
        self.sharing = SharingMaker(partnership, seed)

    def make(self) -> Household:
        """One household with its people, support, goals, agreement and lead."""
        worker = self.chance.choice(self.partnership.workers)
        opened = today() - timedelta(days=self.chance.randint(20, 3200))
        household, parent = self._take_on(worker, opened)
        children = self._children(household, parent, worker)
        self._address(household, opened, worker)
        closed = self._closing_day(opened)
        recipients = self.sharing.make(household, parent, children, worker, opened, closed)
        if not closed or closed == today():  # nobody is asked to lead after support has ended
            self._lead(household, recipients, worker)
        self._goals(household, worker, opened, closed or today())
        family = [parent, *children]
        self.contacts.make(household, family, worker, opened, closed or today())
        self.persons.make(household, parent, children, worker)
        if not closed:
            self.teams.make(household, family, recipients, worker, opened)
        if closed:
            episode = Episode.objects.get(household=household)
            episodes.close_support(
                episode=episode, on=closed, reason="The family's goals were reviewed", by=worker
            )
        return household

    def _take_on(self, worker: User, opened: date) -> tuple[Household, Person]:
        name = self.faker.last_name()
        household = taking_on.take_on(
            name=name,
            hub=self.chance.choice(self.partnership.hubs),
            support_opened_on=opened,
            support_reason=self.chance.choice(REASONS),
            first_person={
                "given_name": self.faker.first_name_female(),
                "family_name": name,
                "date_of_birth": self._born(opened, 19, 45),
                "telephone": self._telephone(),
                "confirmed_on": self._confirmed(opened),
                "email": f"parent{self.telephones}@family.example",
                "contact_warning": self.chance.choice(WARNINGS)
                if self.chance.random() < 0.12
                else "",
            },
            by=worker,
        )
        return household, Person.objects.get(memberships__household=household)

    def _children(self, household: Household, parent: Person, worker: User) -> list[Person]:
        made: list[Person] = []
        for _ in range(self.chance.choice([1, 1, 2, 2, 3, 4])):
            child = people.add(
                household=household,
                given_name=self.faker.first_name(),
                family_name=parent.family_name,
                date_of_birth=self._born(today(), 0, 17),
                confirmed_on=parent.confirmed_on,
                by=worker,
            )
            people.relate(
                person=parent,
                other=child,
                kind=RelationshipKind.PARENT,
                household=household,
                by=worker,
            )
            made.append(child)
        if self.chance.random() < 0.06:
            self._protect(made[0], household, worker)
        return made

    def _protect(self, child: Person, household: Household, worker: User) -> None:
        """One status waits for the manager; the others are confirmed."""
        status = people.protect(
            person=child,
            household=household,
            kind=self.chance.choice(ProtectionKind.values),
            since=max(child.date_of_birth or today(), today() - timedelta(days=400)),
            by=worker,
        )
        if self.one_waits:
            protections.confirm(
                protection=status,
                confirmed_from=Confirmation.RECORD,
                household=household,
                by=self.partnership.manager,
            )
        self.one_waits = True

    def _address(self, household: Household, opened: date, worker: User) -> None:
        if self.chance.random() < 0.03:
            addresses.move(household=household, no_fixed_abode=True, by=worker)
            return
        town = household.hub.name.split()[0]
        addresses.move(
            household=household,
            lines=f"{self.chance.randint(1, 140)} {self.faker.street_name()}\n{town}",
            postcode=household.hub.postcode,
            since=opened - timedelta(days=self.chance.randint(30, 2000)),
            by=worker,
        )

    def _lead(self, household: Household, involved: list[Organisation], worker: User) -> None:
        council = self.partnership.council
        organisation = self.chance.choice([council, *involved])
        outcome = self.chance.random()
        if outcome < 0.15:
            return
        offer = leads.offer(household=household, organisation=organisation, by=worker)
        colleagues = self.partnership.colleagues
        answerer = worker if organisation == council else colleagues[organisation.pk][0]
        if outcome < 0.22:
            leads.decline(assignment=offer, reason="No worker is free this month", by=answerer)
        elif outcome > 0.30:
            leads.accept(assignment=offer, practitioner=answerer, by=answerer)

    def _goals(self, household: Household, worker: User, opened: date, last: date) -> None:
        for words, need in self.chance.sample(GOALS, self.chance.choice([1, 1, 1, 2])):
            goal = goals.set_goal(
                household=household,
                words=words,
                need=need,
                set_on=opened,
                baseline=self.chance.randint(1, 4),
                target=self.chance.randint(7, 10),
                by=worker,
            )
            self._scores(goal, worker, last)

    def _scores(self, goal: Goal, worker: User, last: date) -> None:
        """Up to five scores by each, and the goal closed when it is reached or given up."""
        value, on = goal.baseline, goal.set_on
        for _ in range(self.chance.randint(2, 5)):
            on += timedelta(days=self.chance.randint(30, 120))
            if on > last:
                return
            value = min(10, value + self.chance.choice([0, 1, 2, 3]))
            for view in ScoredBy.values:
                seen = min(10, max(1, value + self.chance.choice([-1, 0, 0, 1])))
                goals.score(goal=goal, on=on, scored_by=view, value=seen, by=worker)
            if value >= goal.target:
                break
        if value >= goal.target or (last - on).days > 90:
            reached = value >= goal.target
            outcome = GoalOutcome.ACHIEVED if reached else self.chance.choice(FALLEN_SHORT)
            goals.close(goal=goal, outcome=outcome, on=on, seen_version=goal.version, by=worker)

    def _closing_day(self, opened: date) -> date | None:
        if self.chance.random() < 0.45:
            return None
        closed = opened + timedelta(days=self.chance.randint(60, 500))
        return closed if closed <= today() else None

    def _born(self, on: date, youngest: int, oldest: int) -> date:
        return on - timedelta(days=self.chance.randint(youngest * 366 + 1, oldest * 365))

    def _confirmed(self, opened: date) -> date:
        """For some families longer ago than it should be."""
        days = self.chance.choice([10, 40, 90, 150, 250, 400])
        return max(opened, today() - timedelta(days=days))

    def _telephone(self) -> str:
        self.telephones += 1
        return f"01632 960{self.telephones % 1000:03d}"
