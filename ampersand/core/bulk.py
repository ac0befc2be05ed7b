"""Many rows of one table at once: COPY on PostgreSQL, one prepared statement on SQLite. For bulk loading."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import batched
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Field, ForeignKey, Model

AT_ONCE = 2000
type Row = Sequence[Any]
type Change = Callable[[Any], Any]

# What both databases take as it is; everything else is asked of the field, which takes ten times as long.
_AS_IT_IS = {"CharField", "TextField", "SlugField", "EmailField", "FloatField", "BooleanField", "BinaryField"} | {
    f"{sign}{size}IntegerField" for sign in ("", "Positive") for size in ("", "Small", "Big")
}


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows of values in the order of `columns` (a foreign key as `person_id`), in the caller's transaction.

    The database's constraints hold as ever; the model's own defaults and `save` are not asked.
    """
    fields = [_field(model, name) for name in columns]
    name = connection.ops.quote_name
    names = ", ".join(name(str(field.column)) for field in fields)
    into = f"{name(model._meta.db_table)} ({names})"
    changes = [(place, change) for place, field in enumerate(fields) if (change := _change(field))]
    if connection.vendor == "postgresql":
        _copy(into, _changed(rows, changes))
    else:
        _insert(into, len(fields), _changed(rows, changes))


def _changed(rows: Iterable[Row], changes: Sequence[tuple[int, Change]]) -> Iterator[Row]:
    for row in rows:
        values = list(row)
        for place, change in changes:
            if values[place] is not None:
                values[place] = change(values[place])
        yield values


def _change(field: "Field[Any, Any]") -> Change | None:
    """How a value becomes what the database takes; None where it stays as it is."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    kind, embedded = field.get_internal_type(), connection.vendor != "postgresql"
    if kind in _AS_IT_IS:
        return None
    if kind == "JSONField":
        return json.dumps
    if kind in ("UUIDField", "DateField", "DateTimeField") and not embedded:
        return None
    if kind == "UUIDField":
        return attrgetter("hex")
    if kind == "DateTimeField":
        return connection.ops.adapt_datetimefield_value
    return partial(field.get_db_prep_save, connection=connection)


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def _copy(into: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(into: str, width: int, rows: Iterable[Row]) -> None:
    statement = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * width)})"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        for some in batched(rows, AT_ONCE):
            cursor.executemany(statement, some)
