"""Whatever is agreed, taken back, led, referred, disclosed, opened in an emergency, restricted,
merged, parted, switched off and let run out, in any order: both walls, and each of them alone, show
what was promised.

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
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from households.actions import merges, people, restricted
from households.actions.merging.restriction import OpensToOthers
from households.actions.merging.widening import FamilySaidNo
from households.categories import Category
from households.models import Household, HouseholdUserGrant, Membership
from tests.walls.asking import as_page_of
from tests.walls.promises import Before, Promises
from tests.walls.referring import Referring
from tests.walls.sharing import homes, orgs, users
from tests.walls.shown import PEOPLE
from tests.walls.world import ORG_OF, USERS, two_households


class Walls(Referring):
    """One life of the two households, undone at its end."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        start = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
        self.clock = time_machine.travel(start, tick=False)
        self.traveller = self.clock.start()
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

    # --- Closed ----------------------------------------------------------------------------------
    @rule(home=homes, org=orgs)
    def restrict_or_lift(self, home, org):
        home = self.promised.at(home)
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
        home = self.promised.at(home)
        try:
            restricted.name(household=self.homes[home], user=self.users[user], by=self.cast.alice)
        except restricted.NobodyToName:
            assert not self.promised.is_involved(home, ORG_OF[user])
            return
        assert self.promised.is_involved(home, ORG_OF[user])
        self.promised.named.add((home, f"partner {user}"))

    @rule(home=homes, user=users)
    def unname(self, home, user):
        home = self.promised.at(home)
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

    # --- Two records of one household -------------------------------------------------------------
    @rule(kept=homes, meanwhile=st.none() | st.lists(st.tuples(homes, orgs, users), max_size=2))
    def merge(self, kept, meanwhile):
        """For good, or undone: at once, or after referrals were sent and accepted meanwhile."""
        if self.promised.merged:
            return
        merged = 1 - kept
        before = Before(self.promised)
        try:
            with transaction.atomic():
                row = merges.merge_households(
                    kept=Household.objects.get(pk=self.homes[kept].pk),
                    merged=Household.objects.get(pk=self.homes[merged].pk),
                    take={},
                    agreed=True,
                    by=self.cast.alice,
                )
        except FamilySaidNo:
            assert self.taken_back
            return
        except OpensToOthers:
            assert self.promised.restricted
            return
        self.promised.merge(kept, merged)
        if meanwhile is None:
            return
        for home, org, user in meanwhile:
            self.send(home, org, {0}, {Category.HUB_RECORD, Category.IDENTITY})
            for number in range(len(self.sent)):
                self.accept(number, user)
        merges.undo(merge=row, by=self.cast.alice)
        self.promised.part(before)

    @rule(home=homes)
    def merge_people(self, home):
        """The second person of a household turns out to be the first."""
        kept, merged = (home, 0), (home, 1)
        if merged in self.promised.same:
            return
        try:
            with transaction.atomic():
                merges.merge_people(
                    kept=self.person(kept),
                    merged=self.person(merged),
                    household=Household.objects.get(pk=self.homes[self.promised.at(home)].pk),
                    take={},
                    agreed=True,
                    by=self.cast.alice,
                )
        except FamilySaidNo:
            assert self.taken_back
            return
        self.promised.merge_people(kept, merged)

    @rule(home=homes, number=st.sampled_from(PEOPLE))
    def leave(self, home, number):
        one = self.promised.who(home, number)
        if one in self.promised.left:
            return
        place = Membership.objects.present().get(person=self.person(one))
        people.leave(membership=place, on=self.promised.now.date(), by=self.cast.alice)
        self.promised.left.add(one)

    def seen(self, rows):
        return self.world.seen(rows, self.rows, self.sent)

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
            assert self.seen(scoped) == promised, f"the first wall, {user}"
            with as_page_of(user):
                assert self.seen(unscoped) == promised, f"the second, {user}"
                both = self.seen(scoped)
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
