"""The plan's statements take exactly the rows that the plan says, and count each once."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from familyhubs.records.models import history_of
from households.models import Contact, Household
from retention import certificates, removal
from retention.models import Certificate, SweepRun
from retention.plan import PLAN, Step
from retention.scope import Scope
from retention.statements import planned_once
from tests.cast import Cast
from tests.retention.due_families import DAY, noted, scope_of, two_due_and_another
from tests.retention.families import SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import dispose_after_notice

Sweep = Callable[[date], SweepRun]


@pytest.fixture
def families(cast: Cast) -> list[TokenFamily]:
    return two_due_and_another(cast)


def by_orm(step: Step, scope: Scope) -> QuerySet[Any]:
    """The rows of a step, asked in another way than disposal does."""
    rows = step.model._base_manager.order_by()
    if step.people:
        either = Q()
        for path in step.people:
            either |= Q(**{f"{path}__in": list(scope.people)})
        return rows.filter(either)
    homes = scope.arrays[removal.households(step)].strip("{}").split(",")
    rows = rows.filter(**{f"{step.household}__in": [home for home in homes if home]})
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


def test_one_broken_household_holds_up_no_other(
    cast: Cast, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch is tried again household by household; the night counts as failed."""
    several = TokenFamily.some(cast, 3)
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
