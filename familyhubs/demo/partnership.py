"""The demo's council, hubs, partners and the people who sign in."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from familyhubs.organisations.actions import duty
from familyhubs.organisations.actions.organisations import add_hub, add_organisation, add_user
from familyhubs.organisations.models import (
    Hub,
    Organisation,
    OrganisationKind,
    PartnerRole,
    Role,
    User,
)
from familyhubs.records.dates import today

PASSWORD = "family hubs demo"  # noqa: S105  only ever for synthetic families, on loopback

HUBS = [
    ("Corby Family Hub", "Pen Green Lane, Corby", "NN17 1BJ"),
    ("Kettering Family Hub", "Meadow Road, Kettering", "NN16 8TL"),
    ("Rushden Family Hub", "Newton Road, Rushden", "NN10 0HL"),
    ("Wellingborough Family Hub", "Rock Street, Wellingborough", "NN8 4LW"),
]
K, R = OrganisationKind, PartnerRole
PARTNERS = [
    ("Nene Health Visiting", K.HEALTH, R.PROVIDER),
    ("Ise Valley Child Health", K.HEALTH, R.PROVIDER),
    ("Rockingham Primary School", K.SCHOOL, R.OTHER_TEAM),
    ("Welland Academy", K.SCHOOL, R.OTHER_TEAM),
    ("Neighbourhood Policing Team", K.POLICE, R.OTHER_TEAM),
    ("Saxon Homes", K.HOUSING, R.OTHER_TEAM),
    ("Children's Social Care", K.CHILDRENS_SOCIAL_CARE, R.PROVIDER),
    ("Brightstart Children's Centres", K.COMMUNITY, R.COMMISSIONED),
    ("Acorn Family Charity", K.VOLUNTARY, R.PROVIDER),
    ("Young Carers Together", K.VOLUNTARY, R.OTHER_TEAM),
]
REFUGE = "Acorn Family Charity"  # it runs one: its name on paper can put somebody in danger
# Who answers for the partners nobody signs in for.
COLLEAGUES = [
    "Ruth Palmer",
    "Imran Sadiq",
    "Joan Whitlock",
    "Carl Denton",
    "Aisha Rowe",
    "Tom Bassett",
    "Grace Munro",
    "Lena Hurst",
    "Owen Pryce",
    "Sally Dunmore",
]
# One sign-in a role: the address before the @, the name, the role, the organisation.
SIGN_INS = [
    ("worker", "Wendy Marsh", Role.HUB_WORKER, "", "Family support worker"),
    ("manager", "Martin Oakes", Role.HUB_MANAGER, "", "Hub manager"),
    ("health", "Harriet Vale", Role.PARTNER_WORKER, "Nene Health Visiting", "Health visitor"),
    (
        "school",
        "Priya Nair",
        Role.PARTNER_MANAGER,
        "Rockingham Primary School",
        "Head of inclusion",
    ),
    ("officer", "Dana Field", Role.DPO, "", "Data protection officer"),
    ("analyst", "Ann Castle", Role.ANALYST, "", "Analyst"),
    ("admin", "Adam Frost", Role.ADMINISTRATOR, "", "Systems administrator"),
]


@dataclass(frozen=True)
class Partnership:
    """What the families are made with."""

    council: Organisation
    partners: list[Organisation]
    signed_in: list[Organisation]
    hubs: list[Hub]
    workers: list[User]
    manager: User
    colleagues: dict[int, list[User]]


def address_of(name: str) -> str:
    """The address somebody signs in with."""
    return f"{name}@demo.example"


def make_partnership() -> Partnership:
    """The council, four hubs, ten partners, one sign-in a role and two colleagues a partner."""
    council = add_organisation(
        by=None,
        name="North Northamptonshire Council",
        kind=K.COUNCIL,
        address="Sheerness House\n41 Meadow Road\nKettering\nNN16 8TL",
        email="familyhubs@demo.example",
        telephone="01632 960000",
    )
    hubs = [
        add_hub(
            by=None,
            name=name,
            address=address,
            postcode=postcode,
            telephone=f"01632 96010{number}",
            email=f"{name.split()[0].lower()}@demo.example",
        )
        for number, (name, address, postcode) in enumerate(HUBS)
    ]
    ends = today() + timedelta(days=700)
    partners = [
        add_organisation(
            by=None,
            name=name,
            kind=kind,
            partner_role=role,
            sharing_agreement_until=ends,
            address="Example Street\n" + hub.address.rsplit(", ", 1)[-1] + f"\n{hub.postcode}",
            name_endangers=name == REFUGE,
            **_of_its_own_records(name, number),
        )
        for number, ((name, kind, role), hub) in enumerate(zip(PARTNERS, cycle(hubs), strict=False))
    ]
    users = [_sign_in(council, partners, hubs, *line) for line in SIGN_INS]
    return Partnership(
        council=council,
        partners=partners,
        signed_in=[user.organisation for user in users if user.is_partner],
        hubs=hubs,
        workers=users[:2],
        manager=next(user for user in users if user.role == Role.HUB_MANAGER),
        colleagues={partner.pk: _colleagues(partner, users) for partner in partners},
    )


def _of_its_own_records(name: str, number: int) -> dict[str, str]:
    """Every third has not said yet who to ask."""
    if number % 3 == 2:
        return {}
    said = {"records_contact": f"Records team, {name}\n01632 9602{number:02}"}
    if number % 3:
        return {**said, "records_policy_page": f"https://partner{number}.example/records"}
    return {**said, "records_policy": "We keep our records for eight years after the last visit."}


def _sign_in(
    council: Organisation,
    partners: list[Organisation],
    hubs: list[Hub],
    address: str,
    name: str,
    role: str,
    employer: str,
    job_title: str,
) -> User:
    by_name = {partner.name: partner for partner in partners}
    user = add_user(
        by=None,
        email=address_of(address),
        password=PASSWORD,
        name=name,
        role=role,
        job_title=job_title,
        organisation=by_name.get(employer, council),
        hub=hubs[1] if role == Role.HUB_WORKER else None,
    )
    if user.is_partner:
        duty.accept(by=user)
    return user


def _colleagues(partner: Organisation, users: list[User]) -> list[User]:
    known = [user for user in users if user.organisation_id == partner.pk]
    return known or [
        add_user(
            by=None,
            email=address_of(f"partner{partner.pk}"),
            name=COLLEAGUES[partner.pk % len(COLLEAGUES)],
            role=Role.PARTNER_WORKER,
            job_title="Practitioner",
            organisation=partner,
        )
    ]
