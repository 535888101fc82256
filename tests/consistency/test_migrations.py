"""A new database starts from the squashed migrations; one that stands has the old ones."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from familyhubs.database.tables import AtOnce


class OneByOne(MigrationLoader):
    """As a database has them that was made before any were squashed."""

    def load_disk(self) -> None:
        super().load_disk()
        found = self.disk_migrations
        squashed = {key: one.replaces for key, one in found.items() if one.replaces}
        last = {key: old[-1] for key, old in squashed.items() if found.keys() >= set(old)}
        self.disk_migrations = {key: one for key, one in found.items() if key not in last}
        for one in self.disk_migrations.values():
            needs: Any = one.dependencies  # a list of this migration's own
            needs[:] = [last.get(needed, needed) for needed in needs]


def test_the_old_migrations_and_the_squashed_come_to_the_same():
    squashed, one_by_one = MigrationLoader(None), OneByOne(None)
    assert ("households", "0001_initial") in one_by_one.graph.nodes
    between = MigrationAutodetector(one_by_one.project_state(), squashed.project_state())
    assert between.changes(graph=squashed.graph) == {}


def book_and_page() -> list[CreateModel]:
    return [
        CreateModel("Book", [("id", models.BigAutoField(primary_key=True))]),
        CreateModel(
            "Page",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("book", models.ForeignKey("households.book", models.PROTECT)),
            ],
        ),
    ]


@pytest.mark.django_db
def test_many_tables_are_made_at_once_and_taken_back():
    together, state = AtOnce(*book_and_page()), ProjectState()
    rendered = state.apps
    together.state_forwards("households", state)
    assert state.apps is not rendered
    assert set(state.apps.all_models["households"]) == {"book", "page"}
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        together.database_forwards("households", editor, ProjectState(), state)
        made = len(editor.collected_sql)
        together.database_backwards("households", editor, state, ProjectState())
    assert [line.split()[2] for line in editor.collected_sql[:made] if line.startswith("CREATE T")]
    dropped = [line for line in editor.collected_sql if line.startswith("DROP TABLE")]
    assert "page" in dropped[0]
    assert "book" in dropped[1]
    assert together.describe() == "Do 2 operations at once"
