"""Whatever is agreed, taken back, led, disclosed, opened in an emergency, restricted, switched off
and let run out, in any order: both walls, and each of them alone, show what was promised.

`promises.py` says in plain Python what was.
"""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from consent.actions import agreements, disclosures, emergency
from consent.grounds import Ground
from consent.models import Disclosure, Occasion
from households.actions import leads, restricted
from households.categories import Category
from households.models import Household, HouseholdUserGrant
from tests.factories import AgreementFactory
from tests.walls.asking import as_page_of
from tests.walls.promises import EMERGENCY, HOMES, PEOPLE, Promises, Shown
from tests.walls.world import ORG_OF, ORGS, USERS, World, two_households

homes, orgs, users = (st.sampled_from(numbers) for numbers in (HOMES, ORGS, USERS))
some_people = st.sets(st.sampled_from(PEOPLE), min_size=1)
some_categories = st.sets(st.sampled_from(list(Category)), min_size=1)
parts = st.none() | st.sampled_from(list(Category)) | st.sampled_from(PEOPLE)


class Walls(RuleBasedStateMachine):
    """One life of the two households, undone at its end."""

    world: World

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        start = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
        self.clock = time_machine.travel(start, tick=False)
        self.traveller = self.clock.start()
        self.cast, self.homes, self.people = self.world.cast, self.world.homes, self.world.people
        self.orgs, self.users = self.world.orgs, self.world.users
        self.rows, self.disclosed = [], []
        self.promised = Promises(now=start, orgs=ORG_OF, active=[True, True])
        for org in self.orgs:
            org.refresh_from_db()

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # --- Time ----------------------------------------------------------------------------------
    @rule(minutes=st.sampled_from([20, 59, 61, 24 * 60, 3 * 24 * 60]))
    def wait(self, minutes):
        self.traveller.shift(timedelta(minutes=minutes))
        self.promised.now = timezone.localtime()

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
        try:
            row = AgreementFactory(
                household=self.homes[home],
                given_by=self.people[home][0],
                covers=[self.people[home][number] for number in covered],
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
        self.promised.agreements.append(
            {org: Shown(home, org, set(categories), set(covered), until) for org in to}
        )
        for org in to:
            self.promised.follow(home, org)

    @rule(which=st.integers(0, 5), org=st.none() | orgs, part=parts)
    def withdraw(self, which, org, part):
        if which >= len(self.rows):
            return
        given = self.promised.agreements[which]
        home = next(iter(given.values())).home
        before = {one: (set(shown.categories), set(shown.people)) for one, shown in given.items()}
        whom = [one for one in given if org in (None, one)]
        stopped = [one for one in whom if given[one].lose(part)]
        try:
            agreements.withdraw(
                agreement=self.rows[which],
                asked_by=self.people[home][0],
                organisation=None if org is None else self.orgs[org],
                category=part if isinstance(part, Category) else "",
                person=self.people[home][part] if part in PEOPLE else None,
                by=self.cast.alice,
            )
        except agreements.NotARecipient:
            assert not whom
        except agreements.NotShared:
            assert not any(
                part in {*categories, *covered} for categories, covered in before.values()
            )
            assert not stopped
        except agreements.AlreadyWithdrawn:
            assert not stopped
        else:
            assert stopped
        for one in stopped:
            self.promised.keep_to(home, one)

    # --- The lead ------------------------------------------------------------------------------
    @rule(home=homes, user=users)
    def lead(self, home, user):
        """Offered and accepted; whoever led before is handed over from."""
        org = ORG_OF[user]
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
        leads.end_all(household=self.homes[home], why="Support ended", by=self.cast.alice)
        self.promised.leads.pop(home, None)

    # --- Without agreement -----------------------------------------------------------------------
    @rule(
        home=homes, org=orgs, about=some_people, categories=some_categories, days=st.integers(0, 3)
    )
    def disclose(self, home, org, about, categories, days):
        until = self.promised.day_after(days)
        try:
            row = disclosures.record(
                household=self.homes[home],
                organisation=self.orgs[org],
                people=[self.people[home][number] for number in about],
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
        self.promised.disclosures.append(Shown(home, org, set(categories), set(about), until))

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
            shown = Shown(home, ORG_OF[user], set(EMERGENCY), set(PEOPLE), None, user, ends)
            self.promised.emergencies.append(shown)

    @rule(home=homes, user=users)
    def emergency_over(self, home, user):
        emergency.end(household=self.homes[home], by=self.users[user])
        for one in self.promised.emergencies:
            if (one.home, one.only_for) == (home, user):
                one.ended = True

    # --- Closed ----------------------------------------------------------------------------------
    @rule(home=homes, org=orgs)
    def restrict_or_lift(self, home, org):
        household = Household.objects.get(pk=self.homes[home].pk)
        if home in self.promised.restricted:
            restricted.lift(household=household, reason="No longer", by=self.cast.alice)
            self.promised.restricted.discard(home)
            self.promised.named -= {(home, name) for _, name in self.promised.named}
        else:
            restricted.restrict(household=household, reason="A colleague", by=self.cast.alice)
            self.promised.restricted.add(home)
            self.promised.named.add((home, "worker"))

    @rule(home=homes, user=users)
    def name(self, home, user):
        try:
            restricted.name(household=self.homes[home], user=self.users[user], by=self.cast.alice)
        except restricted.NobodyToName:
            assert not self.promised.is_involved(home, ORG_OF[user])
            return
        assert self.promised.is_involved(home, ORG_OF[user])
        self.promised.named.add((home, f"partner {user}"))

    @rule(home=homes, user=users)
    def unname(self, home, user):
        grants = HouseholdUserGrant.objects.live().filter(
            content_object=self.homes[home], user=self.users[user]
        )
        for grant in grants:
            with suppress(restricted.LastOneNamed):
                restricted.unname(grant=grant, reason="Moved on", by=self.cast.alice)
                self.promised.named.discard((home, f"partner {user}"))

    @rule(org=orgs)
    def switch_off_or_on(self, org):
        self.orgs[org].is_active = self.promised.active[org] = not self.promised.active[org]
        self.orgs[org].save()

    # --- What must hold --------------------------------------------------------------------------
    @invariant()
    def everybody_sees_what_was_promised(self):
        expected = [(self.world.fresh(user), self.promised.seen_by_partner(user)) for user in USERS]
        expected += [
            (self.cast.alice, self.promised.seen_by_council("worker")),
            (self.cast.dana, self.promised.seen_by_council("officer")),
        ]
        for user, promised in expected:
            scoped = lambda model, to=user: model.objects.visible_to(to)  # noqa: E731
            unscoped = lambda model: model.objects.all()  # noqa: E731
            assert self.world.seen(scoped, self.rows) == promised, f"the first wall, {user}"
            with as_page_of(user):
                assert self.world.seen(unscoped, self.rows) == promised, f"the second, {user}"
                both = self.world.seen(scoped, self.rows)
            assert both == promised, f"both walls, {user}"


@pytest.mark.django_db
def test_both_walls_show_what_was_promised_and_nothing_else(cast):
    class OfThisWorld(Walls):
        world = two_households(cast)

    run_state_machine_as_test(
        OfThisWorld,
        settings=settings(
            max_examples=int(os.environ.get("WALLS_EXAMPLES", "4")),
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
