"""The same people and families in every test (house rule 14). Each is made when first named,
so a test about what Pat sees names the family first.

The council: Alice works at the north hub, Henry manages it, Dana is the data protection officer,
Ann the analyst, Adam the administrator. The Quillfeathers agreed to share everything with the
school (Pat works there, Paula manages) and nothing with the clinic (Harriet). Charlie's
organisation has nothing to do with anybody. The Strangers are a family nobody shares.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from consent.models import Agreement
from familyhubs.organisations.models import Hub, Organisation, OrganisationKind, Role, User
from familyhubs.records.dates import today
from households.actions import people
from households.models import (
    Address,
    Episode,
    Goal,
    Household,
    LeadAssignment,
    Person,
    RelationshipKind,
    Score,
    ScoredBy,
)
from tests.factories import (
    AddressFactory,
    AgreementFactory,
    CouncilFactory,
    GoalFactory,
    HouseholdFactory,
    HubFactory,
    LeadFactory,
    OrganisationFactory,
    PersonFactory,
    ScoreFactory,
    UserFactory,
)
from tests.stage import made_once

if TYPE_CHECKING:
    from tests.retention.families import TokenFamily


@dataclass(frozen=True)
class Family:
    household: Household
    mother: Person
    child: Person
    address: Address
    goal: Goal
    scores: list[Score]
    lead: LeadAssignment
    agreement: Agreement


class Cast:
    def __init__(self) -> None:
        self.made_before: dict[str, Any] = {}  # tests/stage.py
        self.is_made_anew = False

    # --- The council -----------------------------------------------------------------------
    @made_once
    def council(self) -> Organisation:
        return CouncilFactory()

    @made_once
    def north_hub(self) -> Hub:
        return HubFactory(name="North Larkfield Family Hub")

    @made_once
    def south_hub(self) -> Hub:
        return HubFactory(name="South Larkfield Family Hub")

    @made_once
    def alice(self) -> User:
        """Hub worker."""
        return self._of_council("Alice Atherton", Role.HUB_WORKER, self.north_hub)

    @made_once
    def henry(self) -> User:
        """Hub manager."""
        return self._of_council("Henry Hartwell", Role.HUB_MANAGER, self.north_hub)

    @made_once
    def dana(self) -> User:
        """Data protection officer."""
        return self._of_council("Dana Darlow", Role.DPO)

    @made_once
    def ann(self) -> User:
        """Analyst."""
        return self._of_council("Ann Ashcombe", Role.ANALYST)

    @made_once
    def adam(self) -> User:
        """Administrator."""
        return self._of_council("Adam Aldous", Role.ADMINISTRATOR)

    # --- Partners --------------------------------------------------------------------------
    @made_once
    def school(self) -> Organisation:
        return OrganisationFactory(name="Thornbury Lane Primary School")

    @made_once
    def pat(self) -> User:
        """Partner worker: the Quillfeathers agreed to share with Pat's school."""
        return self._of_partner("Pat Penhallow", self.school, Role.PARTNER_WORKER)

    @made_once
    def paula(self) -> User:
        """Partner manager, of the same school."""
        return self._of_partner("Paula Pemberton", self.school, Role.PARTNER_MANAGER)

    @made_once
    def clinic(self) -> Organisation:
        return OrganisationFactory(
            name="Larkfield Health Visiting Team", kind=OrganisationKind.HEALTH
        )

    @made_once
    def harriet(self) -> User:
        """Partner worker of the clinic, with which no family has agreed to share."""
        return self._of_partner("Harriet Holloway", self.clinic, Role.PARTNER_WORKER)

    @made_once
    def outsiders(self) -> Organisation:
        return OrganisationFactory(
            name="Distant Housing Association", kind=OrganisationKind.HOUSING
        )

    @made_once
    def charlie(self) -> User:
        """The outsider: may see nothing of anybody."""
        return self._of_partner("Charlie Outwood", self.outsiders, Role.PARTNER_WORKER)

    def everybody(self) -> dict[str, User]:
        """One user for each role, and the outsider."""
        names = "alice henry dana ann adam pat paula harriet charlie"
        return {name: getattr(self, name) for name in names.split()}

    # --- Families --------------------------------------------------------------------------
    @made_once
    def family(self) -> Family:
        """The Quillfeathers, whole: Alice leads, and the school may see everything."""
        born = today() - timedelta(days=8 * 365)
        household = HouseholdFactory(
            name="Quillfeather",
            hub=self.north_hub,
            by=self.alice,
            first_person={
                "given_name": "Marigold",
                "family_name": "Quillfeather",
                "date_of_birth": date(1990, 5, 17),
                "telephone": "07700900123",
                "email": "marigold@family.example",
            },
        )
        mother = Person.objects.living_in(household).get()
        child = PersonFactory(
            household=household, given_name="Bramble", date_of_birth=born, by=self.alice
        )
        people.relate(
            person=mother,
            other=child,
            kind=RelationshipKind.PARENT,
            household=household,
            by=self.alice,
        )
        goal = GoalFactory(household=household, words="Sleep through the night", by=self.alice)
        return Family(
            household=household,
            mother=mother,
            child=child,
            address=AddressFactory(
                household=household, lines="12 Thistledown Row\nLarkfield", by=self.alice
            ),
            goal=goal,
            scores=[
                ScoreFactory(goal=goal, scored_by=view, value=value, by=self.alice)
                for view, value in ((ScoredBy.FAMILY, 4), (ScoredBy.WORKER, 5))
            ],
            lead=LeadFactory(household=household, practitioner=self.alice, by=self.henry),
            agreement=AgreementFactory(
                household=household, recipients=[self.school], by=self.alice
            ),
        )

    @property
    def household(self) -> Household:
        return self.family.household

    @property
    def mother(self) -> Person:
        """Marigold."""
        return self.family.mother

    @property
    def child(self) -> Person:
        """Bramble."""
        return self.family.child

    @property
    def address(self) -> Address:
        return self.family.address

    @property
    def goal(self) -> Goal:
        return self.family.goal

    @property
    def lead(self) -> LeadAssignment:
        """Alice's."""
        return self.family.lead

    @property
    def agreement(self) -> Agreement:
        """With the school, about both, everything, until withdrawn."""
        return self.family.agreement

    @property
    def episode(self) -> Episode:
        """Open."""
        return self.household.episodes.get()

    @made_once
    def strangers(self) -> Household:
        """Another family of the same hub, shared with nobody."""
        return HouseholdFactory(name="Strangeways", hub=self.north_hub, by=self.alice)

    @made_once
    def token_family(self) -> "TokenFamily":
        """A family since 1 March 2019 whose every word can be looked for (the fixture `family` of
        the retention's tests)."""
        return self._token_family()

    @made_once
    def second_token_family(self) -> "TokenFamily":
        return self._token_family()

    @made_once
    def third_token_family(self) -> "TokenFamily":
        return self._token_family()

    # ---------------------------------------------------------------------------------------
    def _token_family(self) -> "TokenFamily":
        from tests.retention.families import TokenFamily

        made = TokenFamily(self)
        del made.cast  # each test's own
        return made

    def _of_council(self, name: str, role: Role, hub: Hub | None = None) -> User:
        return UserFactory(
            name=name,
            email=f"{name.split(maxsplit=1)[0].lower()}@council.example",
            role=role,
            organisation=self.council,
            hub=hub,
        )

    def _of_partner(self, name: str, organisation: Organisation, role: Role) -> User:
        return UserFactory(
            name=name,
            email=f"{name.split(maxsplit=1)[0].lower()}@partner.example",
            role=role,
            organisation=organisation,
        )
