"""A lookup of our own: `case_id__among=ids` says what `case_id__in=ids` says, as one value however many ids there are.

Django turns each id of a list into a value of its own: five hundred take it five milliseconds, and each length of list
is another query to be parsed.
"""

import json
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Lookup, UUIDField


class Among(Lookup):
    """Whether an id is one of these."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """For PostgreSQL, whose driver takes a list as it is."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, _ids(self.rhs))

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """For SQLite, which reads a list as JSON."""
        column, parameters = self.process_lhs(compiler, connection)
        ids = json.dumps([one.hex for one in _ids(self.rhs)])
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, ids)  # noqa: S608 - the column is ours


def _ids(given: Any) -> list[UUID]:
    return [one if isinstance(one, UUID) else UUID(str(one)) for one in given]


def register() -> None:
    """Let columns of ids know it."""
    UUIDField.register_lookup(Among)
    ForeignKey.register_lookup(Among)
