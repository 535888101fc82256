"""What else the synthetic families tell: needs, numbers kept for testing, sensitive details."""

from random import Random
from typing import Any

from stdnum.gb import upn

from familyhubs.organisations.models import User
from households.actions import addresses, details, identifiers, people, relationships
from households.answers import Answer
from households.models import (
    Address,
    DetailKind,
    DetailState,
    Household,
    IdentifierKind,
    ParentalResponsibility,
    Person,
    Relationship,
)

LANGUAGES = ["Romanian", "Polish", "Tigrinya", "British Sign Language", "Portuguese"]
NEEDS = ["Large print", "Easy read", "Ring, do not write", "Hears better on the left"]
HEALTH = [
    ("Waits for an autism assessment", "Mornings are planned round what upsets them"),
    ("Asthma, has an inhaler at school", "The damp in the bedroom makes it worse"),
    ("Low mood since the birth", "Visits are kept short, and in the mornings"),
]
MONEY = [
    ("Rent is two months behind", "Help with the landlord is what they asked for"),
    ("Universal Credit was stopped in error", "The appeal is part of the support"),
]
ETHNIC = ["white_british", "other_white", "white_black_caribbean", "indian", "african", "roma"]


class PersonMaker:
    """Fills in a little more of each family, so that every page has something to show."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311  nothing secret is made with it
        self.made = 0

    def make(self, household: Household, parent: Person, children: list[Person], by: User) -> None:
        """Needs, parental responsibility, numbers, details; now and then a hidden address."""
        self.made += 1
        self._needs(household, parent, by)
        self._responsibility(household, parent, by)
        if children and self.chance.random() < 0.5:
            self._number(household, children[0], by)
        if self.chance.random() < 0.4:
            self._details(household, parent, children, by)
        if self.chance.random() < 0.04:
            self._hide(household, by)

    def _needs(self, household: Household, parent: Person, by: User) -> None:
        said = self.chance.random()
        needs: dict[str, Any] = (
            {"interpreter": self.chance.choice(LANGUAGES)} if said < 0.12 else {}
        )
        if 0.08 < said < 0.18:
            needs["communication_needs"] = self.chance.choice(NEEDS)
        if needs:
            people.correct(
                person=parent,
                household=household,
                seen_version=parent.version,
                why="As she told us",
                by=by,
                **needs,
            )

    def _responsibility(self, household: Household, parent: Person, by: User) -> None:
        for bond in Relationship.objects.standing().filter(person=parent):
            if self.chance.random() < 0.7:
                relationships.say_responsibility(
                    relationship=bond,
                    parental_responsibility=ParentalResponsibility.HOLDS,
                    household=household,
                    by=by,
                )

    def _number(self, household: Household, child: Person, by: User) -> None:
        """A unique pupil number of the council's own, 940, whose school does not exist."""
        rest = f"9400000{self.made % 100000:05d}"
        identifiers.record(
            kind=IdentifierKind.UPN,
            number=upn.calc_check_digit(rest) + rest,
            person=child,
            household=household,
            by=by,
        )

    def _details(
        self, household: Household, parent: Person, children: list[Person], by: User
    ) -> None:
        who = self.chance.choice([parent, *children])
        about: dict[str, Any] = {"household": household, "by": by}
        text, why = self.chance.choice(HEALTH)
        details.record(person=who, kind=DetailKind.HEALTH, answer=text, relevance=why, **about)
        if self.chance.random() < 0.5:
            text, why = self.chance.choice(MONEY)
            kind = DetailKind.FINANCE
            details.record(person=parent, kind=kind, answer=text, relevance=why, **about)
        given = self.chance.random() < 0.7
        details.record(
            person=who,
            kind=DetailKind.ETHNIC_ORIGIN,
            state=DetailState.GIVEN if given else DetailState.PREFERS_NOT_TO_SAY,
            answer=Answer(self.chance.choice(ETHNIC)).kept if given else "",
            **about,
        )

    def _hide(self, household: Household, by: User) -> None:
        home = Address.objects.filter(household=household, until=None, no_fixed_abode=False).first()
        if home:
            reason = "A former partner must not find them"
            addresses.keep_hidden(address=home, hidden=True, reason=reason, by=by)
