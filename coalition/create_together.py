"""A migration's operation that makes all tables of an app in one step (docs/adr/0046-migrations-of-one-step.md).

Between two operations Django draws anew every model that is related to the changed one, and here nearly all are: of
the 40 seconds that an empty database took, 35 went into that.
"""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """CreateModel, AddField, AddIndex, AddConstraint and AddTrigger of models that do not exist before.

    The tables are made as they are after the last operation. So the fields, indexes, constraints and triggers that are
    added to a model stand in its table at once, whatever they refer to.
    """

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def describe(self):
        return f"Create {len(self._tables())} tables together"

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # the drawn models: drawn again, once, when they are asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self._tables():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self._tables()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def _tables(self):
        return [operation for operation in self.operations if isinstance(operation, CreateModel)]
