"""Whom a family said no to (S50, S60): an imported refusal may name nobody, and is to everybody."""

import pytest

from consent.actions.refusals import refused
from consent.models import Agreement, AgreementRecipient, Decision
from consent.models.agreement import Manner
from familyhubs.records.dates import today
from households.actions.merging.widening import FamilySaidNo
from households.categories import Category
from tests.factories import AgreementFactory, HouseholdFactory
from tests.households import merging

pytestmark = pytest.mark.django_db


def refuse(cast, *, recipients=(), categories=()):
    """As an import keeps it."""
    said = Agreement(
        household=cast.household,
        given_by=cast.mother,
        given_on=today(),
        decision=Decision.REFUSED,
        manner=Manner.FACE_TO_FACE,
        categories=list(categories),
    )
    said.keep(by=cast.alice, why="The family did not agree")
    said.covers.set([cast.mother])
    for organisation in recipients:
        AgreementRecipient(agreement=said, organisation=organisation).keep(by=cast.alice, why="No")


def agree(cast, *categories):
    AgreementFactory(
        household=cast.household,
        covers=[cast.mother],
        recipients=[cast.clinic],
        categories=list(categories),
        by=cast.alice,
    )


def test_s60_a_refusal_that_names_nobody_is_to_every_partner(cast):
    assert cast.school
    assert cast.clinic
    refuse(cast, categories=[Category.HEALTH])
    assert {cast.clinic.pk} <= refused(cast.household) == refused(cast.mother)
    assert cast.council.pk not in refused(cast.household)
    assert refused(cast.child) == set()


def test_s60_who_sees_all_by_an_agreement_of_today_is_refused_nothing(cast):
    refuse(cast, categories=[Category.HEALTH])
    assert cast.school.pk not in refused(cast.household), "the Quillfeathers agreed with it"


def test_s60_a_refusal_that_names_no_category_is_of_every_one(cast):
    agree(cast, Category.IDENTITY)
    assert refused(cast.household) == set()
    refuse(cast, recipients=[cast.clinic])
    assert refused(cast.household) == {cast.clinic.pk}
    agree(cast, *Category)
    assert refused(cast.household) == set()


def test_s60_no_merge_goes_round_it(cast):
    other = HouseholdFactory(name="Quilfeather", by=cast.alice)
    AgreementFactory(
        household=other, recipients=[cast.clinic], categories=[Category.IDENTITY], by=cast.alice
    )
    refuse(cast)
    with pytest.raises(FamilySaidNo, match="Larkfield Health Visiting Team"):
        merging.homes(cast, cast.household, other)
