"""The demo's teams around families, their reviews, the steps of their goals, and some scales."""

from datetime import date, timedelta
from random import Random
from typing import Any

from familyhubs.demo.partnership import Partnership
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.actions import attainment, reviews, steps, team
from households.models import Goal, GoalOutcome, Household, LeadAssignment, Person, TeamMember

ROLES = {
    "health": "Health visitor",
    "school": "Class teacher",
    "police": "Neighbourhood officer",
    "housing": "Tenancy worker",
    "childrens_social_care": "Social worker",
    "community": "Children's centre worker",
    "voluntary": "Family mentor",
}
WITHOUT_ACCOUNT = ["Nora Oakley", "Peter Sands", "Mina Castleton", "Gwen Tolley"]
DECISIONS = [
    "Bedtimes go better. The health visitor comes twice more; we meet again after the holidays.",
    "The landlord has answered. The hub writes once more, and asks the council if nothing happens.",
    "School mornings are calm on four days of five. We keep the breakfast club until the summer.",
    "The family would like fewer visits. One visit a month, and a telephone call between.",
]
STEPS = [
    ("Ring the sleep clinic", "Parent"),
    ("Write to the landlord about the damp", "Hub worker"),
    ("Meet the teacher", "Parent and hub worker"),
    ("Apply for free school meals", "Parent"),
    ("Find a place at stay and play", "Health visitor"),
    ("Make a plan for the mornings together", "The whole family"),
]
LEVELS: dict[str, Any] = {
    "much_better": "Every day, without help",
    "better": "Most days, and the family knows why when not",
    "expected": "Half the days",
    "less": "Now and then, as at the start",
    "much_less": "Never, or worse than at the start",
}


class TeamMaker:
    """Makes the working together round one family after another."""

    def __init__(self, partnership: Partnership, seed: int) -> None:
        self.partnership = partnership
        self.chance = Random(seed)  # noqa: S311  nothing secret is made with it

    def make(
        self,
        household: Household,
        family: list[Person],
        involved: list[Organisation],
        worker: User,
        opened: date,
    ) -> None:
        """A team, reviews held and ahead, and steps towards the open goals."""
        members = [self._member(household, each, worker, opened) for each in involved[:3]]
        if self.chance.random() < 0.3:
            members.append(self._by_name(household, worker, opened))
        self._reviews(household, family, members, worker, opened)
        for goal in household.goals.filter(outcome=GoalOutcome.OPEN):
            self._steps(goal, worker)
            if self.chance.random() < 0.35:
                self._scale(goal, worker)

    def _member(
        self, household: Household, organisation: Organisation, by: User, opened: date
    ) -> TeamMember:
        return team.add(
            household=household,
            worker=self.partnership.colleagues[organisation.pk][0],
            role=ROLES.get(organisation.kind, "Worker"),
            since=opened,
            by=by,
        )

    def _by_name(self, household: Household, by: User, opened: date) -> TeamMember:
        return team.add(
            household=household,
            name=self.chance.choice(WITHOUT_ACCOUNT),
            organisation=self.chance.choice(self.partnership.partners),
            role="Speech therapist",
            since=opened,
            by=by,
        )

    def _reviews(
        self,
        household: Household,
        family: list[Person],
        members: list[TeamMember],
        by: User,
        opened: date,
    ) -> None:
        """One to three held lately; the next is ahead, overdue, or nobody has planned it."""
        lead = LeadAssignment.objects.leading().filter(household=household).first()
        on = max(opened, today() - timedelta(days=self.chance.randint(100, 300)))
        for _ in range(self.chance.randint(1, 3)):
            if on >= today():
                break
            reviews.hold(
                household=household,
                held_on=on,
                members=members,
                lead=lead,
                family=family[:1],
                decisions=self.chance.choice(DECISIONS),
                by=by,
            )
            on += timedelta(days=self.chance.randint(40, 80))
        if self.chance.random() < 0.75:
            ahead = self.chance.choice([-25, -6, 4, 12, 20, 30, 45, 60])
            reviews.plan(household=household, on=today() + timedelta(days=ahead), by=by)

    def _steps(self, goal: Goal, by: User) -> None:
        for words, who in self.chance.sample(STEPS, self.chance.choice([1, 2, 3])):
            due = today() + timedelta(days=self.chance.choice([-60, -12, 3, 9, 21, 40]))
            step = steps.add(goal=goal, words=words, who=who, by_when=due, by=by)
            late = due < today() and due >= goal.set_on
            if late and self.chance.random() < 0.7:
                steps.done(step=step, on=due, seen_version=1, by=by)

    def _scale(self, goal: Goal, by: User) -> None:
        important, difficult = self.chance.randint(1, 3), self.chance.randint(1, 3)
        attainment.set_scale(goal=goal, importance=important, difficulty=difficult, by=by, **LEVELS)
        on, level = goal.set_on, -1
        for _ in range(self.chance.randint(1, 4)):
            if on > today():
                return
            attainment.rate(goal=goal, on=on, level=level, by=by)
            on += timedelta(days=self.chance.randint(30, 90))
            level = min(2, level + self.chance.choice([0, 0, 1]))
