"""Referrals in the lives of test_state_machine.py: what a receiver sees before it accepts and
after, and what becomes of that where the family takes back, agrees anew, or is merged."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from households.categories import Category
from households.models import Household
from households.needs import Need
from referrals.actions import answers, following, referrals
from referrals.models import Referral
from referrals.refusals import AgreementOver, MayNotBeLetIn, MayNotBeSentTo, NotNow, SentAlready
from referrals.states import Because
from tests.walls.sharing import Sharing, homes, orgs, some_people, users
from tests.walls.shown import Sent, Shown
from tests.walls.world import ORG_OF

# Few of them, so that a referral often stands on an agreement that was made before.
carried = st.sets(
    st.sampled_from([Category.HUB_RECORD, Category.IDENTITY, Category.CONTACT_DETAILS]), min_size=1
)
which = st.integers(0, 3)


class Referring(Sharing):
    """Sent, accepted, withdrawn, run out."""

    def __init__(self):
        super().__init__()
        self.sent: list[Referral] = []

    def referral(self, number: int) -> Referral:
        return Referral.objects.get(pk=self.sent[number].pk)

    @rule(home=homes, org=orgs, about=some_people, categories=carried)
    def send(self, home, org, about, categories):
        at = self.promised.at(home)
        people, giver = self.of_those_there(home, about), self.promised.who(home, 0)
        if not people or giver not in self.promised.living(at) or at in self.promised.restricted:
            return
        same = [one for one in self.promised.referrals if one.is_open and one.shown.org == org]
        try:
            row = referrals.send(
                household=Household.objects.get(pk=self.homes[at].pk),
                organisation=self.orgs[org],
                people=[self.person(one) for one in sorted(people)],
                categories=sorted(categories),
                needs=[Need.HEALTH],
                reason="Help with nights and bedtimes",
                outcomes=["Rests through five nights a week"],
                discussed_on=self.promised.now.date(),
                discussed_with=self.person(giver),
                manner="face_to_face",
                by=self.cast.alice,
            )
        except MayNotBeSentTo:
            assert not self.promised.active[org]
            return
        except SentAlready:
            assert any(one.shown.home == at for one in same)
            return
        assert self.promised.active[org]
        assert not any(one.shown.home == at for one in same)
        standing = [number for number, one in enumerate(self.rows) if one.pk == row.agreement_id]
        stands_on = standing[0] if standing else None
        shown = Shown(at, org, set(categories), people, row.until)
        self.sent.append(row)
        self.promised.referrals.append(Sent(shown, home, stands_on))
        self.promised.stands(self.promised.referrals[-1])

    @rule(number=which, user=users)
    def accept(self, number, user):
        if number >= len(self.sent):
            return
        sent, org = self.promised.referrals[number], ORG_OF[user]
        if sent.shown.org != org:
            return
        try:
            answers.accept(referral=self.referral(number), by=self.world.fresh(user))
        except NotNow:
            assert sent.accepted or not sent.is_open
        except MayNotBeLetIn:
            assert not self.promised.active[org]
        except AgreementOver:
            assert not sent.shown.holds(None, self.promised.now)
        else:
            assert self.promised.active[org]
            assert sent.shown.holds(None, self.promised.now)
            sent.accepted = True

    @rule(number=which)
    def withdraw_the_referral(self, number):
        if number >= len(self.sent):
            return
        sent = self.promised.referrals[number]
        try:
            referrals.withdraw(
                referral=self.referral(number), because=Because.NOT_NEEDED, by=self.cast.alice
            )
        except NotNow:
            assert not sent.is_open
        else:
            assert sent.is_open
            sent.shown.ended = True

    @rule()
    def those_that_have_run_out_are_withdrawn(self):
        over = {row.pk for row in following.that_have_run_out()}
        expected = {
            row.pk
            for row, sent in zip(self.sent, self.promised.referrals, strict=True)
            if sent.is_open and not sent.shown.holds(None, self.promised.now)
        }
        assert over == expected
        for row in following.that_have_run_out():
            following.run_out(referral=row, by=None)
        for row, sent in zip(self.sent, self.promised.referrals, strict=True):
            sent.shown.ended |= row.pk in over
