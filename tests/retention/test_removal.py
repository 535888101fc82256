"""The plan's statements take exactly the rows that the plan says, and count each once."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from familyhubs.records.models import history_of
from households.actions import people
from households.models import Contact, Household, HouseholdUserGrant, Person
from referrals.actions import uses
from retention import certificates, due, removal, verdict
from retention.models import Certificate, SweepRun
from retention.plan import PLAN, Step
from retention.scope import Scope
from retention.statements import Statement, planned_once, unguarded
from tests.cast import Cast
from tests.factories import ContactFactory
from tests.retention.families import SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import dispose_after_notice

Sweep = Callable[[date], SweepRun]
DAY = date(2019, 6, 3)


@pytest.fixture
def families(cast: Cast) -> list[TokenFamily]:
    """Two that are due, one of which has a protected child; a child of the first knows a third,
    which is not due."""
    first, second, third = (TokenFamily(cast) for _ in range(3))
    with at(DAY):
        second.protect(second.child)
        for family in (first, second, third):
            noted(family, family.mother, family.child)
            noted(family, family.mother)
            (use,) = uses.begin(
                household=family.household,
                people=[family.child],
                service_name=family.word("choir"),
                started_on=DAY,
                by=cast.alice,
            )
            states = {use: "attended"}
            uses.attend(household=family.household, on=DAY, states=states, by=cast.alice)
        people.also_lives_in(person=first.child, household=third.household, by=cast.alice)
    first.close()
    second.close()
    return [first, second, third]


def noted(family: TokenFamily, *about: Person) -> Contact:
    contact: Contact = ContactFactory(
        household=family.household,
        people=list(about),
        on=DAY,
        note=family.word("noted"),
        by=family.cast.alice,
    )
    return contact


def scope_of(*families: TokenFamily) -> Scope:
    ids = [family.household.pk for family in families]
    return due.assess(ids, SERVICE_DUE).scope(ids)


def by_orm(step: Step, scope: Scope) -> QuerySet[Any]:
    """The rows of a step, asked in another way than disposal does."""
    rows = step.model._base_manager.order_by()
    if step.people:
        either = Q()
        for path in step.people:
            either |= Q(**{f"{path}__in": list(scope.people)})
        return rows.filter(either)
    homes = scope.arrays[removal.households(step)]
    rows = rows.filter(**{f"{step.household}__in": list(homes)})
    if step.about:
        of_kept = Contact.people.through.objects.filter(person_id__in=scope.kept)
        return rows.exclude(Exists(of_kept.filter(contact_id=OuterRef(step.about))))
    if step.stays_with:
        return rows.exclude(**{f"{step.stays_with}__in": [*scope.kept, *scope.people]})
    return rows


def test_each_step_takes_what_the_plan_says(families: list[TokenFamily], as_worker: Any) -> None:
    """Counted by the ORM before; then deleted by the steps' statements, in their order."""
    scope = scope_of(*families[:2])
    expected = {step: Counter(by_orm(step, scope).values_list(*keys_of(step))) for step in PLAN}
    assert sum(map(bool, expected.values())) > 20, "else nothing is compared with nothing"
    with as_worker():
        for step in PLAN:
            before, removed = step.model._base_manager.count(), Counter()
            for *values, live, _past, _ids in removal.deletion(step).rows(scope.arrays):
                if live:
                    removed[tuple(values[: len(keys_of(step))])] += live
            assert removed == expected[step], step
            assert step.model._base_manager.count() == before - removed.total(), step


def keys_of(step: Step) -> tuple[str, ...]:
    return step.people or (step.household,)


def test_what_was_counted_is_what_goes(families: list[TokenFamily], as_worker: Any) -> None:
    """The dry run and disposal ask different statements, and say the same under the same names."""
    scope = scope_of(*families)
    announced = scope.counted()
    with as_worker(), planned_once():
        removed = scope.removed().counts
    assert {key: certificates.records_in(counts) for key, counts in removed.items()} == {
        key: counts.total() for key, counts in announced.items()
    }


def test_every_row_of_the_others_stays(families: list[TokenFamily], sweep_on: Sweep) -> None:
    third = families[2]
    words = third.token, third.reference
    before = tables_with(*words)
    sweep_on(SERVICE_DUE)
    assert tables_with(*words) == before
    assert tables_with(families[0].word("Mother"), families[1].word("Mother")) == {}


