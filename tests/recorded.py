"""The cast, written once through the models and then again and again as the plain rows that came of it."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection, transaction


@dataclass
class Recorded[T]:
    """What `make` returns and the rows it inserts; both are made the first time that they are asked for.

    What is returned may hold no number that the database gave: the rows are numbered anew each time.
    """

    make: Callable[[], T]
    _made: list[T] = field(default_factory=list)
    _inserts: list[tuple[str, list[Any]]] = field(default_factory=list)

    def again(self) -> T:
        """A fresh copy, with its rows in the database."""
        if not self._made:
            with transaction.atomic():
                with connection.execute_wrapper(self._record):
                    self._made.append(self.make())
                transaction.set_rollback(True)
        with connection.cursor() as cursor:
            for sql, same in groupby(self._inserts, key=lambda one: one[0]):
                cursor.executemany(sql, [parameters for _, parameters in same])
        return copy.deepcopy(self._made[0])

    def _record(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            self._inserts.append((sql.partition(" RETURNING ")[0], list(params)))
        else:
            assert sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")), f"only rows are recorded, not {sql}"
        return execute(sql, params, many, context)
