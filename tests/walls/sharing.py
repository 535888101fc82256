"""What lets an organisation see, in the lives of test_state_machine.py: each rule is done through
an action, and told to the promises."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from consent.actions import agreements, disclosures, emergency
from consent.grounds import Ground
from consent.models import Agreement, Disclosure, Occasion
from households.actions import leads
from households.categories import Category
from households.models import Person
from tests.factories import AgreementFactory
from tests.walls.promises import Promises
from tests.walls.shown import EMERGENCY, HOMES, PEOPLE, Shown, Someone
from tests.walls.world import ORG_OF, ORGS, USERS, World

homes, orgs, users = (st.sampled_from(numbers) for numbers in (HOMES, ORGS, USERS))
some_people = st.sets(st.sampled_from(PEOPLE), min_size=1)
some_categories = st.sets(st.sampled_from(list(Category)), min_size=1)
parts = st.none() | st.sampled_from(list(Category)) | st.sampled_from(PEOPLE)


class Sharing(RuleBasedStateMachine):
    """Agreements, leads, disclosures and emergencies."""

    world: World
    promised: Promises

    def __init__(self):
        super().__init__()
        self.cast, self.homes, self.people = self.world.cast, self.world.homes, self.world.people
        self.orgs, self.users = self.world.orgs, self.world.users
        self.rows: list[Agreement] = []
        self.home_of: list[int] = []  # of each of them, as it was then
        self.disclosed: list[Any] = []
        self.taken_back = False

    def person(self, one: Someone) -> Person:
        home, number = one
        return self.people[home][number]

    def of_those_there(self, home: int, numbers: Iterable[int]) -> set[Someone]:
        """Those of them who live in the household: of others nothing is shared anew."""
        wanted = {self.promised.who(home, number) for number in numbers}
        return wanted & self.promised.living(self.promised.at(home))

    # --- Agreements ------------------------------------------------------------------------------
    @rule(
        home=homes,
        to=st.sets(orgs, min_size=1),
        covered=some_people,
        categories=some_categories,
        lasts=st.none() | st.integers(0, 3),
    )
    def agree(self, home, to, covered, categories, lasts):
        until = None if lasts is None else self.promised.day_after(lasts)
        at = self.promised.at(home)
        people, giver = self.of_those_there(home, covered), self.promised.who(home, 0)
        if not people or giver not in self.promised.living(at):
            return
        try:
            row = AgreementFactory(
                household=self.homes[at],
                given_by=self.person(giver),
                covers=[self.person(one) for one in sorted(people)],
                recipients=[self.orgs[org] for org in sorted(to)],
                categories=list(categories),
                until=until,
                by=self.cast.alice,
            )
        except agreements.MayNotReceive:
            assert not all(self.promised.active[org] for org in to)
            return
        assert all(self.promised.active[org] for org in to)
        self.rows.append(row)
        self.home_of.append(home)
        self.promised.agreements.append(
            {org: Shown(at, org, set(categories), set(people), until) for org in to}
        )
        self.promised.go_on_by(len(self.rows) - 1)
        for org in to:
            self.promised.follow(at, org)

    @rule(which=st.integers(0, 5), org=st.none() | orgs, part=parts)
    def withdraw(self, which, org, part):
        if which >= len(self.rows):
            return
        given = self.promised.agreements[which]
        home = self.home_of[which]
        taken = self.promised.who(home, part) if part in PEOPLE else part
        before = {one: (set(shown.categories), set(shown.people)) for one, shown in given.items()}
        whom = [one for one in given if org in (None, one)]
        stopped = [one for one in whom if given[one].lose(taken)]
        try:
            agreements.withdraw(
                agreement=Agreement.objects.get(pk=self.rows[which].pk),
                asked_by=self.people[home][0],
                organisation=None if org is None else self.orgs[org],
                category=part if isinstance(part, Category) else "",
                person=self.person(taken) if part in PEOPLE else None,
                by=self.cast.alice,
            )
        except agreements.NotARecipient:
            assert not whom
        except agreements.NotShared:
            assert not any(
                taken in {*categories, *covered} for categories, covered in before.values()
            )
            assert not stopped
        except agreements.AlreadyWithdrawn:
            assert not stopped
        else:
            assert stopped
            self.taken_back = True
        for one in stopped:
            self.promised.lose(which, one, taken)
            self.promised.keep_to(self.promised.at(home), one)

    # --- The lead ------------------------------------------------------------------------------
    @rule(home=homes, user=users)
    def lead(self, home, user):
        """Offered and accepted; whoever led before is handed over from."""
        home, org = self.promised.at(home), ORG_OF[user]
        try:
            offer = leads.offer(
                household=self.homes[home], organisation=self.orgs[org], by=self.cast.alice
            )
        except leads.NotInvolved:
            assert not self.promised.may_lead(home, org)
            return
        assert self.promised.may_lead(home, org)
        leads.accept(assignment=offer, practitioner=self.users[user], by=self.users[user])
        self.promised.take_lead(home, org)

    @rule(home=homes)
    def lead_ends(self, home):
        home = self.promised.at(home)
        leads.end_all(household=self.homes[home], why="Support ended", by=self.cast.alice)
        self.promised.leads.pop(home, None)

    # --- Without agreement -----------------------------------------------------------------------
    @rule(
        home=homes, org=orgs, about=some_people, categories=some_categories, days=st.integers(0, 3)
    )
    def disclose(self, home, org, about, categories, days):
        until = self.promised.day_after(days)
        at = self.promised.at(home)
        people = self.of_those_there(home, about)
        if not people:
            return
        try:
            row = disclosures.record(
                household=self.homes[at],
                organisation=self.orgs[org],
                people=[self.person(one) for one in sorted(people)],
                categories=sorted(categories),
                occasion=Occasion.CHILD_SAFEGUARDING,
                ground=Ground.PUBLIC_TASK,
                risk="A risk",
                at_risk="The baby",
                reasoning="It could not wait",
                authorised_by="Henry Hartwell",
                sent="A letter",
                sent_at=timezone.now(),
                explained_on=timezone.localdate(),
                shown_until=until,
                by=self.cast.dana,
            )
        except disclosures.MayNotSeeItHere:
            assert not self.promised.active[org]
            return
        assert self.promised.active[org]
        self.disclosed.append(row)
        self.promised.disclosures.append(Shown(at, org, set(categories), people, until))

    @rule(which=st.integers(0, 3))
    def stop_showing(self, which):
        if which >= len(self.disclosed):
            return
        disclosures.stop_showing(
            disclosure=Disclosure.objects.get(pk=self.disclosed[which].pk), by=self.cast.dana
        )
        shown = self.promised.disclosures[which]
        shown.ended = True
        self.promised.keep_to(shown.home, shown.org)

    @rule(home=homes, user=users)
    def emergency(self, home, user):
        home = self.promised.at(home)
        sees = self.promised.sees_all_of_an_emergency(home, user)
        try:
            emergency.open_for_an_hour(
                reference=self.homes[home].reference,
                reason="Nobody answers the door",
                at_risk="The baby",
                by=self.world.fresh(user),
            )
        except emergency.NotTakingPart:
            assert not self.promised.active[ORG_OF[user]]
            return
        except emergency.NoSuchHousehold:
            assert home in self.promised.restricted
            return
        assert self.promised.active[ORG_OF[user]]
        assert home not in self.promised.restricted
        if not sees:
            ends = timezone.localtime() + timedelta(minutes=60)
            people = self.promised.living(home)
            shown = Shown(home, ORG_OF[user], set(EMERGENCY), people, None, user, ends)
            self.promised.emergencies.append(shown)

    @rule(home=homes, user=users)
    def emergency_over(self, home, user):
        home = self.promised.at(home)
        emergency.end(household=self.homes[home], by=self.users[user])
        for one in self.promised.emergencies:
            if (one.home, one.only_for) == (home, user):
                one.ended = True