def test_history_that_lost_its_row_goes_too_and_a_living_row_s_stays(
    families: list[TokenFamily], sweep_on: Sweep, as_worker: Any
) -> None:
    first, _, third = families
    with as_worker():
        episode = first.household.episodes.latest("pk")
        history = history_of(type(episode))
        assert history is not None
        type(episode).objects.filter(pk=episode.pk)._raw_delete("default")
        assert history._base_manager.filter(household_id=first.household.pk).exists()
        first.reopen(date(2019, 7, 1))
        first.close()
    kept = history._base_manager.filter(household_id=third.household.pk).count()
    sweep_on(SERVICE_DUE)
    assert not history._base_manager.filter(household_id=first.household.pk).exists()
    assert history._base_manager.filter(household_id=third.household.pk).count() == kept


def test_s39_a_note_about_a_child_who_goes_goes_whole_while_the_shell_stays(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    """Two protected children; the elder's day comes first."""
    with at(DAY):
        fern = family.add("Fern", date_of_birth=date(2012, 6, 1))
        ivy = family.add("Ivy", date_of_birth=date(2014, 2, 28))
        for child in (fern, ivy):
            family.protect(child)
        alone, both, hers = noted(family, fern), noted(family, fern, ivy), noted(family, ivy)
    family.close()
    sweep_on(SERVICE_DUE)
    assert set(Contact.objects.all()) == {alone, both, hers}
    sweep_on(date(2087, 6, 1))
    assert set(Contact.objects.all()) == {both, hers}
    assert set(both.people.all()) == {ivy}
    certificate = Certificate.objects.order_by("-pk").first()
    assert certificate is not None
    assert certificate.counts["households_contact"] == 1


class TestTheVerdict:
    """S43: the search afterwards asks the models, not the plan."""

    def test_it_asks_every_foreign_key_that_the_database_has(self, db: None) -> None:
        """It stands for them: the deletes run without."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, attname, confrelid::regclass::text "
                "FROM pg_constraint JOIN pg_attribute a ON attrelid = conrelid "
                "AND attnum = conkey[1] "
                "WHERE contype = 'f' AND confrelid::regclass::text = ANY(%s)",
                [list(verdict.targets())],
            )
            keys = set(cursor.fetchall())
        asked = {(model._meta.db_table, *link) for model, *link in verdict.links()}
        assert len(keys) > 80
        assert keys <= asked

    def test_and_every_history(self) -> None:
        asked = {(model._meta.db_table, column) for model, column, _ in verdict.links()}
        histories = {step.history._meta.db_table for step in PLAN if step.history}
        assert {(table, "id") for table in histories} <= asked

    def test_no_other_trigger_is_passed_over(self, db: None) -> None:
        """What deletes unguarded, deletes without the triggers: those that let it do so anyway."""
        tables = {step.table for step in PLAN}
        tables |= {step.history._meta.db_table for step in PLAN if step.history}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 8 > 0 "
                "AND tgrelid::regclass::text = ANY(%s)",
                [list(tables)],
            )
            on_delete = {name for (name,) in cursor.fetchall()}
        assert on_delete
        assert all(name.endswith("_append_only") for name in on_delete)

    def test_it_says_how_many_tables_were_searched(self, families: list[TokenFamily]) -> None:
        scope = scope_of(families[0])
        with pytest.raises(verdict.LeftBehind, match=r"households_household\.id"):
            verdict.nothing_is_left(scope, {})
        nobody = Scope(set(), set(), set(), set(), {}, set(), set(), {})
        assert verdict.nothing_is_left(nobody, {}) > 60

    def test_it_finds_what_points_at_a_row_that_went(self, families: list[TokenFamily]) -> None:
        """Not at a household or a person alone: a score of a goal that is gone."""
        goal = families[0].household.goals.first()
        assert goal is not None
        nobody = Scope(set(), set(), set(), set(), {}, set(), set(), {})
        with pytest.raises(verdict.LeftBehind, match=r"households_score\.goal_id"):
            verdict.nothing_is_left(nobody, {"households_goal": [f"{{{goal.pk}}}"]})

    def test_what_somebody_adds_meanwhile_is_found(
        self, families: list[TokenFamily], as_worker: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A row that was committed after its table was emptied undoes the batch."""
        first = families[0]
        removed = Scope.removed

        def and_then_added(scope: Scope) -> Any:
            found = removed(scope)
            HouseholdUserGrant.objects.create(
                user=first.cast.alice,
                content_object=first.household,
                permission=Permission.objects.filter(content_type__model="household")[0],
                valid_from=DAY,
            )
            return found

        monkeypatch.setattr(Scope, "removed", and_then_added)
        with (
            at(SERVICE_DUE),
            as_worker(),
            pytest.raises(verdict.LeftBehind, match="householdusergrant"),
        ):
            dispose_after_notice(SERVICE_DUE)

    @pytest.mark.parametrize("table", ["households_membership", "households_historicaladdress"])
    def test_a_step_that_forgets_something_stops_the_household(
        self,
        families: list[TokenFamily],
        sweep_on: Sweep,
        monkeypatch: pytest.MonkeyPatch,
        table: str,
    ) -> None:
        """Rows or history of a table that the plan does not reach: rolled back, and said."""
        taken = removal.deletion

        def forgetful(step: Step) -> Statement:
            return Statement(
                re.sub(f'(DELETE FROM "{table}" .*?WHERE) ', r"\1 false AND ", taken(step).sql)
            )

        monkeypatch.setattr(removal, "deletion", forgetful)
        with pytest.raises(verdict.LeftBehind, match=table):
            sweep_on(SERVICE_DUE)
        assert Household.objects.filter(pk=families[0].household.pk).exists()
        assert not Certificate.objects.exists()


def test_one_broken_household_holds_up_no_other(
    cast: Cast, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch is tried again household by household; the night counts as failed."""
    several = [TokenFamily(cast) for _ in range(3)]
    for family in several:
        family.close()
    broken, issue = several[1], certificates.issue

    def fail_for_one(run: SweepRun, lines: Any, *rest: Any, **more: Any) -> None:
        lines = list(lines)
        if any(line.household == broken.reference for line in lines):
            raise RuntimeError
        issue(run, lines, *rest, **more)

    monkeypatch.setattr(certificates, "issue", fail_for_one)
    with at(SERVICE_DUE), as_worker():
        with pytest.raises(RuntimeError):
            dispose_after_notice(SERVICE_DUE)
        assert SweepRun.objects.get().outcome == "failed"
        assert Household.objects.filter(pk=broken.household.pk).exists()
        for family in (several[0], several[2]):
            assert tables_with(family.token, family.reference) == {}
    assert Certificate.objects.count() == 4


class TestUnguarded:
    """The worker alone may delete without triggers, and nothing stays switched off."""

    ROLE = "SELECT current_setting('session_replication_role')"

    def test_only_the_deletes_are(self, db: None, as_worker: Any) -> None:
        with as_worker():
            with unguarded():
                assert asked(self.ROLE) == "replica"
            assert asked(self.ROLE) == "origin"

    def test_an_error_leaves_nothing_switched_off(self, db: None, as_worker: Any) -> None:
        with as_worker():
            with pytest.raises(RuntimeError), transaction.atomic(), unguarded():
                raise RuntimeError
            assert asked(self.ROLE) == "origin"

    def test_the_web_s_deletes_stay_guarded(self, db: None) -> None:
        with unguarded():
            assert asked(self.ROLE) == "origin"

    def test_without_that_right_disposal_is_the_same_and_slower(
        self, families: list[TokenFamily], sweep_on: Sweep, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A database whose administrator may not give it: foreign keys are checked as ever."""
        monkeypatch.setattr("retention.disposal.unguarded", nullcontext)
        assert sweep_on(SERVICE_DUE).disposed == 4
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert tables_with(families[0].word("Mother"), families[1].word("Mother")) == {}


def asked(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_a_page_asks_without_keeping_plans(families: list[TokenFamily]) -> None:
    """Between a page and the database a pooler may stand that hands on the session."""
    statement = removal.named_in_households()
    homes = {"households": [families[0].household.pk]}
    plainly = sorted(statement.rows(homes))
    asked = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'retention_%%'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        before = cursor.fetchone()
        statement.rows(homes)
        cursor.execute(asked)
        assert cursor.fetchone() == before
    with planned_once():
        assert sorted(statement.rows(homes)) == plainly
    assert {person for person, _ in plainly} >= {families[0].mother.pk, families[0].child.pk}
