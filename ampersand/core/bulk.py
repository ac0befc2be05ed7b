"""Many rows of one table at once: COPY on PostgreSQL, one prepared statement on SQLite. For bulk loading."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Model

AT_ONCE = 2000
type Row = Sequence[Any]


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows of values in the order of `columns` (a foreign key as `person_id`), in the caller's transaction.

    The database's constraints hold as ever; the model's own defaults and `save` are not asked.
    """
    fields = [model._meta.get_field(name) for name in columns]
    ready = [partial(field.get_db_prep_save, connection=connection) for field in fields]  # type: ignore[union-attr]
    name = connection.ops.quote_name
    names = ", ".join(name(str(field.column)) for field in fields)  # type: ignore[union-attr]
    into = f"{name(model._meta.db_table)} ({names})"
    prepared = ([make(value) for make, value in zip(ready, row, strict=True)] for row in rows)
    if connection.vendor == "postgresql":
        _copy(into, prepared)
    else:
        _insert(into, len(fields), prepared)


def _copy(into: str, rows: Iterable[list[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(into: str, width: int, rows: Iterable[list[Any]]) -> None:
    statement = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * width)})"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        for some in batched(rows, AT_ONCE):
            cursor.executemany(statement, some)
