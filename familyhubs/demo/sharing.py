"""Synthetic answers to the question whether details may be shared, and what came of them."""

from datetime import date, timedelta
from random import Random
from typing import Any

from consent.actions import agreements, answers
from consent.actions.authority import ANSWERS_FROM
from consent.models import Agreement, Decision, Evidence
from consent.models.agreement import Manner
from consent.representatives import LegalRepresentative
from familyhubs.demo.partnership import Partnership
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Person

PURPOSES = [
    "help with sleep and bedtimes",
    "help at school",
    "sorting out the damp in our home",
    "help with talking and play",
    "help with money and benefits",
]
SAID_NO = [
    "They would rather tell the school themselves.",
    "They want to talk it over at home first. We speak again next month.",
]


class SharingMaker:
    """Asks one family after another; each answers in its own way."""

    def __init__(self, partnership: Partnership, seed: int) -> None:
        self.partnership = partnership
        self.chance = Random(seed)  # noqa: S311  nothing secret is made with it

    def make(
        self,
        household: Household,
        parent: Person,
        children: list[Person],
        worker: User,
        opened: date,
        closed: date | None,
    ) -> list[Organisation]:
        """Returns those who may see the hub record today."""
        outcome = self.chance.random()
        if outcome < 0.1:
            return []
        young = [child for child in children if (child.age(today()) or 0) < ANSWERS_FROM]
        covers = [parent, *young]
        if outcome < 0.25:
            self._say_no(household, covers, worker, opened)
            return []
        agreement = self._agree(household, covers, worker, opened, closed)
        if closed and closed < today():
            return []
        if young and outcome > 0.92:
            self._represented(household, young[0], worker, opened)
        return self._take_back(agreement, parent, worker)

    def _say_no(
        self, household: Household, covers: list[Person], worker: User, opened: date
    ) -> None:
        decision = self.chance.choice([Decision.REFUSED, Decision.UNDECIDED])
        answers.record(
            household=household,
            decision=decision,
            given_by=covers[0],
            given_on=opened,
            manner=self.chance.choice(Manner.values),
            covers=covers,
            note=SAID_NO[decision == Decision.UNDECIDED],
            by=worker,
        )

    def _agree(
        self,
        household: Household,
        covers: list[Person],
        worker: User,
        opened: date,
        closed: date | None,
    ) -> Agreement:
        detailed = self.chance.random() < 0.6
        more = [Category.CONTACT_DETAILS, Category.CONTACT_HISTORY, Category.SERVICES]
        until = closed
        if closed is None and self.chance.random() < 0.7:
            until = today() + timedelta(days=self.chance.randint(60, 500))
        return agreements.record(
            household=household,
            given_by=covers[0],
            given_on=opened,
            manner=self.chance.choice(Manner.values),
            covers=covers,
            recipients=self._recipients(),
            categories=[Category.HUB_RECORD, Category.IDENTITY, *(more if detailed else [])],
            purpose=self.chance.choice(PURPOSES),
            until=until,
            by=worker,
        )

    def _represented(self, household: Household, child: Person, worker: User, opened: date) -> None:
        agreements.record(
            household=household,
            given_by=child,
            given_on=opened,
            manner=Manner.FACE_TO_FACE,
            covers=[child],
            recipients=self._recipients()[:1],
            categories=[Category.IDENTITY, Category.HEALTH],
            purpose="help with talking and play",
            until=today() + timedelta(days=200),
            representative=LegalRepresentative(
                name="Olive Ashdown",
                relation="special guardian",
                evidence=Evidence.GUARDIANSHIP,
                reference=f"LK21C{self.chance.randint(10, 99):05}",
                seen_on=opened,
            ),
            by=worker,
        )

    def _take_back(self, agreement: Agreement, parent: Person, worker: User) -> list[Organisation]:
        """Some take back all of it, or for one organisation, or a part."""
        named = [row.organisation for row in agreement.recipients.select_related("organisation")]
        covered = list(agreement.covers.exclude(pk=parent.pk))
        outcome = self.chance.random()
        facts: dict[str, Any] = {"agreement": agreement, "asked_by": parent, "by": worker}
        if outcome < 0.05:
            agreements.withdraw(**facts, reason="They need no more help from outside")
            return []
        if outcome < 0.12 and len(named) > 1:
            agreements.withdraw(**facts, organisation=named[-1])
            return named[:-1]
        if outcome < 0.2 and Category.SERVICES in agreement.categories:
            agreements.withdraw(**facts, category=Category.SERVICES)
        elif outcome < 0.27 and covered:
            agreements.withdraw(**facts, person=covered[0])
        return named

    def _recipients(self) -> list[Organisation]:
        """One to four partners, those somebody signs in for more often than the others."""
        count = self.chance.choice([1, 1, 2, 3])
        chosen = self.chance.sample(self.partnership.partners, count)
        often = [partner for partner in self.partnership.signed_in if self.chance.random() < 0.35]
        return list(dict.fromkeys([*often, *chosen]))
