"""What one line of the file may say: the only description of it, and its JSON Schema."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import Model

from consent.models import Agreement, Decision, Disclosure, Occasion
from consent.models.agreement import Manner
from familyhubs.imports.identifiers import cleaner
from familyhubs.imports.shapes import (
    Choice,
    Clock,
    Day,
    Either,
    Field,
    Flag,
    ListOf,
    Shape,
    Shaped,
    Text,
    Whole,
)
from familyhubs.organisations.models import Hub, Organisation
from households.categories import Category
from households.forms.fields import PostcodeField, TelephoneField, column_width
from households.models import (
    Attended,
    Channel,
    Contact,
    ContactKind,
    Episode,
    Goal,
    GoalOutcome,
    GoalStep,
    Household,
    IdentifierKind,
    ParentalResponsibility,
    Person,
    ProtectionKind,
    Score,
    ScoredBy,
    Source,
)
from households.models.goal import HIGHEST, LOWEST
from households.needs import Need
from referrals.models import AttendanceState, ServiceUse, UseOutcome
from retention.models import Hold, HoldReason, PaperFile
from retention.paper_forms import MOST_VOLUMES

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
EVERYTHING = "all"
LONG = 20_000  # characters of a text that has no width of its own
KEY = Text(40)
ORGANISATION = Text(column_width(Organisation, "name"))
WORKER = Text(254)
SCORE = Whole(LOWEST, HIGHEST)


def described(**fields: Field | Shape) -> Shaped:
    """An object; a bare shape is a field that may be left out."""
    return Shaped({name: _field(each) for name, each in fields.items()})


def needed(shape: Shape) -> Field:
    return Field(shape, needed=True)


def many(of: Shape) -> Field:
    """A list that is empty where it is left out."""
    return Field(ListOf(of), default=list)


def words(model: type[Model], name: str, clean: Callable[[str], str] | None = None) -> Field:
    """A text that may be empty, as wide as its column."""
    return Field(Text(column_width(model, name), clean=clean), default="")


def one_of(choices: Sequence[str], default: str = "") -> Field:
    return Field(Choice([word for word in choices if word]), default=default)


def _field(given: Field | Shape) -> Field:
    if isinstance(given, Field):
        return given
    return Field(given, default="" if isinstance(given, Text) else None)


HOUSEHOLD = described(
    reference=Text(
        column_width(Household, "reference"),
        pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*",
        wrong="cannot be a reference: it may have letters, digits, dots, dashes and underscores, "
        'begins with a letter or a digit, and has no spaces and no "/"',
    ),
    hub=needed(Text(column_width(Hub, "name"))),
    restricted=Field(Flag(), default=False),
    name=words(Household, "name"),
    recorded_on=Day(),
)
PERSON = described(
    key=needed(KEY),
    given_name=needed(Text(column_width(Person, "given_name"))),
    family_name=needed(Text(column_width(Person, "family_name"))),
    preferred_name=words(Person, "preferred_name"),
    date_of_birth=Day(),
    died_on=Day(),
    relationship=Field(
        Either(
            Text(200),
            ListOf(
                described(
                    to=needed(KEY),
                    kind=needed(Text(40)),
                    parental_responsibility=one_of(ParentalResponsibility.values),
                )
            ),
        ),
        default="",
    ),
    identifiers=Field(
        described(
            **{
                kind.value: Text(40, clean=cleaner(kind))
                for kind in IdentifierKind
                if kind != IdentifierKind.UPRN
            }
        ),
        default=dict,
    ),
    protection=many(
        described(
            **{
                "kind": needed(Choice(ProtectionKind.values)),
                "from": needed(Day()),
                "until": Field(Day()),
                "confirmed": Field(Flag(), default=True),
            }
        )
    ),
    # Longer than its column: a telephone is brought to its usual form first.
    telephone=Text(60, clean=TelephoneField().clean),
    email=words(Person, "email", forms.EmailField().clean),
    contact_warning=words(Person, "contact_warning"),
    interpreter=words(Person, "interpreter"),
    communication_needs=words(Person, "communication_needs"),
    confirmed_on=Day(),
    joined_on=Day(),
    left_on=Day(),
)
ADDRESS = described(
    lines=Text(LONG),
    postcode=Text(20, clean=PostcodeField().clean),
    no_fixed_abode=Field(Flag(), default=False),
    since=Day(),
    until=Day(),
    hidden=Field(Flag(), default=False),
    uprn=Text(40, clean=cleaner(IdentifierKind.UPRN)),
)
EPISODE = described(
    opened_on=needed(Day()),
    closed_on=Day(),
    reason=words(Episode, "reason"),
    closing_reason=words(Episode, "closing_reason"),
)
LEAD = described(
    **{
        "organisation": needed(ORGANISATION),
        "worker": _field(WORKER),
        "from": needed(Day()),
        "until": Field(Day()),
    }
)
CATEGORIES = Field(
    Either(Choice([EVERYTHING]), ListOf(Choice([*Category.values, EVERYTHING]))), default=list
)
AGREEMENT = described(
    given_on=needed(Day()),
    given_by=needed(KEY),
    decision=one_of(Decision.values, Decision.AGREED),
    covers=ListOf(KEY),
    recipients=many(ORGANISATION),
    purpose=words(Agreement, "purpose"),
    categories=CATEGORIES,
    until=Day(),
    withdrawn_on=Day(),
    manner=one_of(Manner.values),
)
DISCLOSURE = described(
    on=needed(Day()),
    organisation=needed(ORGANISATION),
    occasion=needed(Choice(Occasion.values)),
    people=ListOf(KEY),
    categories=CATEGORIES,
    person_at_risk=KEY,
    risk=words(Disclosure, "risk"),
    reasoning=Text(LONG),
    authorised_by=words(Disclosure, "authorised_by"),
    authority=words(Disclosure, "authority"),
    reference=words(Disclosure, "authority_reference"),
    sent=Text(LONG),
    explained_on=Day(),
    not_explained_why=words(Disclosure, "not_explained_why"),
    look_again_on=Day(),
)
GOAL = described(
    words=needed(Text(column_width(Goal, "words"))),
    need=one_of(Need.values),
    set_on=needed(Day()),
    baseline=needed(SCORE),
    target=needed(SCORE),
    outcome=one_of(GoalOutcome.values, GoalOutcome.OPEN),
    closed_on=Day(),
    scores=many(
        described(
            on=needed(Day()),
            by=needed(Choice(ScoredBy.values)),
            value=needed(SCORE),
            note=words(Score, "note"),
        )
    ),
    steps=many(
        described(
            words=needed(Text(column_width(GoalStep, "words"))),
            who=needed(Text(column_width(GoalStep, "who"))),
            by_when=needed(Day()),
            done_on=Day(),
            dropped=Field(Flag(), default=False),
        )
    ),
)
CONTACT = described(
    kind=needed(Choice(ContactKind.values)),
    on=needed(Day()),
    at=Clock(),
    people=ListOf(KEY),
    attended=one_of(Attended.values),
    channel=one_of(Channel.values),
    source=one_of(Source.values, Source.WORKER),
    source_name=words(Contact, "source_name"),
    source_organisation=ORGANISATION,
    received_on=Day(),
    family_told_on=Day(),
    note=Text(LONG),
)
SERVICE = described(
    person=KEY,
    people=ListOf(KEY),
    service=needed(Text(column_width(ServiceUse, "service_name"))),
    started_on=needed(Day()),
    ended_on=Day(),
    outcome=one_of(UseOutcome.values),
    outcome_note=words(ServiceUse, "outcome_note"),
    attendances=many(described(on=needed(Day()), state=needed(Choice(AttendanceState.values)))),
)
HOLD = described(
    **{
        "reason": needed(Choice(HoldReason.values)),
        "from": needed(Day()),
        "until": Field(Day()),
        "note": words(Hold, "note"),
    }
)
PAPER_FILE = described(
    label=needed(Text(column_width(PaperFile, "label"))),
    person=KEY,
    contents=words(PaperFile, "contents"),
    volumes=Field(Whole(1, MOST_VOLUMES), default=1),
    hub=Text(column_width(Hub, "name")),
    place=needed(Text(column_width(PaperFile, "place"))),
    registered_on=Day(),
)
LINE = described(
    household=needed(HOUSEHOLD),
    people=needed(ListOf(PERSON, at_least=1)),
    addresses=many(ADDRESS),
    episodes=many(EPISODE),
    leads=many(LEAD),
    agreements=many(AGREEMENT),
    disclosures=many(DISCLOSURE),
    goals=many(GOAL),
    contacts=many(CONTACT),
    services=many(SERVICE),
    holds=many(HOLD),
    paper_files=many(PAPER_FILE),
)


def schema() -> dict[str, Any]:
    """The whole description as JSON Schema: docs/import.schema.json."""
    return {
        "$schema": SCHEMA,
        "title": "One household, one line of a file for manage.py import_cases",
        **LINE.schema(),
    }
