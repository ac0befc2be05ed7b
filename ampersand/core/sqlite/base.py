"""SQLite through Django, with what Django would work out anew at every query worked out once.

Django writes %s where SQLite reads ?, and searching a long query for them takes longer than running it. Times are kept
in UTC without saying so; here they are read as what they are, in one step. Ids are kept as text, and a page of many
rows meets the same ids again and again; what each text stands for is remembered.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.backends.sqlite3 import base, operations
from django.db.models.expressions import Col

READ_BY_TYPE = frozenset({"BooleanField", "DateField", "DateTimeField"})
PLACEHOLDER = base.FORMAT_QMARK_REGEX


@lru_cache(maxsize=2000)
def as_read(query: str) -> str:
    """The text of a query with the placeholders that SQLite reads; values are no part of it."""
    return PLACEHOLDER.sub("?", query).replace("%%", "%")


def _instant(stored: bytes) -> datetime:
    return datetime.fromisoformat(f"{stored.decode()}+00:00")


sqlite3.register_converter("datetime", _instant)


known_id = lru_cache(maxsize=20_000)(UUID)


class Operations(operations.DatabaseOperations):
    """Reads ids from a memory of those it has met."""

    def convert_uuidfield_value(self, value: str | None, expression: Any, connection: Any) -> UUID | None:
        """As Django's own."""
        return None if value is None else known_id(value)

    def get_db_converters(self, expression: Any) -> list[Any]:
        """As Django's own, without those that would look again at what the driver has read by a column's type."""
        if isinstance(expression, Col) and expression.output_field.get_internal_type() in READ_BY_TYPE:
            return []
        return list(super().get_db_converters(expression))


class Cursor(base.SQLiteCursorWrapper):
    """Runs queries whose text was changed once."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        """As Django's own."""
        return as_read(query) if param_names is None else super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """Named in the settings; found by its name."""

    ops_class = Operations

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor of our own."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor
