"""Who may answer for whom.

Everybody of 16 and over answers for themselves. A child under 16 is answered for by somebody who
is recorded as holding parental responsibility or, where nobody is, by an adult of the household,
with a warning. A legal representative answers for those whom the evidence of authority names
(S24). Whoever's date of birth is not recorded counts as a child, with a warning, because an adult
says no for themselves and a child cannot. No and "not sure" may be said for oneself at any age.
"""

from collections.abc import Sequence

from consent.models import Decision
from consent.representatives import LegalRepresentative
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.models import Household, ParentalResponsibility, Person, Relationship

ANSWERS_FROM = 16
ADULT_FROM = 18


class NotOfThisHousehold(Refused):
    """Nobody agrees for a household, and nobody is covered, who does not live there."""

    words = "Choose people who live in this household"

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field


class MayNotAnswerFor(Refused):
    """Somebody else has to be asked."""

    def __init__(self, words: str, *, field: str) -> None:
        super().__init__(words)
        self.field = field


class NoEvidence(Refused):
    """A legal representative's word needs evidence of authority (S24)."""

    def __init__(self, words: str, *, field: str) -> None:
        super().__init__(words)
        self.field = field


def refuse_strangers(household: Household, given_by: Person, covers: Sequence[Person]) -> None:
    """Raises NotOfThisHousehold. Whoever holds parental responsibility may live elsewhere."""
    living = set(Person.objects.living_in(household).values_list("pk", flat=True))
    if not covers or any(person.pk not in living for person in covers):
        raise NotOfThisHousehold(field="covers")
    if given_by.pk not in living and not any(given_by.pk in _holders(child) for child in covers):
        raise NotOfThisHousehold(field="given_by")


def refuse_without_authority(
    given_by: Person,
    covers: Sequence[Person],
    representative: LegalRepresentative | None = None,
    decision: str = Decision.AGREED,
) -> None:
    """Raises MayNotAnswerFor, NoEvidence, by the field that is wrong."""
    if representative is not None:
        _refuse_without_evidence(representative)
        if given_by not in covers:
            raise MayNotAnswerFor(
                f"The legal representative answers for {given_by.full_name}: choose "
                f"{given_by.full_name} among those it is about",
                field="covers",
            )
        if any(person != given_by for person in covers):
            raise MayNotAnswerFor(
                f"The legal representative answers for {given_by.full_name} alone. Record the "
                "answers of the others by themselves",
                field="covers",
            )
        return
    for person in covers:
        if person == given_by:
            _refuse_a_child(person, decision)
        else:
            _refuse_for_another(given_by, person)


def warnings(given_by: Person, covers: Sequence[Person]) -> list[str]:
    """What the worker looks at before saving: ages and responsibility that are not recorded."""
    found = []
    for person in covers:
        if person == given_by:
            continue
        if person.age() is None:
            found.append(
                f"The date of birth of {person.full_name} is not recorded. From 16 on they answer "
                "for themselves: check that they are younger."
            )
        if given_by.pk not in _holders(person):
            found.append(
                f"Nobody is recorded as holding parental responsibility for {person.full_name}. "
                f"Check that {given_by.full_name} may answer for them, and record it."
            )
    return found


def _refuse_a_child(person: Person, decision: str) -> None:
    age = person.age(today())
    if decision == Decision.AGREED and age is not None and age < ANSWERS_FROM:
        raise MayNotAnswerFor(
            f"{person.full_name} is under {ANSWERS_FROM}. Choose somebody with parental "
            "responsibility for them",
            field="given_by",
        )


def _refuse_for_another(given_by: Person, person: Person) -> None:
    name, who = person.full_name, given_by.full_name
    age = person.age(today())
    if age is not None and age >= ANSWERS_FROM:
        raise MayNotAnswerFor(
            f"{name} is {ANSWERS_FROM} or over and answers for themselves. Record their own "
            "answer, or that of their legal representative",
            field="covers",
        )
    holders = _holders(person)
    if given_by.pk in holders:
        return
    if holders or _does_not_hold(given_by, person):
        raise MayNotAnswerFor(
            f"{who} is not recorded as holding parental responsibility for {name}. Choose "
            "somebody who holds it, or correct how they are related",
            field="given_by",
        )
    own_age = given_by.age(today())
    if own_age is not None and own_age < ADULT_FROM:
        raise MayNotAnswerFor(
            f"{who} is under {ADULT_FROM} and is not recorded as holding parental responsibility "
            f"for {name}. Choose an adult",
            field="given_by",
        )


def _refuse_without_evidence(representative: LegalRepresentative) -> None:
    missing = {
        "representative": (representative.name, "Enter the name of the legal representative"),
        "relation": (representative.relation, "Enter what the legal representative is to them"),
        "evidence": (
            representative.evidence,
            "Select the evidence of authority you have seen, or record no answer for them",
        ),
        "evidence_reference": (
            representative.reference,
            "Enter the reference of the evidence of authority",
        ),
        "evidence_seen_on": (
            representative.seen_on,
            "Enter the date on which you saw the evidence of authority",
        ),
    }
    for field, (given, words) in missing.items():
        if not given:
            raise NoEvidence(words, field=field)
    if representative.seen_on and representative.seen_on > today():
        words = "The date on which you saw the evidence must be today or in the past"
        raise NoEvidence(words, field="evidence_seen_on")


def _holders(child: Person) -> set[int]:
    rows = Relationship.objects.standing().filter(
        other=child, parental_responsibility=ParentalResponsibility.HOLDS
    )
    return set(rows.values_list("person_id", flat=True))


def _does_not_hold(somebody: Person, child: Person) -> bool:
    rows = Relationship.objects.standing().filter(
        person=somebody,
        other=child,
        parental_responsibility=ParentalResponsibility.DOES_NOT_HOLD,
    )
    return rows.exists()
