"""The second wall: PostgreSQL itself shows nobody what `visible_to` would not (issue 4, S60)."""

from itertools import product

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from consent.actions import agreements, answers
from consent.models import Decision
from familyhubs.database.identity import NOBODY, WHOLE, current, taken_on
from familyhubs.database.roles import DatabaseRole
from familyhubs.organisations.identity import identity_of
from familyhubs.records.dates import today
from familyhubs.records.models import history_of
from households.categories import Category
from households.models import Household, Membership, Person
from households.models.scope import ScopedQuerySet
from households.walls import walls
from retention.plan import PLAN
from tests import database
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    GoalFactory,
    HouseholdFactory,
    PersonFactory,
)
from tests.walls.asking import as_page_of

USERS = ["alice", "henry", "pat", "paula", "harriet", "charlie", "dana", "ann", "adam"]
SCOPED = [
    model
    for model in apps.get_models()
    if isinstance(model._default_manager.all(), ScopedQuerySet) and not model._meta.proxy
]


@pytest.fixture
def town(cast):
    """Two families: one the school sees, with entries of several kinds, and one it does not."""
    assert cast.household
    assert cast.agreement
    GoalFactory(household=cast.household)
    ContactFactory(household=cast.household, people=[cast.child], by=cast.alice)
    taken_back_in_part(cast)
    other = HouseholdFactory(name="Unshared")
    PersonFactory(household=other, by=cast.alice)
    GoalFactory(household=other)
    restricted = HouseholdFactory(name="Restricted")
    Household.objects.filter(pk=restricted.pk).update(restricted=True)
    return cast


def taken_back_in_part(cast):
    """Of what the school sees, and all that the clinic saw; the school is refused something too."""
    facts = {"asked_by": cast.mother, "by": cast.alice}
    agreements.withdraw(agreement=cast.agreement, category=Category.HEALTH, **facts)
    agreements.withdraw(agreement=cast.agreement, person=cast.child, **facts)
    with_clinic = AgreementFactory(household=cast.household, recipients=[cast.clinic])
    agreements.withdraw(agreement=with_clinic, organisation=cast.clinic, **facts)
    answers.record(
        household=cast.household,
        decision=Decision.REFUSED,
        given_by=cast.mother,
        given_on=today(),
        manner="paper",
        covers=[cast.mother],
        note="Not the doctor's letters",
        recipients=[cast.school],
        categories=[Category.FINANCE],
        by=cast.alice,
    )


def tables():
    """Every table that holds something of a family."""
    found = {step.table for step in PLAN}
    return sorted(found | {step.history._meta.db_table for step in PLAN if step.history})


@pytest.mark.parametrize("table", tables())
def test_every_table_of_a_family_has_its_policy(db, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, (SELECT array_agg(polname::text ORDER BY polname) "
            "FROM pg_policy WHERE polrelid = c.oid) FROM pg_class c WHERE relname = %s",
            [table],
        )
        assert cursor.fetchone() == (True, ["second_wall", "the_worker_sees_all"])


def test_who_is_nobody_sees_nothing(town):
    with database.acting_as(DatabaseRole.WEB), connection.cursor() as cursor:
        for table in walls():
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_both_walls_show_the_same(town):
    the_same_of_every_table(town, USERS)


def the_same_of_every_table(town, users):
    for who, model in product(users, SCOPED):
        user = getattr(town, who)
        scoped = set(model._default_manager.visible_to(user).values_list("pk", flat=True))
        every = model._default_manager.all()
        if model in (Household, Person):  # a merged record is led on from, and listed nowhere
            every = every.filter(merged_into__isnull=True)
        with as_page_of(user):
            walled = set(every.values_list("pk", flat=True))
        if model is Membership:  # that somebody lives there is asked by every scope of a person
            assert scoped <= walled, who
        else:
            assert scoped == walled, (who, model)


@pytest.mark.parametrize("who", ["alice", "pat", "charlie"])
def test_a_history_is_seen_as_far_as_its_record(town, who):
    with as_page_of(getattr(town, who)):
        for model in SCOPED:
            history = history_of(model)
            if history is not None:
                records = set(history.objects.values_list("id", flat=True))
                seen = set(model._default_manager.values_list("pk", flat=True))
                assert records <= seen, model


class TestWhoMayNot:
    @pytest.mark.parametrize(
        "statement",
        [
            "ALTER TABLE households_person DISABLE ROW LEVEL SECURITY",
            "DROP POLICY second_wall ON households_person",
            "ALTER TABLE households_person NO FORCE ROW LEVEL SECURITY",
            "DROP FUNCTION familyhubs_open CASCADE",
            "GRANT familyhubs_owner TO familyhubs_web",
        ],
    )
    @pytest.mark.parametrize("role", [DatabaseRole.WEB, DatabaseRole.WORKER])
    def test_neither_the_web_nor_the_worker_takes_a_wall_down(self, db, role, statement):
        with (
            pytest.raises(DatabaseError),
            database.acting_as(role),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    def test_a_query_without_a_scope_shows_a_partner_its_own_alone(self, town):
        with as_page_of(town.pat):
            assert set(Household.objects.all()) == {town.household}
        with as_page_of(town.charlie):
            assert not Household.objects.exists()


class TestIdentity:
    def test_it_ends_with_its_block(self, town):
        with database.acting_as(DatabaseRole.WEB):
            with taken_on(identity_of(town.alice)):
                assert Household.objects.exists()
            assert current() == NOBODY
            assert not Household.objects.exists()

    def test_an_error_takes_it_back_too(self, town):
        with database.acting_as(DatabaseRole.WEB):
            with pytest.raises(ZeroDivisionError), taken_on(identity_of(town.alice)):
                1 / 0  # noqa: B018
            assert current() == NOBODY
            assert not Household.objects.exists()

    def test_within_another_it_goes_back_to_the_other(self, town):
        with as_page_of(town.charlie):
            with taken_on(WHOLE):
                assert Household.objects.exists()
            assert not Household.objects.exists()

    def test_who_may_sign_in_no_more_is_nobody(self, cast):
        cast.alice.is_active = False
        assert identity_of(cast.alice) == NOBODY


@pytest.mark.django_db(transaction=True)
def test_a_connection_carries_no_identity_into_the_next_request(client):
    """Ours, and another client's: behind a pooler each transaction may be somebody else's."""
    from tests.cast import Cast

    cast = Cast()
    client.force_login(cast.alice)
    assert cast.household.reference in client.get("/households/").text
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('familyhubs.sight', true)")
        assert cursor.fetchone()[0] in (None, "")
        cursor.execute(f"SET ROLE {DatabaseRole.WEB}")
        try:
            cursor.execute("SELECT count(*) FROM households_household")
            assert cursor.fetchone() == (0,)
        finally:
            cursor.execute(f"SET ROLE {database.TESTER}")


def test_a_reference_is_found_by_its_index_under_the_wall(cast):
    with as_page_of(cast.pat), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        typed = cast.household.reference.lower()
        plan = Household.objects.visible_to(cast.pat).referenced(typed).explain()
        assert Household.objects.visible_to(cast.pat).referenced(typed).get() == cast.household
        hidden = cast.strangers.reference
    assert "Index Cond" in plan
    assert "familyhubs_referenced" in plan.split("Index Cond", 1)[1]
    with as_page_of(cast.pat):
        assert not Household.objects.referenced(hidden).exists()
