"""S43: the log speaks of a family under an alias, and forgets whose it was."""

import ast
import re
import threading
from importlib import import_module
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.urls import reverse

from familyhubs.audit import aliases, log
from familyhubs.audit.aliases import OF_FAMILIES
from familyhubs.audit.models import AccessEvent, Alias
from tests.consistency.code import python_files
from tests.database import acting_as, log_in
from tests.logged import alias_of

PLAIN = {
    *("", "user", "organisation", "hub", "notice", "service"),
    *("email", "message"),  # of no household, or only that its recipient read it
    *("hold", "certificate", "due-list"),  # a hold that is of no household; what names no family
}


def opened(by, pk, subject="household"):
    log.opened(by, subject, pk, action="households:overview", basis="council")


@pytest.mark.django_db
class TestAnAlias:
    def test_stands_in_the_event_in_place_of_the_id(self, cast):
        opened(cast.alice, 712345)
        event = AccessEvent.objects.latest("pk")
        assert re.fullmatch("[0-9a-f]{32}", event.subject_id)
        assert "712345" not in str(event.__dict__)

    def test_is_the_same_for_every_event_of_one_record(self, cast):
        opened(cast.alice, 7)
        opened(cast.pat, 7)
        opened(cast.pat, 8)
        opened(cast.pat, 7, "person")
        assert log.events_about("household", 7).values("subject_id").distinct().count() == 1
        assert Alias.objects.filter(subject_id__in="78").values("alias").distinct().count() == 3

    def test_an_import_makes_them_for_all_its_households_by_one_statement(
        self, cast, django_assert_num_queries
    ):
        alice = cast.alice
        with django_assert_num_queries(1):
            log.imported(alice, "household", range(9000, 9050), action="imports.add")
        assert log.events_about("household", *range(9000, 9050)).count() == 50
        assert Alias.objects.filter(subject_id__startswith="90").count() == 50

    def test_an_event_asks_the_database_once(self, cast, django_assert_num_queries):
        alice = cast.alice
        for _first_and_later in range(2):
            with django_assert_num_queries(1):
                opened(alice, 7)

    def test_who_is_no_family_stands_under_the_own_id(self, cast):
        log.wrote(cast.adam, "service", 7, action="services.keep")
        assert AccessEvent.objects.latest("pk").subject_id == "7"
        assert log.events_about("service", 7).count() == 1

    def test_where_there_is_no_record_there_is_no_alias(self, cast):
        log.denied(cast.pat, "household", "", action="households:overview")
        assert AccessEvent.objects.latest("pk").subject_id == ""
        assert not Alias.objects.filter(subject_id="").exists()


@pytest.mark.django_db
class TestForgotten:
    def test_the_event_stays_and_leads_nowhere(self, cast, as_worker):
        opened(cast.alice, 7)
        opened(cast.alice, 8)
        said = AccessEvent.objects.values().get(pk=log.events_about("household", 7).get().pk)
        with as_worker():
            log.forget("household", [7])
        assert AccessEvent.objects.values().get(pk=said["id"]) == said
        assert not log.events_about("household", 7).exists()
        assert log.events_about("household", 8).exists()
        assert not Alias.objects.filter(alias=said["subject_id"]).exists()

    def test_only_that_kind_of_record(self, cast, as_worker):
        opened(cast.alice, 7)
        opened(cast.alice, 7, "person")
        with as_worker():
            log.forget("person", [7])
        assert log.events_about("household", 7).exists()
        assert not log.events_about("person", 7).exists()

    def test_what_a_page_wrote_a_moment_too_late_is_found(self, cast, as_worker):
        household = cast.household
        before = alias_of(household)
        opened(cast.alice, 999_999_999)
        with as_worker():
            gone = aliases.forget_gone("household", lambda ids: ids - {999_999_999})
        assert gone == 1
        assert alias_of(household) == before
        assert not Alias.objects.filter(subject_id="999999999").exists()

    @pytest.mark.parametrize("batch", [1, 2, 5000])
    def test_in_batches_of_any_size(self, cast, as_worker, monkeypatch, batch):
        monkeypatch.setattr(aliases, "BATCH", batch)
        log.imported(cast.alice, "household", range(9000, 9005), action="imports.add")
        with as_worker():
            aliases.forget_gone("household", lambda ids: {pk for pk in ids if pk != 9003})
        left = Alias.objects.filter(subject_id__startswith="900").values_list("subject_id")
        assert sorted(left) == [("9000",), ("9001",), ("9002",), ("9004",)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "change"),
    [
        ("familyhubs_web", "DELETE FROM audit_alias"),
        ("familyhubs_web", "UPDATE audit_alias SET alias = 'x'"),
        ("familyhubs_worker", "UPDATE audit_alias SET alias = 'x'"),
    ],
)
def test_nobody_changes_them_and_the_web_deletes_none(cast, role, change):
    assert cast.household
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting_as(role),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_every_event_is_about_a_kind_that_was_thought_of():
    """A new kind of record of a family goes into OF_FAMILIES, and into retention/plan.py
    (`logged_as`); what is no family's goes into PLAIN above."""
    kinds = {"opened", "exported", "revealed", "denied", "wrote", "imported", "disposed"}
    found = set()
    for path in python_files():
        for call in ast.walk(ast.parse(Path(path).read_text())):
            match call:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log"), attr=verb), args=[first, *rest]
                ) if verb in kinds:
                    said = first if verb == "disposed" else rest[0]
                    if isinstance(said, ast.Constant):
                        found.add(said.value)
    assert found >= OF_FAMILIES
    assert found - OF_FAMILIES <= PLAIN


@pytest.mark.django_db(transaction=True)
def test_two_first_events_at_once_are_under_one_alias(cast):
    """The second waits for the first to be committed, and takes its alias."""
    alice, ready, done = cast.alice, threading.Event(), threading.Event()

    def second():
        ready.wait(20)
        try:
            opened(alice, 7)
        finally:
            done.set()
            connection.close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        opened(alice, 7)
        ready.set()
        assert not done.wait(0.3)
    other.join()
    assert log.events_about("household", 7).count() == 2
    assert Alias.objects.filter(subject_id="7").count() == 1


@pytest.mark.django_db
def test_the_officer_finds_the_events_by_the_id_of_a_record(client, cast):
    opened(cast.alice, 712345)
    opened(cast.alice, 712346)
    client.force_login(cast.dana)
    for word in ("712345", log.events_about("household", 712345).get().subject_id):
        page = client.get(reverse("admin:audit_accessevent_changelist"), {"q": word})
        (found,) = page.context["cl"].result_list
        assert found == log.events_about("household", 712345).get()


@pytest.mark.django_db(transaction=True)
def test_older_events_stand_under_their_own_id(cast):
    """The migration gives each record that the log knows its id for an alias."""
    migration = import_module("familyhubs.audit.migrations.0008_aliases")
    with log_in(connection.settings_dict["NAME"]) as owner:
        owner.execute(
            "INSERT INTO audit_accessevent (event, user_id, organisation_id, subject, subject_id, "
            "action, basis) SELECT 'opened', '1', '1', kind, n::text, 'old', 'council' "
            "FROM unnest(ARRAY['household', 'person', 'service', '']) kind, "
            "generate_series(880, 899) n, generate_series(1, 3)"
        )
        owner.execute(migration.OLDER_EVENTS)
    assert log.events_about("household", 880, 899).count() == 6
    assert log.events_about("person", 890).count() == 3
    assert Alias.objects.filter(alias=F("subject_id")).count() == 40
    opened(cast.alice, 880)
    assert log.events_about("household", 880).count() == 4
