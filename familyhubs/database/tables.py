"""A migration operation that does many at once."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """What these operations do one after another, in a fraction of the time.

    Nearly every model here leads to every other, through who recorded it: after each CreateModel
    or AddField Django renders all of them anew, a hundred times over in one `migrate`. So the
    state is changed first, and rendered once.

    Each operation is given the state before all of them and the state after: none may need what
    another makes. A field is added to a new table in an `AtOnce` of its own.
    """

    def __init__(self, *operations: Operation) -> None:
        self.operations: Sequence[Operation] = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # a cached property: rendered again when next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Do {len(self.operations)} operations at once"
