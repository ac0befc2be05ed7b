"""SQLite through Django, with what Django would work out anew at every query worked out once.

Django writes %s where SQLite reads ?, and searching a long query for them takes longer than running it. Times are kept
in UTC without saying so; here they are read as what they are, in one step.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from django.db.backends.sqlite3 import base

PLACEHOLDER = base.FORMAT_QMARK_REGEX


@lru_cache(maxsize=2000)
def as_read(query: str) -> str:
    """The text of a query with the placeholders that SQLite reads; values are no part of it."""
    return PLACEHOLDER.sub("?", query).replace("%%", "%")


def _instant(stored: bytes) -> datetime:
    return datetime.fromisoformat(stored.decode()).replace(tzinfo=UTC)


sqlite3.register_converter("datetime", _instant)


class Cursor(base.SQLiteCursorWrapper):
    """Runs queries whose text was changed once."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        """As Django's own."""
        return as_read(query) if param_names is None else super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """Named in the settings; found by its name."""

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor of our own."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor
