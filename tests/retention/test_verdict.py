"""The search after the deletes stands for the foreign keys, which they run without (ADR 6)."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction

from households.models import Household, HouseholdUserGrant
from retention import removal, verdict
from retention.models import Certificate, SweepRun
from retention.plan import PLAN, Step
from retention.scope import Scope
from retention.statements import Statement, unguarded
from tests.cast import Cast
from tests.retention.due_families import DAY, scope_of, two_due_and_another
from tests.retention.families import SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import dispose_after_notice

Sweep = Callable[[date], SweepRun]


@pytest.fixture
def families(cast: Cast) -> list[TokenFamily]:
    return two_due_and_another(cast)


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
