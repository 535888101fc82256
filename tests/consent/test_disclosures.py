"""What is shared without agreement: whole, shown to nobody, explained (S29, S34, S64, S65)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from consent.actions import disclosures
from consent.grounds import GROUNDS, Ground
from consent.models import Disclosure, Notice, NoticeKind, Occasion
from familyhubs.audit import log
from familyhubs.records.dates import today
from familyhubs.records.models import StaleRecord
from households.actions.guards import Contradiction, NotTheirs
from households.categories import Category
from households.models import Household, Involvement, Person
from tests.factories import PersonFactory
from tests.factories.disclosures import DisclosureFactory
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db
REASONS = {
    "occasion": Occasion.CHILD_SAFEGUARDING,
    "ground": Ground.PROTECT_FROM_HARM,
    "risk": "A child may be hurt",
    "at_risk": "a neighbour's child",
    "reasoning": "There was no time",
    "authorised_by": "Henry Hartwell",
}


def test_s23_the_notices_ten_grounds_and_public_task():
    assert len([ground for ground in GROUNDS if ground.in_notice]) == 10
    assert {ground.key for ground in GROUNDS} == set(Ground)
    assert [ground.key for ground in GROUNDS if not ground.in_notice] == [Ground.PUBLIC_TASK]
    for ground in GROUNDS:
        assert ground.article_6.startswith("6(1)"), ground.key
        assert ground.article_9, ground.key


def test_s23_the_words_are_the_notices():
    text = " ".join(Notice.objects.current(NoticeKind.PRIVACY).text.lower().split())
    for ground in GROUNDS:
        if ground.in_notice:
            assert ground.words.lower() in text, ground.key


def test_s64_it_is_recorded_whole(cast):
    row = DisclosureFactory(household=cast.household, by=cast.henry)
    assert row.risk
    assert row.person_at_risk == cast.mother
    assert row.authorised_by
    assert row.sent_by == cast.council
    assert row.recorded_by == cast.henry
    assert row.on == timezone.localdate(row.sent_at)
    assert row.lawful_ground.article_6.startswith("6(1)(d)")
    assert log.events_about("household", cast.household.pk)[0].action == "disclosures.record"


def test_a_disclosure_lets_nobody_see_anything(cast):
    DisclosureFactory(household=cast.household, organisation=cast.clinic, by=cast.henry)
    assert not Household.objects.visible_to(cast.harriet).exists()


def test_s65_where_it_may_also_be_seen_here_it_is_until_that_day_and_those_details_alone(cast):
    row = DisclosureFactory(
        household=cast.household,
        organisation=cast.clinic,
        people=[cast.child],
        categories=[Category.IDENTITY],
        person_at_risk=cast.child,
        shown_until=today(),
        by=cast.henry,
    )
    assert set(Person.objects.visible_to(cast.harriet)) == {cast.child}
    with as_page_of(cast.harriet):
        assert set(Person.objects.all()) == {cast.child}
    held = Involvement.objects.get(reason="disclosure")
    assert (held.source_id, held.last_day) == (row.pk, today())
    disclosures.stop_showing(disclosure=row, by=cast.henry)
    assert not Person.objects.visible_to(cast.harriet).exists()
    row.refresh_from_db()
    assert not row.is_shown


@pytest.mark.parametrize("who", ["alice", "pat"])
@pytest.mark.parametrize("occasion", [Occasion.COURT_ORDER, Occasion.NATIONAL_FRAUD_INITIATIVE])
def test_s64_workers_record_because_of_a_risk_alone(cast, who, occasion):
    assert cast.agreement
    facts = {"authority": "County Court", "authority_reference": "C1"}
    with pytest.raises(disclosures.NotForThisRole):
        DisclosureFactory(
            household=cast.household, occasion=occasion, by=getattr(cast, who), **facts
        )


@pytest.mark.parametrize("who", ["henry", "dana"])
def test_s34_a_court_order_names_its_authority_and_reference(cast, who):
    facts = {"household": cast.household, "occasion": Occasion.COURT_ORDER}
    by = getattr(cast, who)
    with pytest.raises(Contradiction) as refused:
        DisclosureFactory(**facts, authority="County Court", by=by)
    assert refused.value.field == "authority_reference"
    row = DisclosureFactory(**facts, authority="County Court", authority_reference="C1/26", by=by)
    assert (row.authority, row.authority_reference) == ("County Court", "C1/26")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"risk": ""}, "risk"),
        ({"person_at_risk": None}, "at_risk"),
        ({"body": "A court"}, "body"),
        ({"organisation": None}, "body"),
        ({"not_explained_why": ""}, "not_explained_why"),
        ({"look_again_on": None}, "look_again_on"),
        ({"look_again_on": today()}, "look_again_on"),
        ({"sent_at": timezone.now() + timedelta(days=2)}, "sent_at"),
    ],
)
def test_s64_s65_what_is_missing_is_refused_by_its_field(cast, facts, field):
    with pytest.raises(Contradiction) as refused:
        DisclosureFactory(household=cast.household, by=cast.henry, **facts)
    assert refused.value.field == field
    assert not Disclosure.objects.exists()


def test_it_is_about_people_of_the_household(cast):
    stranger = PersonFactory(household=cast.strangers, by=cast.alice)
    for facts in ({"people": [stranger]}, {"person_at_risk": stranger}):
        with pytest.raises(NotTheirs):
            DisclosureFactory(household=cast.household, by=cast.henry, **facts)


def test_a_partner_grants_nobody_sight(cast):
    assert cast.agreement
    with pytest.raises(disclosures.MayNotSeeItHere):
        DisclosureFactory(
            household=cast.household, organisation=cast.clinic, shown_until=today(), by=cast.pat
        )


def test_a_correction_never_changes_what_was_sent(cast):
    row = DisclosureFactory(household=cast.household, by=cast.henry)
    sent = row.sent
    disclosures.correct(
        disclosure=row, by=cast.dana, seen_version=row.version, why="Said more exactly", **REASONS
    )
    row.refresh_from_db()
    assert (row.sent, row.at_risk, row.person_at_risk) == (sent, "a neighbour's child", None)
    with pytest.raises(StaleRecord):
        disclosures.correct(disclosure=row, by=cast.dana, seen_version=1, why="Again", **REASONS)


@pytest.mark.parametrize("change", [{"sent": "Nothing"}, {"body": "X"}, {"categories": []}])
def test_s34_the_database_itself_keeps_what_was_sent(cast, change):
    row = DisclosureFactory(household=cast.household, by=cast.henry)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        Disclosure.objects.filter(pk=row.pk).update(**change)


def test_s65_explaining_later_ends_what_is_owed(cast):
    row = DisclosureFactory(household=cast.household, by=cast.henry)
    assert row in Disclosure.objects.not_explained()
    assert row not in Disclosure.objects.owed()
    Disclosure.objects.filter(pk=row.pk).update(look_again_on=today())
    assert row in Disclosure.objects.owed()
    again = today() + timedelta(days=3)
    disclosures.explain(
        disclosure=row, by=cast.alice, seen_version=1, not_explained_why="Not safe",
        look_again_on=again,
    )  # fmt: skip
    assert row not in Disclosure.objects.owed()
    disclosures.explain(disclosure=row, by=cast.alice, seen_version=2, explained_on=today())
    assert row not in Disclosure.objects.not_explained()
    row.refresh_from_db()
    assert row.not_explained_why == "Not safe", "why it was late stays said"
    with pytest.raises(disclosures.AlreadyExplained):
        disclosures.explain(disclosure=row, by=cast.alice, seen_version=3, explained_on=today())


def test_a_partner_sees_and_changes_what_it_sent_alone(cast):
    assert cast.agreement
    theirs = DisclosureFactory(household=cast.household, by=cast.henry)
    own = DisclosureFactory(household=cast.household, by=cast.pat)
    for user in (cast.pat, cast.paula):
        assert list(Disclosure.objects.visible_to(user)) == [own]
        with as_page_of(user):
            assert list(Disclosure.objects.all()) == [own]
    assert set(Disclosure.objects.visible_to(cast.alice)) == {theirs, own}
    with pytest.raises(disclosures.AnothersDisclosure):
        disclosures.explain(disclosure=theirs, by=cast.pat, seen_version=1, explained_on=today())
